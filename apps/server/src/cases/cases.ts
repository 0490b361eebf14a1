import { sql } from 'kysely'
import { refuse } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { isOutside } from '#provision/party.ts'
import { type Step, stepFromOutside, steps } from '#provision/step.ts'
import type { Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { readCursor } from '../house/read-request.ts'
import { db } from '../house/tables.ts'
import { loadCase, openNewCase } from './case.ts'
import type { EvidenceOf } from './evidence.ts'
import { caseView } from './view.ts'

const allSteps: readonly Step[] = [...steps.map(({ step }) => step), 'withdrawn']

export const cases = (
  evidenceOf: EvidenceOf,
): Room<'cases.open' | 'cases.list' | 'cases.case' | 'cases.history'> => ({
  async 'cases.open'(errand) {
    const [acquirer] = await errand.run(
      db
        .selectFrom('organisations')
        .select('organisation_id')
        .where('kind', '=', 'acquirer')
        .orderBy('created_at')
        .limit(1),
    )
    if (!acquirer) return refuse('HOUSE-1')
    const owner = { tenant: acquirer.organisation_id, subject: errand.actor.organisationId }
    if (errand.house.keys.suspended(owner)) return refuse('VAULT-16')
    const caseId = newId('cas')
    await openNewCase(errand, {
      caseId,
      merchantId: errand.actor.organisationId,
      acquirerId: acquirer.organisation_id,
    })
    return { caseId }
  },

  async 'cases.list'(errand, { after, limit = 30, step }) {
    let query = db
      .selectFrom('cases')
      .select(['case_id', 'step', 'state', 'updated_at', 'provider_id', 'merchant_id'])
      .orderBy('case_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('case_id', '<', after)
    if (step !== undefined) {
      const { principal, organisationId } = errand.actor
      const fromOutside = allSteps.filter((each) => stepFromOutside(each) === step)
      query = query.where((eb) =>
        principal !== 'provider'
          ? eb('step', '=', step)
          : eb.or([
              eb.and([eb('provider_id', '=', organisationId), eb('step', '=', step)]),
              eb.and([
                eb('provider_id', 'is distinct from', organisationId),
                eb('step', '=', sql<string>`any(${fromOutside})`),
              ]),
            ]),
      )
    }
    const rows = await errand.run(query)
    const names = await organisationNames(
      errand,
      rows.flatMap((row) => [row.provider_id ?? '', row.merchant_id]),
    )
    return {
      items: rows.map((row) => {
        const { application, step, providerId } = row.state as Case
        const outside = isOutside({ providerId }, errand.actor)
        return {
          caseId: row.case_id,
          step: outside ? stepFromOutside(step) : step,
          shopName: application.shop.shopName ?? '',
          merchantName: application.shop.registeredName ?? names.get(row.merchant_id) ?? '',
          regionCode: application.shop.regionCode ?? '',
          applicationStatus: application.status,
          providerName: outside ? '' : (names.get(row.provider_id ?? '') ?? ''),
          updatedAt: row.updated_at,
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.case_id ?? null) : null,
    }
  },

  async 'cases.case'(errand, { caseId }) {
    return caseView(errand, await loadCase(errand, caseId), evidenceOf)
  },

  async 'cases.history'(errand, { caseId, after, limit = 50 }) {
    await loadCase(errand, caseId)
    let query = db
      .selectFrom('facts as f')
      .innerJoin('log_leaves as l', 'l.fact_seq', 'f.seq')
      .select([
        'f.seq',
        'f.fact_id',
        'f.type',
        'f.at',
        'f.principal',
        'f.person_id',
        'f.organisation_id',
        'l.leaf_index',
      ])
      .where('f.stream', '=', `case/${caseId}`)
      .orderBy('f.seq', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('f.seq', '<', readCursor(after))
    const rows = await errand.run(query)
    const people = await namesOf(
      errand,
      rows.map((row) => row.person_id),
    )
    const houses = await organisationNames(
      errand,
      rows.map((row) => row.organisation_id),
    )
    return {
      items: rows.map((row) => ({
        factId: row.fact_id,
        type: row.type,
        at: row.at,
        principal: row.principal,
        person: people.get(row.person_id) ?? '',
        organisation: houses.get(row.organisation_id) ?? '',
        logged: row.leaf_index !== null,
      })),
      next: rows.length === limit ? String(rows.at(-1)?.seq) : null,
    }
  },
})
