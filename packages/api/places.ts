import { command, read } from '#api/call.ts'
import {
  count,
  done,
  id,
  instant,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  serial,
  text,
  whole,
  yes,
} from '#api/schema.ts'

const ground = oneOf(['never-left', 'back-again', 'fix-wrong', 'shop-moved'])
const status = oneOf(['open', 'appealed', 'restored', 'upheld', 'lapsed'])
const onDisplacement = { displacementId: id('dsp') }

/** Where terminals stand, against where they belong. */
export const places = [
  command({
    name: 'devices.record-fix',
    say: ['记录终端位置', 'Record where a terminal stands'],
    audited: true,
    input: object({
      deviceId: id('dev'),
      /** Read off the terminal: whoever measures stands before it. */
      readSerial: serial(50),
      latitudeE6: whole(-90_000_000, 90_000_000),
      longitudeE6: whole(-180_000_000, 180_000_000),
      accuracyMetres: whole(0, 100_000),
      /** When it was taken, if it had to wait for a network; now otherwise. */
      measuredAt: optional(instant),
    }),
    output: object({ verdict: oneOf(['ignored', 'inside', 'unclear', 'outside', 'moved']), metres: count() }),
  }),
  read({
    name: 'displacements.list',
    say: ['位置不符的终端', 'Terminals away from their place'],
    input: object({ ...paging, status: optional(status), deviceId: optional(id('dev')) }),
    output: page(
      object({
        ...onDisplacement,
        ...{ deviceId: id('dev'), caseId: id('cas'), serialNo: text(50), shopName: text(120, 0), status },
        ...{ openedAt: instant, fixes: count(), metres: count(), lastInsideAt: nullable(instant) },
        ...{
          appealBy: instant,
          ground: nullable(ground),
          words: text(500, 0),
          appealedAt: nullable(instant),
        },
        ...{ decideBy: nullable(instant), overdue: yes, decision: text(500, 0), endedAt: nullable(instant) },
      }),
    ),
  }),
  command({
    name: 'displacements.appeal',
    say: ['申诉终端位置', 'Appeal a suspension for place'],
    audited: true,
    input: object({ ...onDisplacement, ground, words: text(500, 0) }),
    output: object({ decideBy: instant }),
  }),
  command({
    name: 'displacements.decide',
    say: ['裁决位置申诉', 'Decide an appeal about place'],
    audited: true,
    input: object({ ...onDisplacement, restore: yes, words: text(500) }),
    output: done,
  }),
] as const
