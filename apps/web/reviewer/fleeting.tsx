import Button from 'antd/es/button'
import { type ReactNode, useEffect, useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

/** How long clear text stands on a desk's screen: long enough to compare a paper, too short to be left open over lunch. */
const SHOWN_MS = 120_000

/**
 * Clear text around which the page forgets: after two minutes, when the tab is hidden, and when it is put away.
 * A screen shared or left alone is the commonest way such data leave a desk.
 */
export const Fleeting = ({
  title,
  purpose,
  onGone,
  children,
}: {
  title: string
  purpose: string
  onGone: () => void
  children: ReactNode
}) => {
  const t = useWords(reviewerWords)
  const tell = useToast()
  const [until] = useState(() => Date.now() + SHOWN_MS)
  const [left, setLeft] = useState(SHOWN_MS / 1000)
  useEffect(() => {
    const leave = () => {
      tell(t('putAway'))
      onGone()
    }
    const look = () => {
      const seconds = Math.ceil((until - Date.now()) / 1000)
      if (seconds <= 0) leave()
      else setLeft(seconds)
    }
    const hidden = () => {
      if (document.visibilityState === 'hidden') leave()
    }
    const timer = setInterval(look, 1_000)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [until, onGone, tell, t])
  return (
    <Notice tone="warning" title={title} actions={<Button onClick={onGone}>{t('hide')}</Button>}>
      <div className="stack">
        <p>{t('revealedFor', { purpose })}</p>
        {children}
        <p className="soft small" role="timer">
          {t('goneIn', { n: left })}
        </p>
      </div>
    </Notice>
  )
}
