import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shopSuite } from '#iso8583/shop-suite.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { loadCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { rooms } from '../rooms.ts'
import { checkSuites } from './suites.ts'

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

const openRun = async (shop: BoundShop) => {
  const { caseId, technician } = shop
  const { testMasterKey } = await room.granted(technician, 'function-tests.open', { caseId })
  return { terminal: terminalFor(host.port, shop, testMasterKey) }
}
const runOf = async ({ technician, caseId }: BoundShop) => {
  const { run } = await room.granted(technician, 'function-tests.run', { caseId })
  if (!run) throw new Error('no run')
  return run
}
const stateOf = async (caseId: string) =>
  (await performAsHouse(room.house, 'test-look', (errand) => loadCase(errand, caseId))).state

describe('[TEST-8] [TEST-12] another acquirer’s suite is another file', () => {
  let folder: string
  const own = (version: number, more: object = {}) => ({
    ...{ ...shopSuite, name: 'own-suite', version, words: { zh: '本行验收', en: 'Our acceptance' } },
    steps: shopSuite.steps.filter(({ step }) => ['sign-in', 'reversal'].includes(step)),
    ...more,
  })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fangxin-suites-'))
  })
  afterAll(async () => {
    Object.assign(room.house.config, { acceptanceSuite: null })
    await rm(folder, { recursive: true, force: true })
  })

  test('its terminals are judged by it, and the result names it; everybody else’s by the house’s own', async () => {
    const reviewer = await room.seat('reviewer', '演示另一收单机构')
    const [shop, other] = [await bindShop(room, { reviewer }), await bindShop(room)]
    const file = join(folder, `${reviewer.organisationId}.json`)
    await writeFile(file, JSON.stringify(own(7)))
    Object.assign(room.house.config, { acceptanceSuite: folder })
    await checkSuites(folder)
    const { terminal } = await openRun(shop)
    expect((await runOf(shop)).steps).toHaveLength(2)
    await terminal.press('sign-in')
    await terminal.press('reversal')
    expect(await runOf(shop)).toMatchObject({ status: 'passed', suite: { name: 'own-suite', version: 7 } })
    expect((await stateOf(shop.caseId)).functionTest?.as?.suite).toEqual({ name: 'own-suite', version: 7 })
    await openRun(other)
    expect((await runOf(other)).suite).toMatchObject({ name: 'acceptance' })

    // The same name and version with other words is not the same suite.
    await writeFile(file, JSON.stringify(own(7, { tries: 1 })))
    expect(await room.refused(shop.technician, 'function-tests.open', { caseId: shop.caseId })).toBe(
      'TEST-12',
    )
    await writeFile(file, JSON.stringify(own(8, { tries: 1 })))
    room.clock.now = '2026-11-20T02:30:00.000Z'
    await openRun(shop)
    expect((await runOf(shop)).suite).toMatchObject({ name: 'own-suite', version: 8 })
  })

  test('a file that is not sound is told when the house opens', async () => {
    const bad = join(folder, 'bad.json')
    await writeFile(bad, JSON.stringify(own(1, { tries: 0 })))
    await expect(checkSuites(bad)).rejects.toThrow('TEST-8')
    await expect(checkSuites(folder)).rejects.toThrow('bad.json')
    await expect(checkSuites(join(folder, 'absent'))).rejects.toThrow('no such file')
  })
})
