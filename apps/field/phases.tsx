import { useWords } from '../web/wording.ts'
import type { phaseOf } from './stations.ts'
import { fieldWords } from './words.ts'

const reached: Record<ReturnType<typeof phaseOf>, number> = {
  waiting: 0,
  ready: 0,
  driving: 1,
  inside: 2,
  done: 3,
}

/** 出发 → 到店 → 完成, the three words of the job; the state is also said, not only coloured. */
export const Phases = ({ phase }: { phase: ReturnType<typeof phaseOf> }) => {
  const t = useWords(fieldWords)
  const names = [t('phaseDepart'), t('phaseArrive'), t('phaseDone')]
  const at = reached[phase]
  return (
    <ol className="phases" aria-label={t('phases')}>
      {names.map((name, index) => {
        const state = index < at ? 'done' : index === at && phase !== 'waiting' ? 'now' : 'later'
        return (
          <li key={name} className={state} aria-current={state === 'now' ? 'step' : undefined}>
            {state === 'done' && (
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="m6.500 12.500 3.500 3.500 7.500-8" />
              </svg>
            )}
            {name}
            <span className="unseen">
              {` (${t(state === 'done' ? 'stateDone' : state === 'now' ? 'stateNow' : 'stateLater')})`}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
