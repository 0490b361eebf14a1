import { randomBytes } from 'node:crypto'
import type { OutputOf } from '#api/calls.ts'
import { addMinutes } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { KeySuite } from '#iso8583/dialect.ts'
import type { SuiteProgress } from '#iso8583/judge.ts'
import { beginRecording, nextStep, type Recording } from '#iso8583/recorder.ts'
import type { SelfProof } from '#device/self-proof.ts'
import type { ShopSuite } from '#iso8583/shop-suite.ts'
import { acceptance } from '#iso8583/suite.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import type { Case } from '#provision/case.ts'
import { isOutside } from '#provision/party.ts'
import { type FunctionTestMove, testingVisit } from '#provision/function-test.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import { digestOfTrace } from './card.ts'
import { cardPdf } from './card-pdf.ts'
import { dialectIn, dialectOf } from './dialects.ts'
import { keySuitesOf } from './key-suites.ts'
import { openCard, traceOf } from './result.ts'
import { stepsOf } from './steps.ts'
import { keepSuite } from './suites.ts'

export const masterKeyPlace = (runId: string) => ({
  datum: 'function_tests.master_key' as const,
  row: runId,
  ...houseOwner,
})

/** A run nobody finishes is closed after so many minutes; its key opens nothing any more. */
const runMinutes = 60
const endsAt = (openedAt: string): string =>
  new Date(Date.parse(openedAt) + runMinutes * 60_000).toISOString()

type Run = NonNullable<OutputOf<'function-tests.run'>['run']>

/** A run from before suites were kept: what its stored progress says, in the words of today's suite. */
const olderSteps = ({ steps = [] }: Partial<SuiteProgress>): Run['steps'] =>
  steps.flatMap(({ step, state }) => {
    const spec = acceptance.steps.find((each) => each.step === step)
    return spec?.required
      ? {
          ...{ step, title: spec.words, note: spec.expects, press: null, wait: null, card: 'none' as const },
          ...{ amountFen: null, badDay: false, failures: 0, trouble: null },
          status: state === 'seen' ? ('passed' as const) : state,
        }
      : []
  })

/** What a terminal has said of itself with its own key since an instant: the device room's, handed in. */
export type SelfProofOf = (errand: Errand, deviceId: string, since: string) => Promise<SelfProof>

/** The case as this room needs it, handed in where the house is put together. */
export type CasePort = {
  loadCase(errand: Errand, caseId: string): Promise<{ readonly state: Case }>
  moveCase(errand: Errand, caseId: string, move: FunctionTestMove): Promise<Case | Refusal>
}

export const functionTests = (
  { loadCase, moveCase }: CasePort,
  selfProof: SelfProofOf,
): Room<
  | 'function-tests.open'
  | 'function-tests.run'
  | 'function-tests.card'
  | 'function-tests.card-pdf'
  | 'function-tests.trace'
> => ({
  async 'function-tests.open'(errand, { caseId, script, keySuite = 'tdes' }) {
    const runId = newId('run')
    const { state } = await loadCase(errand, caseId)
    const kept = await keepSuite(errand, state.acquirerId)
    if (isRefusal(kept)) return kept
    const codec = await dialectOf(errand, state.acquirerId)
    if (isRefusal(codec)) return codec
    const { dialect } = codec
    const { name, version } = kept.suite
    const after = await moveCase(errand, caseId, {
      type: 'open-function-test',
      runId,
      suite: { name, version },
    })
    if (isRefusal(after)) return after
    const { install } = after
    const [device] = await errand.run(
      db
        .selectFrom('devices')
        .select('serial_no')
        .where('device_id', '=', install?.deviceId ?? ''),
    )
    if (!install || !device) throw new NotFound()
    if (!(await keySuitesOf(errand, install.deviceId)).includes(keySuite))
      return refuse('ISO-36', {}, 'keySuite')
    const terminalNo = install.terminalNo ?? ''
    const merchantNo = install.merchantNo ?? ''
    const testMasterKey = randomBytes(16)
    const { at } = errand.stamp
    await errand.run(
      db
        .updateTable('function_tests')
        .set({ status: 'expired', finished_at: at })
        .where('terminal_no', '=', terminalNo)
        .where('merchant_no', '=', merchantNo)
        .where('status', '=', 'open'),
    )
    await errand.run(
      db.insertInto('function_tests').values({
        run_id: runId,
        case_id: caseId,
        terminal_no: terminalNo,
        merchant_no: merchantNo,
        master_key_sealed: await errand.house.keys.seal(masterKeyPlace(runId), testMasterKey),
        status: 'open',
        opened_at: at,
        script: script ?? null,
        key_suite: keySuite,
        ...{ dialect: dialect.name, dialect_version: dialect.version },
        progress: JSON.stringify(beginRecording(kept.suite, at)),
        suite_digest: kept.digest,
        device_id: install.deviceId,
        serial_no: device.serial_no,
        visit_id: testingVisit(after, errand.stamp)?.visitId ?? null,
        technician_id: errand.actor.personId,
        bound_at: install.boundAt,
      }),
    )
    await errand.enqueue('expire-function-test', { runId }, endsAt(at))
    const { host } = errand.house.config
    const port = await errand.house.doors.portOf(dialect.name)
    const key = testMasterKey.toString('hex').toUpperCase()
    const { required } = await selfProof(errand, install.deviceId, at)
    const options = [
      `--host ${host} --port ${port} --suite acceptance --terminal-no ${terminalNo} --merchant-no ${merchantNo}`,
      `--serial ${device.serial_no} --tmk ${key}`,
      ...(keySuite === 'tdes' ? [] : [`--suite-of-keys ${keySuite}`]),
      ...(dialect.name === unionpay.dialect.name ? [] : [`--dialect ${dialect.name}`]),
      // TEST-20: without its own answer it gets no card.
      ...(required ? [`--identity ${device.serial_no}.json --house ${errand.house.origin}`] : []),
    ]
    return {
      runId,
      host,
      port,
      terminalNo,
      merchantNo,
      keySuite,
      dialect: { name: dialect.name, version: dialect.version },
      testMasterKey: key,
      command: `npx fangxin terminal ${options.join(' ')}`,
    }
  },

  async 'function-tests.run'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    if (isOutside(state, errand.actor)) throw new NotFound()
    const suites = await keySuitesOf(errand, state.install?.deviceId ?? null)
    const [row] = await errand.run(
      db
        .selectFrom('function_tests as t')
        .leftJoin('test_suites as s', 's.digest', 't.suite_digest')
        .selectAll('t')
        .select('s.suite')
        .where('t.case_id', '=', caseId)
        .orderBy('t.opened_at', 'desc')
        .limit(1),
    )
    if (!row) return { run: null, keySuites: suites }
    const suite = row.suite === null ? null : (JSON.parse(row.suite) as ShopSuite)
    const recording = row.progress as Recording
    const { doors } = errand.house
    const spoken = {
      dialect: (doors.held.get(row.dialect) ?? unionpay).dialect,
      port: doors.ports()[row.dialect] ?? null,
    }
    const proof = row.device_id === null ? null : await selfProof(errand, row.device_id, row.opened_at)
    const run: Run = {
      runId: row.run_id,
      status: row.status as 'open',
      openedAt: row.opened_at,
      endsAt: endsAt(row.opened_at),
      finishedAt: row.finished_at,
      suite: suite && { name: suite.name, version: suite.version, title: suite.words },
      keySuite: row.key_suite as KeySuite,
      dialect: dialectIn(row),
      serialNo: row.serial_no,
      visitId: row.visit_id,
      selfProof: proof && { required: proof.required, provedAt: proof.provedAt },
      lastHeardAt: row.last_heard_at,
      startedOver: suite ? recording.startedOver : 0,
      next: suite && row.status === 'open' ? (nextStep(suite, recording)?.step ?? null) : null,
      endedBy: row.ended_by,
      hasCard: row.card_digest !== null,
      steps: suite ? stepsOf(suite, recording, spoken) : olderSteps(row.progress as Partial<SuiteProgress>),
    }
    return { run, keySuites: suites }
  },

  async 'function-tests.card'(errand, { caseId, runId }) {
    const opened = await openCard(errand, caseId, runId)
    if (opened === null) throw new NotFound()
    const { file, digest, card } = opened
    const { terminal, visit, suite } = card
    return {
      ...{ file, sha256: digest, outcome: card.outcome },
      ...{ openedAt: card.openedAt, endedAt: card.endedAt, boundAt: card.boundAt },
      ...{ shop: card.shop, acquirer: card.acquirer, technician: visit.technician },
      ...{ serialNo: terminal.serialNo, modelCode: terminal.modelCode },
      ...{ terminalNo: terminal.terminalNo, merchantNo: terminal.merchantNo },
      ...(terminal.keySuite && { keySuite: terminal.keySuite }),
      ...(terminal.dialect && { dialect: { ...terminal.dialect } }),
      ...(terminal.selfProof !== undefined && { provedAt: terminal.selfProof?.provedAt ?? null }),
      suite: { name: suite.name, version: suite.version, title: suite.title },
      ...{ startedOver: card.startedOver, messages: card.trace.messages },
      steps: card.steps.map((step) => ({ ...step })),
    }
  },

  async 'function-tests.card-pdf'(errand, { caseId, runId, language }) {
    const opened = await openCard(errand, caseId, runId)
    if (opened === null) throw new NotFound()
    const pdf = await cardPdf(opened, language)
    const name = `${opened.card.terminal.serialNo}-${language}.pdf`
    return { name, sha256: opened.digest, pdf: pdf.toString('base64') }
  },

  async 'function-tests.trace'(errand, { caseId, runId }) {
    const [run] = await errand.run(
      db
        .selectFrom('function_tests')
        .select(['key_suite', 'dialect', 'dialect_version'])
        .where('run_id', '=', runId)
        .where('case_id', '=', caseId),
    )
    if (!run) throw new NotFound()
    const rows = await traceOf(errand, runId)
    const signed = (await openCard(errand, caseId, runId))?.card.trace ?? null
    return {
      keySuite: run.key_suite as KeySuite,
      dialect: dialectIn(run),
      asSigned: signed && digestOfTrace(rows.slice(0, signed.messages)) === signed.sha256,
      messages: rows.map((row) => ({
        at: row.at,
        direction: row.direction as 'in' | 'out',
        mti: row.mti,
        lines: [...row.lines],
      })),
    }
  },
})

/**
 * The job behind `runMinutes`: harmless when the run has ended meanwhile, and when the queue's clock is ahead of the
 * house's, which counts (a minute is forgiven).
 */
export const expireFunctionTest = async (
  errand: Errand,
  { runId }: Readonly<Record<string, string>>,
): Promise<void> => {
  if (runId === undefined) return
  await errand.run(
    db
      .updateTable('function_tests')
      .set({ status: 'expired', finished_at: errand.stamp.at })
      .where('run_id', '=', runId)
      .where('status', '=', 'open')
      .where('opened_at', '<=', addMinutes(errand.stamp.at, 1 - runMinutes)),
  )
}
