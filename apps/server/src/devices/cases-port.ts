import type { Fix } from '#device/place.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { InstallMove } from '#provision/install.ts'
import type { VaultField } from '#vault/datum.ts'
import type { Errand } from '../house/errand.ts'

/**
 * The case, as the device room needs it: handed in where the house is put together, so that the two rooms never
 * import each other. Both work in the errand's own transaction; the case is always locked before its device.
 */
export type CasesPort = {
  loadCase(errand: Errand, caseId: string, lock?: boolean): Promise<{ readonly state: Case }>
  /** Where the survey stood, opened from the vault for the binding's comparison. */
  surveyedPlace(errand: Errand, state: Case): Promise<Fix | null>
  /** Words typed freely go to the vault; the fact keeps the reference (law 3). */
  sealText(errand: Errand, caseId: string, what: VaultField, text: string): Promise<string>
  moveCase(errand: Errand, caseId: string, move: InstallMove): Promise<Case | Refusal>
}
