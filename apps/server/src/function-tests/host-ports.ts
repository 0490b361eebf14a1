import { isRefusal } from '#ground/refusal.ts'
import type { Script } from '#iso8583/bad-host.ts'
import { record, type Recording } from '#iso8583/recorder.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import type { Suite } from '#iso8583/suite.ts'
import type { TraceLine } from '#iso8583/trace.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { Errand } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { HostPorts, Observation } from '../test-host/ports.ts'
import { type CasePort, masterKeyPlace } from './function-tests.ts'
import { type EndedRun, issueCard, MOST_EXCHANGES, type SignsAs } from './result.ts'

const said = ({ field, words, value, means, parts }: TraceLine): string =>
  `${field === 0 ? '' : `${field} `}${words.zh} ${words.en}: ${value}${means ? ` (${means.zh} ${means.en})` : ''}${(
    parts ?? []
  )
    .map((part) => `; ${part.words.zh} ${part.value}`)
    .join('')}`.slice(0, 400)

const mtiOf = (lines: readonly TraceLine[]): string =>
  /\b0[0-9]{3}\b/.exec(lines.map(({ value }) => value).join(' '))?.[0] ?? ''

/**
 * The house judges a run itself, by the suite it was opened with: several acquirers' suites run on one host, and a run outlives
 * the host's memory. So the host is given nothing to judge; what it is to do wrong comes with each run.
 */
export const judgedByTheHouse: Suite = {
  ...{ name: 'judged-by-the-house', version: 1, answers: [], steps: [] },
  words: { zh: '由平台判定', en: 'Judged by the house' },
}

const scriptOf = ({ name, words, answers }: ShopSuite): Script => ({ name, words, steps: answers })

const openRun = async (errand: Errand, runId: string) => {
  const [row] = await errand.run(
    db
      .selectFrom('function_tests as t')
      .innerJoin('test_suites as s', 's.digest', 't.suite_digest')
      .selectAll('t')
      .select('s.suite')
      .where('t.run_id', '=', runId)
      .forUpdate('t'),
  )
  return row
}
type Row = NonNullable<Awaited<ReturnType<typeof openRun>>>

const keepMessages = async (errand: Errand, { runId, at, trace }: Observation): Promise<void> => {
  const { request, answer } = trace()
  const messages = [
    { direction: 'in', lines: request },
    { direction: 'out', lines: answer },
  ].filter(({ lines }) => lines.length > 0)
  await errand.run(
    db.insertInto('function_test_messages').values(
      messages.map(({ direction, lines }) => ({
        run_id: runId,
        at,
        direction,
        mti: mtiOf(lines),
        lines: lines.map(said),
      })),
    ),
  )
}

const endedRun = (row: Row, suite: ShopSuite): EndedRun => ({
  ...{ runId: row.run_id, caseId: row.case_id, openedAt: row.opened_at },
  ...{ deviceId: row.device_id ?? '', serialNo: row.serial_no ?? '', visitId: row.visit_id ?? '' },
  ...{ technicianId: row.technician_id ?? '', boundAt: row.bound_at ?? '' },
  ...{ terminalNo: row.terminal_no, merchantNo: row.merchant_no },
  ...{ suite, suiteDigest: row.suite_digest ?? '' },
})

/**
 * Ties the test host to the cases: which terminal may be tested, what was seen, and the result. All of it is written by the
 * house from what the host observed, before the terminal gets its answer; no person can write it.
 */
export const hostPorts = (house: House, { loadCase, moveCase }: CasePort, signsAs: SignsAs): HostPorts => {
  const finish = async (errand: Errand, row: Row, suite: ShopSuite, recording: Recording) => {
    const run = endedRun(row, suite)
    const { runId, caseId, openedAt, terminalNo, merchantNo, deviceId, visitId } = run
    const { state } = await loadCase(errand, caseId)
    const { sealed, digest } = await issueCard(errand, signsAs, run, state, recording)
    const passed = recording.outcome === 'passed'
    const { name, version } = suite
    const after = await moveCase(errand, caseId, {
      type: 'record-function-test',
      ...{ runId, openedAt, terminalNo, merchantNo, passed, deviceId, visitId },
      ...{ suite: { name, version }, cardDigest: digest },
    })
    // A binding changed while the suite ran: the run is over, and it proves nothing about the new binding.
    const refused = isRefusal(after) ? after.rule : null
    await errand.run(
      db
        .updateTable('function_tests')
        .set({
          status: refused === null && passed ? 'passed' : 'failed',
          finished_at: errand.stamp.at,
          ...(refused === null ? { card_sealed: sealed, card_digest: digest } : { ended_by: refused }),
        })
        .where('run_id', '=', runId),
    )
  }

  return {
    terminals: {
      find: (terminalNo, merchantNo) =>
        performAsHouse(house, newId('req'), async (errand) => {
          const [run] = await errand.run(
            db
              .selectFrom('function_tests as t')
              .innerJoin('test_suites as s', 's.digest', 't.suite_digest')
              .select(['t.run_id', 't.master_key_sealed', 's.suite'])
              .where('t.terminal_no', '=', terminalNo)
              .where('t.merchant_no', '=', merchantNo)
              .where('t.status', '=', 'open'),
          )
          return run
            ? {
                runId: run.run_id,
                tmk: await house.keys.open(masterKeyPlace(run.run_id), run.master_key_sealed),
                script: scriptOf(JSON.parse(run.suite) as ShopSuite),
              }
            : null
        }),
    },

    onObservation: (observation) =>
      performAsHouse(house, newId('req'), async (errand) => {
        const row = await openRun(errand, observation.runId)
        if (!row || row.exchanges >= MOST_EXCHANGES) return
        await keepMessages(errand, observation)
        const exchanges = row.exchanges + 1
        const { at } = errand.stamp
        // What comes after the end (a sign-off) is kept beside the run and changes nothing of it.
        const heard = db
          .updateTable('function_tests')
          .set({ exchanges, last_heard_at: at })
          .where('run_id', '=', row.run_id)
        if (row.status !== 'open') return void (await errand.run(heard))
        const suite = JSON.parse(row.suite) as ShopSuite
        let recording = row.progress as Recording
        for (const fact of observation.facts) recording = record(suite, recording, fact, at)
        const tooMany = recording.outcome === 'running' && exchanges === MOST_EXCHANGES
        if (tooMany) recording = { ...recording, outcome: 'failed' }
        const endedBy = recording.outcome === 'failed' ? (tooMany ? 'TEST-13' : 'TEST-14') : null
        await errand.run(heard.set({ progress: JSON.stringify(recording), ended_by: endedBy }))
        if (recording.outcome !== 'running') await finish(errand, row, suite, recording)
      }),
  }
}
