import { useEffect, useState } from 'react'
import { documentWords } from '../../domain-words.ts'
import { useReadOnce } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { type ReadablePaper, useSuggestions } from './suggestions.tsx'
import { suggestionWords } from './suggestion-words.ts'

/** Reads a stored licence or identity card when asked to, and puts what it says beside the fields. */
export const ReadPaper = ({ kind }: { kind: ReadablePaper }) => {
  const t = useWords(suggestionWords)
  const document = useWords(documentWords)
  const caseId = useCaseId()
  const { open, offer } = useSuggestions()
  const reading = useReadOnce('applications.read-paper')
  const [count, setCount] = useState<number | null>(null)
  const mine = open.filter(({ paper }) => paper === kind)

  // Another picture takes this one's place: what this one said goes with it.
  useEffect(() => {
    offer(kind, [])
    return () => offer(kind, [])
    // `offer` is made anew with every suggestion; only the picture matters here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [kind])

  const first = mine[0]?.field
  return (
    <div className="stack tight">
      <div>
        <Button
          small
          busy={reading.busy}
          aria-label={t('readNamed', { document: document(kind) })}
          onClick={() => {
            setCount(null)
            reading.ask({ caseId, kind }, ({ suggestions }) => {
              offer(kind, suggestions)
              setCount(suggestions.length)
            })
          }}
        >
          {t('read')}
        </Button>
      </div>
      <div role="status" className="reading">
        {reading.busy && (
          <>
            <p className="soft small">{t('reading')}</p>
            <progress aria-label={t('reading')} />
          </>
        )}
        {count !== null && count > 0 && (
          <Notice
            tone={first ? 'info' : 'good'}
            actions={
              first && (
                <Button
                  small
                  onClick={() => {
                    const target = window.document.getElementById(`suggestion-${first}`)
                    target?.scrollIntoView({ block: 'center' })
                    target?.focus({ preventScroll: true })
                  }}
                >
                  {t('goThere')}
                </Button>
              )
            }
          >
            {first ? t('found', { n: mine.length }) : t('settled')}
          </Notice>
        )}
        {count === 0 && (
          <Notice tone="warning" title={t('emptyTitle')}>
            {t('empty')}
          </Notice>
        )}
      </div>
      <ProblemNotice problem={reading.problem} />
    </div>
  )
}
