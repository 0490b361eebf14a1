import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFleetRoom } from '../../test/fleet-room.ts'
import { beatOf } from '../../test/terminals.ts'
import { performAsHouse } from '../house/corridor.ts'
import { openMessage } from '../house/messages.ts'
import { db } from '../house/tables.ts'

let at: Awaited<ReturnType<typeof openFleetRoom>>
beforeAll(async () => {
  at = await openFleetRoom()
})
afterAll(() => at.close())

const read = new Set<string>()
/** What shops were newly told since this was asked last. */
const told = () =>
  performAsHouse(at.room.house, 'test-read', async (errand) => {
    const rows = (await errand.run(db.selectFrom('messages').selectAll())).filter(
      ({ message_id, template }) =>
        !read.has(message_id) && ['duty-waits', 'terminal-incident'].includes(template),
    )
    for (const { message_id } of rows) read.add(message_id)
    return Promise.all(rows.map((row) => openMessage(errand, row)))
  })
const look = async (now: string) => {
  at.room.clock.now = now
  await at.job('sweep-silent-terminals')
  return told()
}

test('BEAT-33 to 35: shops hear once that it is the network, once that their own is back, and see it while it lasts', async () => {
  const { room, terminals, heardAt, speak, send } = at
  const spoke = '2026-11-20T02:00:00.000Z'
  const many = []
  for (let n = 0; n < 10; n++) many.push(await heardAt(spoke, '46000'))
  const other = await heardAt(spoke, '46001')
  const real = await terminals.enrolled()
  room.clock.now = spoke
  await send(real, beatOf(real, 1, { at: spoke, network: '46002' }))
  await room.owner.query(
    `insert into filings (provider_id, filing_no, filing_status, services, region_codes, evaluations, hotline, about,
       published_by, published_at, version) values ($1, 'F1', 'effective', '{}', '{}', '{}', '400-000-0001', '', $2, now(), 1)`,
    [real.provider.organisationId, terminals.reviewer.organisationId],
  )
  await room.owner.query(`update models set data_lines = '{mobile,wifi}'`)
  const tail = real.serialNo.slice(-4)
  const shopsOf = async (who: typeof real.merchant) => (await room.granted(who, 'outages.shops', {})).items

  expect(await look('2026-11-20T02:14:00.000Z')).toEqual([])
  const first = await look('2026-11-20T02:16:00.000Z')
  const [alone] = first.filter((text) => text.includes('没有心跳'))
  expect(alone).toBeDefined()
  const network = first.filter((text) => text.includes('不是您的终端坏了'))
  expect(network).toHaveLength(11)
  expect(first).toHaveLength(12)
  const [own] = network.filter((text) => text.includes(`尾号 ${tail} `))
  expect(own).toContain('中国移动网络中断')
  expect(own).toContain('2026-11-20 10:00')
  expect(own).toContain('改连店里的 Wi-Fi')
  expect(own).toContain('400-000-0001')
  expect(own).toContain('China Mobile network in your district is down')

  // Each sees its own, and the one on another carrier nothing.
  expect(await shopsOf(real.merchant)).toMatchObject([
    { deviceId: real.deviceId, carrier: 'china-mobile', silentSince: spoke, hotline: '400-000-0001' },
  ])
  expect((await shopsOf(real.merchant))[0]?.words.zh.happened).toContain(tail)
  expect(await shopsOf(real.provider)).toMatchObject([{ deviceId: real.deviceId }])
  expect(await shopsOf(other.merchant)).toEqual([])
  expect(await shopsOf(other.provider)).toEqual([])
  await expect(room.ask(terminals.reviewer, 'outages.shops', {})).rejects.toThrow('')

  // Nothing more while it lasts.
  expect(await look('2026-11-20T02:21:00.000Z')).toEqual([])
  // Its own terminal speaks: one word, and the notice is gone; coming and going after that says nothing more.
  room.clock.now = '2026-11-20T02:40:00.000Z'
  await send(real, beatOf(real, 2, { at: room.clock.now, network: '46002' }))
  const [back, ...more] = await look('2026-11-20T02:41:00.000Z')
  expect(more).toEqual([])
  expect(back).toContain(`网络恢复了：您尾号 ${tail} 的终端已于 2026-11-20 10:40`)
  expect(await shopsOf(real.merchant)).toEqual([])
  expect(await look('2026-11-20T02:56:00.000Z')).toEqual([])
  expect(await shopsOf(real.merchant)).toMatchObject([{ silentSince: '2026-11-20T02:40:00.000Z' }])
  const [dead, ...rest] = many
  room.clock.now = '2026-11-20T02:58:00.000Z'
  await speak([...rest.map(({ deviceId }) => deviceId), real.deviceId])
  const returned = await look('2026-11-20T02:59:00.000Z')
  expect(returned.map((text) => text.includes('网络恢复了'))).toEqual(rest.map(() => true))
  // Whoever stays silent after the carrier is back has a trouble of its own, and is told that instead.
  room.clock.now = '2026-11-20T03:30:00.000Z'
  await speak([...rest.map(({ deviceId }) => deviceId), real.deviceId])
  const late = await look('2026-11-20T03:30:01.000Z')
  expect(late).toHaveLength(1)
  expect(late[0]).toContain('没有心跳')
  expect(await shopsOf(dead?.merchant ?? real.merchant)).toEqual([])
  // What is over is kept for a day.
  const rows = async () => (await room.owner.query('select count(*) from outage_members')).rows[0].count
  expect(await rows()).toBe(11)
  room.clock.now = '2026-11-21T03:31:00.000Z'
  await speak([...rest.map(({ deviceId }) => deviceId), real.deviceId])
  await look(room.clock.now)
  expect(await rows()).toBe(0)
})
