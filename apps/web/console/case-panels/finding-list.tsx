import type { OutputOf } from '#api/calls.ts'
import { Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { severityWords } from '../vocabulary.ts'
import { panelWords } from './words.ts'

type Read = OutputOf<'agreements.agreement'>

/** Each trap with its quotation, why it harms, the law, and the wording to ask for. */
export const FindingList = ({ findings }: { findings: Read['findings'] }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  return (
    <ol className="stack">
      {findings.map((finding) => (
        <li key={finding.findingId} id={finding.findingId} className={`finding ${finding.severity}`}>
          <div className="row between">
            <span className="row">
              <Tag tone={finding.severity === 'high' ? 'bad' : 'warning'}>
                {both(severityWords[finding.severity])}
              </Tag>
              <Tag>{finding.rule}</Tag>
            </span>
            <Tag tone={finding.answer === 'open' ? 'warning' : 'info'}>
              {t(finding.answer === 'open' ? 'findingOpen' : 'findingAccepted')}
            </Tag>
          </div>
          <blockquote aria-label={t('quote')}>{finding.quote}</blockquote>
          <p>{both(finding.why)}</p>
          {finding.basis.length > 0 && (
            <p className="soft small">
              {t('law')}: {finding.basis.map(({ law, article }) => `${law} ${article}`).join(' · ')}
            </p>
          )}
          <p>
            <span className="strong">{t('askFor')}: </span>
            {both(finding.ask)}
          </p>
        </li>
      ))}
    </ol>
  )
}

export const MissingList = ({ missing }: { missing: Read['missing'] }) => {
  const both = useBoth()
  return (
    <ul className="rows">
      {missing.map(({ term, why, basis }) => (
        <li key={term}>
          <p>{both(why)}</p>
          <p className="soft small">
            {[term, ...basis.map(({ law, article }) => `${law} ${article}`)].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
