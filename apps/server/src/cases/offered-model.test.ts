import { afterAll, beforeAll, expect, test } from 'vitest'
import { offer, proposal, terms } from '#provision/given.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { model } from '../../test/shelf.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { rooms } from '../rooms.ts'

let room: TestRoom
let shop: Shop
beforeAll(async () => {
  room = await openTestRoom(rooms())
  shop = await openShop(
    room,
    {},
    ({ questions: _q, promises: _p, negotiated: _n, changes: _c, ...told }) => ({
      ...{ ...told, agreement: null, agreementVersions: 0, acceptedProposal: null, proposals: [] },
    }),
  )
})
afterAll(() => room.close())

const catalogue = (modelCode: string, change: object = {}) =>
  room.granted(shop.reviewer, 'devices.register-model', { ...model, modelCode, ...change })
const wide = { ...terms, rows: [...terms.rows] }
const proposed = (modelCode: string) =>
  room.refused(shop.provider, 'proposals.draft', {
    ...{ ...proposal, caseId: shop.caseId, modelCode },
    terms: { ...proposal.terms, rows: [...proposal.terms.rows] },
  })

test('CERT-42, 43: neither offered nor proposed: unknown, another acquirer’s, of another kind, without a certificate in force', async () => {
  const rival = await room.seat('reviewer', '别家收单机构')
  await room.granted(rival, 'devices.register-model', { ...model, modelCode: 'RIVAL-1' })
  await catalogue('WHOLE-1')
  await catalogue('OTHER-KIND', { terminalKind: 'qr-plate', registryCode: '11', certificates: [] })
  await catalogue('NONE-1', { certificates: [] })
  await catalogue('ENDED-1', {
    certificates: model.certificates.map((each) => ({ ...each, validUntil: '2026-11-19' })),
  })
  const { offerId: _, ...content } = offer
  const offered = (modelCode: string) =>
    room.refused(shop.provider, 'offers.make', {
      ...{ ...content, caseId: shop.caseId, modelCode, terms: wide },
      validUntil: '2027-11-20T02:00:00.000Z',
    })
  for (const [modelCode, rule] of [
    ['NOBODYS-1', 'CERT-43'],
    ['RIVAL-1', 'CERT-43'],
    ['OTHER-KIND', 'CERT-43'],
    ['NONE-1', 'CERT-42'],
    ['ENDED-1', 'CERT-42'],
  ] as const) {
    expect([modelCode, await offered(modelCode)]).toEqual([modelCode, rule])
    expect([modelCode, await proposed(modelCode)]).toEqual([modelCode, rule])
  }
  // One that may be offered reaches the case's own rules.
  expect(await offered('WHOLE-1')).toBe('OFFR-5')
  expect(await proposed('WHOLE-1')).toBe('granted')
})
