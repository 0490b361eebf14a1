import { given } from '#provision/given.ts'
import type { Case, VisitKind } from '#provision/case.ts'
import { consentPurposes, notices } from '#vault/consent.ts'
import { newId } from '../src/house/new-id.ts'
import type { Seat, TestRoom } from './room.ts'

export type Shop = {
  readonly caseId: string
  readonly merchant: Seat
  readonly technician: Seat
  readonly provider: Seat
  readonly reviewer: Seat
}

/** What a merchant agrees to before anything is handed in or anybody comes. */
const consentToAll = async (test: TestRoom, { personId, organisationId }: Seat): Promise<void> => {
  for (const purpose of consentPurposes)
    if (notices[purpose].needed)
      await test.owner.query(
        `insert into consents (receipt_id, merchant_id, person_id, purpose, notice_version, given_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [newId('rcp'), organisationId, personId, purpose, notices[purpose].version, test.clock.now],
      )
}

/** A shop whose agreement both have just signed: the story of the provision room, told with real people. */
export const openShop = async (
  test: TestRoom,
  people: Partial<Omit<Shop, 'caseId'>> = {},
  change: (state: Case) => Case = (state) => state,
): Promise<Shop> => {
  const caseId = newId('cas')
  const merchant = people.merchant ?? (await test.seat('merchant', '演示面馆'))
  const reviewer = people.reviewer ?? (await test.seat('reviewer', '演示收单机构'))
  const provider = people.provider ?? (await test.seat('provider', '演示服务商'))
  const technician = people.technician ?? (await test.seat('technician', '林技术员', provider.organisationId))
  const names: Record<string, string> = {
    cas_1: caseId,
    org_noodles: merchant.organisationId,
    org_acquirer: reviewer.organisationId,
    org_provider: provider.organisationId,
    per_tech: technician.personId,
  }
  const told = JSON.stringify(given('countersign-agreement')).replaceAll(
    /"(cas_1|org_noodles|org_acquirer|org_provider|per_tech)"/g,
    (_, name: string) => JSON.stringify(names[name]),
  )
  const state = change(JSON.parse(told) as Case)
  await test.owner.query(
    `insert into cases (case_id, merchant_id, acquirer_id, provider_id, technician_ids, step, version, state, opened_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $8)`,
    [
      caseId,
      merchant.organisationId,
      reviewer.organisationId,
      provider.organisationId,
      [technician.personId],
      state.step,
      JSON.stringify(state),
      test.clock.now,
    ],
  )
  await consentToAll(test, merchant)
  return { caseId, merchant, technician, provider, reviewer }
}

/** The technician stands in the shop: proposed, confirmed, codes compared at the door. */
export const arrive = async (test: TestRoom, shop: Shop, kind: VisitKind = 'install'): Promise<string> => {
  const { caseId } = shop
  const startsAt = test.clock.now
  const endsAt = new Date(Date.parse(startsAt) + 4 * 3_600_000).toISOString()
  const { visitId } = await test.granted(shop.provider, 'visits.propose', {
    caseId,
    kind,
    technicianId: shop.technician.personId,
    startsAt,
    endsAt,
  })
  await test.granted(shop.merchant, 'visits.confirm', { caseId, visitId })
  const { merchantCode } = await test.granted(shop.merchant, 'visits.door-check', { caseId, visitId })
  await test.granted(shop.technician, 'visits.arrive', { caseId, visitId, merchantCode: merchantCode ?? '' })
  return visitId
}
