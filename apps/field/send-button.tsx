import { isPassing } from '../web/client.ts'
import type { Problem } from '../web/problem.ts'
import { Button } from '../web/ui/button.tsx'
import { ProblemNotice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { fieldWords } from './words.ts'

/**
 * The submit button of a kept command and what became of the last try. Without an answer it reads "send again":
 * the same content goes out under the same key.
 */
export const SendButton = ({
  command,
  children,
}: {
  command: { waiting: unknown; busy: boolean; problem: Problem | null }
  children: string
}) => {
  const t = useWords(fieldWords)
  const { waiting, busy, problem } = command
  const unanswered = waiting !== null && (problem === null || isPassing(problem))
  return (
    <>
      {unanswered ? (
        <p role="alert" className="small strong warn">
          {t('unsentHere')}
        </p>
      ) : (
        <ProblemNotice problem={problem} />
      )}
      <Button kind="primary" wide type="submit" busy={busy}>
        {unanswered ? t('sendAgain') : children}
      </Button>
    </>
  )
}
