import './findings.css'
import { Button } from '../ui/button.tsx'
import { useWords } from '../wording.ts'
import type { HowFar } from './use-reading.ts'
import { findingWords } from './words.ts'

/** How far a paper is read, and the way out. */
export const ReadingProgress = ({ far, onCancel }: { far: HowFar | null; onCancel: () => void }) => {
  const t = useWords(findingWords)
  if (far === null) return null
  const { page, pages } = far
  return (
    <div className="stack tight reading-progress">
      <p role="status">
        {page < pages ? t('readingPage', { page: page + 1, pages }) : t('readingEnds', { pages })}
      </p>
      <progress value={page} max={pages} aria-label={t('howFar')} />
      <div>
        <Button small onClick={onCancel}>
          {t('stopReading')}
        </Button>
      </div>
    </div>
  )
}
