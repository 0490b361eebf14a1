import Type from 'typebox'
import { sealedField } from '#api/applications.ts'
import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
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

/** What can be shown in clear: a vault field by its name, a paper as `document:<kind>`, the handler's as `handler:<field>`. */
const revealable = Type.String({ pattern: '^(document:|handler:)?[a-zA-Z-]{1,40}$' })
const grantKind = oneOf([
  'review',
  'second-review',
  'handler-check',
  'correction',
  'registry-report',
  'inspection',
  'visit',
  'break-glass',
])

const grantView = object({
  grantId: id('gra'),
  kind: grantKind,
  reader: Type.String(),
  organisation: Type.String(),
  fields: list(revealable, 40),
  givenAt: instant,
  expiresAt: instant,
  /** Opens something now. */
  live: yes,
  /** A break-glass grant that a second person has not confirmed. */
  waiting: yes,
  byMe: yes,
  /** Whose act gave it; empty where it was the merchant's own. Break-glass: who confirmed it, or who asked. */
  givenBy: Type.String(),
  /** Why a break-glass look was asked for: read by the merchant and by who confirms it, empty for supervision. */
  reason: Type.String(),
  ended: nullable(object({ at: instant, because: Type.String() })),
  shown: count(),
})

const revealView = object({
  revealId: id('rev'),
  at: instant,
  caseId: id('cas'),
  shopName: Type.String(),
  reader: Type.String(),
  organisation: Type.String(),
  principal: Type.String(),
  kind: grantKind,
  fields: list(revealable, 40),
  /** The reader's own words; empty where the step says it all. */
  words: Type.String(),
  /** Place of the record in the public log: anybody can verify that it stands there. */
  leafIndex: nullable(count()),
})

export const vault = [
  read({
    name: 'vault.grants',
    say: ['查看授权', 'List grants of a case'],
    audited: true,
    input: object(inCase),
    output: object({ items: Type.Array(grantView) }),
  }),
  read({
    name: 'vault.reveals',
    say: ['谁看过资料', 'List who saw which data'],
    audited: true,
    input: object({ ...paging, caseId: optional(id('cas')) }),
    output: page(revealView),
  }),
  command({
    name: 'vault.reveal',
    say: ['凭授权查看明文', 'See fields in clear under a grant'],
    audited: true,
    reveals: true,
    input: object({
      ...inCase,
      fields: Type.Array(sealedField, { minItems: 1, maxItems: 6 }),
      purpose: text(200),
    }),
    output: object({ fields: Type.Partial(Type.Record(sealedField, Type.String())) }),
  }),
  command({
    name: 'vault.ask-break-glass',
    say: ['申请紧急查看', 'Ask for a break-glass look'],
    audited: true,
    input: object({
      ...inCase,
      fields: Type.Array(sealedField, { minItems: 1, maxItems: 6 }),
      reason: text(500),
    }),
    output: object({ grantId: id('gra') }),
  }),
  command({
    name: 'vault.confirm-break-glass',
    say: ['复核紧急查看', 'Confirm a break-glass look'],
    audited: true,
    input: object({ ...inCase, grantId: id('gra') }),
    output: done,
  }),
] as const
