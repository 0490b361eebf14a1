import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { rooms } from '../rooms.ts'

let room: TestRoom
let host: RoomHost
beforeAll(async () => {
  room = await openTestRoom(rooms())
  host = await openRoomHost(room)
}, 60_000)
afterAll(async () => {
  await host?.close()
  await room?.close()
})

const runOf = async ({ technician, caseId }: BoundShop) =>
  (await room.granted(technician, 'function-tests.run', { caseId })).run

const opened = async (shop: BoundShop, stated = shop.serialNo) => {
  const { testMasterKey } = await room.granted(shop.technician, 'function-tests.open', {
    caseId: shop.caseId,
  })
  return terminalFor(host.port, { ...shop, serialNo: stated }, testMasterKey, null, 'tdes', 5_000)
}

const becomes = ({ deviceId }: BoundShop, status: string) =>
  room.owner.query('update devices set status = $2 where device_id = $1', [deviceId, status])

const isOpened = ({ deviceId, reviewer, merchant }: BoundShop) =>
  room.owner.query(
    `insert into incidents (incident_id, device_id, acquirer_id, merchant_id, kind, opened_at, act_by, close_by, version, state)
     values ('inc_' || $1, $1, $2, $3, 'tampered', now(), now(), now(), 1, '{}')`,
    [deviceId, reviewer.organisationId, merchant.organisationId],
  )

describe('[ISO-24] a terminal that may take no money is not tested on', () => {
  test.each(['suspended', 'suspect', 'returned', 'retired'])(
    'it becomes %s in the middle of its run: 97, and the run is over and says why',
    async (status) => {
      const shop = await bindShop(room)
      const terminal = await opened(shop)
      expect(await terminal.press('sign-in')).toMatchObject({ became: '00' })
      await becomes(shop, status)
      expect(await terminal.press('sale-pin')).toMatchObject({ became: '97' })
      expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'ISO-24', hasCard: false })
      // Back in order it still needs a run of its own.
      await becomes(shop, 'bound')
      expect(await terminal.press('sign-in')).toMatchObject({ became: '97' })
      expect(await (await opened(shop)).press('sign-in')).toMatchObject({ became: '00' })
    },
    60_000,
  )

  test('somebody opens it: no further answer, and no sign-in while that alarm stands', async () => {
    const shop = await bindShop(room)
    const terminal = await opened(shop)
    expect(await terminal.press('sign-in')).toMatchObject({ became: '00' })
    await isOpened(shop)
    expect(await terminal.press('sale-pin')).toMatchObject({ became: '97' })
    expect(await (await opened(shop)).press('sign-in')).toMatchObject({ became: '97' })
    expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'ISO-24' })
  }, 60_000)

  test('a live terminal may be tested again', async () => {
    const shop = await bindShop(room)
    const terminal = await opened(shop)
    await becomes(shop, 'live')
    expect(await terminal.press('sign-in')).toMatchObject({ became: '00' })
  }, 60_000)
})

describe('[ISO-45] the terminal at the counter is the one that was bound', () => {
  test('one that states the serial number of another on record is turned down and told; the right one goes on in the same run', async () => {
    const shop = await bindShop(room)
    const other = `DEMO0104A1${shop.deviceId.slice(-6).toUpperCase()}`
    await room.owner.query(
      `insert into devices (device_id, acquirer_id, model_code, serial_no, status, version, state, updated_at)
       values ('dev_beside' || $2, $1, 'DEMO-S1', $2, 'in-stock', 1, '{}', now())`,
      [shop.reviewer.organisationId, other],
    )
    const wrong = await opened(shop, other)
    expect(await wrong.press('sign-in')).toMatchObject({ became: '97' })
    const run = await runOf(shop)
    expect(run).toMatchObject({ status: 'open' })
    expect(run?.steps[0]).toMatchObject({
      ...{ step: 'sign-in', status: 'failed' },
      trouble: { happened: { zh: '签到的终端报出的序列号，是收单机构的另一台终端。' } },
    })
    expect(await (await opened(shop)).press('sign-in')).toMatchObject({ became: '00' })
    // What is on nobody’s list tells nothing about another terminal.
    expect(await (await opened(shop, 'A-MAKER-S-OWN-9')).press('sign-in')).toMatchObject({ became: '00' })
  }, 60_000)
})
