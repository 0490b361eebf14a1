import { useMemo } from 'react'
import { useWords } from '../wording.ts'
import { gravest, type Severity } from './frames.ts'
import { segments } from './segments.ts'
import { findingWords } from './words.ts'

type Span = { start: number; end: number; severity: Severity }

/** An agreement with its risky passages marked; each mark carries the numbers of its findings as links. */
export const MarkedText = ({
  text,
  findings,
  prefix,
}: {
  text: string
  findings: readonly Span[]
  prefix: string
}) => {
  const t = useWords(findingWords)
  const pieces = useMemo(() => segments(text.length, findings), [text, findings])
  const opened = new Set<number>()
  return (
    <div className="agreement-text" role="region" aria-label={t('text')} tabIndex={0}>
      {pieces.map(({ start, end, numbers }) => {
        const words = text.slice(start, end)
        if (numbers.length === 0) return words
        const fresh = numbers.filter((number) => !opened.has(number))
        for (const number of fresh) opened.add(number)
        const severities = numbers.flatMap((number) => findings[number - 1]?.severity ?? [])
        return (
          <mark key={start} className={gravest(severities)}>
            {fresh.map((number) => (
              <a
                key={number}
                id={`${prefix}-mark-${number}`}
                href={`#${prefix}-finding-${number}`}
                aria-label={t('mark', { numbers: number })}
              >
                {number}
              </a>
            ))}
            {words}
          </mark>
        )
      })}
    </div>
  )
}
