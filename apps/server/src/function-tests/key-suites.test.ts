import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KeySuite, keySuites } from '#iso8583/dialect.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { logIdentity } from '../log/identity.ts'
import { rooms } from '../rooms.ts'
import { signCard, verifyCard } from './card.ts'

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

const runOf = async ({ technician, caseId }: BoundShop) => {
  const { run } = await room.granted(technician, 'function-tests.run', { caseId })
  if (!run) throw new Error('no run')
  return run
}

/** The line the technician copies, typed into a shell of its own. */
const asTold = async (command: string): Promise<{ readonly code: number; readonly told: string }> => {
  const [, name = '', ...rest] = command.split(' ')
  expect(name).toBe('fangxin')
  const file = fileURLToPath(new URL('../../../cli/fangxin.mjs', import.meta.url))
  return promisify(execFile)(process.execPath, [file, ...rest, '--json']).then(
    ({ stdout }) => ({ code: 0, told: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, told: stdout }),
  )
}

describe('the cipher of a run’s keys', () => {
  const states = (shop: BoundShop, capabilities: readonly string[]) =>
    room.owner.query(
      'update models set capabilities = $2 where model_code = (select model_code from devices where device_id = $1)',
      [shop.deviceId, capabilities],
    )
  const offered = async ({ technician, caseId }: BoundShop) =>
    (await room.granted(technician, 'function-tests.run', { caseId })).keySuites

  test('[ISO-36] is triple DES unless the model states it holds keys of another', async () => {
    const shop = await bindShop(room)
    await states(shop, ['chip'])
    expect(await offered(shop)).toEqual(['tdes'])
    for (const keySuite of ['sm4', 'aes'] as const)
      expect(
        await room.refused(shop.technician, 'function-tests.open', { caseId: shop.caseId, keySuite }),
      ).toBe('ISO-36')
    await states(shop, ['sm4-keys'])
    expect(await offered(shop)).toEqual(['tdes', 'sm4'])
    const aes = { caseId: shop.caseId, keySuite: 'aes' } as const
    expect(await room.refused(shop.technician, 'function-tests.open', aes)).toBe('ISO-36')
    expect(
      (await room.granted(shop.technician, 'function-tests.open', { ...aes, keySuite: 'sm4' })).keySuite,
    ).toBe('sm4')
  })

  test.each(keySuites)(
    '%s: chosen by who opens the test, it stands in command, run, card and trace; the simulator passes under it',
    async (keySuite) => {
      const shop = await bindShop(room)
      await states(shop, ['sm4-keys', 'aes-keys'])
      const { caseId } = shop
      const { runId, command, ...told } = await room.granted(shop.technician, 'function-tests.open', {
        ...{ caseId, keySuite },
      })
      expect([told.keySuite, told.testMasterKey.length]).toEqual([keySuite, 32])
      const { code, told: report } = await asTold(command)
      expect([code, JSON.parse(report).trouble]).toEqual([0, null])
      expect(await runOf(shop)).toMatchObject({ runId, status: 'passed', keySuite, startedOver: 0 })
      const card = await room.granted(shop.merchant, 'function-tests.card', { caseId, runId })
      expect(card).toMatchObject({ outcome: 'passed', keySuite })
      expect(verifyCard(card.file, [logIdentity(room.house).key])).toMatchObject({
        ...{ flaws: [], card: { terminal: { keySuite } } },
      })
      const trace = await room.granted(shop.reviewer, 'function-tests.trace', { caseId, runId })
      expect(trace).toMatchObject({ keySuite, asSigned: true })
      const handed = trace.messages
        .flatMap(({ lines }) => lines)
        .filter((line) => line.includes('MAC密钥校验值'))
      expect(handed.length).toBeGreaterThan(0)
      for (const line of handed) expect(line).toContain(`密钥算法 Cipher of the keys ${keySuite} (`)
    },
    60_000,
  )

  test.each([
    ['tdes', 'sm4'],
    ['tdes', 'aes'],
    ['sm4', 'tdes'],
    ['sm4', 'aes'],
    ['aes', 'tdes'],
    ['aes', 'sm4'],
  ] as const)('[ISO-35] under %s, a terminal that signs in for %s is refused', async (keySuite, other) => {
    const shop = await bindShop(room)
    await states(shop, ['sm4-keys', 'aes-keys'])
    const { testMasterKey } = await room.granted(shop.technician, 'function-tests.open', {
      ...{ caseId: shop.caseId, keySuite },
    })
    const under = (suite: KeySuite) => terminalFor(host.port, shop, testMasterKey, null, suite, 5_000)
    expect(await under(other).press('sign-in')).toMatchObject({ became: '58' })
    const { steps, lastHeardAt } = await runOf(shop)
    expect(lastHeardAt).not.toBeNull()
    expect(steps.filter(({ status }) => status === 'passed')).toEqual([])
    expect(steps[0]).toMatchObject({
      ...{ step: 'sign-in', status: 'failed', failures: 0 },
      trouble: {
        happened: { zh: '终端签到所要的密钥算法，不是这台终端的主密钥所用的算法。' },
        remedy: { en: 'Set the terminal to the cipher its master key was given out for.' },
      },
    })
    expect(await under(keySuite).press('sign-in')).toMatchObject({ became: '00' })
    expect((await runOf(shop)).steps[0]).toMatchObject({ step: 'sign-in', status: 'passed' })
  })

  test('[TEST-10] a card of a cipher nobody has is no card', async () => {
    const { sign, key } = logIdentity(room.house)
    const shop = await bindShop(room)
    const { runId, testMasterKey } = await room.granted(shop.technician, 'function-tests.open', {
      caseId: shop.caseId,
    })
    await terminalFor(host.port, shop, testMasterKey).pressAll()
    const { file } = await room.granted(shop.merchant, 'function-tests.card', { caseId: shop.caseId, runId })
    const { card } = verifyCard(file, [key])
    if (card === null) throw new Error('no card')
    const { key: _, ...rest } = card
    const signed = (terminalSaid: object) =>
      verifyCard(signCard({ ...rest, terminal: terminalSaid as typeof rest.terminal }, { key, sign }).file, [
        key,
      ])
    const { keySuite, ...older } = rest.terminal
    expect(keySuite).toBe('tdes')
    expect(signed(older).flaws).toEqual([])
    expect(signed({ ...older, keySuite: 'rot13' }).flaws).toEqual([{ rule: 'TEST-10' }])
  })
})
