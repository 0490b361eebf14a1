import type { ReactNode } from 'react'
import { gateWords } from '../../gate-words.ts'
import { useRuleSaid } from '../../rule-words.ts'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import { type CaseView, wordOf } from '../vocabulary.ts'
import { panelWords } from './words.ts'
import { YesNo } from './yes-no.tsx'

export const TrainingPanel = ({ value: { training, merchantConfirmation } }: { value: CaseView }) => {
  const t = useWords(panelWords)
  return (
    <Card title={t('training')}>
      {!training && !merchantConfirmation && <p className="soft">{t('noTraining')}</p>}
      <Facts
        rows={[
          training && training.trainee !== '' ? [t('trainee'), training.trainee] : null,
          training && [
            t('score'),
            <span key="score">
              {training.score} <YesNo value={training.passed} /> <Moment at={training.at} />
            </span>,
          ],
          merchantConfirmation && [
            t('satisfied'),
            <YesNo key="satisfied" value={merchantConfirmation.satisfied} />,
          ],
          merchantConfirmation && [
            t('extraFeeAsked'),
            <YesNo key="extra" good={false} value={merchantConfirmation.extraFeeAsked} />,
          ],
        ]}
      />
    </Card>
  )
}

/** Every condition of going live, with what is missing and how to mend it. */
export const GatePanel = ({ value: { gate, liveAt }, action }: { value: CaseView; action?: ReactNode }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const said = useRuleSaid()
  if (gate.length === 0) return null
  const open = gate.filter(({ met }) => !met).length
  return (
    <Card title={t('gate')} tone={open === 0 ? 'good' : 'warning'}>
      <p className="strong">
        {open > 0 ? t('gateOpen', { n: open }) : t(liveAt === null ? 'gateAll' : 'gatePassed')}
      </p>
      <ul className="rows">
        {gate.map(({ rule, met, params }) => {
          const words = said(rule, params)
          return (
            <li key={rule} className="row between">
              <span className="stack tight">
                <span>
                  {wordOf(gateWords, rule, both)} <Tag>{rule}</Tag>
                </span>
                {!met && words && (
                  <span className="soft small">
                    {words.happened} {words.remedy}
                  </span>
                )}
              </span>
              <Tag tone={met ? 'good' : 'warning'}>{t(met ? 'met' : 'unmet')}</Tag>
            </li>
          )
        })}
      </ul>
      {action}
    </Card>
  )
}
