import { Link } from 'wouter'
import { momentOf, clockOf } from '../web/format.ts'
import { useSettings } from '../web/settings.tsx'
import { LinkButton } from '../web/ui/button.tsx'
import { Notice } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { Steps } from '../web/ui/steps.tsx'
import { Card, Facts, LinkList, Tag } from '../web/ui/surface.tsx'
import { useWords } from '../web/wording.ts'
import { HandlerCard } from './handler/handler-card.tsx'
import { Quarantine } from './device/quarantine.tsx'
import { hasPlace } from './device/waits.ts'
import { deviceWords } from './device/words.ts'
import { Follow, type Here, VisitScreen, hasWaiting, useVisitRead } from './in-visit.tsx'
import { placeOf } from './line.ts'
import { useOffline } from './offline.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { Phases } from './phases.tsx'
import { type Station, type StationName, needsNetwork, nextOf, phaseOf, stationsOf } from './stations.ts'
import { UnsentList } from './unsent-list.tsx'
import { fieldWords } from './words.ts'

const starts = {
  custody: 'startCustody',
  depart: 'startDepart',
  arrive: 'startArrive',
  survey: 'startSurvey',
  inspect: 'startInspect',
  bind: 'startBind',
  'function-test': 'startTest',
  training: 'startTraining',
  surface: 'startSurface',
  'take-out': 'startTakeOut',
  finish: 'startFinish',
} as const

const says = {
  waiting: 'sayWaiting',
  ready: 'sayReady',
  driving: 'sayDriving',
  inside: 'sayInside',
  done: 'sayDone',
} as const

const calls: Partial<Record<StationName, readonly string[]>> = {
  custody: ['devices.accept-device', 'hand-overs.deliver'],
  survey: ['surveys.record'],
  inspect: ['devices.inspect-on-site'],
  bind: ['devices.bind'],
  surface: ['inspections.record'],
  finish: ['visits.finish'],
}

const waits = (station: Station, here: Here) => {
  if (station.name === 'booked') return 'waitBooked' as const
  if (station.name === 'accept') return 'waitAccept' as const
  if (station.name === 'confirm') return 'waitConfirm' as const
  if (station.name === 'custody' && !station.go)
    return here.device?.status === 'posted' ? ('waitPosted' as const) : ('waitReserved' as const)
  return null
}

/** What may be done beside the list in a visit to a terminal that stands there. */
const AtTheTerminal = ({ visit: { kind, status } }: { visit: Here['visit'] }) => {
  const t = useWords(fieldWords)
  if (status !== 'arrived' || kind === 'survey' || kind === 'install') return null
  const rows = [
    ...(kind === 'repair' ? [{ key: 'surface', href: '/surface', title: t('surface') }] : []),
    ...(kind === 'inspection' ? [] : [{ key: 'out', href: '~/hand-over', title: t('take-out') }]),
    { key: 'finish', href: '/finish', title: t('finish') },
  ]
  return (
    <Card>
      <LinkList rows={rows} />
    </Card>
  )
}

const OfVisit = ({ here }: { here: Here }) => {
  const t = useWords(fieldWords)
  const d = useWords(deviceWords)
  const { language } = useSettings()
  const { row, device: deviceAhead, line } = here
  const { visit, view, device, departed } = here.said
  const ahead = [useOffline(), hasWaiting(here)].includes(true)
  // Asked for already here, so that the code is at hand when the shop has no reception.
  useVisitRead(
    'visits.door-check',
    { caseId: view.caseId, visitId: visit.visitId },
    { enabled: visit.status === 'confirmed' },
  )
  const stations = stationsOf(here.said, here)
  const now = nextOf(stations, ahead && visit.status === 'arrived')
  const start = now?.go && now.name in starts ? starts[now.name as keyof typeof starts] : null
  const wait = now ? waits(now, here) : null
  const declined = visit.status === 'declined'
  const phase = phaseOf(visit, departed)
  const noteOf = ({ name, state }: Station) => {
    const kept = state === 'kept' && line.find(({ call }) => calls[name]?.includes(call))
    if (kept) return t('keptStep', placeOf(kept, line))
    return ahead && state !== 'done' && needsNetwork(name) ? t(`network-${name}`) : undefined
  }
  return (
    <Page
      title={row.shopName || view.merchant.name}
      back="~/technician"
      lead={momentOf(visit.startsAt, language)}
      aside={<Tag tone="info">{t(visit.kind)}</Tag>}
      action={
        !declined && now?.go && start && device?.status !== 'suspect' ? (
          <LinkButton kind="primary" wide href={now.go.startsWith('~') ? now.go : `/${now.go}`}>
            {t(start)}
          </LinkButton>
        ) : undefined
      }
    >
      <OfflineNotice />
      <UnsentList within={visit.visitId} {...(device && { deviceId: device.deviceId })} />
      {declined ? (
        <Notice tone="warning" title={t('sayDeclined')}>
          {t('sayDeclinedWhy')}
        </Notice>
      ) : (
        <>
          <Phases phase={phase} />
          {device?.status === 'suspect' ? (
            <Quarantine />
          ) : (
            <p className="say" role="status">
              {t(now?.name === 'custody' ? 'sayTerminal' : says[phase])}
            </p>
          )}
          {now && now.whose !== 'technician' && <Follow />}
          {wait && (
            <Notice title={t(now?.whose === 'acquirer' ? 'waitAcquirer' : 'waitMerchant')}>{t(wait)}</Notice>
          )}
          <Card title={t('checklist')}>
            <Steps
              label={t('checklist')}
              said={{
                done: t('stateDone'),
                kept: t('stateKept'),
                now: t('stateNow'),
                later: t('stateLater'),
              }}
              rows={stations.map((station) => {
                const { name, state, go } = station
                const title = t(name === 'survey' ? 'surveyForm' : name)
                return {
                  key: name,
                  state: station === now ? 'now' : state,
                  note: noteOf(station),
                  title:
                    (state !== 'later' || station === now) && go && visit.status !== 'done' ? (
                      <Link href={go.startsWith('~') ? go : `/${go}`}>{title}</Link>
                    ) : (
                      title
                    ),
                }
              })}
            />
          </Card>
        </>
      )}
      <AtTheTerminal visit={visit} />
      {deviceAhead && hasPlace(deviceAhead) && (
        <Card>
          <LinkList
            rows={[{ key: 'place', href: '/place', title: d('checkPlace'), note: d('checkPlaceNote') }]}
          />
        </Card>
      )}
      <HandlerCard here={here} />
      <Card>
        <Facts
          rows={[
            [t('when'), `${momentOf(visit.startsAt, language)}–${clockOf(visit.endsAt, language)}`],
            row.addressMasked ? [t('shopArea'), row.addressMasked] : null,
            [t('forProvider'), row.provider],
            [t('acquirer'), view.acquirer.name],
          ]}
        />
      </Card>
    </Page>
  )
}

/** One visit: three words on top, the list below, one thing to do at the bottom. */
export const Visit = () => {
  const t = useWords(fieldWords)
  return (
    <VisitScreen title={t('checklist')} back="~/technician" step="visit">
      {(here) => <OfVisit here={here} />}
    </VisitScreen>
  )
}
