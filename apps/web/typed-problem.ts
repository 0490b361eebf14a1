import { type Carries, typedRule } from '#vault/typed.ts'
import { forbiddenRules } from '#words/rules-forbidden.ts'
import { useSettings } from './settings.tsx'

type Told = { readonly happened: readonly [string, string]; readonly remedy: readonly [string, string] }

/** Every page with a field carries this, so only these rules' words come along: all rules weigh 20 KB (rule-words.ts). */
const words: Readonly<Record<string, Told>> = forbiddenRules

/** Why a value may not be typed here, in the reader's words; the server asks the same before it keeps anything. */
export const useTypedProblem = () => {
  const { language } = useSettings()
  const which = language === 'en' ? 1 : 0
  return (value: unknown, carries?: Carries): string | undefined => {
    const rule = typeof value === 'string' ? typedRule(value, carries) : null
    const told = rule === null ? undefined : words[rule]
    return told && `${told.happened[which]} ${told.remedy[which]}`
  }
}
