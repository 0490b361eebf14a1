import { useState } from 'react'
import { useLocation } from 'wouter'
import { momentOf } from '../format.ts'
import { useCommand } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { RadioCards } from '../ui/choices.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Card } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import { finishWords } from './finish-words.ts'
import type { CaseView } from './next.ts'

type Answer = 'yes' | 'no' | ''

const Form = ({ view }: { view: CaseView }) => {
  const t = useWords(finishWords)
  const tell = useToast()
  const { language } = useSettings()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const before = view.merchantConfirmation
  const [extraFee, setExtraFee] = useState<Answer>('')
  const [satisfied, setSatisfied] = useState<Answer>('')
  const [incomplete, setIncomplete] = useState(false)
  const confirm = useCommand('go-live.confirm')
  const send = () => {
    const complete = extraFee !== '' && satisfied !== ''
    setIncomplete(!complete)
    if (complete)
      confirm.send({ caseId, extraFeeAsked: extraFee === 'yes', satisfied: satisfied === 'yes' }, () => {
        tell(t('confirmed'))
        go('/')
      })
  }
  return (
    <Page
      title={t('confirmTitle')}
      lead={t('confirmLead')}
      back="/"
      action={
        <>
          {incomplete && <Notice tone="warning" alert title={t('answerBoth')} />}
          <ProblemNotice problem={confirm.problem} />
          <Button kind="primary" busy={confirm.busy} onClick={send}>
            {t('sendConfirm')}
          </Button>
        </>
      }
    >
      {before && <Notice>{t('confirmedAt', { at: momentOf(before.at, language) })}</Notice>}
      <Card>
        <RadioCards<'yes' | 'no'>
          inline
          legend={t('extraFee')}
          help={t('extraFeeHelp')}
          value={extraFee}
          onChange={setExtraFee}
          choices={[
            { value: 'no', label: t('no') },
            { value: 'yes', label: t('yes') },
          ]}
        />
        {extraFee === 'yes' && <LinkButton href="/tickets">{t('reportFee')}</LinkButton>}
      </Card>
      <Card>
        <RadioCards<'yes' | 'no'>
          inline
          legend={t('satisfied')}
          help={t('satisfiedHelp')}
          value={satisfied}
          onChange={setSatisfied}
          choices={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
      </Card>
    </Page>
  )
}

/** Two plain questions before anything goes live. */
export default function ConfirmScreen() {
  const t = useWords(finishWords)
  const { language } = useSettings()
  return (
    <CasePage title={t('confirmTitle')}>
      {(view) =>
        // Nothing is asked any more once it is live: trouble is a ticket then.
        view.liveAt !== null && view.merchantConfirmation ? (
          <Page title={t('confirmTitle')} back="/">
            <Notice tone="good">
              {t('confirmedAt', { at: momentOf(view.merchantConfirmation.at, language) })}
            </Notice>
            <LinkButton href="/tickets">{t('reportFee')}</LinkButton>
          </Page>
        ) : (
          <Form view={view} />
        )
      }
    </CasePage>
  )
}
