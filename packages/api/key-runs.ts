import { command, read } from '#api/call.ts'
import {
  count,
  done,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  serial,
  text,
  yes,
} from '#api/schema.ts'
import { MOST_IN_A_RUN, notLoadedReasons } from '#device/key-run.ts'

const variant = oneOf(['aes', 'sm4'])
const reason = oneOf(notLoadedReasons)
const onRun = { keyRunId: id('kyr') }

/** Keys for many devices at once, reconciled to the last one (duty 7). */
export const keyRuns = [
  command({
    name: 'key-runs.open',
    say: ['开启密钥装载批次', 'Open a run of key loading'],
    audited: true,
    /** The received devices of a delivery, serials one by one, or both. */
    input: object({
      orderNo: optional(serial(40)),
      serials: optional(list(serial(50), MOST_IN_A_RUN)),
      variant,
    }),
    output: object({
      keyRunId: id('kyr'),
      dueAt: instant,
      /** Shown here and nowhere else: each opens one enrolment. */
      codes: list(object({ serialNo: text(50), code: text(40) }), MOST_IN_A_RUN),
    }),
  }),
  command({
    name: 'key-runs.name-not-loaded',
    say: ['确认某台未装载密钥', 'Name a device of a run not loaded'],
    audited: true,
    input: object({ ...onRun, deviceId: id('dev'), reason }),
    output: done,
  }),
  command({
    name: 'key-runs.close',
    say: ['密钥装载对账并关闭', 'Reconcile and close a run of key loading'],
    audited: true,
    input: object(onRun),
    output: object({ enrolled: count(), notLoaded: count() }),
  }),
  read({
    name: 'key-runs.list',
    say: ['密钥装载批次', 'Runs of key loading'],
    input: object(paging),
    output: page(
      object({
        ...{ ...onRun, variant, openedBy: text(80, 0), openedAt: instant, dueAt: instant },
        closedAt: nullable(instant),
        overdue: yes,
        /** Whether the asker opened it: then somebody else names what was not loaded. */
        mine: yes,
        loads: list(
          object({
            ...{ deviceId: id('dev'), serialNo: text(50), enrolledAt: nullable(instant) },
            notLoaded: nullable(object({ reason, namedBy: text(80, 0), at: instant })),
            /** Tries that were refused, by rule. */
            refusals: list(object({ rule: text(20), times: count() }), 10),
          }),
          MOST_IN_A_RUN,
        ),
      }),
    ),
  }),
] as const
