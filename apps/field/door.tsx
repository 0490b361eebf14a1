import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCommand } from '../web/queries.ts'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { CodeInput } from '../web/ui/fields.tsx'
import { Notice, ProblemNotice } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { Loaded } from '../web/ui/states.tsx'
import { Card, Facts } from '../web/ui/surface.tsx'
import { useToast } from '../web/ui/toast.tsx'
import { useWords } from '../web/wording.ts'
import { type Here, VisitScreen, useVisitIds, useVisitRead } from './in-visit.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { fieldWords } from './words.ts'

/** Who stands at the door, and the six digits the merchant compares first. */
const MyCode = () => {
  const t = useWords(fieldWords)
  const { caseId, visitId } = useVisitIds()
  const check = useVisitRead('visits.door-check', { caseId, visitId })
  return (
    <Card title={t('doorMine')}>
      <Loaded query={check}>
        {({ technician, badgeNo, provider, filingNo, technicianCode }) => (
          <>
            <output className="big-code" aria-label={t('myCode')}>
              {technicianCode}
            </output>
            <Facts
              rows={[
                [t('name'), technician],
                [t('badge'), badgeNo ?? t('noBadge')],
                [t('forProvider'), provider],
                [t('filing'), filingNo ?? t('noBadge')],
              ]}
            />
          </>
        )}
      </Loaded>
      <p className="soft">{t('doorMineWhy')}</p>
    </Card>
  )
}

const AtTheDoor = ({ here: { visit } }: { here: Here }) => {
  const t = useWords(fieldWords)
  const tell = useToast()
  const [, go] = useLocation()
  const { caseId, visitId } = useVisitIds()
  const [merchantCode, setMerchantCode] = useState('')
  const [short, setShort] = useState(false)
  const arrive = useCommand('visits.arrive')
  const type = (code: string) => {
    setMerchantCode(code)
    setShort(false)
  }
  const knock = () => {
    if (merchantCode.length < 6) return setShort(true)
    arrive.send({ caseId, visitId, merchantCode }, () => {
      tell(t('arrivedNow'))
      go('/')
    })
  }
  if (visit.status !== 'confirmed')
    return (
      <Page
        title={t('door')}
        back="/"
        action={
          <LinkButton kind="primary" wide href="/">
            {t('toVisit')}
          </LinkButton>
        }
      >
        {visit.status === 'proposed' || visit.status === 'declined' ? (
          <Notice tone="warning">{t('doorNotYet')}</Notice>
        ) : (
          <Notice tone="good" title={t('alreadyInside')} />
        )}
      </Page>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        knock()
      }}
    >
      <Page
        title={t('door')}
        back="/"
        lead={t('doorLead')}
        action={
          <Button kind="primary" wide type="submit" busy={arrive.busy}>
            {t('arriveNow')}
          </Button>
        }
      >
        <OfflineNotice />
        <MyCode />
        <Card title={t('doorTheirs')}>
          <CodeInput
            label={t('merchantCode')}
            help={t('merchantCodeHelp')}
            problem={short && t('merchantCodeShort')}
            value={merchantCode}
            onChange={type}
            autoComplete="off"
          />
          <ProblemNotice problem={arrive.problem} />
        </Card>
      </Page>
    </form>
  )
}

/** The two-way check: the technician proves first, the merchant answers. */
export const Door = () => {
  const t = useWords(fieldWords)
  return (
    <VisitScreen title={t('door')} back="/">
      {(here) => <AtTheDoor here={here} />}
    </VisitScreen>
  )
}
