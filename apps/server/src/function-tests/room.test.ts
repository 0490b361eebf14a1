import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calls } from '#api/calls.ts'
import type { Misbehaviour } from '../../../cli/terminal-machine.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import { gate } from '#provision/gate.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import {
  type BoundShop,
  bindShop,
  openRoomHost,
  type RoomHost,
  rewrite,
  terminalFor,
} from '../../test/tested-shop.ts'
import { loadCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { logIdentity } from '../log/identity.ts'
import { rooms } from '../rooms.ts'
import { isCardFile, verifyCard } from './card.ts'
import { testCardOf } from './result.ts'

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

const openRun = async (shop: BoundShop, misbehave: Misbehaviour | null = null) => {
  const { runId, testMasterKey } = await room.granted(shop.technician, 'function-tests.open', {
    caseId: shop.caseId,
  })
  return { runId, testMasterKey, terminal: terminalFor(host.port, shop, testMasterKey, misbehave) }
}
const runOf = async ({ technician, caseId }: BoundShop) => {
  const { run } = await room.granted(technician, 'function-tests.run', { caseId })
  if (!run) throw new Error('no run')
  return run
}
const stepIn = async (shop: BoundShop, step: string) =>
  (await runOf(shop)).steps.find((each) => each.step === step)
const stateOf = async (caseId: string) =>
  (await performAsHouse(room.house, 'test-look', (errand) => loadCase(errand, caseId))).state
const cardToday = (caseId: string) =>
  performAsHouse(room.house, 'test-look', (errand) => testCardOf(logIdentity)(errand, caseId))

/** As long and well formed, and never the same: ids end by chance. */
const anotherId = (id: string) => `${id.slice(0, -1)}${id.endsWith('f') ? 'e' : 'f'}`

/** Whether TEST-9 keeps the gate shut for this case today. */
const cardOpens = async ({ caseId, deviceId }: BoundShop): Promise<boolean> => {
  const told = { certificatesValid: true, suspect: false, reported: true, alarms: 0 }
  const evidence = { deviceId, ...told, openP1Tickets: 0, selfProof: { required: false, provedAt: null } }
  const device = { ...evidence, testCard: await cardToday(caseId) }
  const open = gate(await stateOf(caseId), device, room.clock.now).filter(({ met }) => !met)
  return !open.some(({ rule }) => rule === 'TEST-9' || rule === 'GATE-6')
}

describe('a terminal that does everything right', () => {
  let shop: BoundShop
  let runId: string
  const onTheWay: unknown[] = []
  beforeAll(async () => {
    shop = await bindShop(room)
    const run = await openRun(shop)
    runId = run.runId
    onTheWay.push(await runOf(shop))
    await run.terminal.press('sign-in')
    onTheWay.push(await runOf(shop))
    await run.terminal.pressAll()
  }, 60_000)

  test('is followed step by step while it happens', () => {
    expect(onTheWay).toMatchObject([
      { status: 'open', next: 'sign-in', lastHeardAt: null, hasCard: false },
      { status: 'open', next: 'echo', hasCard: false },
    ])
  })

  test('passes, bound to serial, visit and suite; the fact names the card’s digest and nobody’s name', async () => {
    const run = await runOf(shop)
    expect(run).toMatchObject({
      ...{ runId, status: 'passed', next: null, hasCard: true, startedOver: 0, endedBy: null },
      ...{ serialNo: shop.serialNo, visitId: shop.visitId, suite: { name: 'acceptance', version: 4 } },
    })
    expect(new Set(run.steps.map(({ status }) => status))).toEqual(new Set(['passed']))
    const card = await room.granted(shop.merchant, 'function-tests.card', { caseId: shop.caseId, runId })
    const { functionTest } = await stateOf(shop.caseId)
    expect(functionTest).toMatchObject({
      ...{ runId, passed: true },
      as: {
        ...{ deviceId: shop.deviceId, visitId: shop.visitId, cardDigest: card.sha256 },
        suite: { name: 'acceptance', version: 4 },
      },
    })
    const { rows } = await room.owner.query<{ told: string }>(
      `select string_agg(body::text || type, '') as told from facts where stream = $1`,
      [`case/${shop.caseId}`],
    )
    expect(rows[0]?.told).toContain(card.sha256)
    expect(rows[0]?.told).not.toContain('林技术员')
  })

  test('the card says what was tried, when, by whom, on which serial number and where; it verifies offline', async () => {
    const card = await room.granted(shop.merchant, 'function-tests.card', { caseId: shop.caseId, runId })
    expect(card).toMatchObject({
      ...{ outcome: 'passed', technician: '林技术员', serialNo: shop.serialNo, acquirer: '演示收单机构' },
      ...{ shop: { name: 'Demo Noodles', regionCode: '440300' }, modelCode: 'DEMO-S1' },
    })
    expect(card.steps.map(({ state }) => state)).not.toContain('waiting')
    expect(card.steps.filter(({ badDay }) => badDay)).toHaveLength(6)
    const { key } = logIdentity(room.house)
    expect(isCardFile(card.file)).toBe(true)
    expect(verifyCard(card.file, [key])).toMatchObject({ flaws: [], trusted: true, digest: card.sha256 })
    expect(verifyCard(card.file, null)).toMatchObject({ flaws: [], trusted: null })
  })

  test('[TEST-10] [TEST-11] a changed byte, a second line and a stranger’s key are refused', async () => {
    const { file } = await room.granted(shop.merchant, 'function-tests.card', { caseId: shop.caseId, runId })
    const { key } = logIdentity(room.house)
    const bytes = Buffer.from(file)
    for (let at = 0; at < bytes.length; at += at < bytes.length - 200 ? 5 : 1) {
      const bent = Buffer.from(bytes)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(verifyCard(bent.toString('latin1'), [key]).flaws, `byte ${at}`).not.toEqual([])
    }
    const bend = (from: string, to: string) => verifyCard(file.replace(from, to), [key]).flaws
    expect(bend('"passed"', '"failed"')).toEqual([{ rule: 'TEST-11' }])
    expect(bend(shop.serialNo, 'DEMO0104A1009999')).toEqual([{ rule: 'TEST-11' }])
    expect(bend('"v":1', '"v": 1')).toEqual([{ rule: 'TEST-10' }])
    expect(verifyCard(`${file}— other.example/log AAAAAAAA\n`, [key]).flaws).toEqual([{ rule: 'TEST-10' }])
    const stranger = await openTestRoom({})
    try {
      expect(verifyCard(file, [logIdentity(stranger.house).key])).toMatchObject({
        ...{ flaws: [{ rule: 'TEST-11' }], trusted: false },
      })
    } finally {
      await stranger.close()
    }
  })

  test('the trace is whole, is the one signed, and shows neither card number nor PIN', async () => {
    const asked = { caseId: shop.caseId, runId }
    const trace = await room.granted(shop.reviewer, 'function-tests.trace', asked)
    expect(trace.asSigned).toBe(true)
    expect(trace.messages.length).toBeGreaterThan(35)
    const told = JSON.stringify(trace)
    for (const secret of [testCards.demoPan, testCards.pin, testCards.demoPan.slice(0, 15)])
      expect(told).not.toContain(secret)
    expect(told).toContain('622202*********0018')
    expect(told).toContain('断开连接')
    const change = `update function_test_messages set lines = lines || $2::text[] where message_id =
      (select min(message_id) from function_test_messages where run_id = $1)`
    await room.owner.query(change, [runId, ['39 00']])
    expect((await room.granted(shop.reviewer, 'function-tests.trace', asked)).asSigned).toBe(false)
  })

  test('strangers find neither card nor trace, and a provider’s desk has no card at all', async () => {
    const asked = { caseId: shop.caseId, runId }
    const other = await bindShop(room)
    for (const who of [other.merchant, other.technician, other.reviewer])
      await expect(room.ask(who, 'function-tests.card', asked)).rejects.toThrow(NotFound)
    await expect(room.ask(other.reviewer, 'function-tests.trace', asked)).rejects.toThrow(NotFound)
    await expect(room.ask(shop.merchant, 'function-tests.trace', asked)).rejects.toThrow()
    await expect(room.ask(shop.provider, 'function-tests.card', asked)).rejects.toThrow()
  })

  test('[TEST-9] the card opens the gate for this serial, visit and binding alone', async () => {
    expect(await cardOpens(shop)).toBe(true)
    const rename = (serialNo: string) =>
      room.owner.query('update devices set serial_no = $2 where device_id = $1', [shop.deviceId, serialNo])
    await rename('DEMO0104A1005555')
    expect(await cardOpens(shop)).toBe(false)
    await rename(shop.serialNo)
    const { install, functionTest } = await stateOf(shop.caseId)
    const turns: readonly (readonly [string, unknown, unknown])[] = [
      ['{functionTest,as,visitId}', anotherId(shop.visitId), functionTest?.as?.visitId],
      ['{functionTest,as,deviceId}', 'dev_other', functionTest?.as?.deviceId],
      ['{functionTest,as,cardDigest}', 'e'.repeat(64), functionTest?.as?.cardDigest],
      ['{install,boundAt}', '2026-11-19T00:00:00.000Z', install?.boundAt],
    ]
    for (const [path, other, own] of turns) {
      await rewrite(room, shop.caseId, path, other)
      expect(await cardOpens(shop), path).toBe(false)
      await rewrite(room, shop.caseId, path, own)
    }
    expect(await cardOpens(shop)).toBe(true)
  })

  test('[TEST-9] a card this house did not sign, or that was swapped in the database, opens nothing', async () => {
    const other = await bindShop(room)
    const second = await openRun(other)
    await second.terminal.pressAll()
    expect(await cardOpens(other)).toBe(true)
    await room.owner.query(
      `update function_tests t set card_digest = o.card_digest, card_sealed = o.card_sealed
         from function_tests o where t.run_id = $1 and o.run_id = $2`,
      [second.runId, runId],
    )
    // Sealed for another run's row, it does not even open.
    await expect(cardToday(other.caseId)).rejects.toThrow()
  })
})

describe('a terminal that does something else', () => {
  test('steps in the wrong order do not count, and the screen says what comes first', async () => {
    const shop = await bindShop(room)
    const { terminal } = await openRun(shop)
    await terminal.press('sign-in')
    await terminal.press('settlement')
    expect(await stepIn(shop, 'settlement')).toMatchObject({
      ...{ status: 'waiting', failures: 0 },
      trouble: { happened: { zh: '这一步做早了，没有计入。' } },
    })
    await terminal.pressAll('settlement')
    expect(await runOf(shop)).toMatchObject({ status: 'open', next: 'settlement' })
  })

  test('a wrong amount is red with what was seen; done again it is green', async () => {
    const shop = await bindShop(room)
    const { terminal } = await openRun(shop)
    await terminal.pressAll('sale-pin')
    await terminal.press('sale-pin', { amountFen: 1000 })
    expect(await stepIn(shop, 'sale-pin')).toMatchObject({
      ...{ status: 'failed', failures: 0 },
      trouble: { happened: { zh: '主机看到的是：消费 10.00 元，输了密码，成功。' } },
    })
    await terminal.press('sale-pin')
    expect(await stepIn(shop, 'sale-pin')).toMatchObject({ status: 'passed', trouble: null })
  })

  test('somebody’s own card is refused and named as the mistake, its number nowhere', async () => {
    const shop = await bindShop(room)
    const { terminal } = await openRun(shop, 'real-card')
    await terminal.pressAll('sale-contactless')
    expect((await stepIn(shop, 'sale-pin'))?.trouble?.remedy.en).toContain('Use the test card only')
    const { rows } = await room.owner.query<{ told: string }>(
      `select string_agg(t::text, '') || (select string_agg(m::text, '') from function_test_messages m) as told from function_tests t`,
    )
    expect(rows[0]?.told).not.toContain('6229999999999')
  })

  test('[TEST-14] a terminal that never reverses fails that step each time, and after the third the run; no go-live', async () => {
    const shop = await bindShop(room)
    const { terminal, runId } = await openRun(shop, 'no-reversal')
    await terminal.pressAll('reversal')
    await terminal.press('reversal')
    expect(await stepIn(shop, 'reversal')).toMatchObject({ status: 'begun' })
    expect((await runOf(shop)).next).toBe('reversal')
    await terminal.press('echo')
    expect(await stepIn(shop, 'reversal')).toMatchObject({ status: 'begun' })
    await terminal.press('sale-contactless')
    expect(await stepIn(shop, 'reversal')).toMatchObject({ status: 'failed', failures: 1 })
    expect((await stepIn(shop, 'reversal'))?.trouble?.remedy.zh).toContain('没有自动冲正')
    for (let turn = 0; turn < 2; turn++) {
      await terminal.press('reversal')
      await terminal.press('sale-contactless')
    }
    expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'TEST-14', hasCard: true })
    const card = await room.granted(shop.merchant, 'function-tests.card', { caseId: shop.caseId, runId })
    expect(card.outcome).toBe('failed')
    expect((await stateOf(shop.caseId)).functionTest).toMatchObject({ runId, passed: false })
    expect(await cardOpens(shop)).toBe(false)
    expect(await terminal.press('sign-in')).toMatchObject({ became: '97' })
    expect(
      await room.refused(shop.merchant, 'go-live.confirm', {
        ...{ caseId: shop.caseId, extraFeeAsked: false, satisfied: true },
      }),
    ).toBe('GATE-11')
  })

  test('[TEST-13] a terminal that repeats itself without end ends its run', async () => {
    const shop = await bindShop(room)
    const { terminal } = await openRun(shop)
    await terminal.press('sign-in')
    for (let turn = 0; turn < 250; turn++) await terminal.press('echo')
    expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'TEST-13' })
    const { rows } = await room.owner.query<{ most: string }>(
      'select max(n) as most from (select count(*) as n from function_test_messages group by run_id) c',
    )
    expect(Number(rows[0]?.most)).toBe(500)
  }, 60_000)
})

describe('a run is of one terminal, one visit, one binding', () => {
  test('another terminal’s numbers or key get nowhere', async () => {
    const [shop, other] = [await bindShop(room), await bindShop(room)]
    const { testMasterKey } = await openRun(shop)
    expect(await terminalFor(host.port, other, testMasterKey).press('sign-in')).toMatchObject({
      became: '97',
    })
    const wrong = terminalFor(host.port, shop, '0123456789ABCDEFFEDCBA9876543210')
    expect(await wrong.press('sign-in')).toMatchObject({ became: 'bad-keys' })
    await wrong.press('sale-pin')
    expect(
      (await runOf(shop)).steps.filter(({ status }) => status === 'passed').map(({ step }) => step),
    ).toEqual(['sign-in'])
  })

  test('a binding renewed while the terminal was tested makes its run worthless', async () => {
    const shop = await bindShop(room)
    const { terminal } = await openRun(shop)
    await terminal.pressAll('settlement')
    await rewrite(room, shop.caseId, '{install,boundAt}', '2026-11-20T03:00:00.000Z')
    await terminal.press('settlement')
    expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: 'TEST-3', hasCard: false })
    expect((await stateOf(shop.caseId)).functionTest).toBeNull()
    expect(await cardToday(shop.caseId)).toBeNull()
  })

  test('[TEST-6] [TEST-7] so does another device, or another visit', async () => {
    for (const [path, value, rule] of [
      ['{install,deviceId}', 'dev_other', 'TEST-6'],
      ['{visits,1,visitId}', 'vis_other', 'TEST-7'],
    ] as const) {
      const shop = await bindShop(room)
      const { terminal } = await openRun(shop)
      await terminal.pressAll('settlement')
      await rewrite(room, shop.caseId, path, value)
      await terminal.press('settlement')
      expect(await runOf(shop)).toMatchObject({ status: 'failed', endedBy: rule, hasCard: false })
    }
  })

  test('[TEST-5] nobody tests from afar', async () => {
    const shop = await bindShop(room)
    await rewrite(room, shop.caseId, '{visits,1,status}', 'confirmed')
    expect(await room.refused(shop.technician, 'function-tests.open', { caseId: shop.caseId })).toBe('TEST-5')
    await rewrite(room, shop.caseId, '{visits,1,status}', 'arrived')
    expect(await room.refused(shop.technician, 'function-tests.open', { caseId: shop.caseId })).toBe(
      'granted',
    )
    const colleague = await room.seat('technician', '演示同事', shop.provider.organisationId)
    await expect(room.ask(colleague, 'function-tests.open', { caseId: shop.caseId })).rejects.toThrow(
      NotFound,
    )
  })

  test('no call marks a step: of a test people only open, look at and fetch', () => {
    const about = calls.filter(({ name }) => name.startsWith('function-tests.'))
    expect(about.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['function-tests.open command', 'function-tests.run read'],
      ...['function-tests.card read', 'function-tests.card-pdf read', 'function-tests.trace read'],
      // What an acquirer's terminals speak is settled before any run.
      ...['function-tests.choose-dialect command', 'function-tests.confirm-dialect command'],
      'function-tests.dialects read',
    ])
    // A bad day more may be asked for, never one less; and the cipher of its keys.
    const open = about.find(({ kind }) => kind === 'command')
    expect(Object.keys(open?.input.properties ?? {})).toEqual(['caseId', 'script', 'keySuite'])
  })

  test('a host that is started anew begins the steps anew, and the run outlives it', async () => {
    const shop = await bindShop(room)
    const { terminal, testMasterKey } = await openRun(shop)
    await terminal.pressAll('void')
    await host.close()
    host = await openRoomHost(room)
    const again = terminalFor(host.port, shop, testMasterKey)
    await again.pressAll()
    expect(await runOf(shop)).toMatchObject({ status: 'passed', startedOver: 1 })
  })
})
