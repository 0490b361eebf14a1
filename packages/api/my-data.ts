import Type from 'typebox'
import { documentKind, sealedField, shop } from '#api/applications.ts'
import { command, read } from '#api/call.ts'
import { inCase, step } from '#api/in-case.ts'
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
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'

const both = object({ zh: Type.String(), en: Type.String() })

export const consentPurpose = oneOf([
  'merchant-review',
  'settlement-account',
  'on-site-visit',
  'terminal-place',
  'news',
])

/** Terms of retention a merchant has data under; each has a key of its own and is destroyed by itself. */
const keep = oneOf(['cdd', 'agreement', 'complaint', 'account', 'message', 'answer'])

const receipt = object({
  receiptId: id('rcp'),
  version: whole(1, 1_000),
  givenAt: instant,
  withdrawnAt: nullable(instant),
})

const declaredDatum = {
  /** As packages/vault/datum.ts names it, e.g. `vault_values.contactPhone`. */
  datum: Type.String(),
  say: both,
  class: oneOf(['identity', 'account', 'authentication', 'other']),
  /** PIPL art. 28. */
  sensitive: yes,
  purpose: Type.String(),
  purposeSay: both,
  basis: oneOf(['contract', 'legal-duty', 'consent']),
  basisSay: both,
  keep,
  term: both,
  /** The law the term stands in. */
  termBasis: Type.String(),
}

const due = object({
  keep,
  /** China's calendar day on which the key is destroyed. */
  on: day,
  what: both,
  why: both,
  erasedAt: nullable(instant),
})

const refusal = object({ rule: Type.String(), happened: both, remedy: both })

const grantLine = object({
  grantId: id('gra'),
  kind: Type.String(),
  organisation: Type.String(),
  reader: Type.String(),
  fields: Type.Array(Type.String()),
  givenAt: instant,
  expiresAt: instant,
  endedAt: nullable(instant),
  shown: count(),
})

const lookLine = object({
  revealId: id('rev'),
  at: instant,
  organisation: Type.String(),
  reader: Type.String(),
  fields: Type.Array(Type.String()),
  words: Type.String(),
  leafIndex: nullable(count()),
})

const exportedCase = object({
  caseId: id('cas'),
  step,
  openedAt: instant,
  shop,
  /** Every value ever kept, the earlier ones too; `inUse` where the case still points at it. */
  values: Type.Array(object({ datum: Type.String(), value: Type.String(), at: instant, inUse: yes })),
  /** Papers by reference; each is read with `applications.document`. */
  papers: Type.Array(
    object({
      documentId: id('doc'),
      kind: Type.Union([documentKind, oneOf(['terminal-front', 'terminal-back'])]),
      mediaType: Type.String(),
      bytes: count(),
      sha256,
      at: instant,
      inUse: yes,
    }),
  ),
  trainees: Type.Array(object({ quizId: id('quz'), name: Type.String(), at: instant })),
  tickets: Type.Array(
    object({
      ticketId: id('tic'),
      subject: Type.String(),
      openedAt: instant,
      messages: Type.Array(object({ at: instant, text: Type.String() })),
    }),
  ),
  grants: Type.Array(grantLine),
  looks: Type.Array(lookLine),
  /** What happened, with its place in the public log; null until it is numbered. */
  facts: Type.Array(
    object({ factId: id('fac'), type: Type.String(), at: instant, leafIndex: nullable(count()) }),
  ),
  /** False when a list was longer than one answer holds. */
  complete: yes,
})

export const myData = [
  read({
    name: 'vault.my-data',
    say: ['我的资料：告知、同意、保存期限与删除', 'My data: notices, consents, terms and deletion'],
    audited: true,
    input: object({}),
    output: object({
      /** Who answers for the data (PIPL art. 17); null while no acquirer is registered. */
      processor: nullable(
        object({
          organisationId: id('org'),
          name: Type.String(),
          licenceNo: Type.String(),
          hotline: Type.String(),
        }),
      ),
      notices: Type.Array(
        object({
          purpose: consentPurpose,
          version: whole(1, 1_000),
          since: day,
          asked: yes,
          needed: yes,
          basis: Type.String(),
          title: both,
          text: both,
          withdrawal: both,
          /** A standing receipt for today's wording. */
          agreed: yes,
          receipts: Type.Array(receipt),
        }),
      ),
      /** The rights every notice ends with (PIPL art. 44–50). */
      rights: both,
      kinds: Type.Array(
        object({
          ...declaredDatum,
          readers: Type.Array(Type.String()),
          /** How many are kept about this merchant; null where they are not counted by merchant. */
          held: nullable(count()),
        }),
      ),
      looks: count(),
      /** Sealed off: stored and used no more. */
      sealedOff: yes,
      deletion: nullable(
        object({
          erasureId: id('ers'),
          requestedAt: instant,
          concluded: yes,
          cancellable: yes,
          doneAt: nullable(instant),
          schedule: Type.Array(due),
        }),
      ),
      /** What a request made now would be answered: the rule that forbids it, or the days of destruction. */
      ifDeleted: object({ refused: nullable(refusal), schedule: Type.Array(due) }),
    }),
  }),
  command({
    name: 'vault.consent',
    say: ['同意一项用途', 'Agree to one purpose'],
    audited: true,
    input: object({ purpose: consentPurpose, version: whole(1, 1_000) }),
    output: object({ receiptId: id('rcp') }),
  }),
  command({
    name: 'vault.withdraw-consent',
    say: ['撤回一项同意', 'Withdraw a consent'],
    audited: true,
    input: object({ purpose: consentPurpose }),
    output: done,
  }),
  command({
    name: 'vault.export',
    say: ['导出我的资料', 'Export my data'],
    audited: true,
    // One's own data in clear: recorded, and never kept for a repeated key, which would outlive a deletion.
    reveals: true,
    input: object({ after: optional(id('cas')) }),
    output: object({
      format: Type.Literal('fangxin-my-data/1'),
      exportedAt: instant,
      merchant: object({ organisationId: id('org'), name: Type.String() }),
      person: object({ name: Type.String(), phone: Type.String() }),
      declared: Type.Array(object(declaredDatum)),
      consents: Type.Array(object({ purpose: consentPurpose, ...receipt.properties })),
      cases: list(exportedCase, 5),
      /** Ask again with it for the older cases. */
      next: nullable(id('cas')),
    }),
  }),
  command({
    name: 'vault.request-correction',
    say: ['请求更正', 'Ask for a correction'],
    audited: true,
    input: object({ ...inCase, field: sealedField, value: text(200), reason: text(500) }),
    output: object({ correctionId: id('cor') }),
  }),
  command({
    name: 'reviews.decide-correction',
    say: ['答复更正请求', 'Answer a correction request'],
    audited: true,
    input: object({ ...inCase, accepted: yes, note: text(500) }),
    output: done,
  }),
  command({
    name: 'vault.request-deletion',
    say: ['请求删除资料', 'Ask for deletion'],
    audited: true,
    input: object({ caseId: optional(id('cas')) }),
    output: object({ erasureId: id('ers'), schedule: Type.Array(due) }),
  }),
  command({
    name: 'vault.cancel-deletion',
    say: ['取消删除请求', 'Take the deletion request back'],
    audited: true,
    input: object({}),
    output: done,
  }),
] as const
