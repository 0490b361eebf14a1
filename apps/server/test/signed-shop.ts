import { newId } from '../src/house/new-id.ts'
import { rooms } from '../src/rooms.ts'
import { openTestRoom, type Seat, type TestRoom } from './room.ts'
import { openShop, type Shop } from './shop.ts'
import { type SoftPasskey, softPasskey } from './soft-passkey.ts'

/** Every room, on a database of its own, with a demo's certificates. */
export const openSigningRoom = async (): Promise<TestRoom> => {
  const test = await openTestRoom(rooms())
  Object.assign(test.house.config, { demo: true })
  return test
}

/** A shop whose proposal is accepted and whose agreement nobody has written yet. */
export const agreeingShop = async (test: TestRoom): Promise<Shop> => {
  const shop = await openShop(test, {}, (state) => ({
    ...state,
    agreement: null,
    agreementVersions: 0,
    step: 'agreement',
  }))
  await test.owner.query(
    `update organisations set licence_no = 'Z2000000000001', hotline = '400-000-0000' where kind = 'acquirer'`,
  )
  return shop
}

export const addPasskey = async (test: TestRoom, { personId }: Seat): Promise<SoftPasskey> => {
  const device = softPasskey(test.house.origin)
  await test.owner.query(
    `insert into passkeys (passkey_id, person_id, credential_id, public_key, counter, transports, backed_up, label, created_at)
     values ($1, $2, $3, $4, 0, '{}', false, '演示手机', $5)`,
    [newId('pas'), personId, device.credentialId, device.publicKey, test.clock.now],
  )
  return device
}

/** The challenge the page would hand to the device, for the agreement or the supplement of a change. */
export const challengeOf = async (
  test: TestRoom,
  { caseId, merchant }: Shop,
  changeId?: string,
): Promise<string> => {
  const asked = changeId === undefined ? { caseId } : { caseId, changeId }
  const { passkey } = await test.granted(merchant, 'agreements.signing-options', asked)
  return (passkey as { challenge: string } | null)?.challenge ?? ''
}

/** Generated, signed by passkey, sealed: answers the sealed file. */
export const signedAndSealed = async (test: TestRoom, shop: Shop): Promise<Buffer> => {
  const { caseId } = shop
  const { digest } = await test.granted(shop.reviewer, 'agreements.generate', { caseId })
  const device = await addPasskey(test, shop.merchant)
  const passkey = device.answer(await challengeOf(test, shop))
  await test.granted(shop.merchant, 'agreements.sign', { caseId, digest, passkey })
  await test.granted(shop.reviewer, 'agreements.countersign', { caseId, digest })
  const { content } = await test.granted(shop.merchant, 'agreements.file', { caseId })
  return Buffer.from(content, 'base64')
}
