import { isPassing } from '../web/client.ts'
import type { Problem } from '../web/problem.ts'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { ProblemNotice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { useVisitIds } from './in-visit.tsx'
import { placeOf, stopOf, unsettledBefore } from './line.ts'
import { whatOf } from './unsent-list.tsx'
import { useLine } from './use-line.ts'
import { fieldWords } from './words.ts'

/** What was done is on the phone: where it stands in the line, and what it waits for besides the network. */
const Kept = ({ slot }: { slot: string }) => {
  const t = useWords(fieldWords)
  const line = useLine()
  const step = line.find((each) => each.slot === slot)
  if (!step) return <p>{t('unsentHere')}</p>
  const stop = stopOf(step, line)
  const first = unsettledBefore(step, line)
  return (
    <>
      <p>{t(first.length > 0 || step.awaits ? 'keptHere' : 'unsentHere')}</p>
      <p>{t('placeInLine', placeOf(step, line))}</p>
      {stop ? (
        <p className="bad">{t('heldBy', { what: t(whatOf(stop.call)) })}</p>
      ) : (
        step.awaits === 'merchant' && <p>{t('heldByMerchant')}</p>
      )}
    </>
  )
}

/**
 * The submit button of a kept command and what became of the last try. Without an answer it reads "send again":
 * the same content goes out under the same key.
 */
export const SendButton = ({
  command,
  children,
}: {
  command: { slot: string; waiting: unknown; busy: boolean; problem: Problem | null }
  children: string
}) => {
  const t = useWords(fieldWords)
  const { visitId } = useVisitIds()
  const { slot, waiting, busy, problem } = command
  const unanswered = waiting !== null && (problem === null || isPassing(problem))
  return (
    <>
      {unanswered ? (
        <div role="alert" className="stack tight small strong warn">
          <Kept slot={slot} />
        </div>
      ) : (
        <ProblemNotice problem={problem} />
      )}
      {unanswered && visitId !== '' && (
        <LinkButton kind="primary" wide href="/">
          {t('toVisit')}
        </LinkButton>
      )}
      <Button kind={unanswered && visitId !== '' ? 'plain' : 'primary'} wide type="submit" busy={busy}>
        {unanswered ? t('sendAgain') : children}
      </Button>
    </>
  )
}
