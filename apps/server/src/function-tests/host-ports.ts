import { sql } from 'kysely'
import type { SelfProof } from '#device/self-proof.ts'
import { isRefusal } from '#ground/refusal.ts'
import { type Script, scripts } from '#iso8583/bad-host.ts'
import type { KeySuite } from '#iso8583/dialect.ts'
import { record, type Recording } from '#iso8583/recorder.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import type { Suite } from '#iso8583/suite.ts'
import type { TraceLine } from '#iso8583/trace.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { Errand } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { HostPorts, Observation, Taken } from '../test-host/ports.ts'
import { dialectIn } from './dialects.ts'
import { type CasePort, masterKeyPlace, type SelfProofOf } from './function-tests.ts'
import { type EndedRun, issueCard, MOST_EXCHANGES, type SignsAs } from './result.ts'

const meaning = (means: TraceLine['means']): string => (means ? ` (${means.zh} ${means.en})` : '')

/** A line as it is kept: at most 400 characters, its parts behind it. */
const said = ({ field, words, value, means, parts = [] }: TraceLine): string =>
  [
    `${field === 0 ? '' : `${field} `}${words.zh} ${words.en}: ${value}${meaning(means)}`,
    ...parts.map((part) => `${part.words.zh} ${part.words.en} ${part.value}${meaning(part.means)}`),
  ]
    .join(' · ')
    // PostgreSQL's text holds no NUL, and a page needs no control characters.
    .replaceAll(/\p{Cc}/gu, '·')
    .slice(0, 400)

const mtiOf = (lines: readonly TraceLine[]): string =>
  lines.map(({ field, value }) => (field === 0 && /^0[0-9]{3}$/.test(value) ? value : '')).find(Boolean) ?? ''

/**
 * The house judges a run itself, by the suite it was opened with: several acquirers' suites run on one host, and a run outlives
 * the host's memory. So the host is given nothing to judge; what it is to do wrong comes with each run.
 */
export const judgedByTheHouse: Suite = {
  ...{ name: 'judged-by-the-house', version: 1, answers: [], steps: [] },
  words: { zh: '由平台判定', en: 'Judged by the house' },
}

/** A bad day asked for comes before the suite's own. */
const scriptOf = ({ name, words, answers }: ShopSuite, badDay: string | null): Script => ({
  ...{ name, words },
  steps: [...(scripts.get(badDay ?? '')?.steps ?? []), ...answers],
})

/**
 * ISO-24, duty 14 of PCI P2PE: the terminal of a run may be tested while it is bound or live and nobody has opened it. One
 * that is suspended, in quarantine, taken back or opened in the middle of its run gets no further answer. (A run from before runs named their device has none to ask about.)
 */
const mayBeTested = sql<boolean>`t.device_id is null or exists (
  select from devices d where d.device_id = t.device_id and d.status in ('bound', 'live')
    and not exists (select from incidents i where i.device_id = d.device_id and i.kind = 'tampered' and i.closed_at is null))`

/** ISO-45: what a terminal states of itself ends with the serial number of another one of the same acquirer's. */
const statesAnother = (stated: string) => sql<boolean>`exists (
  select from devices own join devices other on other.acquirer_id = own.acquirer_id and other.device_id <> own.device_id
   where own.device_id = t.device_id and length(other.serial_no) >= 8
     and right(upper(${stated}::text), length(other.serial_no)) = upper(other.serial_no)
     and right(upper(${stated}::text), length(own.serial_no)) <> upper(own.serial_no))`

const openRun = async (errand: Errand, runId: string) => {
  const [row] = await errand.run(
    db
      .selectFrom('function_tests as t')
      .innerJoin('test_suites as s', 's.digest', 't.suite_digest')
      .selectAll('t')
      .select(['s.suite', mayBeTested.as('may_be_tested')])
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

const endedRun = (row: Row, suite: ShopSuite, { identityId, provedAt }: SelfProof): EndedRun => ({
  ...{ runId: row.run_id, caseId: row.case_id, openedAt: row.opened_at },
  ...{ deviceId: row.device_id ?? '', serialNo: row.serial_no ?? '', visitId: row.visit_id ?? '' },
  ...{ technicianId: row.technician_id ?? '', boundAt: row.bound_at ?? '' },
  ...{ terminalNo: row.terminal_no, merchantNo: row.merchant_no, keySuite: row.key_suite as KeySuite },
  dialect: dialectIn(row),
  ...{ suite, suiteDigest: row.suite_digest ?? '' },
  selfProof: identityId === null || provedAt === null ? null : { identityId, provedAt },
})

/** What waits to be stored, and whom to tell. */
type Waiting = {
  readonly observation: Observation
  readonly stored: (taken: Taken) => void
  readonly failed: (error: unknown) => void
}

/** So many exchanges are stored in one transaction at most. */
const AT_ONCE = 200

/**
 * Exchanges are stored together while the transaction before is under way: a busy host would else wait for the disk once for
 * each. A terminal still gets no answer before its own exchange is stored, and none when storing failed.
 */
const observationsOf = (house: House, take: (errand: Errand, observation: Observation) => Promise<Taken>) => {
  let waiting: Waiting[] = []
  let busy = false
  const store = (batch: readonly Waiting[]) =>
    performAsHouse(house, newId('req'), async (errand) => {
      const taken: Taken[] = []
      for (const { observation } of batch) taken.push(await take(errand, observation))
      return taken
    })
  const work = async (): Promise<void> => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      try {
        const taken = await store(batch)
        for (const [at, { stored }] of batch.entries()) stored(taken[at])
      } catch {
        // One that cannot be stored must not take the others with it.
        for (const one of batch) await store([one]).then(([taken]) => one.stored(taken), one.failed)
      }
    }
    busy = false
  }
  return (observation: Observation): Promise<Taken> =>
    new Promise((stored, failed) => {
      waiting.push({ observation, stored, failed })
      if (!busy) void work()
    })
}

/**
 * Ties the test host to the cases: which terminal may be tested, what was seen, and the result. All of it is written by the
 * house from what the host observed, before the terminal gets its answer; no person can write it.
 */
export const hostPorts = (
  house: House,
  { loadCase, moveCase }: CasePort,
  signsAs: SignsAs,
  selfProofSince: SelfProofOf,
): HostPorts => {
  const finish = async (errand: Errand, row: Row, suite: ShopSuite, recording: Recording) => {
    const proof = await selfProofSince(errand, row.device_id ?? '', row.opened_at)
    // TEST-20: every step was seen, of whatever held the run's key; that it was this terminal nobody knows.
    if (recording.outcome === 'passed' && proof.required && proof.provedAt === null) {
      await errand.run(
        db
          .updateTable('function_tests')
          .set({ status: 'failed', finished_at: errand.stamp.at, ended_by: 'TEST-20' })
          .where('run_id', '=', row.run_id),
      )
      return
    }
    const run = endedRun(row, suite, proof)
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

  const bar = (errand: Errand, runId: string) =>
    errand.run(
      db
        .updateTable('function_tests')
        .set({ status: 'failed', finished_at: errand.stamp.at, ended_by: 'ISO-24' })
        .where('run_id', '=', runId)
        .where('status', '=', 'open'),
    )

  const take = async (errand: Errand, observation: Observation): Promise<Taken> => {
    const row = await openRun(errand, observation.runId)
    if (!row) throw new Error(`no run ${observation.runId}`)
    if (row.exchanges >= MOST_EXCHANGES) return
    await keepMessages(errand, observation)
    const exchanges = row.exchanges + 1
    const { at } = errand.stamp
    // What comes after the end (a sign-off) is kept beside the run and changes nothing of it.
    const heard = db
      .updateTable('function_tests')
      .set({ exchanges, last_heard_at: at })
      .where('run_id', '=', row.run_id)
    if (!row.may_be_tested) {
      await errand.run(heard)
      await bar(errand, row.run_id)
      return 'barred'
    }
    if (row.status !== 'open') return void (await errand.run(heard))
    const suite = JSON.parse(row.suite) as ShopSuite
    let recording = row.progress as Recording
    for (const fact of observation.facts) recording = record(suite, recording, fact, at)
    const tooMany = recording.outcome === 'running' && exchanges === MOST_EXCHANGES
    if (tooMany) recording = { ...recording, outcome: 'failed' }
    const endedBy = recording.outcome === 'failed' ? (tooMany ? 'TEST-13' : 'TEST-14') : null
    await errand.run(heard.set({ progress: JSON.stringify(recording), ended_by: endedBy }))
    if (recording.outcome !== 'running') await finish(errand, row, suite, recording)
  }

  return {
    terminals: {
      find: (terminalNo, merchantNo, stated) =>
        performAsHouse(house, newId('req'), async (errand) => {
          const [run] = await errand.run(
            db
              .selectFrom('function_tests as t')
              .innerJoin('test_suites as s', 's.digest', 't.suite_digest')
              .select(['t.run_id', 't.master_key_sealed', 't.key_suite', 't.script', 's.suite'])
              .select(['t.dialect', 't.dialect_version', mayBeTested.as('may_be_tested')])
              .select(statesAnother(stated).as('is_another'))
              .where('t.terminal_no', '=', terminalNo)
              .where('t.merchant_no', '=', merchantNo)
              .where('t.status', '=', 'open'),
          )
          if (run && !run.may_be_tested) await bar(errand, run.run_id)
          return run?.may_be_tested
            ? {
                runId: run.run_id,
                tmk: await house.keys.open(masterKeyPlace(run.run_id), run.master_key_sealed),
                keySuite: run.key_suite as KeySuite,
                isAnother: run.is_another,
                ...(run.dialect_version !== null && {
                  dialect: { name: run.dialect, version: run.dialect_version },
                }),
                script: scriptOf(JSON.parse(run.suite) as ShopSuite, run.script),
              }
            : null
        }),
    },

    onObservation: observationsOf(house, take),
  }
}
