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
  text,
  yes,
} from '#api/schema.ts'

const category = oneOf([
  'device-fault',
  'network-fault',
  'settlement',
  'fee-dispute',
  'contract',
  'privacy',
  'suspected-fraud',
  'move-or-close',
  'training',
  'other',
])
const priority = oneOf(['P1', 'P2', 'P3'])
const ticketStatus = oneOf(['open', 'answered', 'resolved', 'closed'])
const inCase = { caseId: id('cas') }
const onTicket = { ticketId: id('tic') }

export const ticketView = object({
  ticketId: id('tic'),
  ...inCase,
  category,
  priority,
  status: ticketStatus,
  subject: text(120),
  openedAt: instant,
  answerDue: instant,
  answeredAt: nullable(instant),
  resolveDue: instant,
  resolvedAt: nullable(instant),
  late: yes,
  shopName: text(60, 0),
})

export const tickets = [
  command({
    name: 'tickets.open',
    say: ['报修或投诉', 'Open a ticket'],
    audited: true,
    input: object({ ...inCase, category, businessStopped: yes, subject: text(120), description: text(2000) }),
    output: object({ ticketId: id('tic'), priority, answerDue: instant, resolveDue: instant }),
  }),
  read({
    name: 'tickets.list',
    say: ['工单列表', 'List tickets'],
    input: object({ ...paging, caseId: optional(id('cas')), status: optional(ticketStatus) }),
    output: page(ticketView),
  }),
  read({
    name: 'tickets.ticket',
    say: ['查看工单', 'Read a ticket'],
    audited: true,
    input: object(onTicket),
    output: object({
      ticket: ticketView,
      messages: list(
        object({ at: instant, person: text(80, 0), organisation: text(120, 0), text: text(2000) }),
      ),
    }),
  }),
  command({
    name: 'tickets.answer',
    say: ['回复工单', 'Answer a ticket'],
    audited: true,
    input: object({ ...onTicket, text: text(2000) }),
    output: done,
  }),
  command({
    name: 'tickets.resolve',
    say: ['解决工单', 'Resolve a ticket'],
    audited: true,
    input: object({ ...onTicket, text: text(2000) }),
    output: done,
  }),
  command({
    name: 'tickets.close',
    say: ['确认关闭', 'Confirm and close'],
    audited: true,
    input: object(onTicket),
    output: done,
  }),
  command({
    name: 'tickets.reopen',
    say: ['重新打开', 'Reopen a ticket'],
    audited: true,
    input: object({ ...onTicket, text: text(2000) }),
    output: done,
  }),
] as const

export const providers = [
  read({
    name: 'providers.directory',
    say: ['服务商名录', 'Provider directory'],
    input: object({ ...paging, regionCode: optional(text(6)) }),
    output: page(
      object({
        providerId: id('org'),
        name: text(120),
        uscc: text(18, 0),
        filingNo: text(40),
        filingStatus: oneOf(['effective', 'expired', 'cancelled']),
        filingValidUntil: nullable(instant),
        services: list(text(40)),
        regionCodes: list(text(6)),
        evaluations: list(text(20)),
        acquirers: list(text(120)),
        hotline: text(40, 0),
        casesLive: count(),
        ticketsOnTime: nullable(count(100)),
        ticketsCounted: count(),
        about: text(500, 0),
        vetted: yes,
        problems: list(text(20)),
      }),
    ),
  }),
  command({
    name: 'providers.publish',
    say: ['登记备案信息', 'Publish the filing record'],
    audited: true,
    input: object({
      providerId: id('org'),
      filingNo: text(40),
      filingStatus: oneOf(['effective', 'expired', 'cancelled']),
      filingValidUntil: nullable(instant),
      services: list(oneOf(['merchant-service', 'referral', 'sign-posting', 'switching']), 4),
      regionCodes: list(text(6), 40),
      evaluations: list(oneOf(['优秀', '合格', '不合格']), 3),
      hotline: text(40),
      about: text(500, 0),
    }),
    output: done,
  }),
] as const

export const supervision = [
  read({
    name: 'supervision.overview',
    say: ['监管总览', 'Supervision overview'],
    input: object({}),
    output: object({
      casesByStep: list(object({ step: text(20), count: count() })),
      liveTerminals: count(),
      suspectDevices: count(),
      rejections: count(),
      appeals: count(),
      highFindingsAccepted: count(),
      ticketsOpen: count(),
      ticketsLate: count(),
      refusalsByRule: list(object({ rule: text(20), count: count() })),
      providers: list(
        object({ name: text(120), filingStatus: text(20), live: count(), ticketsLate: count() }),
      ),
    }),
  }),
  read({
    name: 'supervision.facts',
    say: ['事实流水', 'Facts'],
    /** Of one case, one campaign, one install, or one report to the registry, displacement, incident or passer-by's report. */
    input: object({
      ...paging,
      caseId: optional(id('cas')),
      campaignId: optional(id('cmp')),
      installId: optional(id('ins')),
      reportId: optional(id('rep')),
      displacementId: optional(id('dsp')),
      incidentId: optional(id('inc')),
      concernId: optional(id('con')),
    }),
    output: page(
      object({
        factId: id('fac'),
        stream: text(60),
        type: text(60),
        at: instant,
        principal: text(20),
        organisation: text(120, 0),
        leafIndex: nullable(count()),
      }),
    ),
  }),
  read({
    name: 'supervision.evidence',
    say: ['单条事实的证明', 'Proof of one fact'],
    input: object({ factId: id('fac') }),
    output: object({ entry: text(70_000), leafIndex: count(), proof: text(20_000) }),
  }),
] as const
