import { isRefusal } from '#ground/refusal.ts'
import { scripts } from '#iso8583/bad-host.ts'
import type { TraceLine } from '#iso8583/trace.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { House } from '../house/house.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { HostPorts, Observation } from '../test-host/ports.ts'
import { type CasePort, masterKeyPlace } from './function-tests.ts'

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

/** What waits to be stored, and whom to tell. */
type Waiting = {
  readonly observation: Observation
  readonly stored: () => void
  readonly failed: (error: unknown) => void
}

/** So many exchanges are stored in one transaction at most. */
const AT_ONCE = 200

/**
 * Exchanges are stored together while the transaction before is under way: a busy host would else wait for the disk once for
 * each. A terminal still gets no answer before its own exchange is stored, and none when storing failed.
 */
const observationsOf = (house: House) => {
  let waiting: Waiting[] = []
  let busy = false
  const store = (batch: readonly Waiting[]) =>
    performAsHouse(house, newId('req'), async (errand) => {
      await errand.run(
        db.insertInto('function_test_messages').values(
          batch.flatMap(({ observation: { runId, at, trace } }) => {
            const { request, answer } = trace()
            return [
              { direction: 'in', lines: request },
              { direction: 'out', lines: answer },
            ]
              .filter(({ lines }) => lines.length > 0)
              .map(({ direction, lines }) => ({
                run_id: runId,
                at,
                direction,
                mti: mtiOf(lines),
                lines: lines.map(said),
              }))
          }),
        ),
      )
      // Exchanges of one terminal come one after another, so a batch holds at most one of a run.
      for (const { observation } of batch)
        await errand.run(
          db
            .updateTable('function_tests')
            .set({ progress: JSON.stringify(observation.progress) })
            .where('run_id', '=', observation.runId),
        )
    })
  const work = async (): Promise<void> => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      try {
        await store(batch)
        for (const { stored } of batch) stored()
      } catch {
        // One that cannot be stored must not take the others with it.
        for (const one of batch) await store([one]).then(one.stored, one.failed)
      }
    }
    busy = false
  }
  return (observation: Observation): Promise<void> =>
    new Promise((stored, failed) => {
      waiting.push({ observation, stored, failed })
      if (!busy) void work()
    })
}

/**
 * Ties the test host to the cases: which terminal may be tested, what was seen, and the result. The result is written
 * by the house from what the host observed, before the terminal gets its last answer; no person can write it.
 */
export const hostPorts = (house: House, { moveCase }: CasePort): HostPorts => ({
  terminals: {
    find: (terminalNo, merchantNo) =>
      performAsHouse(house, newId('req'), async (errand) => {
        const [run] = await errand.run(
          db
            .selectFrom('function_tests')
            .select(['run_id', 'master_key_sealed', 'script'])
            .where('terminal_no', '=', terminalNo)
            .where('merchant_no', '=', merchantNo)
            .where('status', '=', 'open'),
        )
        if (!run) return null
        const script = scripts.get(run.script ?? '')
        return {
          runId: run.run_id,
          tmk: await house.keys.open(masterKeyPlace(run.run_id), run.master_key_sealed),
          ...(script === undefined ? {} : { script }),
        }
      }),
  },

  onObservation: observationsOf(house),

  onRunComplete: ({ runId, terminalNo, merchantNo, outcome, progress }) =>
    performAsHouse(house, newId('req'), async (errand) => {
      const [run] = await errand.run(
        db
          .updateTable('function_tests')
          .set({ status: outcome, finished_at: errand.stamp.at, progress: JSON.stringify(progress) })
          .where('run_id', '=', runId)
          .where('status', '=', 'open')
          .returning(['case_id', 'opened_at']),
      )
      if (!run) return
      const after = await moveCase(errand, run.case_id, {
        type: 'record-function-test',
        runId,
        openedAt: run.opened_at,
        terminalNo,
        merchantNo,
        passed: outcome === 'passed',
      })
      // A binding changed while the suite ran: the run is over, and it proves nothing about the new binding.
      if (isRefusal(after))
        await errand.run(
          db.updateTable('function_tests').set({ status: 'failed' }).where('run_id', '=', runId),
        )
    }),
})
