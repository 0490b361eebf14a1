import { command, read } from '#api/call.ts'
import { inCase, step } from '#api/in-case.ts'
import { network } from '#api/offers.ts'
import {
  code,
  done,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
  yes,
} from '#api/schema.ts'

const kind = oneOf(['survey', 'install', 'inspection', 'repair', 'replacement', 'return'])

export const visit = object({
  visitId: id('vis'),
  kind,
  technicianId: id('per'),
  /** Who comes is told by name: knowing who stands at the door is the point. */
  technician: text(80, 0),
  startsAt: instant,
  endsAt: instant,
  status: oneOf(['proposed', 'confirmed', 'declined', 'arrived', 'done']),
  /** The ticket by which the shop asked for it. */
  ticketId: optional(id('tic')),
  arrivedAt: optional(instant),
  doneAt: optional(instant),
})

export const surveyFacts = {
  signboardMatches: yes,
  operating: yes,
  counterPosition: text(200),
  powerOutlet: yes,
  earthed: yes,
  network,
  signalDbm: whole(-140, 0),
  keypadOutOfCameraView: yes,
  otherTerminals: whole(0, 100),
  latitudeE6: whole(-90_000_000, 90_000_000),
  longitudeE6: whole(-180_000_000, 180_000_000),
  accuracyMetres: whole(0, 100_000),
  note: text(1000, 0),
}

export const visits = [
  command({
    name: 'visits.propose',
    say: ['预约上门', 'Propose a visit'],
    audited: true,
    input: object({
      ...inCase,
      kind,
      technicianId: id('per'),
      ticketId: optional(id('tic')),
      startsAt: instant,
      endsAt: instant,
    }),
    output: object({ visitId: id('vis') }),
  }),
  command({
    name: 'visits.confirm',
    say: ['确认上门时间', 'Confirm a visit'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: done,
  }),
  command({
    name: 'visits.decline',
    say: ['改约', 'Decline a visit time'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: done,
  }),
  read({
    name: 'visits.day',
    say: ['我的上门任务', 'My visits'],
    input: object({ from: optional(instant), until: optional(instant) }),
    output: object({
      items: list(
        object({
          ...inCase,
          visit,
          step,
          shopName: text(60, 0),
          regionCode: text(6, 0),
          addressMasked: text(200, 0),
          provider: text(120, 0),
        }),
      ),
    }),
  }),
  read({
    name: 'visits.address',
    say: ['查看上门地址', 'Address of a visit'],
    audited: true,
    reveals: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: object({ address: text(200, 0), contactMasked: text(30, 0) }),
  }),
  read({
    name: 'visits.door-check',
    say: ['门口核验', 'Door check'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: object({
      technician: text(80, 0),
      badgeNo: nullable(text(40)),
      provider: text(120, 0),
      filingNo: nullable(text(40)),
      /** Merchants read this aloud only after the technician has shown theirs; technicians see only their own. */
      technicianCode: text(6),
      merchantCode: nullable(text(6)),
    }),
  }),
  command({
    name: 'visits.arrive',
    say: ['到店核验', 'Arrive at the door'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis'), merchantCode: code }),
    output: done,
  }),
  command({
    name: 'visits.finish',
    say: ['完成上门', 'Finish a visit'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: done,
  }),
  command({
    name: 'surveys.record',
    say: ['提交勘查', 'Record the survey'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis'), ...surveyFacts }),
    output: done,
  }),
] as const
