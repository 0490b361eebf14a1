import {
  cast,
  honestTerms,
  modelDemo,
  needsDemo,
  sealedDemo,
  service,
  shopDemo,
} from '../../scripts/demo/cast.ts'
import { apply, approve, survey } from '../../scripts/demo/journey.ts'
import type { StoryHouse } from './house.ts'

const weeks = (n: number) => new Date(Date.now() + n * 7 * 86_400_000).toISOString()

export type SmallShop = { readonly shopName: string; readonly uscc: string; readonly phone: string }

/** A shop that chose its provider and was surveyed, all through the public interface. */
export const surveyShop = async ({ people, caller }: StoryHouse, shop: SmallShop, which: 0 | 1 = 1) => {
  const { first, second, providers } = people
  const [anxin] = providers
  if (!anxin) throw new Error('the cast has a provider')
  const merchant = await caller(shop.phone)
  const technician = await caller(cast.providers[0].technicians[which].phone)
  const crew = {
    merchant,
    desk: anxin.desk,
    technician,
    technicianId: anxin.technicianIds[which] ?? '',
    reviewer: second,
    began: new Date().toISOString(),
  }
  const caseId = await apply(
    merchant,
    shopDemo({ ...shop, registeredName: shop.shopName }),
    sealedDemo('演示邮', shop.phone),
  )
  await merchant.call('applications.submit', { caseId })
  await approve(caseId, first, second)
  await merchant.call('needs.record', { caseId, needs: needsDemo })
  await merchant.call('offers.request', { caseId, providerIds: [anxin.providerId] })
  const { offerId } = await anxin.desk.call('offers.make', {
    caseId,
    modelCode: modelDemo.modelCode,
    terminalKind: 'smart-pos',
    terms: { ...honestTerms, rows: [...honestTerms.rows] },
    serviceLevel: service,
    validUntil: weeks(2),
  })
  await merchant.call('offers.choose', { caseId, offerId })
  await survey(caseId, crew)
  return { caseId, ...crew }
}
