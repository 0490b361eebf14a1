import type { Ticket } from '#care/ticket.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Case, SealedField } from '#provision/case.ts'
import type { ConsentPurpose } from '#vault/consent.ts'
import type { VaultField } from '#vault/datum.ts'
import type { EndReason, GrantKind } from '#vault/grant.ts'
import type { Errand } from '../house/errand.ts'
import type { GiveGrant, Reveal } from './grant.ts'

type Refs = Readonly<Partial<Record<SealedField, string>>>

/** What the vault needs of the case room; rooms.ts hands it over. */
export type CasesPort = {
  loadCase(
    errand: Errand,
    caseId: string,
  ): Promise<{
    readonly state: {
      readonly merchantId: string
      readonly acquirerId: string
      readonly application: { readonly sealed: Refs }
    }
  }>
  openFields(
    errand: Errand,
    refs: Refs,
    despite?: 'legal-duty',
  ): Promise<Partial<Record<SealedField, string>>>
  sealText(errand: Errand, caseId: string, what: VaultField, text: string): Promise<string>
  openTexts(errand: Errand, refs: readonly string[]): Promise<(reference: string) => string>
}

/** Gives one case up, through the case room's own rules. */
export type WithdrawCase = (
  errand: Errand,
  caseId: string,
  move: { readonly type: 'withdraw-application' },
) => Promise<Case | Refusal>

/** Words of other rooms, for a merchant's export of what is kept about them. */
export type WordsPort = {
  openTexts(errand: Errand, refs: readonly string[]): Promise<(reference: string) => string>
  openTrainee(errand: Errand, quizId: string): Promise<string>
  openSubject(errand: Errand, ticket: Ticket, sealed: Uint8Array): Promise<string>
  openText(errand: Errand, ticket: Ticket, messageId: string, sealed: Uint8Array): Promise<string>
}

/** What the case room asks about consent: null, or VAULT-10 with the purposes that lack it. */
export type ConsentsPort = {
  toSubmit(errand: Errand): Promise<Refusal | null>
  to(errand: Errand, purpose: ConsentPurpose): Promise<Refusal | null>
}

/** What the case room needs of the vault. */
export type GrantsPort = {
  give(errand: Errand, wanted: GiveGrant): Promise<void>
  end(errand: Errand, caseId: string, kinds: readonly GrantKind[], because: EndReason): Promise<void>
  /** Leave to show, recorded; or the rule that forbids it. */
  take(errand: Errand, asked: Reveal): Promise<Refusal | { readonly kind: GrantKind }>
  /** Has the asker a live grant for these fields? */
  holds(errand: Errand, caseId: string, fields: readonly string[]): Promise<boolean>
}
