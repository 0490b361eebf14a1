import { captureRules } from '#words/rules-capture.ts'
import { careRules } from '#words/rules-care.ts'
import { deviceRules } from '#words/rules-device.ts'
import { dispatchRules } from '#words/rules-dispatch.ts'
import { documentsRules } from '#words/rules-documents.ts'
import { feesRules } from '#words/rules-fees.ts'
import { forbiddenRules } from '#words/rules-forbidden.ts'
import { guardRules } from '#words/rules-guard.ts'
import { houseRules } from '#words/rules-house.ts'
import { iso8583Rules } from '#words/rules-iso8583.ts'
import { providerRules } from '#words/rules-provider.ts'
import { identityRules } from '#words/rules-identity.ts'
import { placeRules } from '#words/rules-place.ts'
import { ocrRules } from '#words/rules-ocr.ts'
import { provisionRules } from '#words/rules-provision.ts'
import { signingRules } from '#words/rules-signing.ts'
import { textRules } from '#words/rules-text.ts'
import { tlogRules } from '#words/rules-tlog.ts'
import { vaultRules } from '#words/rules-vault.ts'

type RuleWords = {
  readonly happened: readonly [zh: string, en: string]
  readonly remedy: readonly [zh: string, en: string]
}

/** Words of every rule id of every room. */
export const rules: Readonly<Record<string, RuleWords>> = {
  ...houseRules,
  ...forbiddenRules,
  ...captureRules,
  ...provisionRules,
  ...signingRules,
  ...feesRules,
  ...guardRules,
  ...providerRules,
  ...dispatchRules,
  ...deviceRules,
  ...identityRules,
  ...placeRules,
  ...careRules,
  ...documentsRules,
  ...iso8583Rules,
  ...textRules,
  ...ocrRules,
  ...tlogRules,
  ...vaultRules,
}
