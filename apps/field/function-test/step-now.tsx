import { useEffect, useRef } from 'react'
import { moneyOf } from '../../web/format.ts'
import { useSettings } from '../../web/settings.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Tag } from '../../web/ui/surface.tsx'
import { useBoth, useWords } from '../../web/wording.ts'
import type { Run } from './run-steps.tsx'
import { testWords } from './words.ts'

const cardSaid = { chip: 'cardChip', contactless: 'cardTap', same: 'cardSame' } as const

/** The one thing to do now, readable at arm's length: what to press, which amount, which card; and what came of it. */
export const StepNow = ({ run }: { run: Run }) => {
  const t = useWords(testWords)
  const both = useBoth()
  const { language } = useSettings()
  const place = run.steps.findIndex(({ step }) => step === run.next)
  const step = run.steps[place]
  // A step out of turn says so here as long as it is the last thing the host heard; then the list below keeps it.
  const early = run.steps.find(
    (each) => each.status === 'waiting' && each !== step && each.trouble?.at === run.lastHeardAt,
  )
  const box = useRef<HTMLElement>(null)
  const shown = useRef(step?.step)
  useEffect(() => {
    if (shown.current === step?.step) return
    shown.current = step?.step
    box.current?.scrollIntoView({ block: 'start' })
  }, [step?.step])
  if (!step) return null
  const { title, press, wait, card, amountFen, badDay, status, trouble } = step
  return (
    <section className={`card step-now ${status}`} aria-labelledby="step-now" ref={box}>
      <p className="row between small strong">
        <span className="digits">{t('stepOf', { at: place + 1, all: run.steps.length })}</span>
        {badDay && <Tag tone="warning">{t('badDay')}</Tag>}
      </p>
      <h2 id="step-now">{both(title)}</h2>
      <div className="stack" aria-live="polite">
        {status === 'begun' && wait ? (
          <Notice tone="warning" title={t('hostDidIt')}>
            {both(wait)}
          </Notice>
        ) : (
          press && <p className="press">{both(press)}</p>
        )}
        {trouble && (
          <Notice tone="bad" title={both(trouble.happened)}>
            <p>{both(trouble.remedy)}</p>
          </Notice>
        )}
        {early?.trouble && (
          <Notice tone="warning" title={t('notCounted', { step: both(early.title) })}>
            {both(early.trouble.remedy)}
          </Notice>
        )}
      </div>
      {(amountFen !== null || card !== 'none') && (
        <dl className="take">
          {amountFen !== null && (
            <div>
              <dt>{t('amount')}</dt>
              <dd className="digits">{moneyOf(amountFen, language)}</dd>
            </div>
          )}
          {card !== 'none' && (
            <div>
              <dt>{t('card')}</dt>
              <dd>{t(cardSaid[card])}</dd>
            </div>
          )}
        </dl>
      )}
      <p className="soft small">{t('hostMarks')}</p>
    </section>
  )
}
