import { type Carries, typedRule } from '#vault/typed.ts'
import { useRuleSaid } from './rule-words.ts'

/** Why a value may not be typed here, in the reader's words; the server asks the same before it keeps anything. */
export const useTypedProblem = () => {
  const said = useRuleSaid()
  return (value: unknown, carries?: Carries): string | undefined => {
    const rule = typeof value === 'string' ? typedRule(value, carries) : null
    const told = rule === null ? null : said(rule)
    return told ? `${told.happened} ${told.remedy}` : undefined
  }
}
