import type { OutputOf } from '#api/calls.ts'
import { fenceAt } from '#device/fence.ts'
import { type FormEvent, useState } from 'react'
import { momentOf } from '../../web/format.ts'
import { useSettings } from '../../web/settings.tsx'
import { Button } from '../../web/ui/button.tsx'
import { Notice, type Tone } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Card, Facts } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { type Here, ToVisit, VisitScreen } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import type { Fix } from '../survey/form.ts'
import { PositionField } from '../survey/position-field.tsx'
import { LabelCard } from './label-card.tsx'
import { ReadSerial } from './read-code.tsx'
import { hasPlace } from './waits.ts'
import { deviceWords } from './words.ts'

type Verdict = OutputOf<'devices.record-fix'>['verdict']
/** A fix says when it was taken: it may have to wait for a network. */
type Taken = Fix & { measuredAt: string }

const tones: Record<Verdict, Tone> = {
  inside: 'good',
  unclear: 'warning',
  outside: 'bad',
  moved: 'bad',
  ignored: 'warning',
}

const fence = () => fenceAt(new Date().toISOString())

/** What the house answered: how far, never where. */
const Compared = ({
  answer: { verdict, metres },
  onAgain,
}: {
  answer: OutputOf<'devices.record-fix'>
  onAgain: () => void
}) => {
  const t = useWords(deviceWords)
  return (
    <Page title={t('checkPlace')} back="/" action={<ToVisit />}>
      <div role="status">
        <Notice
          tone={tones[verdict]}
          title={t(verdict)}
          actions={verdict !== 'inside' && <Button onClick={onAgain}>{t('placeAgain')}</Button>}
        >
          {t(`${verdict}Why`)}
        </Notice>
      </div>
      {verdict !== 'ignored' && (
        <Card>
          <Facts
            rows={[
              [t('distance'), t('metresAway', { metres })],
              [t('allowed'), t('metresAllowed', { metres: fence().beyondMetres })],
            ]}
          />
        </Card>
      )}
    </Page>
  )
}

const Measuring = ({ device }: { device: Device }) => {
  const t = useWords(deviceWords)
  const { language } = useSettings()
  const [serial, setSerial] = useState<string | null>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const [asked, setAsked] = useState(false)
  const record = useKeptCommand('devices.record-fix', device.deviceId)
  const { waiting } = record
  const readSerial = serial ?? waiting?.readSerial ?? ''
  const kept: Taken | null = waiting && {
    latitudeE6: waiting.latitudeE6,
    longitudeE6: waiting.longitudeE6,
    accuracyMetres: waiting.accuracyMetres,
    measuredAt: waiting.measuredAt ?? '',
  }
  const fix = taken ?? kept
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (readSerial.trim() && fix)
      record.send({ deviceId: device.deviceId, readSerial: readSerial.trim(), ...fix })
  }
  if (record.data)
    return (
      <Compared
        answer={record.data}
        onAgain={() => {
          setTaken(null)
          record.reset()
        }}
      />
    )
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('checkPlace')}
        back="/"
        lead={t('placeLead')}
        action={<SendButton command={record}>{t('placeNow')}</SendButton>}
      >
        <OfflineNotice />
        <LabelCard device={device} />
        <Card title={`${t(device.terminalKind)} ${device.modelCode}`}>
          <ReadSerial value={readSerial} onChange={setSerial} asked={asked} />
        </Card>
        <Card title={t('place')}>
          <p>{t('placeRule', { metres: fence().beyondMetres })}</p>
          <PositionField
            fix={fix}
            onFix={(read) => setTaken({ ...read, measuredAt: new Date().toISOString() })}
            problem={asked && !fix && t('needFix')}
            limit={fence().accuracyMetres}
          />
          {fix && <p className="soft small">{t('placeTaken', { at: momentOf(fix.measuredAt, language) })}</p>}
        </Card>
      </Page>
    </form>
  )
}

const PlaceOf = ({ here: { device } }: { here: Here }) => {
  const t = useWords(deviceWords)
  if (device && hasPlace(device)) return <Measuring device={device} />
  return (
    <Page title={t('checkPlace')} back="/" action={<ToVisit />}>
      <Notice tone="warning" title={t(device ? 'placeNotBound' : 'noDevice')} />
    </Page>
  )
}

/** Where the terminal stands, measured by whoever stands before it, against where it is bound. */
export default function Place() {
  const t = useWords(deviceWords)
  return (
    <VisitScreen title={t('checkPlace')} back="/" step="devices.record-fix">
      {(here) => <PlaceOf here={here} />}
    </VisitScreen>
  )
}
