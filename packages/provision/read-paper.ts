import type { ReadLine } from '#provision/read-line.ts'
import { readBusinessLicence } from '#provision/read-business-licence.ts'
import { readIdCard } from '#provision/read-id-card.ts'

/** Fields of the form that a paper can suggest. */
export type SuggestedField =
  | 'merchantType'
  | 'registeredName'
  | 'uscc'
  | 'legalPersonName'
  | 'legalPersonIdNo'
  | 'premisesAddress'

/** What a paper seems to say about one field. A person confirms it; nothing is saved by reading. */
export type Suggestion = {
  readonly field: SuggestedField
  readonly value: string
  /** Mean confidence of the worst line it was read from, 0–1. */
  readonly confidence: number
  /** The label it stood behind, as printed. */
  readonly from: string
  /** Characters easily confused (O for 0, I for 1) were put right, and only then did the check character agree. */
  readonly corrected: boolean
}

/** Papers worth reading: those with a printed form. */
export type ReadablePaper = 'business-licence' | 'id-front'

export const readPaper = (kind: ReadablePaper, lines: readonly ReadLine[]): Suggestion[] =>
  kind === 'business-licence' ? readBusinessLicence(lines) : readIdCard(lines)
