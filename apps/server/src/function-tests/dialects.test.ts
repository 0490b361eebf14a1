import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dialects } from '#iso8583/dialects.ts'
import type { Codec } from '#iso8583/dialect.ts'
import { frame } from '#iso8583/frame.ts'
import { pack } from '#iso8583/pack.ts'
import { unpack } from '#iso8583/unpack.ts'
import { management } from '../../../cli/terminal-requests.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { type BoundShop, bindShop, openRoomHost, type RoomHost, terminalFor } from '../../test/tested-shop.ts'
import { NotFound } from '../house/errand.ts'
import { logIdentity } from '../log/identity.ts'
import { rooms } from '../rooms.ts'
import { verifyCard } from './card.ts'
import { cardPage } from './card-page.ts'

const usual = 'unionpay-pos'
const today = '2026-11-20'
const others = ['jpos-iso87a', 'jpos-iso87a-70', 'moov-spec87ascii'] as const

let room: TestRoom
let host: RoomHost
let operator: Seat
beforeAll(async () => {
  room = await openTestRoom(rooms())
  host = await openRoomHost(room)
  operator = await room.seat('operator', '演示平台')
}, 60_000)
afterAll(async () => {
  await host?.close()
  await room?.close()
})

const codecOf = (name: string): Codec => {
  const codec = dialects.get(name)
  if (codec === undefined) throw new Error(`no dialect ${name}`)
  return codec
}

/** Chosen by the acquirer's reviewer, confirmed by the operator. */
const speak = async ({ reviewer }: Pick<BoundShop, 'reviewer'>, dialect: string, fromDay = today) => {
  const acquirerId = reviewer.organisationId
  const { choiceId } = await room.granted(reviewer, 'function-tests.choose-dialect', {
    ...{ acquirerId, dialect, fromDay },
  })
  await room.granted(operator, 'function-tests.confirm-dialect', { choiceId })
}
const shopOf = async (dialect: string): Promise<BoundShop> => {
  const shop = await bindShop(room, { reviewer: await room.seat('reviewer', `演示收单机构 ${dialect}`) })
  await speak(shop, dialect)
  return shop
}
const openRun = ({ technician, caseId }: BoundShop) =>
  room.granted(technician, 'function-tests.open', { caseId })
const runOf = async ({ technician, caseId }: BoundShop) => {
  const { run } = await room.granted(technician, 'function-tests.run', { caseId })
  if (!run) throw new Error('no run')
  return run
}
const terminalAt = (port: number, shop: BoundShop, key: string, dialect: string) =>
  terminalFor(port, shop, key, null, 'tdes', 5_000, codecOf(dialect))

/** Bytes as they are, in pieces; what came back until the host hung up. */
const say = (port: number, pieces: readonly Uint8Array[]): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const came: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () =>
      pieces.forEach((piece, at) => setTimeout(() => socket.write(piece), 30 * at)),
    )
    socket.setTimeout(5_000, () => socket.destroy(new Error('the line stays')))
    socket.on('data', (chunk: Buffer) => came.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(came)))
  })

describe('whose choice a dialect is', () => {
  let reviewer: Seat
  beforeAll(async () => {
    reviewer = await room.seat('reviewer', '演示收单机构甲')
  })
  const choice = (dialect: string, fromDay: string) => ({
    ...{ acquirerId: reviewer.organisationId, dialect, fromDay },
  })
  const seen = (who: Seat) =>
    room.granted(who, 'function-tests.dialects', { acquirerId: reviewer.organisationId })

  test('[TEST-17][TEST-18] one the house holds, from today or later', async () => {
    expect(await room.refused(reviewer, 'function-tests.choose-dialect', choice('morse', today))).toBe(
      'TEST-17',
    )
    const past = choice('jpos-iso87a', '2026-11-19')
    expect(await room.refused(reviewer, 'function-tests.choose-dialect', past)).toBe('TEST-18')
    expect(await seen(reviewer)).toMatchObject({ today: usual, choices: [] })
  })

  test('[TEST-19] a second person confirms it, once, and not after its day', async () => {
    const { choiceId } = await room.granted(
      reviewer,
      'function-tests.choose-dialect',
      choice('jpos-iso87a', '2026-11-21'),
    )
    const confirm = { choiceId }
    expect(await room.refused(reviewer, 'function-tests.confirm-dialect', confirm)).toBe('TEST-19')
    const before = room.clock.now
    room.clock.now = '2026-11-21T16:00:00.000Z'
    expect(await room.refused(operator, 'function-tests.confirm-dialect', confirm)).toBe('TEST-18')
    room.clock.now = before
    const colleague = await room.seat('reviewer', '同事', reviewer.organisationId)
    await room.granted(colleague, 'function-tests.confirm-dialect', confirm)
    expect(await room.refused(operator, 'function-tests.confirm-dialect', confirm)).toBe('TEST-19')
    expect(await seen(operator)).toMatchObject({
      today: usual,
      held: [{ name: usual, port: host.port }, ...others.map((name) => ({ name }))],
      choices: [{ dialect: 'jpos-iso87a', fromDay: '2026-11-21', confirmedBy: '同事', mine: false }],
    })
    // Midnight in China, not in Greenwich.
    room.clock.now = '2026-11-20T15:59:59.000Z'
    expect((await seen(reviewer)).today).toBe(usual)
    room.clock.now = '2026-11-20T16:00:00.000Z'
    expect((await seen(reviewer)).today).toBe('jpos-iso87a')
    room.clock.now = before
  })

  test('a choice nobody has confirmed changes nothing; another acquirer’s is not found', async () => {
    await room.granted(reviewer, 'function-tests.choose-dialect', choice('moov-spec87ascii', today))
    expect((await seen(reviewer)).today).toBe(usual)
    const stranger = await room.seat('reviewer', '演示收单机构乙')
    const foreign = choice('jpos-iso87a', today)
    for (const ask of [
      () => room.ask(stranger, 'function-tests.choose-dialect', foreign),
      () => room.ask(stranger, 'function-tests.dialects', { acquirerId: reviewer.organisationId }),
      () => room.ask(operator, 'function-tests.dialects', { acquirerId: operator.organisationId }),
    ])
      await expect(ask()).rejects.toThrow(NotFound)
  })
})

describe.each(others)('a case of an acquirer whose terminals speak %s', (dialect) => {
  test('is tested at its door by the line the technician copies; run, trace, card and paper name it', async () => {
    const shop = await shopOf(dialect)
    const { caseId } = shop
    const opened = await openRun(shop)
    expect(opened).toMatchObject({ dialect: { name: dialect, version: 1 }, port: host.ports()[dialect] })
    expect(opened.port).not.toBe(host.port)
    expect(opened.command).toContain(` --dialect ${dialect}`)
    const [, , ...rest] = opened.command.split(' ')
    const file = fileURLToPath(new URL('../../../cli/fangxin.mjs', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...rest, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ passed: true, trouble: null })
    const { runId } = opened
    expect(await runOf(shop)).toMatchObject({
      ...{ runId, status: 'passed', startedOver: 0, dialect: { name: dialect, version: 1 } },
    })
    const trace = await room.granted(shop.reviewer, 'function-tests.trace', { caseId, runId })
    expect(trace).toMatchObject({ asSigned: true, dialect: { name: dialect } })
    const card = await room.granted(shop.merchant, 'function-tests.card', { caseId, runId })
    expect(card).toMatchObject({ outcome: 'passed', dialect: { name: dialect, version: 1 } })
    const verified = verifyCard(card.file, [logIdentity(room.house).key])
    expect([verified.flaws, verified.card?.terminal.dialect]).toEqual([[], { name: dialect, version: 1 }])
    if (verified.card === null) throw new Error('no card')
    for (const [lang, label] of [
      ['zh', '报文规范'],
      ['en', 'Message dialect'],
    ] as const)
      expect(cardPage(verified.card, card.sha256, lang).facts).toContainEqual([label, `${dialect} 1`])
  }, 60_000)

  test('[ISO-37] what speaks UnionPay’s there, or this at UnionPay’s door, is refused, put on record and told; the run goes on', async () => {
    const shop = await shopOf(dialect)
    const { port, testMasterKey } = await openRun(shop)
    const told = async (times: number) => {
      const { steps, status } = await runOf(shop)
      expect(status).toBe('open')
      expect(steps[0]).toMatchObject({
        ...{ step: 'sign-in', status: 'failed', failures: 0 },
        trouble: { happened: { en: expect.stringContaining(`it should be ${dialect}, port ${port})`) } },
      })
      const { rows } = await room.owner.query(
        `select count(*)::integer as times from function_test_messages m join function_tests t using (run_id)
         where t.case_id = $1 and direction = 'out' and array_to_string(lines, ' ') like '%39 应答码 Response code: 58%'`,
        [shop.caseId],
      )
      expect(rows[0]).toEqual({ times })
    }
    // Wrong bytes at this door: answered in the terminal's own dialect, on the record of this run.
    const under = (name: string, at: number) => terminalAt(at, shop, testMasterKey, name)
    expect(await under(usual, port).press('sign-in')).toMatchObject({ became: '58' })
    await told(1)
    // The right bytes at UnionPay's door; then UnionPay's own there, which that door understands.
    expect(await under(dialect, host.port).press('sign-in')).toMatchObject({ became: '58' })
    await told(2)
    expect(await under(usual, host.port).press('sign-in')).toMatchObject({ became: '58' })
    await told(3)
    const machine = under(dialect, port)
    expect(await machine.press('sign-in')).toMatchObject({ became: '00' })
    expect((await runOf(shop)).steps[0]).toMatchObject({ step: 'sign-in', status: 'passed' })
    await machine.pressAll()
    expect(await runOf(shop)).toMatchObject({ status: 'passed' })
  }, 60_000)
})

test('[ISO-37] a stray message that comes in drops is known all the same; bytes of nobody, or of no run, get no answer', async () => {
  const shop = await shopOf('jpos-iso87a')
  const { port } = await openRun(shop)
  const echo = (terminalNo: string): Uint8Array => {
    const codec = codecOf(usual)
    const { merchantNo } = shop
    const message = management('echo', { terminalNo, merchantNo, batchNo: '000001' }, '000001')
    return frame(pack(codec, message))
  }
  const bytes = echo(shop.terminalNo)
  const answer = await say(port, [bytes.subarray(0, 1), bytes.subarray(1, 30), bytes.subarray(30)])
  expect(unpack(codecOf(usual), answer.subarray(2)).fields[39]).toBe('58')
  expect(await say(port, [echo('99999999')])).toHaveLength(0)
  expect(await say(port, [Buffer.from('GET / HTTP/1.1\r\n\r\n')])).toHaveLength(0)
  expect(
    await say(host.port, [Buffer.from([0, 30, ...Array.from({ length: 30 }, () => 0x20)])]),
  ).toHaveLength(0)
})

test('[ISO-37] where two dialects frame alike, a message the door cannot place is known as the other’s', async () => {
  const shop = await shopOf('jpos-iso87a-70')
  const { port, testMasterKey } = await openRun(shop)
  const became = await terminalAt(port, shop, testMasterKey, 'jpos-iso87a').press('sign-in')
  expect(became).toMatchObject({ became: '58' })
  expect((await runOf(shop)).steps[0]).toMatchObject({ status: 'failed', failures: 0 })
})

test('a run that is open keeps the dialect it was opened with', async () => {
  const shop = await shopOf('jpos-iso87a')
  const { port, testMasterKey } = await openRun(shop)
  const machine = terminalAt(port, shop, testMasterKey, 'jpos-iso87a')
  await machine.press('sign-in')
  await speak(shop, 'moov-spec87ascii')
  await machine.pressAll()
  expect(await runOf(shop)).toMatchObject({ status: 'passed', dialect: { name: 'jpos-iso87a' } })
  const other = await bindShop(room, { reviewer: shop.reviewer })
  expect(await openRun(other)).toMatchObject({ dialect: { name: 'moov-spec87ascii' } })
}, 60_000)
