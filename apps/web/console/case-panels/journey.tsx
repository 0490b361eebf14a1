import { steps } from '#provision/step.ts'
import { stepWords } from '../../words.ts'
import { useWords } from '../../wording.ts'
import type { CaseView } from '../vocabulary.ts'
import { panelWords } from './words.ts'

/** The twelve stations in a line; which are passed is said in words too. */
export const Journey = ({ step }: Pick<CaseView, 'step'>) => {
  const t = useWords(panelWords)
  const s = useWords(stepWords)
  const at = steps.findIndex((each) => each.step === step)
  return (
    <ol className="journey" aria-label={t('journey')}>
      {steps.map((each, index) => {
        const state = index < at ? 'stepDone' : index === at ? 'stepNow' : 'stepLater'
        return (
          <li key={each.step} className={state} aria-current={index === at ? 'step' : undefined}>
            {s(each.step)}
            <span className="unseen">{` (${t(state)})`}</span>
          </li>
        )
      })}
    </ol>
  )
}
