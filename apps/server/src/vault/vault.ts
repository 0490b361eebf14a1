import { sql } from 'kysely'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { type Grant, isLive } from '#vault/grant.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { namesOf, organisationNames, phoneOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner } from '../house/owner.ts'
import { db, statement } from '../house/tables.ts'
import { moveGrant, standingGrants, takeReveal } from './grant.ts'
import type { CasesPort } from './ports.ts'

/** Everybody who acts for the merchant hears of a break-glass look, without a word of what was looked at. */
const tellMerchant = async (errand: Errand, caseId: string, merchantId: string): Promise<void> => {
  const people = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', merchantId)
      .where('ended_at', 'is', null),
  )
  for (const { person_id } of people)
    await writeMessage(
      errand,
      await phoneOf(errand, person_id),
      'break-glass',
      `【放心装】收单机构经双人复核，对您的申请（尾号 ${caseId.slice(-6)}）启用了紧急查看。登录后在“谁看过我的资料”可查看人员、字段和理由。 / Two people of the acquirer opened a break-glass look into your application; see “Who saw my data”.`,
    )
}

const bareGrant = async (errand: Errand, cases: CasesPort, grants: readonly Grant[]) => {
  const [reasons, people, houses] = await Promise.all([
    cases.openTexts(
      errand,
      grants.map(({ reason }) => reason ?? ''),
    ),
    namesOf(
      errand,
      grants.flatMap(({ readerId, givenBy }) => [readerId, givenBy]),
    ),
    organisationNames(
      errand,
      grants.map(({ organisationId }) => organisationId),
    ),
  ])
  const { at } = errand.stamp
  return grants.map((grant) => ({
    grantId: grant.grantId,
    kind: grant.kind,
    reader: people.get(grant.readerId) ?? '',
    organisation: houses.get(grant.organisationId) ?? '',
    fields: [...grant.fields],
    givenAt: grant.givenAt,
    expiresAt: grant.expiresAt,
    live: isLive(grant, at),
    waiting:
      grant.kind === 'break-glass' &&
      grant.confirmedBy === null &&
      grant.ended === null &&
      grant.expiresAt > at,
    byMe: grant.readerId === errand.actor.personId,
    givenBy: people.get(grant.givenBy) ?? '',
    reason: reasons(grant.reason ?? ''),
    ended: grant.ended,
    shown: grant.shown,
  }))
}

export const vault = (
  cases: CasesPort,
): Room<
  'vault.grants' | 'vault.reveals' | 'vault.reveal' | 'vault.ask-break-glass' | 'vault.confirm-break-glass'
> => ({
  async 'vault.grants'(errand, { caseId }) {
    await cases.loadCase(errand, caseId)
    const rows = await errand.run(
      db
        .selectFrom('grants')
        .select('state')
        .where('case_id', '=', caseId)
        .orderBy('grant_id', 'desc')
        .limit(200),
    )
    return {
      items: await bareGrant(
        errand,
        cases,
        rows.map(({ state }) => state as Grant),
      ),
    }
  },

  async 'vault.reveals'(errand, { after, limit = 50, caseId }) {
    let query = db
      .selectFrom('reveals as r')
      .innerJoin('cases as c', 'c.case_id', 'r.case_id')
      .innerJoin('organisations as o', 'o.organisation_id', 'c.merchant_id')
      .selectAll('r')
      .select(['o.name as shop'])
      .orderBy('r.reveal_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('r.reveal_id', '<', after)
    if (caseId !== undefined) query = query.where('r.case_id', '=', caseId)
    const rows = await errand.run(query)
    const leaves = await errand.asHouse(
      statement(
        sql<{ stream: string; version: number; leaf: number | null }>`
          select f.stream, f.version, l.leaf_index as leaf from facts f join log_leaves l on l.fact_seq = f.seq
           where (f.stream, f.version) in (select * from unnest(${rows.map((row) => row.fact_stream)}::text[],
                                                                ${rows.map((row) => row.fact_version)}::int[]))`,
      ),
    )
    const leafOf = new Map(leaves.map(({ stream, version, leaf }) => [`${stream} ${version}`, leaf]))
    const [people, houses, words] = await Promise.all([
      namesOf(
        errand,
        rows.map((row) => row.person_id),
      ),
      organisationNames(
        errand,
        rows.map((row) => row.organisation_id),
      ),
      // Reasons are written to the merchant and to who examines; for supervision they stay empty.
      cases.openTexts(
        errand,
        rows.map((row) => row.words_ref),
      ),
    ])
    return {
      items: rows.map((row) => ({
        revealId: row.reveal_id,
        at: row.at,
        caseId: row.case_id,
        shopName: row.shop,
        reader: people.get(row.person_id) ?? '',
        organisation: houses.get(row.organisation_id) ?? '',
        principal: row.principal,
        kind: row.purpose as Grant['kind'],
        fields: row.fields,
        words: words(row.words_ref),
        leafIndex: leafOf.get(`${row.fact_stream} ${row.fact_version}`) ?? null,
      })),
      next: rows.length === limit ? (rows.at(-1)?.reveal_id ?? null) : null,
    }
  },

  async 'vault.reveal'(errand, { caseId, fields, purpose }) {
    const { state } = await cases.loadCase(errand, caseId)
    const taken = await takeReveal(errand, {
      caseId,
      fields,
      wordsRef: await cases.sealText(errand, caseId, 'reveal-purpose', purpose),
    })
    if (isRefusal(taken))
      return errand.house.keys.suspended(await caseOwner(errand, caseId)) ? refuse('VAULT-8') : taken
    const refs = Object.fromEntries(
      Object.entries(state.application.sealed).filter(([field]) => fields.includes(field as never)),
    )
    return {
      fields: await cases.openFields(
        errand,
        refs,
        taken.grant.kind === 'break-glass' ? 'legal-duty' : undefined,
      ),
    }
  },

  async 'vault.ask-break-glass'(errand, { caseId, fields, reason }) {
    await cases.loadCase(errand, caseId)
    const asked = await moveGrant(errand, null, {
      type: 'ask-break-glass',
      grantId: newId('gra'),
      caseId,
      fields,
      reason: await cases.sealText(errand, caseId, 'reveal-purpose', reason),
    })
    return isRefusal(asked) ? asked : { grantId: asked.grant.grantId }
  },

  async 'vault.confirm-break-glass'(errand, { caseId, grantId }): Promise<{ ok: true } | Refusal> {
    const { state } = await cases.loadCase(errand, caseId)
    const found = (await standingGrants(errand, caseId)).find(({ grant }) => grant.grantId === grantId)
    if (!found) throw new NotFound()
    const confirmed = await moveGrant(errand, found, { type: 'confirm-break-glass' })
    if (isRefusal(confirmed)) return confirmed
    await tellMerchant(errand, caseId, state.merchantId)
    return { ok: true }
  },
})
