import { command, read } from '#api/call.ts'
import {
  count,
  countingPage,
  day,
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

const onDevice = { deviceId: id('dev') }

/** Where terminals lie, who may enter there, and counting them. */
export const storerooms = [
  command({
    name: 'stores.open',
    say: ['登记库房', 'Register a storeroom'],
    audited: true,
    input: object({ name: text(60) }),
    output: object({ storeId: id('sto') }),
  }),
  read({
    name: 'stores.list',
    say: ['库房', 'Storerooms'],
    input: object(paging),
    output: page(
      object({
        storeId: id('sto'),
        acquirer: text(120, 0),
        name: text(60),
        devices: count(),
        countedOn: nullable(day),
        countDue: yes,
        openCount: nullable(id('cnt')),
        /** The asker is on its list today (CUST-63). */
        mayEnter: yes,
        keepers: list(
          object({
            personId: id('per'),
            name: text(80, 0),
            /** How they came onto the list; the last two where a room is older than lists are. */
            because: oneOf(['opened', 'let-in', 'had-used-it', 'was-reviewer']),
            letInBy: nullable(text(80, 0)),
            letInOn: day,
            until: nullable(day),
            /** False once their day is over or they have left the desk. */
            stands: yes,
          }),
        ),
      }),
    ),
  }),
  command({
    name: 'stores.let-in',
    say: ['准许同事进入库房', 'Let a colleague into a storeroom'],
    audited: true,
    input: object({ storeId: id('sto'), personId: id('per'), until: optional(nullable(day)) }),
    output: done,
  }),
  command({
    name: 'stores.end-access',
    say: ['取消进入库房的准许', 'End somebody’s way into a storeroom'],
    audited: true,
    input: object({ storeId: id('sto'), personId: id('per') }),
    output: done,
  }),
  read({
    name: 'stores.moves',
    say: ['库房出入记录', 'What went into a storeroom and out'],
    audited: true,
    input: object({ storeId: id('sto'), ...countingPage }),
    output: page(
      object({
        factId: id('fac'),
        at: instant,
        way: oneOf(['in', 'out']),
        how: oneOf([
          ...(['stored', 'moved', 'handed-over', 'posted', 'repair', 'retired', 'contradicted'] as const),
        ]),
        ...onDevice,
        serialNo: text(50),
        by: text(80, 0),
        /** The other room, the technician, the courier or the workshop; empty where there is none. */
        other: text(120, 0),
      }),
    ),
  }),
  command({
    name: 'devices.store',
    say: ['入库房或出库房', 'Put into a storeroom, or take out'],
    audited: true,
    input: object({ ...onDevice, storeId: nullable(id('sto')) }),
    output: done,
  }),
  command({
    name: 'counts.open',
    say: ['开始盘点', 'Open a count'],
    audited: true,
    input: object({ storeId: id('sto') }),
    output: object({ countId: id('cnt'), expected: count() }),
  }),
  command({
    name: 'counts.record',
    say: ['清点一台', 'Count one device'],
    audited: true,
    input: object({ countId: id('cnt'), readSerial: serial(50), readSeal: optional(serial(40)) }),
    output: object({ found: oneOf(['here', 'quarantined', 'elsewhere', 'unknown']) }),
  }),
  command({
    name: 'counts.confirm',
    say: ['确认盘点', 'Confirm a count'],
    audited: true,
    input: object({ countId: id('cnt') }),
    output: object({ missing: list(text(50)) }),
  }),
  read({
    name: 'counts.count',
    say: ['盘点结果', 'What a count found'],
    input: object({ countId: id('cnt') }),
    output: object({
      openedAt: instant,
      confirmedAt: nullable(instant),
      expected: list(text(50)),
      here: list(text(50)),
      missing: list(text(50)),
      elsewhere: list(text(50)),
      unknown: list(text(50)),
    }),
  }),
]
