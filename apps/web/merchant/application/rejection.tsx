import { useState } from 'react'
import { documentWords, fieldWords, rejectionWords } from '../../domain-words.ts'
import { dayOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import type { CaseView } from '../next.ts'
import { applicationWords } from './words.ts'

const AppealDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useWords(applicationWords)
  const tell = useToast()
  const caseId = useCaseId()
  const [statement, setStatement] = useState('')
  const appeal = useCommand('applications.appeal')
  return (
    <Dialog open={open} onClose={onClose} title={t('appeal')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          appeal.send({ caseId, statement: statement.trim() }, () => {
            tell(t('appealSent'))
            onClose()
          })
        }}
      >
        <TextArea
          label={t('statement')}
          value={statement}
          onChange={setStatement}
          required
          maxLength={1000}
          rows={5}
        />
        <ProblemNotice problem={appeal.problem} />
        <Button kind="primary" type="submit" busy={appeal.busy}>
          {t('sendAppeal')}
        </Button>
      </form>
    </Dialog>
  )
}

/** Why the acquirer said no: code, field, remedy and deadline, and the way to disagree. */
export const Rejection = ({ view }: { view: CaseView }) => {
  const t = useWords(applicationWords)
  const reason = useWords(rejectionWords)
  const { language } = useSettings()
  const [appealing, setAppealing] = useState(false)
  const { application, review } = view
  const rejection = review?.rejection
  const appeal = review?.appeal
  if (!rejection || (application?.status !== 'returned' && application?.status !== 'rejected')) return null
  const which = language === 'en' ? 1 : 0
  const named: Readonly<Record<string, readonly [string, string]>> = { ...fieldWords, ...documentWords }
  return (
    <Card tone="bad" title={application.status === 'rejected' ? t('rejectedTitle') : t('returnedTitle')}>
      <p className="strong">{reason(rejection.code)}</p>
      <Facts
        rows={[
          [t('field'), named[rejection.field]?.[which] ?? rejection.field],
          [t('remedy'), rejection.remedy],
          [t('deadline'), dayOf(rejection.deadline, language)],
        ]}
      />
      {appeal?.decision ? (
        <Notice
          tone={appeal.decision.upheld ? 'good' : 'warning'}
          title={appeal.decision.upheld ? t('upheld') : t('dismissed')}
        >
          {appeal.decision.note}
        </Notice>
      ) : appeal ? (
        <Notice>{t('appealAt', { at: dayOf(appeal.at, language) })}</Notice>
      ) : (
        <div>
          <Button onClick={() => setAppealing(true)}>{t('appeal')}</Button>
        </div>
      )}
      <AppealDialog open={appealing} onClose={() => setAppealing(false)} />
    </Card>
  )
}
