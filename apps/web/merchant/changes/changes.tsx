import { useState } from 'react'
import '../../findings/findings.css'
import { dayOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { type Changed, ChangeView } from '../../talk/change-view.tsx'
import { changeWords } from '../../talk/change-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'

const choices = ['consent', 'refuse', 'leave'] as const
type Choice = (typeof choices)[number]

/** Consent, refuse, or leave free of charge; consent asks for a tick of its own. Doing nothing changes nothing. */
const Answer = ({ change }: { change: Changed }) => {
  const t = useWords(changeWords)
  const c = useWords(common)
  const { language } = useSettings()
  const tell = useToast()
  const caseId = useCaseId()
  const [choice, choose] = useState<Choice | null>(null)
  const [read, setRead] = useState(false)
  const answer = useCommand('changes.answer')
  const { changeId, digest } = change
  const day = dayOf(change.effectiveAt, language)
  const close = () => {
    choose(null)
    setRead(false)
    answer.reset()
  }
  return (
    <>
      <div className="stack tight">
        {choices
          .filter((each) => each !== change.answer?.choice)
          .map((each) => (
            <Button key={each} wide onClick={() => choose(each)}>
              {t(each)}
            </Button>
          ))}
      </div>
      <Dialog
        open={choice !== null}
        onClose={close}
        title={choice ? t(choice) : ''}
        actions={
          <>
            <Button onClick={close}>{c('cancel')}</Button>
            <Button
              kind="primary"
              busy={answer.busy}
              disabled={choice === 'consent' && !read}
              onClick={() =>
                choice &&
                answer.send({ caseId, changeId, choice, digest }, () => {
                  tell(t('answered'))
                  close()
                })
              }
            >
              {c('confirm')}
            </Button>
          </>
        }
      >
        {choice === 'consent' && (
          <>
            <p>{t('consentWhy', { day })}</p>
            <label className="row">
              <input type="checkbox" checked={read} onChange={(event) => setRead(event.target.checked)} />
              <span className="grow">{t('read')}</span>
            </label>
          </>
        )}
        {choice === 'refuse' && <p>{t('refuseWhy')}</p>}
        {choice === 'leave' && <p>{t('leaveWhy')}</p>}
        <ProblemNotice problem={answer.problem} />
      </Dialog>
    </>
  )
}

/** Changes the acquirer gave notice of, the newest first. */
export default function ChangesScreen() {
  const t = useWords(changeWords)
  const caseId = useCaseId()
  const changes = useRead('changes.list', { caseId }, { refetchInterval: 30_000 })
  return (
    <Page title={t('title')} lead={t('lead')} back="/">
      <Loaded query={changes} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
          ) : (
            items.toReversed().map((change) => (
              <ChangeView key={change.changeId} change={change} mine>
                {(change.standing === 'noticed' || change.standing === 'consented') && (
                  <Answer change={change} />
                )}
              </ChangeView>
            ))
          )
        }
      </Loaded>
    </Page>
  )
}
