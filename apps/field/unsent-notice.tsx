import { Button } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import type { Unsent } from './shelf.ts'
import { fieldWords } from './words.ts'

/** On the screen of a command that got no answer: send the very same request once more. */
export const UnsentNotice = ({
  waiting,
  busy,
  onSendAgain,
}: {
  waiting: Unsent | null
  busy: boolean
  onSendAgain: () => void
}) => {
  const t = useWords(fieldWords)
  if (!waiting) return null
  return (
    <Notice
      tone="warning"
      title={t('unsent')}
      actions={
        <Button busy={busy} onClick={onSendAgain}>
          {t('sendAgain')}
        </Button>
      }
    >
      {t('unsentHere')}
    </Notice>
  )
}
