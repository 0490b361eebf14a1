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
import { AgreementFile } from '../agreement/agreement-file.tsx'
import { SignDialog } from '../agreement/sign-dialog.tsx'
import { useCaseId } from '../case-page.tsx'

type No = 'refuse' | 'leave'

/** No, in one press and one more. */
const RefuseDialog = ({
  change: { changeId, digest },
  choice,
  onClose,
}: {
  change: Changed
  choice: No | null
  onClose: () => void
}) => {
  const t = useWords(changeWords)
  const c = useWords(common)
  const tell = useToast()
  const caseId = useCaseId()
  const answer = useCommand('changes.answer')
  const close = () => {
    answer.reset()
    onClose()
  }
  return (
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
      {choice === 'refuse' && <p>{t('refuseWhy')}</p>}
      {choice === 'leave' && <p>{t('leaveWhy')}</p>}
      <ProblemNotice problem={answer.problem} />
    </Dialog>
  )
}

/** Consent: a tick of its own, then the signature under this very file. */
const ConsentDialog = ({
  change: { changeId, digest, effectiveAt },
  open,
  onClose,
}: {
  change: Changed
  open: boolean
  onClose: () => void
}) => {
  const t = useWords(changeWords)
  const { language } = useSettings()
  const [read, setRead] = useState(false)
  return (
    <SignDialog
      open={open}
      onClose={() => {
        setRead(false)
        onClose()
      }}
      document={{ digest, changeId }}
      title={t('consent')}
      ready={read}
      onSigned={() => setRead(false)}
    >
      <p>{t('consentWhy', { day: dayOf(effectiveAt, language) })}</p>
      <label className="row">
        <input type="checkbox" checked={read} onChange={(event) => setRead(event.target.checked)} />
        <span className="grow">{t('read')}</span>
      </label>
    </SignDialog>
  )
}

/** Consent, refuse, or leave free of charge. Doing nothing changes nothing. */
const Answer = ({ change }: { change: Changed }) => {
  const t = useWords(changeWords)
  const [choice, choose] = useState<No | 'consent' | null>(null)
  const said = change.answer?.choice
  const close = () => choose(null)
  return (
    <>
      <div className="stack tight">
        {said !== 'consent' && change.sealed === null && (
          <Button wide onClick={() => choose('consent')}>
            {t('consent')}
          </Button>
        )}
        {(['refuse', 'leave'] as const)
          .filter((each) => each !== said)
          .map((each) => (
            <Button key={each} wide onClick={() => choose(each)}>
              {t(each)}
            </Button>
          ))}
      </div>
      <ConsentDialog change={change} open={choice === 'consent'} onClose={close} />
      <RefuseDialog change={change} choice={choice === 'consent' ? null : choice} onClose={close} />
    </>
  )
}

/** Until its day the last word counts, signed or not. */
const answerable: ReadonlySet<Changed['standing']> = new Set(['noticed', 'consented', 'sealed'])

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
                <AgreementFile changeId={change.changeId} sealed={change.sealed !== null} />
                {answerable.has(change.standing) && <Answer change={change} />}
              </ChangeView>
            ))
          )
        }
      </Loaded>
    </Page>
  )
}
