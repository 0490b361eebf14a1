import { isRefusal } from '#ground/refusal.ts'
import type { TraceLine } from '#iso8583/trace.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { House } from '../house/house.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { HostPorts } from '../test-host/ports.ts'
import { type CasePort, masterKeyPlace } from './function-tests.ts'

const said = ({ field, words, value, means }: TraceLine): string =>
  `${field === 0 ? '' : `${field} `}${words.zh} ${words.en}: ${value}${means ? ` (${means.zh} ${means.en})` : ''}`.slice(
    0,
    400,
  )

const mtiOf = (lines: readonly TraceLine[]): string => /\b0[0-9]{3}\b/.exec(lines[0]?.value ?? '')?.[0] ?? ''

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
            .select(['run_id', 'master_key_sealed'])
            .where('terminal_no', '=', terminalNo)
            .where('merchant_no', '=', merchantNo)
            .where('status', '=', 'open'),
        )
        return run
          ? {
              runId: run.run_id,
              tmk: await house.keys.open(masterKeyPlace(run.run_id), run.master_key_sealed),
            }
          : null
      }),
  },

  onObservation: ({ runId, at, progress, trace }) =>
    performAsHouse(house, newId('req'), async (errand) => {
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
      await errand.run(
        db
          .updateTable('function_tests')
          .set({ progress: JSON.stringify(progress) })
          .where('run_id', '=', runId),
      )
    }),

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
