import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useRead } from '../../web/queries.ts'
import { LinkButton } from '../../web/ui/button.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { EmptyState, Loaded } from '../../web/ui/states.tsx'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useToast } from '../../web/ui/toast.tsx'
import { useWords } from '../../web/wording.ts'
import { VisitScreen } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import { fieldWords } from '../words.ts'
import { Attest } from './attest.tsx'
import { LabelCard } from './label-card.tsx'
import { Quarantine } from './quarantine.tsx'
import { ReadSeal, ReadSerial } from './read-code.tsx'
import { waitsForMe } from './waits.ts'
import { deviceWords } from './words.ts'
import { type Answer, YesNo } from './yes-no.tsx'

const Standing = ({ device, back }: { device: Device; back: string }) => {
  const t = useWords(deviceWords)
  const f = useWords(fieldWords)
  const mine = device.status === 'in-transit' && device.custodian.kind === 'technician'
  return (
    <Page
      title={t('custody')}
      back={back}
      action={
        <LinkButton kind="primary" wide href={back}>
          {f(back === '/' ? 'toVisit' : 'toMyDay')}
        </LinkButton>
      }
    >
      {device.status === 'suspect' ? (
        <Quarantine />
      ) : (
        <Notice tone={mine ? 'good' : 'info'} title={t(mine ? 'alreadyMine' : 'notMine')} />
      )}
      <Card>
        <Facts
          rows={[
            [t('model'), `${t(device.terminalKind)} ${device.modelCode}`],
            [t('serial'), t('tail', { tail: device.serialNo.slice(-4) })],
            [t('status'), t(device.status)],
          ]}
        />
      </Card>
      {mine && (
        <>
          <LabelCard device={device} />
          <Attest device={device} />
        </>
      )}
    </Page>
  )
}

/** Takes custody: serial and seal as read, compared by the server. A mismatch is an answer, not an error. */
const Accept = ({ device, back }: { device: Device; back: string }) => {
  const t = useWords(deviceWords)
  const tell = useToast()
  const [, go] = useLocation()
  const [serial, setSerial] = useState<string | null>(null)
  const [seal, setSeal] = useState<string | null>(null)
  const [intact, setIntact] = useState<Answer | null>(null)
  const [asked, setAsked] = useState(false)
  const accept = useKeptCommand('devices.accept-device', device.deviceId)
  const readSerial = serial ?? accept.waiting?.readSerial ?? ''
  const readSeal = seal ?? accept.waiting?.readSeal ?? ''
  const sent = accept.waiting && (accept.waiting.sealIntact ? 'yes' : 'no')
  const whole: Answer = intact ?? sent ?? ''
  const told = ({ status }: { status: Device['status'] }) => {
    if (status === 'suspect') return
    tell(t('custodyDone'))
    go(back)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const read = { readSerial: readSerial.trim(), readSeal: readSeal.trim() }
    if (read.readSerial && read.readSeal && whole !== '')
      accept.send({ deviceId: device.deviceId, ...read, sealIntact: whole === 'yes' }, told)
  }
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('custody')}
        back={back}
        lead={t('custodyLead')}
        action={<SendButton command={accept}>{t('custodyNow')}</SendButton>}
      >
        <OfflineNotice />
        <LabelCard device={device} />
        <Card title={`${t(device.terminalKind)} ${device.modelCode}`}>
          <ReadSerial value={readSerial} onChange={setSerial} asked={asked} />
          <ReadSeal value={readSeal} onChange={setSeal} asked={asked} />
          <YesNo legend={t('sealIntact')} value={whole} onChange={setIntact} asked={asked} />
        </Card>
      </Page>
    </form>
  )
}

const Custody = ({ device, back }: { device: Device; back: string }) =>
  waitsForMe(device) ? <Accept device={device} back={back} /> : <Standing device={device} back={back} />

/** Reached from the list of one's own terminals. */
export const CustodyOf = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(deviceWords)
  const devices = useRead('devices.list', {})
  const device = devices.data?.items.find((each) => each.deviceId === deviceId)
  if (device) return <Custody device={device} back="/terminals" />
  return (
    <Page title={t('custody')} back="/terminals">
      <Loaded query={devices}>
        {() => <EmptyState title={t('noTerminals')}>{t('noTerminalsWhy')}</EmptyState>}
      </Loaded>
    </Page>
  )
}

/** Reached from a visit's list. */
export const CustodyInVisit = () => {
  const t = useWords(deviceWords)
  return (
    <VisitScreen title={t('custody')} back="/" step="devices.accept-device">
      {({ device }) =>
        device ? (
          <Custody device={device} back="/" />
        ) : (
          <Page title={t('custody')} back="/">
            <EmptyState title={t('noDevice')} />
          </Page>
        )
      }
    </VisitScreen>
  )
}
