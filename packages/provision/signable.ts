import type { AgreementChange, Case } from '#provision/case.ts'
import type { AgreementMove } from '#provision/agreement.ts'
import type { ChangeMove } from '#provision/agreement-change.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'

/** An agreement by its number and the SHA-256 (hex) of the file both signed. */
export type Named = { readonly agreementId: string; readonly sha256: string }

type Either = AgreementMove | ChangeMove
/** A move without what is known only once it is signed. */
type Parts<T> = T extends Either ? Omit<T, 'digest' | 'method' | 'sealedDigest'> : never

/**
 * What the merchant signs and the acquirer seals: the agreement of a case, or a supplement that changes it. Both go the
 * same way; what the rules ask of each stands in its own file.
 */
export type Signable = {
  readonly agreementId: string
  readonly digest: string
  readonly textDigest: string
  /** The change it is the supplement of, and the agreement that is changed; null: it is the agreement. */
  readonly change: AgreementChange | null
  readonly changes: Named | null
  readonly sign: Parts<Extract<Either, { type: 'sign-agreement' | 'sign-change' }>>
  readonly countersign: Parts<Extract<Either, { type: 'countersign-agreement' | 'countersign-change' }>>
}

/** The document meant: by its change, or the agreement that stands. AGR-1, AGR-45 when there is none. */
export const signableOf = (state: Case, changeId: string | undefined): Signable | Refusal => {
  const { agreement, changes = [] } = state
  if (agreement === null) return refuse('AGR-1')
  if (changeId === undefined)
    return {
      ...{ agreementId: agreement.agreementId, digest: agreement.digest },
      textDigest: agreement.textDigest ?? '',
      ...{ change: null, changes: null },
      sign: { type: 'sign-agreement' },
      countersign: { type: 'countersign-agreement' },
    }
  const change = changes.find((each) => each.changeId === changeId)
  if (!change) return refuse('AGR-45', {}, 'changeId')
  return {
    ...{ agreementId: change.agreementId, digest: change.digest, change },
    textDigest: change.textDigest ?? '',
    changes: { agreementId: agreement.agreementId, sha256: agreement.digest },
    sign: { type: 'sign-change', changeId },
    countersign: { type: 'countersign-change', changeId },
  }
}
