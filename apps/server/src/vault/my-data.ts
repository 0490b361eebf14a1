import { sql } from 'kysely'
import { isRefusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import { consented, consentPurposes, notices, rights } from '#vault/consent.ts'
import { type Datum, data, declared } from '#vault/datum.ts'
import { foreseen, isCancellable } from '#vault/erasure.ts'
import { basisSay, purposeSay } from '#vault/purpose.ts'
import { type Keep, terms } from '#vault/retention.ts'
import type { Errand, Room } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'
import { receiptsOf } from './consents.ts'
import { both, scheduleView, tenantMeant } from './deletions.ts'
import { casesOf, relationsOf, standingErasure } from './erasure.ts'

export type Kept = Exclude<Keep, 'house'>

/** A declared datum in plain words: what, what for, on which ground, how long. */
export const plain = (datum: Datum) => {
  const { class: kind, sensitive, purpose, basis, keep, say } = declared(datum)
  return {
    datum,
    say: both(say),
    class: kind,
    sensitive,
    purpose,
    purposeSay: both(purposeSay[purpose]),
    basis,
    basisSay: both(basisSay[basis]),
    keep: keep as Kept,
    term: both(terms[keep].say),
    termBasis: terms[keep].basis,
  }
}

/** Every datum that is about people; the house's own keys are nobody's. */
export const personal = (Object.keys(data) as Datum[]).filter((datum) => declared(datum).keep !== 'house')

/** How many of each are kept: as the asker, so the walls show just their own. What was emptied is not kept. */
const heldCounts = async (errand: Errand): Promise<ReadonlyMap<string, number>> => {
  const rows = await errand.run(
    statement(
      sql<{ datum: string; held: number }>`
        select 'vault_values.' || field as datum, count(*)::int as held from vault_values where value_sealed <> '' group by field
        union all select 'documents.content', count(*)::int from documents
        union all select 'agreement_files.pdf', count(*)::int from agreement_files where pdf_sealed <> ''
        union all select 'agreement_files.evidence', count(*)::int from agreement_files where evidence_sealed <> ''
        union all select 'visits.secret', count(*)::int from visits where secret_sealed <> ''
        union all select 'quizzes.trainee', count(*)::int from quizzes where trainee_sealed <> ''
        union all select 'tickets.subject', count(*)::int from tickets where subject_sealed <> ''
        union all select 'ticket_messages.text', count(*)::int from ticket_messages where text_sealed <> ''
        union all select unnest(array['persons.name', 'persons.phone']), count(*)::int from persons where person_id = ${errand.actor.personId}`,
    ),
  )
  // Messages are the house's to see; it counts those to the asker's own number.
  const [messages] = await errand.asHouse(
    statement(
      sql<{ held: number }>`select count(*)::int as held from messages m join persons p using (phone_index)
                             where p.person_id = ${errand.actor.personId}`,
    ),
  )
  const counted = new Map(rows.map(({ datum, held }) => [datum, held]))
  for (const datum of ['messages.phone', 'messages.text']) counted.set(datum, messages?.held ?? 0)
  return counted
}

const acquirer = async (errand: Errand, tenantId: string | null) => {
  let query = db
    .selectFrom('organisations')
    .select(['organisation_id', 'name', 'licence_no', 'hotline'])
    .where('kind', '=', 'acquirer')
    .orderBy('created_at')
    .limit(1)
  if (tenantId !== null) query = query.where('organisation_id', '=', tenantId)
  const [row] = await errand.run(query)
  return row
    ? {
        organisationId: row.organisation_id,
        name: row.name,
        licenceNo: row.licence_no ?? '',
        hotline: row.hotline ?? '',
      }
    : null
}

const noticesView = async (errand: Errand) => {
  const receipts = await receiptsOf(errand)
  return consentPurposes.map((purpose) => {
    const { version, since, asked, needed, basis, title, text, withdrawn } = notices[purpose]
    return {
      purpose,
      version,
      since,
      asked,
      needed,
      basis,
      title: both(title),
      text: both(text),
      withdrawal: both(withdrawn),
      agreed: consented(receipts, purpose),
      receipts: receipts
        .filter((each) => each.purpose === purpose)
        .map(({ receiptId, version: read, givenAt, withdrawnAt }) => ({
          receiptId,
          version: read,
          givenAt,
          withdrawnAt,
        })),
    }
  })
}

const refusedView = (rule: string) => {
  const [zh, en] = [sayRule(rule, 'zh', {}), sayRule(rule, 'en', {})]
  return {
    rule,
    happened: both([zh.happened, en.happened]),
    remedy: both([zh.remedy, en.remedy]),
  }
}

export const myData: Room<'vault.my-data'> = {
  async 'vault.my-data'(errand) {
    const { organisationId: merchantId } = errand.actor
    const { at } = errand.stamp
    const tenantId = await tenantMeant(errand)
    const [held, looks] = [
      await heldCounts(errand),
      await errand.run(db.selectFrom('reveals').select((of) => of.fn.countAll<number>().as('looks'))),
    ]
    const stored = tenantId === null ? null : await standingErasure(errand, merchantId, tenantId)
    const cases = tenantId === null ? [] : await casesOf(errand, merchantId, tenantId)
    const told = foreseen(relationsOf(cases, at), at)
    return {
      processor: await acquirer(errand, tenantId),
      notices: await noticesView(errand),
      rights: both(rights),
      kinds: personal.map((datum) => ({
        ...plain(datum),
        readers: [...declared(datum).readers],
        held: datum === 'idempotency.reply' ? null : (held.get(datum) ?? 0),
      })),
      looks: Number(looks[0]?.looks ?? 0),
      sealedOff: tenantId !== null && errand.house.keys.suspended({ tenant: tenantId, subject: merchantId }),
      deletion: stored && {
        erasureId: stored.erasure.erasureId,
        requestedAt: stored.erasure.requestedAt,
        concluded: stored.erasure.concluded,
        cancellable: isCancellable(stored.erasure),
        doneAt: stored.erasure.doneAt,
        schedule: scheduleView(stored.erasure.schedule, stored.erasure.concluded),
      },
      ifDeleted: isRefusal(told)
        ? { refused: refusedView(told.rule), schedule: [] }
        : stored
          ? { refused: refusedView('VAULT-12'), schedule: [] }
          : { refused: null, schedule: scheduleView(told.schedule, told.concluded) },
    }
  },
}
