import type { InputOf } from '#api/calls.ts'
import type { PhotoSide } from '#device/surface.ts'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { TextInput } from '../../web/ui/fields.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useToast } from '../../web/ui/toast.tsx'
import { useWords } from '../../web/wording.ts'
import { type Here, ToVisit, VisitScreen, useVisitIds } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import { LabelCard } from './label-card.tsx'
import { type Photo, Photos } from '../surface/photos.tsx'
import { Quarantine } from './quarantine.tsx'
import { ReadSeal, ReadSerial } from './read-code.tsx'
import { deviceWords } from './words.ts'
import { type Answer, YesNo } from './yes-no.tsx'

type Seen = {
  readSerial: string
  readSeal: string
  firmwareVersion: string
  sealIntact: Answer
  caseUndamaged: Answer
}

const nothingSeen: Seen = {
  readSerial: '',
  readSeal: '',
  firmwareVersion: '',
  sealIntact: '',
  caseUndamaged: '',
}

const seenIn = (sent: InputOf<'devices.inspect-on-site'>): Seen => ({
  readSerial: sent.readSerial,
  readSeal: sent.readSeal,
  firmwareVersion: sent.firmwareVersion,
  sealIntact: sent.sealIntact ? 'yes' : 'no',
  caseUndamaged: sent.caseUndamaged ? 'yes' : 'no',
})

/** What was read off the device in front of the merchant; what it should be stays with the server. */
const Reading = ({ device }: { device: Device }) => {
  const t = useWords(deviceWords)
  const tell = useToast()
  const [, go] = useLocation()
  const { visitId } = useVisitIds()
  const [typed, setTyped] = useState<Partial<Seen>>({})
  const [asked, setAsked] = useState(false)
  const [taken, setTaken] = useState<Partial<Record<PhotoSide, Photo>>>({})
  const inspect = useKeptCommand('devices.inspect-on-site', device.deviceId)
  const { waiting } = inspect
  const seen: Seen = { ...nothingSeen, ...(waiting && seenIn(waiting)), ...typed }
  const see = (part: Partial<Seen>) => setTyped((before) => ({ ...before, ...part }))
  const told = ({ status }: { status: Device['status'] }) => {
    if (status !== 'suspect') tell(t('inspectDone'))
    go('/')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const { readSerial, readSeal, firmwareVersion, sealIntact, caseUndamaged } = seen
    const before = Object.fromEntries((waiting?.photos ?? []).map((photo) => [photo.side, photo]))
    const photos = Object.values({ ...before, ...taken })
    const read = {
      readSerial: readSerial.trim(),
      readSeal: readSeal.trim(),
      firmwareVersion: firmwareVersion.trim(),
      sealIntact: sealIntact === 'yes',
      caseUndamaged: caseUndamaged === 'yes',
    }
    if (sealIntact !== '' && caseUndamaged !== '' && !Object.values(read).includes(''))
      inspect.send(
        { deviceId: device.deviceId, visitId, ...read, ...(photos.length > 0 && { photos }) },
        told,
      )
  }
  const lacks = (typed: string) => asked && typed.trim() === '' && t('readIt')
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('inspect')}
        back="/"
        lead={t('inspectLead')}
        action={<SendButton command={inspect}>{t('inspectNow')}</SendButton>}
      >
        <OfflineNotice />
        <LabelCard device={device} firmware />
        <Card title={`${t(device.terminalKind)} ${device.modelCode}`}>
          <ReadSerial value={seen.readSerial} onChange={(readSerial) => see({ readSerial })} asked={asked} />
          <ReadSeal value={seen.readSeal} onChange={(readSeal) => see({ readSeal })} asked={asked} />
          <YesNo
            legend={t('sealIntact')}
            value={seen.sealIntact}
            onChange={(sealIntact) => see({ sealIntact })}
            asked={asked}
          />
          <YesNo
            legend={t('caseUndamaged')}
            value={seen.caseUndamaged}
            onChange={(caseUndamaged) => see({ caseUndamaged })}
            asked={asked}
          />
          <TextInput
            label={t('firmware')}
            help={t('firmwareHelp')}
            problem={lacks(seen.firmwareVersion)}
            value={seen.firmwareVersion}
            onChange={(firmwareVersion) => see({ firmwareVersion })}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            className="code"
          />
        </Card>
        <Photos
          reference
          photos={taken}
          take={(photo) => setTaken((was) => ({ ...was, [photo.side]: photo }))}
          kept={false}
          asked={false}
        />
      </Page>
    </form>
  )
}

const Inspecting = ({ here: { visit, device } }: { here: Here }) => {
  const t = useWords(deviceWords)
  const held =
    device !== null &&
    (device.status === 'posted'
      ? device.custodian.kind === 'merchant'
      : device.status === 'in-transit' && device.custodian.kind === 'technician')
  if (device && held && visit.status === 'arrived') return <Reading device={device} />
  const obstacle = (): 'noDevice' | 'doorFirst' | 'deviceFirst' | 'inspectedAlready' => {
    if (!device) return 'noDevice'
    if (device.status !== 'in-transit' && device.status !== 'posted' && device.status !== 'reserved')
      return 'inspectedAlready'
    return held ? 'doorFirst' : 'deviceFirst'
  }
  return (
    <Page title={t('inspect')} back="/" action={<ToVisit />}>
      {device?.status === 'suspect' ? (
        <Quarantine />
      ) : (
        <Notice tone={obstacle() === 'inspectedAlready' ? 'good' : 'warning'} title={t(obstacle())} />
      )}
    </Page>
  )
}

/** The look at the terminal before anything is connected. */
export default function Inspect() {
  const t = useWords(deviceWords)
  return (
    <VisitScreen title={t('inspect')} back="/" step="devices.inspect-on-site">
      {(here) => <Inspecting here={here} />}
    </VisitScreen>
  )
}
