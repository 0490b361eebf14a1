import { afterAll, beforeAll, expect, test } from 'vitest'
import { des } from '../test-host/des.ts'
import { beginRun } from '#iso8583/judge.ts'
import { beginRecording } from '#iso8583/recorder.ts'
import { shopSuite } from '#iso8583/shop-suite.ts'
import { acceptance } from '#iso8583/suite.ts'
import testCards from '#iso8583/test-cards.json' with { type: 'json' }
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unhex } from '#iso8583/hex.ts'
import { tcpLink } from '../../../cli/terminal-link.ts'
import { terminalMachine } from '../../../cli/terminal-machine.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { startTestHost } from '../test-host/host.ts'
import type { HostPorts, Observation } from '../test-host/ports.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { logIdentity } from '../log/identity.ts'
import { masterKeyPlace } from './function-tests.ts'
import { selfProof } from '../devices/self-proof.ts'
import { hostPorts } from './host-ports.ts'

const tmk = unhex(testKeys.tmk)
let room: TestRoom
let ports: HostPorts
beforeAll(async () => {
  room = await openTestRoom({})
  ports = hostPorts(room.house, { loadCase, moveCase }, logIdentity, selfProof)
  const suite = JSON.stringify(shopSuite)
  await room.owner.query(`insert into test_suites values ('digest', 'acceptance', 2, $1, now())`, [suite])
})
afterAll(() => room?.close())

/** An open run; the case behind it does not matter here, so the wall that asks for one is let down for a moment. */
const openRun = async (no: number, script: string | null): Promise<string> => {
  const runId = `run_${no}`
  const sealed = await room.house.keys.seal(masterKeyPlace(runId), tmk)
  await room.owner.query('begin')
  await room.owner.query(`set local session_replication_role = replica`)
  await room.owner.query(
    `insert into function_tests (run_id, case_id, terminal_no, merchant_no, master_key_sealed, status, opened_at, script, suite_digest, progress)
     values ($1, 'cas_none', $2, $3, $4, 'open', now(), $5, 'digest', $6)`,
    [
      ...[runId, String(10_000_000 + no), testKeys.merchantNo, sealed, script],
      JSON.stringify(beginRecording(shopSuite, '2026-11-20T02:00:00.000Z')),
    ],
  )
  await room.owner.query('commit')
  return runId
}

const stored = async (runId: string): Promise<string[]> => {
  const { rows } = await room.owner.query(
    'select mti from function_test_messages where run_id = $1 order by message_id',
    [runId],
  )
  return rows.map(({ mti }: { mti: string }) => mti)
}

const terminalOf = (no: number, port: number) =>
  terminalMachine(
    {
      terminalNo: String(10_000_000 + no),
      merchantNo: testKeys.merchantNo,
      tmk,
      pan: testCards.demoPan,
      pin: testCards.pin,
      code: testCards.demoCode,
    },
    tcpLink('127.0.0.1', port, 5_000),
    des(),
    null,
  )

const mtis = {
  'sign-in': ['0800', '0810'],
  echo: ['0820', '0830'],
  sale: ['0200', '0210'],
  settlement: ['0500', '0510'],
} as const

test('eight terminals at once: each exchange is stored before its answer leaves, in the order it came', async () => {
  const runs: string[] = []
  for (let no = 0; no < 8; no++) runs.push(await openRun(no, null))
  const host = await startTestHost({ port: 0, ...ports })
  try {
    await Promise.all(
      runs.map(async (runId, no) => {
        const machine = terminalOf(no, host.port)
        const expected: string[] = []
        for (const transaction of ['sign-in', 'echo', 'sale', 'sale', 'settlement'] as const) {
          const doing = { transaction, amountFen: 500, entryMode: '072' }
          expect(['00', 'equal']).toContain((await machine.perform(transaction, doing)).became)
          expected.push(...mtis[transaction])
          expect(await stored(runId)).toEqual(expected)
        }
      }),
    )
  } finally {
    await host.close()
  }
})

test('a run with a bad day meets it: the terminal is told another amount and reverses', async () => {
  const runId = await openRun(50, 'bad-day')
  const host = await startTestHost({ port: 0, ...ports })
  try {
    const machine = terminalOf(50, host.port)
    await machine.perform('sign-in', { transaction: 'sign-in' })
    const sale = { transaction: 'sale', amountFen: 9005, entryMode: '072' } as const
    expect((await machine.perform('sale', sale)).became).toBe('no-answer')
    const { rows: signIn } = await room.owner.query(
      `select lines from function_test_messages where run_id = $1 and mti = '0810'`,
      [runId],
    )
    expect(signIn[0].lines.join()).toMatch(/PIN key check value [0-9A-F]{8}.*MAC key check value [0-9A-F]{8}/)
    expect(await stored(runId)).toEqual(['0800', '0810', '0200', '0210', '0400', '0410'])
    const { rows } = await room.owner.query(
      `select lines from function_test_messages where run_id = $1 and mti = '0210'`,
      [runId],
    )
    expect(rows[0].lines[0]).toContain('amount-altered')
    expect(rows[0].lines.join()).toMatch(/64 .*Message authentication code: [0-9A-F]{8}$/)
    expect(rows[0].lines.join()).not.toContain(testCards.demoPan)
  } finally {
    await host.close()
  }
})

test('an exchange that cannot be stored fails alone', async () => {
  const runId = await openRun(60, null)
  const observation = (run: string): Observation => ({
    runId: run,
    terminalNo: '10000060',
    merchantNo: testKeys.merchantNo,
    at: '2026-11-20T02:00:00.000Z',
    transaction: 'echo',
    code: '00',
    facts: [],
    progress: beginRun(acceptance, '2026-11-20T02:00:00.000Z'),
    trace: () => {
      const words = { zh: '交易', en: 'Transaction' }
      return {
        request: [{ field: 0, words, value: '0820' }],
        answer: [{ field: 0, words, value: '0830\u0000' }],
      }
    },
  })
  const told = [runId, 'run_none', runId].map(async (run) => ports.onObservation?.(observation(run)))
  const ended = await Promise.allSettled(told)
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await stored(runId)).toHaveLength(4)
})
