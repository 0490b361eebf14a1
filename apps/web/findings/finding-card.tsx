import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { findingWords, riskWords } from './words.ts'

type Checked = OutputOf<'guard.check'>
export type Finding = Omit<Checked['findings'][number], 'places'>
export type Missing = Checked['missing'][number]

const tones = { high: 'bad', medium: 'warning', low: 'info' } as const

const Basis = ({ basis }: { basis: Finding['basis'] }) => {
  const t = useWords(findingWords)
  if (basis.length === 0) return null
  return (
    <p className="small soft">
      {t('basis')}: {basis.map(({ law, article }) => `${law} ${article}`).join('; ')}
    </p>
  )
}

/** One trap explained: the words of the text, why, by which law, and what to ask instead. */
export const FindingCard = ({
  finding,
  number,
  prefix,
  children,
}: {
  finding: Finding
  number: number
  prefix: string
  children?: ReactNode
}) => {
  const t = useWords(findingWords)
  const risk = useWords(riskWords)
  const both = useBoth()
  const name = risk((finding.risk in riskWords ? finding.risk : 'other') as keyof typeof riskWords)
  return (
    <li id={`${prefix}-finding-${number}`} className={`card finding ${tones[finding.severity]}`}>
      <header className="row between">
        <h3>
          <span className="finding-number">{number}</span> {name}
          {finding.page !== undefined && (
            <span className="soft small"> {t('page', { n: finding.page })}</span>
          )}
        </h3>
        <span className="row">
          {finding.by === 'likeness' && <Tag>{t('alike')}</Tag>}
          <Tag tone={tones[finding.severity]}>{t(finding.severity)}</Tag>
        </span>
      </header>
      <blockquote>{finding.quote}</blockquote>
      <div>
        <h4>{t('why')}</h4>
        <p>{both(finding.why)}</p>
      </div>
      <div>
        <h4>{t('ask')}</h4>
        <p>{both(finding.ask)}</p>
      </div>
      <div className="row between">
        <Basis basis={finding.basis} />
        <a
          className="button little quiet"
          href={`#${prefix}-mark-${number}`}
          aria-label={t('toTextNamed', { n: number })}
        >
          {t('toText')}
        </a>
      </div>
      {children}
    </li>
  )
}

/** Terms the law or the trade demands and the text does not have. */
export const MissingTerms = ({ missing }: { missing: readonly Missing[] }) => {
  const t = useWords(findingWords)
  const both = useBoth()
  if (missing.length === 0) return null
  return (
    <section className="card warning" aria-label={t('missingTitle')}>
      <h3>{t('missingTitle')}</h3>
      <ul className="stack">
        {missing.map((term) => (
          <li key={term.term}>
            <p>{both(term.why)}</p>
            <Basis basis={term.basis} />
          </li>
        ))}
      </ul>
    </section>
  )
}
