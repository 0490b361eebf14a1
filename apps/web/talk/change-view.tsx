import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { dayOf, moneyOf, momentOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { changeWords } from './change-words.ts'
import './talk.css'

export type Changed = OutputOf<'changes.list'>['items'][number]

const tones = {
  draft: 'info',
  noticed: 'warning',
  consented: 'warning',
  sealed: 'good',
  'in-force': 'good',
  withdrawn: 'info',
  lapsed: 'info',
} as const

const ways: Readonly<Record<string, 'gradeA' | 'gradeB' | 'gradeC'>> = {
  'licensed-ca': 'gradeA',
  passkey: 'gradeB',
  'sms-code': 'gradeC',
}

/** Twelve months by the merchant's own mix: the difference first, for that is what it means. */
const Cost = ({ cost, mine }: { cost: Changed['cost']; mine: boolean }) => {
  const t = useWords(changeWords)
  const { language } = useSettings()
  if (!cost) return <p className="soft">{t('costNone')}</p>
  const more = cost.afterFen - cost.beforeFen
  return (
    <div className="stack tight">
      <h3>{t(mine ? 'yourCost' : 'cost')}</h3>
      <Facts
        rows={[
          [t(more > 0 ? 'costMore' : 'costLess'), moneyOf(Math.abs(more), language)],
          [t('costBefore'), moneyOf(cost.beforeFen, language)],
          [t('costAfter'), moneyOf(cost.afterFen, language)],
        ]}
      />
    </div>
  )
}

/** Old and new under each other's eyes, at any width. */
const Numbers = ({ numbers }: Pick<Changed, 'numbers'>) => {
  const t = useWords(changeWords)
  const both = useBoth()
  if (numbers.length === 0) return null
  return (
    <section className="stack tight" aria-label={t('numbers')}>
      <h3>{t('numbers')}</h3>
      <ul className="stack tight">
        {numbers.map(({ label, before, after }) => (
          <li key={label.zh}>
            <p className="soft small">{both(label)}</p>
            <p className="digits">
              <span className="unseen">{t('before')} </span>
              <del className="soft">{before ? both(before) : t('nothing')}</del>
              <span aria-hidden="true"> → </span>
              <span className="unseen"> {t('after')} </span>
              <strong>{after ? both(after) : t('nothing')}</strong>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Clauses = ({ clauses }: Pick<Changed, 'clauses'>) => {
  const t = useWords(changeWords)
  if (clauses.length === 0) return null
  return (
    <div className="stack">
      <h3>{t('clauses')}</h3>
      {clauses.map(({ clause, before, after }) => (
        <section key={clause} aria-label={clause} className="stack tight">
          <h4>{clause}</h4>
          <div className="old-and-new">
            <div>
              <p className="soft small">{t('before')}</p>
              <p className="quoted">
                <del>{before || t('nothing')}</del>
              </p>
            </div>
            <div>
              <p className="soft small">{t('after')}</p>
              <p className="quoted">
                <ins>{after}</ins>
              </p>
            </div>
          </div>
        </section>
      ))}
    </div>
  )
}

/** A change, old beside new: what it costs, every number, every clause, the whole text. */
export const ChangeView = ({
  change,
  mine,
  children,
}: {
  change: Changed
  /** The reader is the merchant. */
  mine: boolean
  children?: ReactNode
}) => {
  const t = useWords(changeWords)
  const { language } = useSettings()
  const { standing, answer, sealed, noticedAt, inForceSince } = change
  const way = answer?.method && ways[answer.method]
  const at = (instant: string | null) => instant && momentOf(instant, language)
  return (
    <Card
      title={t('change', { day: dayOf(change.effectiveAt, language) })}
      aside={<Tag tone={tones[standing]}>{t(mine && standing === 'noticed' ? 'yours' : standing)}</Tag>}
    >
      <p className="message">{change.reason}</p>
      {change.dearer !== null && (
        <p>
          <Tag tone="bad">{t('dearer')}</Tag>
        </p>
      )}
      <Cost cost={change.cost} mine={mine} />
      <Numbers numbers={change.numbers} />
      <Clauses clauses={change.clauses} />
      <Facts
        rows={[
          [t('proposedBy'), t(change.proposedBy)],
          noticedAt !== null && [t('noticedAt'), at(noticedAt)],
          [t('effectiveAt'), at(change.effectiveAt)],
          inForceSince !== null && [t('inForce'), at(inForceSince)],
          [
            t(mine ? 'yourAnswer' : 'theirAnswer'),
            answer ? t('said', { answer: t(answer.choice), at: at(answer.at) ?? '' }) : t('noAnswer'),
          ],
          way ? [t('signedBy'), t(way)] : null,
          sealed && [t('sealedAt'), at(sealed.at)],
          [t('digest'), <span className="code small">{change.digest}</span>],
          sealed && [t('sealedDigest'), <span className="code small">{sealed.sealedDigest}</span>],
        ]}
      />
      <details>
        <summary>{t('fullText')}</summary>
        <div className="agreement-text" tabIndex={0} role="region" aria-label={t('fullText')}>
          {change.text}
        </div>
      </details>
      {children}
    </Card>
  )
}
