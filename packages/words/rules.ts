import { feesRules } from '#words/rules-fees.ts'
import { houseRules } from '#words/rules-house.ts'
import { textRules } from '#words/rules-text.ts'

type RuleWords = {
  readonly happened: readonly [zh: string, en: string]
  readonly remedy: readonly [zh: string, en: string]
}

/** Words of every rule id of every room. */
export const rules: Readonly<Record<string, RuleWords>> = {
  ...feesRules,
  ...houseRules,
  ...textRules,
}
