import { expect, test } from 'vitest'
import { areaCodeOf } from '#device/area.ts'
import { composeMerchantNo } from '#device/binding.ts'
import { orderOf, shopVisitOf } from '#device/order.ts'
import type { Case } from '#provision/case.ts'

const opened: Case = {
  caseId: 'cas_1',
  merchantId: 'org_shop',
  acquirerId: 'org_acquirer',
  step: 'application',
  application: { status: 'draft', round: 0, shop: {}, sealed: {}, problems: {}, documents: {} },
  review: { claimedBy: null, recommendation: null, rejection: null, appeal: null, approvedBy: null },
  needs: null,
  recommendation: null,
  requests: [],
  offers: [],
  chosenOfferId: null,
  providerId: null,
  visits: [],
  survey: null,
  proposals: [],
  acceptedProposal: null,
  agreementVersions: 0,
  agreement: null,
  install: null,
  functionTest: null,
  training: null,
  merchantConfirmation: null,
  liveAt: null,
}

test('a case at its beginning orders nothing', () => {
  expect(orderOf(opened)).toEqual({
    caseId: 'cas_1',
    acquirerId: 'org_acquirer',
    merchantId: 'org_shop',
    providerId: null,
    step: 'application',
    modelCode: null,
    deviceId: null,
    surveyed: null,
  })
  expect(shopVisitOf(opened, 'vis_1')).toBeNull()
})

test('the visit is told with its case, so that another case’s visit can be seen to be one', () => {
  const visit = {
    visitId: 'vis_1',
    kind: 'install',
    technicianId: 'per_1',
    startsAt: '2026-11-20T02:00:00Z',
    endsAt: '2026-11-20T04:00:00Z',
    status: 'arrived',
  } as const
  expect(shopVisitOf({ ...opened, visits: [visit] }, 'vis_1')).toEqual({
    visitId: 'vis_1',
    caseId: 'cas_1',
    kind: 'install',
    technicianId: 'per_1',
    status: 'arrived',
  })
})

test('areas: a city before its province; Guangzhou as on the slip of domain §3.6', () => {
  expect(areaCodeOf('440106')).toBe('5810')
  expect(areaCodeOf('441900')).toBe('5800')
  expect(areaCodeOf('810000')).toBe('')
  expect(
    composeMerchantNo({
      acquirerCode: '102',
      areaCode: areaCodeOf('440106'),
      mccCode: '8398',
      sequence: 6056,
    }),
  ).toBe('102581083986056')
})
