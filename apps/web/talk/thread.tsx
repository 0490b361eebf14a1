import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { momentOf } from '../format.ts'
import { useSettings } from '../settings.tsx'
import { Card, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import './talk.css'
import { talkWords } from './words.ts'

export type Talk = OutputOf<'agreements.talk'>
type Question = Talk['questions'][number]
type Term = Talk['terms'][number]

const tones = { open: 'warning', answered: 'good', withdrawn: 'info' } as const
const termTones = { offered: 'warning', agreed: 'good', declined: 'info' } as const

/** Who is waited for and since when: the reader's own turn is said as such. */
const Owed = ({ question, mine }: { question: Question; mine: boolean }) => {
  const t = useWords(talkWords)
  const { language } = useSettings()
  if (question.owes === null || question.since === null) return null
  const at = momentOf(question.since, language)
  const word = question.owes === 'other-side' ? 'owesOther' : mine ? 'owesYou' : 'owesMerchant'
  return <p className="strong">{t(word, { at })}</p>
}

/** One question about a clause: the words of the text, what was said in turn, and who is waited for. */
export const Thread = ({
  question,
  mine,
  children,
}: {
  question: Question
  mine: boolean
  children?: ReactNode
}) => {
  const t = useWords(talkWords)
  const { language } = useSettings()
  return (
    <Card
      title={t('clauseOf', { clause: question.clause })}
      aside={<Tag tone={tones[question.status]}>{t(question.status)}</Tag>}
    >
      <blockquote className="quoted">{question.quote}</blockquote>
      {question.finding !== null && (
        <p className="small soft">{t('aboutFinding', { rule: question.finding })}</p>
      )}
      <ol className="stack">
        {question.said.map(({ by, words, at }) => (
          <li key={at + by} className="stack tight">
            <p className="soft small">
              {t(by)} · {momentOf(at, language)}
            </p>
            <p className="message">{words || t('stillUnclear')}</p>
          </li>
        ))}
      </ol>
      <Owed question={question} mine={mine} />
      {children}
    </Card>
  )
}

/** Wording that was offered, who offered it and what became of it. */
export const TermCard = ({ term, children }: { term: Term; children?: ReactNode }) => {
  const t = useWords(talkWords)
  return (
    <li className="card">
      <header className="row between">
        <p className="soft small">{t('offeredBy', { side: t(term.offeredBy) })}</p>
        <Tag tone={termTones[term.status]}>{t(term.status)}</Tag>
      </header>
      <blockquote className="quoted">{term.wording}</blockquote>
      {children}
    </li>
  )
}
