import { type FormEvent, useState } from 'react'
import { LinkButton } from '../../web/ui/button.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { Follow, type Here, ToVisit, VisitScreen, hasWaiting, useVisitIds } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { useOffline } from '../offline.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import type { Fix } from '../survey/form.ts'
import { PositionField } from '../survey/position-field.tsx'
import { LabelCard } from './label-card.tsx'
import { ReadSerial } from './read-code.tsx'
import { deviceWords } from './words.ts'

const Bound = ({ terminalNo, merchantNo }: { terminalNo: string; merchantNo: string }) => {
  const t = useWords(deviceWords)
  return (
    <Page
      title={t('bind')}
      back="/"
      action={
        <LinkButton kind="primary" wide href="/function-test">
          {t('toTest')}
        </LinkButton>
      }
    >
      <Card title={t('boundNow')} tone="good">
        <dl className="numbers">
          <dt>{t('terminalNo')}</dt>
          <dd>{terminalNo}</dd>
          <dt>{t('merchantNo')}</dt>
          <dd>
            {merchantNo.slice(0, 7)}
            <mark>{merchantNo.slice(7, 11)}</mark>
            {merchantNo.slice(11)}
          </dd>
        </dl>
        <p>{t('mccWhy', { mcc: merchantNo.slice(7, 11) })}</p>
      </Card>
    </Page>
  )
}

const fixOf = ({ latitudeE6, longitudeE6, accuracyMetres }: Fix): Fix => ({
  latitudeE6,
  longitudeE6,
  accuracyMetres,
})

const Binding = ({ device, accepted }: { device: Device; accepted: boolean }) => {
  const t = useWords(deviceWords)
  const { visitId } = useVisitIds()
  const [serial, setSerial] = useState<string | null>(null)
  const [taken, setFix] = useState<Fix | null>(null)
  const [asked, setAsked] = useState(false)
  const bind = useKeptCommand('devices.bind', device.deviceId)
  const { waiting } = bind
  const readSerial = serial ?? waiting?.readSerial ?? ''
  const fix = taken ?? (waiting && fixOf(waiting))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (readSerial.trim() && fix)
      bind.send({ deviceId: device.deviceId, visitId, readSerial: readSerial.trim(), ...fix })
  }
  if (bind.data) return <Bound {...bind.data} />
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('bind')}
        back="/"
        lead={t('bindLead')}
        action={<SendButton command={bind}>{t('bindNow')}</SendButton>}
      >
        <OfflineNotice />
        {!accepted && (
          <Notice tone="warning" title={t('bindAhead')}>
            {t('bindAheadWhy')}
          </Notice>
        )}
        <LabelCard device={device} />
        <Card title={`${t(device.terminalKind)} ${device.modelCode}`}>
          <ReadSerial value={readSerial} onChange={setSerial} asked={asked} />
        </Card>
        <Card title={t('place')}>
          <PositionField fix={fix} onFix={setFix} problem={asked && !fix && t('needFix')} />
        </Card>
      </Page>
    </form>
  )
}

const BindingHere = ({ here }: { here: Here }) => {
  const t = useWords(deviceWords)
  const { view, device } = here
  const ahead = [useOffline(), hasWaiting(here)].includes(true)
  const { install } = view
  if (install?.boundAt && install.terminalNo && install.merchantNo)
    return <Bound terminalNo={install.terminalNo} merchantNo={install.merchantNo} />
  const accepted = install?.merchantAccepted === true
  if (device?.status === 'on-site' && (accepted || ahead))
    return <Binding device={device} accepted={accepted} />
  const waiting = device?.status === 'on-site'
  return (
    <Page title={t('bind')} back="/" action={<ToVisit />}>
      {waiting && <Follow />}
      {waiting ? (
        <Notice title={t('notAccepted')}>{t('notAcceptedWhy')}</Notice>
      ) : (
        <Notice tone="warning" title={t(device ? 'inspectFirst' : 'noDevice')} />
      )}
    </Page>
  )
}

/** One terminal, one serial, one merchant, one place. */
export default function Bind() {
  const t = useWords(deviceWords)
  return (
    <VisitScreen title={t('bind')} back="/" step="devices.bind">
      {(here) => <BindingHere here={here} />}
    </VisitScreen>
  )
}
