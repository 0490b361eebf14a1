import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { clockOf } from '../../web/format.ts'
import { useSettings } from '../../web/settings.tsx'
import { LinkButton } from '../../web/ui/button.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Skeleton } from '../../web/ui/states.tsx'
import { useToast } from '../../web/ui/toast.tsx'
import { useWords } from '../../web/wording.ts'
import { type Here, ToVisit, VisitScreen, useVisitIds } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import { useSurveyDraft } from './draft.ts'
import { factsOf, missingIn } from './form.ts'
import { SurveyFields } from './survey-fields.tsx'
import { surveyWords } from './words.ts'

const Saved = ({ saved }: { saved: ReturnType<typeof useSurveyDraft>['saved'] }) => {
  const t = useWords(surveyWords)
  const { language } = useSettings()
  if (saved === 'no') return null
  if (saved === 'failed') return <Notice tone="warning">{t('notSaved')}</Notice>
  return <p className="soft small">{t('saved', { at: clockOf(saved.at, language) })}</p>
}

const Form = ({ here: { visit } }: { here: Here }) => {
  const t = useWords(surveyWords)
  const tell = useToast()
  const [, go] = useLocation()
  const { caseId, visitId } = useVisitIds()
  const { form, change, saved, clear } = useSurveyDraft(visitId)
  const record = useKeptCommand('surveys.record', visitId)
  const [asked, setAsked] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const missing = form ? missingIn(form) : []

  useEffect(() => {
    if (asked > 0)
      body.current
        ?.querySelector<HTMLElement>('.wrong input, .wrong textarea, .field-problem[tabindex]')
        ?.focus()
  }, [asked])

  const finished = () => {
    void clear()
    tell(t('submitted'))
    go('/')
  }
  const submit = () => {
    if (!form) return
    const facts = factsOf(form)
    if (facts) record.send({ caseId, visitId, ...facts }, finished)
    else setAsked((times) => times + 1)
  }
  const inside = visit.status === 'arrived'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Page
        title={t('title')}
        back="/"
        lead={t('lead')}
        action={
          inside ? (
            <>
              {asked > 0 && missing.length > 0 && (
                <p role="alert" className="bad strong">
                  {t('missing', { n: missing.length })}
                </p>
              )}
              <SendButton command={record}>{t('submit')}</SendButton>
            </>
          ) : (
            <LinkButton kind="primary" wide href="/door">
              {t('toDoor')}
            </LinkButton>
          )
        }
      >
        <OfflineNotice />
        {!inside && (
          <Notice tone="warning" title={t('notNow')}>
            {t('notNowWhy')}
          </Notice>
        )}
        <Saved saved={saved} />
        <div ref={body} className="stack">
          {form ? (
            <SurveyFields form={form} change={change} missing={missing} asked={asked > 0} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </Page>
    </form>
  )
}

/** The survey: an answer per line, kept on the phone while it is typed, sent once. */
export const Survey = () => {
  const t = useWords(surveyWords)
  return (
    <VisitScreen title={t('title')} back="/" step="surveys.record">
      {(here) =>
        here.visit.status === 'done' ? (
          <Page title={t('title')} back="/" action={<ToVisit />}>
            <Notice tone="good" title={t('alreadyDone')} />
          </Page>
        ) : (
          <Form here={here} />
        )
      }
    </VisitScreen>
  )
}
