import type { InputOf } from '#api/calls.ts'
import { type PhotoSide, type SurfacePoint, pointNames } from '#device/surface.ts'
import { type FormEvent, useState } from 'react'
import { TerminalLooks } from '../../web/terminal-looks.tsx'
import { RadioCards } from '../../web/ui/choices.tsx'
import { TextInput } from '../../web/ui/fields.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { LabelCard } from '../device/label-card.tsx'
import { Quarantine } from '../device/quarantine.tsx'
import { ReadSerial } from '../device/read-code.tsx'
import { deviceWords } from '../device/words.ts'
import { type Here, ToVisit, VisitScreen, useVisitIds } from '../in-visit.tsx'
import { useKeptCommand } from '../kept-command.ts'
import { OfflineNotice } from '../offline-notice.tsx'
import { SendButton } from '../send-button.tsx'
import type { Device } from '../stations.ts'
import { type Photo, Photos } from './photos.tsx'
import { surfaceWords } from './words.ts'

type Sent = InputOf<'inspections.record'>
type Answers = Partial<Record<SurfacePoint, boolean>>

const Points = ({
  answers,
  answer,
  asked,
}: {
  answers: Answers
  answer: (point: SurfacePoint, value: boolean) => void
  asked: boolean
}) => {
  const t = useWords(surfaceWords)
  return (
    <Card title={t('points')}>
      {pointNames.map((point) => {
        const said = answers[point]
        return (
          <RadioCards<'yes' | 'no'>
            inline
            key={point}
            legend={t(point)}
            {...(point === 'camera-view' && { help: t('camera-viewHelp') })}
            problem={asked && said === undefined && t('answerThis')}
            value={said === undefined ? '' : said ? 'yes' : 'no'}
            onChange={(value) => answer(point, value === 'yes')}
            choices={[
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ]}
          />
        )
      })}
    </Card>
  )
}

/** What was seen goes out as it was seen, with its own time: kept on the phone until the house has it. */
const Looking = ({ device }: { device: Device }) => {
  const t = useWords(surfaceWords)
  const d = useWords(deviceWords)
  const { visitId } = useVisitIds()
  const record = useKeptCommand('inspections.record', device.deviceId)
  const { waiting, data } = record
  const [typed, setTyped] = useState<{ readSerial?: string; firmwareVersion?: string }>({})
  const [answered, setAnswered] = useState<Answers>({})
  const [taken, setTaken] = useState<Partial<Record<PhotoSide, Photo>>>({})
  const [asked, setAsked] = useState(false)
  const readSerial = typed.readSerial ?? waiting?.readSerial ?? ''
  const firmwareVersion = typed.firmwareVersion ?? waiting?.firmwareVersion ?? ''
  const answers: Answers = { ...waiting?.points, ...answered }
  const before = Object.fromEntries((waiting?.photos ?? []).map((photo) => [photo.side, photo]))
  const photos: Partial<Record<PhotoSide, Photo>> = { ...before, ...taken }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const { front, back } = photos
    const complete = pointNames.every((point) => answers[point] !== undefined)
    if (!complete || !front || !back || !readSerial.trim() || !firmwareVersion.trim()) return
    const seen = {
      ...{ deviceId: device.deviceId, visitId },
      ...{ readSerial: readSerial.trim(), firmwareVersion: firmwareVersion.trim() },
      points: answers as Sent['points'],
      photos: [front, back],
    }
    // Unchanged, it goes out again under the same key, and so with the time of the first try.
    const { inspectedAt, ...first } = waiting ?? {}
    const same = JSON.stringify(first) === JSON.stringify(seen)
    record.send({
      ...seen,
      inspectedAt: same && inspectedAt !== undefined ? inspectedAt : new Date().toISOString(),
    })
  }
  if (data)
    return (
      <Page title={t('title')} back="/" action={<ToVisit />}>
        {data.status === 'suspect' || data.noes.length > 0 ? (
          <Notice tone="bad" alert title={t('stopped')}>
            {t('stoppedWhy')}
          </Notice>
        ) : (
          <Notice tone="good" title={t('done')} />
        )}
      </Page>
    )
  return (
    <form noValidate onSubmit={submit}>
      <Page
        title={t('title')}
        back="/"
        lead={t('lead')}
        action={<SendButton command={record}>{t('submit')}</SendButton>}
      >
        <OfflineNotice />
        <LabelCard device={device} firmware />
        <Card title={t('read')}>
          <ReadSerial
            value={readSerial}
            onChange={(value) => setTyped((was) => ({ ...was, readSerial: value }))}
            asked={asked}
          />
          <TextInput
            label={d('firmware')}
            help={d('firmwareHelp')}
            problem={asked && firmwareVersion.trim() === '' && d('readIt')}
            value={firmwareVersion}
            onChange={(value) => setTyped((was) => ({ ...was, firmwareVersion: value }))}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            className="code"
          />
        </Card>
        <Points
          answers={answers}
          answer={(point, value) => setAnswered((was) => ({ ...was, [point]: value }))}
          asked={asked}
        />
        <Photos
          photos={photos}
          take={(photo) => setTaken((was) => ({ ...was, [photo.side]: photo }))}
          kept={waiting !== null && Object.keys(taken).length === 0}
          asked={asked}
        />
        <TerminalLooks deviceId={device.deviceId} />
      </Page>
    </form>
  )
}

const Inside = ({ here: { visit, device } }: { here: Here }) => {
  const t = useWords(surfaceWords)
  const stands = device !== null && ['bound', 'live', 'suspended', 'suspect'].includes(device.status)
  // Its own inspection ends the visit: what came of it is still to be read.
  const [first] = useState(visit.status)
  if (device && stands && [first, visit.status].includes('arrived')) return <Looking device={device} />
  return (
    <Page title={t('title')} back="/" action={<ToVisit />}>
      {device?.status === 'suspect' ? (
        <Quarantine />
      ) : (
        <Notice tone="warning" title={t(visit.status === 'arrived' ? 'notStanding' : 'notInside')} />
      )}
    </Page>
  )
}

/** The look at a terminal that stands in its shop (trust duty 10). */
export default function Surface() {
  const t = useWords(surfaceWords)
  return (
    <VisitScreen title={t('title')} back="/" step="inspections.record">
      {(here) => <Inside here={here} />}
    </VisitScreen>
  )
}
