import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { clockOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useWords } from '../../wording.ts'
import { CasePage, useCaseId } from '../case-page.tsx'
import type { CaseView } from '../next.ts'
import { useAutosave } from './autosave.ts'
import { Consents } from './consents.tsx'
import { Documents } from './documents.tsx'
import { Rejection } from './rejection.tsx'
import { SealedFields } from './sealed-fields.tsx'
import { ShopFields } from './shop-fields.tsx'
import { applicationWords } from './words.ts'

type Application = NonNullable<CaseView['application']>

const Saved = ({ save }: { save: ReturnType<typeof useAutosave> }) => {
  const t = useWords(applicationWords)
  const { language } = useSettings()
  const said =
    save.state === 'saving'
      ? t('saving')
      : save.state === 'failed'
        ? t('unsaved')
        : save.savedAt
          ? t('saved', { at: clockOf(save.savedAt, language) })
          : ''
  return (
    <span className={`saved ${save.state}`} role="status">
      {said}
    </span>
  )
}

const Form = ({ view, application: stored }: { view: CaseView; application: Application }) => {
  const t = useWords(applicationWords)
  const c = useWords(common)
  const tell = useToast()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const save = useAutosave(caseId)
  const submit = useCommand('applications.submit')
  const { field, rule } = submit.problem ?? {}
  // What a refused submission names is marked like a failed check, until something is mended.
  const application = field && rule ? { ...stored, problems: { ...stored.problems, [field]: rule } } : stored

  // A refusal that names a field leads there.
  useEffect(() => {
    if (field) document.getElementById(`field-${field}`)?.scrollIntoView({ block: 'center' })
  }, [field])

  const mend: typeof save.add = (part, now) => {
    submit.reset()
    save.add(part, now)
  }
  const send = async () => {
    await save.flush()
    submit.send({ caseId }, () => {
      tell(t('submitted'))
      go('/')
    })
  }
  const done = application.required.filter((kind) => application.documents[kind]).length
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      back="/"
      aside={<Saved save={save} />}
      action={
        <>
          <ProblemNotice problem={submit.problem} />
          <Button kind="primary" busy={submit.busy} onClick={() => void send()}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Rejection view={view} />
      {save.problem && (
        <ProblemNotice
          problem={save.problem}
          actions={
            <Button small onClick={() => void save.flush()}>
              {c('retry')}
            </Button>
          }
        />
      )}
      <ShopFields application={application} onChange={(shop) => mend({ shop })} />
      <SealedFields application={application} onSave={(sealed) => mend({ sealed }, true)} />
      <Documents
        application={application}
        progress={t('progress', { done, all: application.required.length })}
      />
      <Consents />
    </Page>
  )
}

/** What the shop tells the acquirer: a draft while it may be changed, a summary of its fate afterwards. */
export default function ApplicationScreen() {
  const t = useWords(applicationWords)
  const [now] = useState(() => new Date().toISOString())
  return (
    <CasePage title={t('title')}>
      {(view) => {
        const { application } = view
        const late = (view.review?.rejection?.deadline ?? now) < now
        if (application && ['draft', 'returned'].includes(application.status) && !late)
          return <Form view={view} application={application} />
        return (
          <Page title={t('title')} back="/">
            <Rejection view={view} />
            {application?.status !== 'rejected' && (
              <Notice title={application?.status === 'submitted' ? t('closedReview') : undefined}>
                {t('closed')}
              </Notice>
            )}
            {application && <Documents application={application} readOnly />}
          </Page>
        )
      }}
    </CasePage>
  )
}
