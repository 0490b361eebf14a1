import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { certificate } from '#api/devices.ts'
import { challenge, proof, secretText } from '#api/identities.ts'
import {
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
import { terminalKind } from '#api/terms.ts'

const labelId = Type.String({
  pattern: '^[A-Za-z0-9_-]{22}$',
  description: 'what a label says',
  'x-carries': 'key',
})
/** As it is told: two groups of five of Crockford's letters. */
const followUp = Type.String({
  pattern: '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$',
  description: 'follow-up number',
  'x-carries': 'key',
})
const kind = oneOf(['fault', 'moved', 'suspicion'])
const reason = oneOf([
  ...['no-power', 'no-network', 'no-print', 'card-not-read', 'other-fault'],
  ...['other-shop', 'stall-or-street', 'posted-to-me', 'sold-or-lent'],
  ...['extra-part', 'seal-broken', 'pin-asked-twice', 'other-name-on-slip', 'unknown-repairer'],
] as const)
const status = oneOf(['open', 'taken-up', 'closed'])
const outcome = oneOf(['repaired', 'moved-back', 'nothing-wrong', 'blocked', 'not-found'])

/** What a terminal's label opens, for anybody; and what anybody can report of it. */
export const terminals = [
  read({
    name: 'terminals.terminal',
    say: ['扫码核验终端', 'A terminal, by its label'],
    input: object({ labelId }),
    output: object({
      standing: oneOf([
        'in-use',
        'being-installed',
        'not-installed',
        'moved-away',
        'suspended',
        'quarantined',
        'out-of-use',
        'label-replaced',
      ]),
      serial: text(60),
      maker: text(80),
      model: text(80),
      terminalKind,
      acquirer: text(120, 0),
      hotline: text(40, 0),
      /** Masked: enough to compare with the signboard. */
      shop: nullable(text(60)),
      /** The county or district of GB/T 2260; never the position. */
      regionCode: nullable(text(6)),
      certificates: list(
        object({ kind: certificate.properties.kind, validUntil: nullable(text(10)), valid: yes }),
        20,
      ),
      certificatesValid: yes,
      inspectedAt: nullable(instant),
      boundAt: nullable(instant),
      canProve: yes,
      provedAt: nullable(instant),
    }),
  }),
  command({
    name: 'terminals.ask',
    say: ['让终端证明自己', 'Ask a terminal to prove itself'],
    input: object({ labelId }),
    output: challenge,
  }),
  command({
    name: 'terminals.check-answer',
    say: ['核对终端的回答', 'Check what a terminal answered'],
    input: object({ labelId, challengeId: id('chl'), secretText }),
    output: proof,
  }),
  command({
    name: 'terminals.report',
    say: ['举报终端问题', 'Report a terminal'],
    input: object({
      ...{ labelId, kind, reason },
      /** Random, of the reporter's making: the same again is the same report, with the same number. */
      attempt: Type.String({
        pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
        description: 'UUID',
        'x-carries': 'key',
      }),
    }),
    output: object({ number: followUp, answerDue: instant, settleDue: instant }),
  }),
  read({
    name: 'terminals.report-status',
    say: ['查询举报进度', 'What became of a report'],
    input: object({ number: followUp }),
    output: object({
      ...{ kind, reason, status, reportedAt: instant, answerDue: instant, settleDue: instant },
      late: yes,
      outcome: nullable(outcome),
      closedAt: nullable(instant),
    }),
  }),
  command({
    name: 'terminals.print-label',
    say: ['打印终端标签', 'Print a terminal’s label'],
    audited: true,
    input: object({ deviceId: id('dev'), anew: yes }),
    output: object({
      url: text(200),
      svg: text(60_000),
      /** PDF, base64. */
      pdf: text(2_000_000),
    }),
  }),
  read({
    name: 'terminals.reports',
    say: ['终端举报列表', 'Reports of terminals'],
    input: object({ ...paging, status: optional(status), deviceId: optional(id('dev')) }),
    output: page(
      object({
        ...{ concernId: id('con'), deviceId: id('dev'), serialNo: text(50) },
        ...{ caseId: nullable(id('cas')), shopName: text(80, 0) },
        ...{ kind, reason, status, reportedAt: instant, answerDue: instant, takenUpAt: nullable(instant) },
        ...{ settleDue: instant, closedAt: nullable(instant), late: yes, outcome: nullable(outcome) },
      }),
    ),
  }),
  command({
    name: 'terminals.take-up',
    say: ['受理终端举报', 'Take up a report'],
    audited: true,
    input: object({ concernId: id('con') }),
    output: done,
  }),
  command({
    name: 'terminals.close-report',
    say: ['办结终端举报', 'Close a report'],
    audited: true,
    input: object({ concernId: id('con'), outcome }),
    output: done,
  }),
] as const
