import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import { day, done, fen, id, instant, list, nullable, object, oneOf, sha256, text } from '#api/schema.ts'
import { serviceLevel, terms } from '#api/terms.ts'

const shown = Type.String()
const both = object({ zh: shown, en: shown })
const choice = oneOf(['consent', 'refuse', 'leave'])
/** Consent is no answer to be ticked: the merchant signs the supplement (agreements.sign). */
const no = oneOf(['refuse', 'leave'])

export const changeStanding = oneOf([
  'draft',
  'noticed',
  'consented',
  'sealed',
  'in-force',
  'withdrawn',
  'lapsed',
])

const change = object({
  changeId: id('chg'),
  proposedBy: oneOf(['provider', 'acquirer']),
  standing: changeStanding,
  reason: shown,
  noticedAt: nullable(instant),
  effectiveAt: instant,
  inForceSince: nullable(instant),
  /** The words of the supplement, and the SHA-256 of its file: signing that file is consent. */
  text: shown,
  digest: sha256,
  answer: nullable(object({ choice, at: instant, method: nullable(text(30)) })),
  /** From when the acquirer's seal is on it, and the digest of the sealed file. */
  sealed: nullable(object({ at: instant, sealedDigest: sha256 })),
  /** Every number of the annex that would be another; null where one side has none. */
  numbers: list(object({ label: both, before: nullable(both), after: nullable(both) })),
  clauses: list(object({ clause: text(40), before: shown, after: shown })),
  /** First term that leaves the merchant worse off; null when none does. */
  dearer: nullable(shown),
  /** Twelve months by the merchant's own mix, literal totals; null when no mix is known. */
  cost: nullable(object({ beforeFen: fen, afterFen: fen })),
})

/** Changes of an agreement both have signed: notice, consent, and the day (条例 art. 20; 4号 art. 62). */
export const changes = [
  read({
    name: 'changes.list',
    say: ['协议变更', 'Changes of the agreement'],
    audited: true,
    input: object(inCase),
    output: object({
      items: list(change),
      /** The first day a notice given now could name. */
      earliestDay: day,
      /** What holds now; null before both have signed. */
      now: nullable(object({ terms, serviceLevel })),
    }),
  }),
  command({
    name: 'changes.propose',
    say: ['提出协议变更', 'Propose a change'],
    audited: true,
    input: object({
      ...inCase,
      terms,
      serviceLevel,
      clauses: list(object({ clause: text(40), wording: text(2000) }), 10),
      reason: text(1000),
      /** China day; the change would hold from its first instant. */
      effectiveOn: day,
    }),
    output: object({ changeId: id('chg'), digest: sha256 }),
  }),
  command({
    name: 'changes.endorse',
    say: ['向商户发出变更通知', 'Give notice of a change'],
    audited: true,
    input: object({ ...inCase, changeId: id('chg') }),
    output: done,
  }),
  command({
    name: 'changes.withdraw',
    say: ['撤回协议变更', 'Withdraw a change'],
    audited: true,
    input: object({ ...inCase, changeId: id('chg') }),
    output: done,
  }),
  command({
    name: 'changes.answer',
    say: ['不同意协议变更', 'Refuse a change'],
    audited: true,
    input: object({ ...inCase, changeId: id('chg'), choice: no, digest: sha256 }),
    output: done,
  }),
] as const
