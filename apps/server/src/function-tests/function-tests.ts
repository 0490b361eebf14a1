import { randomBytes } from 'node:crypto'
import type { OutputOf } from '#api/calls.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { SuiteProgress } from '#iso8583/judge.ts'
import { acceptance } from '#iso8583/suite.ts'
import type { Case } from '#provision/case.ts'
import { isOutside } from '#provision/party.ts'
import type { FunctionTestMove } from '#provision/function-test.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

export const masterKeyPlace = (runId: string) => ({
  datum: 'function_tests.master_key' as const,
  row: runId,
  ...houseOwner,
})

/** A run nobody finishes is closed after so many minutes; its key opens nothing any more. */
const runMinutes = 60

type Step = NonNullable<OutputOf<'function-tests.run'>['run']>['steps'][number]

const stepsOf = (progress: Partial<SuiteProgress>): Step[] =>
  acceptance.steps
    .filter(({ required }) => required)
    .map(({ step, words, expects }) => {
      const state = progress.steps?.find((each) => each.step === step)?.state ?? 'waiting'
      return { step, title: words, note: expects, status: state === 'seen' ? 'passed' : state }
    })

/** The case as this room needs it, handed in where the house is put together. */
export type CasePort = {
  loadCase(errand: Errand, caseId: string): Promise<{ readonly state: Case }>
  moveCase(errand: Errand, caseId: string, move: FunctionTestMove): Promise<Case | Refusal>
}

export const functionTests = ({
  loadCase,
  moveCase,
}: CasePort): Room<'function-tests.open' | 'function-tests.run' | 'function-tests.trace'> => ({
  async 'function-tests.open'(errand, { caseId, script }) {
    const runId = newId('run')
    const after = await moveCase(errand, caseId, { type: 'open-function-test', runId })
    if (isRefusal(after)) return after
    const terminalNo = after.install?.terminalNo ?? ''
    const merchantNo = after.install?.merchantNo ?? ''
    const testMasterKey = randomBytes(16)
    await errand.run(
      db
        .updateTable('function_tests')
        .set({ status: 'expired', finished_at: errand.stamp.at })
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
        opened_at: errand.stamp.at,
        script: script ?? null,
      }),
    )
    const ends = new Date(Date.parse(errand.stamp.at) + runMinutes * 60_000).toISOString()
    await errand.enqueue('expire-function-test', { runId }, ends)
    const { host } = errand.house.config
    const port = errand.house.iso8583Port
    const key = testMasterKey.toString('hex').toUpperCase()
    return {
      runId,
      host,
      port,
      terminalNo,
      merchantNo,
      testMasterKey: key,
      command: `npx fangxin terminal --host ${host} --port ${port} --suite acceptance --terminal-no ${terminalNo} --merchant-no ${merchantNo} --tmk ${key}`,
    }
  },

  async 'function-tests.run'(errand, { caseId }) {
    if (isOutside((await loadCase(errand, caseId)).state, errand.actor)) throw new NotFound()
    const [row] = await errand.run(
      db
        .selectFrom('function_tests')
        .selectAll()
        .where('case_id', '=', caseId)
        .orderBy('opened_at', 'desc')
        .limit(1),
    )
    if (!row) return { run: null }
    return {
      run: {
        runId: row.run_id,
        status: row.status as 'open',
        openedAt: row.opened_at,
        finishedAt: row.finished_at,
        steps: stepsOf(row.progress as Partial<SuiteProgress>),
      },
    }
  },

  async 'function-tests.trace'(errand, { caseId, runId }) {
    const [run] = await errand.run(
      db
        .selectFrom('function_tests')
        .select('run_id')
        .where('run_id', '=', runId)
        .where('case_id', '=', caseId),
    )
    if (!run) throw new NotFound()
    const rows = await errand.run(
      db
        .selectFrom('function_test_messages')
        .selectAll()
        .where('run_id', '=', runId)
        .orderBy('message_id')
        .limit(500),
    )
    return {
      messages: rows.map((row) => ({
        at: row.at,
        direction: row.direction as 'in' | 'out',
        mti: row.mti,
        lines: row.lines,
      })),
    }
  },
})

/** The job behind `runMinutes`: harmless when the run has ended meanwhile. */
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
      .where('status', '=', 'open'),
  )
}
