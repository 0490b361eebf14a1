import { type Refusal, refuse } from '#ground/refusal.ts'
import { type ConsentPurpose, consented, missingConsents, notices, titlesOf } from '#vault/consent.ts'
import type { Errand, Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { endGrants } from './grant.ts'
import type { ConsentsPort } from './ports.ts'

export type StoredReceipt = {
  readonly receiptId: string
  readonly purpose: ConsentPurpose
  readonly version: number
  readonly givenAt: string
  readonly withdrawnAt: string | null
}

/** What the asking merchant has agreed to and withdrawn, oldest first. */
export const receiptsOf = async (errand: Errand): Promise<readonly StoredReceipt[]> => {
  const rows = await errand.run(
    db
      .selectFrom('consents')
      .selectAll()
      .where('merchant_id', '=', errand.actor.organisationId)
      .orderBy('receipt_id'),
  )
  return rows.map((row) => ({
    receiptId: row.receipt_id,
    purpose: row.purpose as ConsentPurpose,
    version: row.notice_version,
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
  }))
}

const missing = (purposes: readonly ConsentPurpose[]): Refusal | null =>
  purposes.length === 0 ? null : refuse('VAULT-10', titlesOf(purposes), purposes[0])

/** What the case room is handed (rooms.ts). Only the merchant's own moves ask, so the walls show just their receipts. */
export const consentsPort: ConsentsPort = {
  toSubmit: async (errand) => missing(missingConsents(await receiptsOf(errand))),
  async to(errand, purpose) {
    return missing(consented(await receiptsOf(errand), purpose) ? [] : [purpose])
  },
}

const streamOf = (receiptId: string) => `consent/${receiptId}`

/** A visit's grant stands on this consent and ends with it. */
const endVisits = async (errand: Errand): Promise<void> => {
  const cases = await errand.run(
    db.selectFrom('cases').select('case_id').where('merchant_id', '=', errand.actor.organisationId),
  )
  for (const { case_id } of cases) await endGrants(errand, case_id, ['visit'], 'consent-withdrawn')
}

export const consents: Room<'vault.consent' | 'vault.withdraw-consent'> = {
  async 'vault.consent'(errand, { purpose, version }) {
    const notice = notices[purpose]
    if (!notice.asked) return refuse('VAULT-15', {}, 'purpose')
    if (version !== notice.version) return refuse('VAULT-14', { version: notice.version }, 'version')
    const receiptId = newId('rcp')
    const [written] = await errand.run(
      db
        .insertInto('consents')
        .values({
          receipt_id: receiptId,
          merchant_id: errand.actor.organisationId,
          person_id: errand.actor.personId,
          purpose,
          notice_version: version,
          given_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('receipt_id'),
    )
    if (written) {
      await errand.record(streamOf(receiptId), 0, [
        { type: 'consent-given', ...{ receiptId, purpose, version } },
      ])
      return { receiptId }
    }
    const standing = (await receiptsOf(errand)).find(
      (each) => each.purpose === purpose && each.version === version && each.withdrawnAt === null,
    )
    return standing ? { receiptId: standing.receiptId } : refuse('VAULT-18', {}, 'purpose')
  },

  async 'vault.withdraw-consent'(errand, { purpose }) {
    if (!notices[purpose].asked) return refuse('VAULT-15', {}, 'purpose')
    const ended = await errand.run(
      db
        .updateTable('consents')
        .set({ withdrawn_at: errand.stamp.at })
        .where('merchant_id', '=', errand.actor.organisationId)
        .where('purpose', '=', purpose)
        .where('withdrawn_at', 'is', null)
        .returning('receipt_id'),
    )
    if (ended.length === 0) return refuse('VAULT-18', {}, 'purpose')
    for (const { receipt_id: receiptId } of ended)
      await errand.record(streamOf(receiptId), 1, [{ type: 'consent-withdrawn', ...{ receiptId, purpose } }])
    if (purpose === 'on-site-visit') await endVisits(errand)
    return { ok: true }
  },
}
