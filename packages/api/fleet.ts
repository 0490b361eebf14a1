import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { deviceStatus } from '#api/devices.ts'
import { identityAnswer } from '#api/identities.ts'
import {
  count,
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
  text,
  whole,
  yes,
} from '#api/schema.ts'
import { standbyReasons } from '#fleet/standby.ts'

const onDevice = { deviceId: id('dev') }
/** A time of day in China. */
const clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', 'x-carries': 'reference' })
const onIncident = { incidentId: id('inc') }
const health = oneOf(['ok', 'degraded', 'fault'])
const printer = oneOf(['none', 'ok', 'no-paper', 'fault'])
const incidentKind = oneOf([
  'silent',
  'dormant',
  'stopped',
  'tampered',
  'moved',
  'firmware-foreign',
  'surface-doubted',
  'unsent',
  'clock-off',
])
const words = object({ happened: text(400), remedy: text(400) })

/** Whose terminal it is, by its case; none once it has left the shop. */
const atShop = { caseId: nullable(id('cas')), shopName: text(80, 0) }

const fleetRow = object({
  ...onDevice,
  serialNo: text(50),
  ...atShop,
  modelCode: text(40),
  status: deviceStatus,
  enrolledAt: instant,
  lastHeardAt: nullable(instant),
  silent: yes,
  health: nullable(health),
  printer: nullable(printer),
  battery: nullable(whole(0, 100)),
  signalDbm: nullable(whole(-150, 0)),
  unsent: nullable(count()),
  firmwareVersion: nullable(text(40)),
  firmwareNo: nullable(count()),
  parametersNo: nullable(count()),
  metresAway: nullable(count()),
  openIncidents: list(incidentKind),
  /** Put away by its merchant: silence alarms nobody until the end of that day. */
  standby: nullable(object({ reason: oneOf(standbyReasons), beganAt: instant, until: day })),
})

const incident = object({
  ...onIncident,
  ...onDevice,
  serialNo: text(50),
  ...atShop,
  kind: incidentKind,
  rule: text(20),
  words: object({ zh: words, en: words }),
  openedAt: instant,
  actBy: instant,
  acknowledgedAt: nullable(instant),
  closeBy: instant,
  closedAt: nullable(instant),
  late: yes,
  evidence: nullable(object({ by: oneOf(['heartbeat', 'custody']), what: text(40) })),
})

const outage = object({
  outageId: id('out'),
  /** `china-mobile` and its like, or the network's own code. */
  carrier: text(40),
  /** GB/T 2260. */
  district: text(6),
  openedAt: instant,
  actBy: instant,
  acknowledgedAt: nullable(instant),
  /** Since when most of its members have spoken again. */
  backAt: nullable(instant),
  closeBy: instant,
  closedAt: nullable(instant),
  late: yes,
  out: count(),
  heard: count(),
  ownIncident: count(),
})

/** Terminals at work, as people see them. */
export const fleet = [
  command({
    name: 'fleet.take-key',
    say: ['终端领取工作密钥', 'A terminal takes its working key'],
    /** The answer to a challenge (`identities.challenge`), which it uses up. */
    input: object(identityAnswer),
    output: object({
      ...onDevice,
      generation: whole(1, 1_000_000),
      /** 32 bytes sealed to the key the device enrolled with (HPKE, RFC 9180), base64: nobody else can read them. */
      sealedKey: text(400),
    }),
  }),
  command({
    name: 'fleet.set-quiet-hours',
    say: ['设置安静时段', 'Say when the shop is quiet'],
    audited: true,
    input: object({ ...onDevice, from: clock, until: clock }),
    output: done,
  }),
  command({
    name: 'fleet.begin-standby',
    say: ['终端暂时收起', 'Put a terminal away for a while'],
    audited: true,
    input: object({ ...onDevice, reason: oneOf(standbyReasons), until: day }),
    output: done,
  }),
  command({
    name: 'fleet.end-standby',
    say: ['终端恢复使用', 'A terminal that was put away works again'],
    audited: true,
    input: object(onDevice),
    output: done,
  }),
  read({
    name: 'fleet.list',
    say: ['在用终端', 'Terminals at work'],
    input: object({
      ...paging,
      show: optional(oneOf(['silent', 'incident', 'battery', 'printer', 'unsent', 'never-heard', 'standby'])),
    }),
    output: page(fleetRow),
  }),
  read({
    name: 'fleet.terminal',
    say: ['终端运行记录', 'One terminal’s record'],
    audited: true,
    input: object(onDevice),
    output: object({
      terminal: fleetRow,
      quiet: object({ from: text(5), until: text(5), own: yes }),
      beats: list(
        object({
          beatNo: count(Number.MAX_SAFE_INTEGER),
          at: instant,
          receivedAt: instant,
          health,
          printer,
          battery: nullable(whole(0, 100)),
          signalDbm: nullable(whole(-150, 0)),
          unsent: count(),
          firmwareVersion: text(40),
          tampered: yes,
          metresAway: nullable(count()),
        }),
        100,
      ),
    }),
  }),
  read({
    name: 'incidents.list',
    say: ['终端事件', 'Incidents of terminals'],
    input: object({
      ...paging,
      deviceId: optional(id('dev')),
      kind: optional(incidentKind),
      show: optional(oneOf(['open', 'closed'])),
    }),
    output: page(incident),
  }),
  command({
    name: 'incidents.acknowledge',
    say: ['着手处理事件', 'Take up an incident'],
    audited: true,
    input: object(onIncident),
    output: done,
  }),
  command({
    name: 'incidents.close',
    say: ['终端已离店，关闭事件', 'Close an incident: the terminal has left the shop'],
    audited: true,
    input: object(onIncident),
    output: done,
  }),
  read({
    name: 'outages.list',
    say: ['运营商中断', 'Carriers’ outages'],
    input: object({ ...paging, show: optional(oneOf(['open', 'closed'])) }),
    output: page(outage),
  }),
  read({
    name: 'outages.members',
    say: ['一次中断里的终端', 'The terminals of an outage'],
    input: object({ outageId: id('out') }),
    output: object({
      items: list(
        object({
          ...onDevice,
          serialNo: text(50, 0),
          standing: oneOf(['out', 'heard', 'own-incident', 'left-shop']),
          /** Last heard, or when it left the outage. */
          at: instant,
        }),
        1_000,
      ),
    }),
  }),
  read({
    name: 'outages.shops',
    say: ['受运营商中断影响的门店', 'Shops in a carrier’s outage'],
    input: object({}),
    output: object({
      items: list(
        object({
          outageId: id('out'),
          ...onDevice,
          serialNo: text(50),
          caseId: nullable(id('cas')),
          shopName: text(80, 0),
          carrier: text(40),
          district: text(6),
          openedAt: instant,
          silentSince: instant,
          /** Whom the shop calls. */
          provider: text(120, 0),
          hotline: text(40, 0),
          words: object({ zh: words, en: words }),
        }),
        1_000,
      ),
    }),
  }),
  command({
    name: 'outages.acknowledge',
    say: ['着手处理运营商中断', 'Take up a carrier’s outage'],
    audited: true,
    input: object({ outageId: id('out') }),
    output: done,
  }),
] as const
