import { useEffect, useState } from 'react'
import { clockOf, dayOf, momentOf } from '../web/format.ts'
import { useRead } from '../web/queries.ts'
import { useMe } from '../web/session.tsx'
import { useSettings } from '../web/settings.tsx'
import { LinkButton } from '../web/ui/button.tsx'
import { Notice, type Tone } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { EmptyState, Loaded } from '../web/ui/states.tsx'
import { Card, LinkList, Tag } from '../web/ui/surface.tsx'
import { useWords } from '../web/wording.ts'
import { type DayGroup, type DayRow, groupByDay, openVisits } from './day-groups.ts'
import { waitsForMe } from './device/waits.ts'
import { useDay } from './in-visit.tsx'
import { useShownSince } from './kept-answers.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { type KeptVisit, put, taken } from './shelf.ts'
import { UnsentList } from './unsent-list.tsx'
import { fieldWords } from './words.ts'

const tones: Record<string, Tone> = { proposed: 'warning', confirmed: 'info', arrived: 'info', done: 'good' }

const Group = ({ group, heading }: { group: DayGroup; heading: string }) => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  return (
    <section aria-label={heading} className="stack tight">
      <h2 className="day-head">{heading}</h2>
      <LinkList
        rows={group.rows.map(({ caseId, visit, shopName, addressMasked, provider }) => ({
          key: visit.visitId,
          href: `/visits/${caseId}/${visit.visitId}`,
          title: `${t('time', { from: clockOf(visit.startsAt, language), until: clockOf(visit.endsAt, language) })} ${shopName}`,
          note: (
            <>
              {addressMasked && <span className="line">{addressMasked}</span>}
              <span className="line">{provider}</span>
              <span className="row tags">
                <Tag>{t(visit.kind)}</Tag>
                <Tag tone={tones[visit.status] ?? 'info'}>{t(visit.status)}</Tag>
              </span>
            </>
          ),
        }))}
      />
    </section>
  )
}

/** Terminals somebody wants to hand over to this technician. */
const Handover = () => {
  const t = useWords(fieldWords)
  const devices = useRead('devices.list', {})
  const waiting = devices.data?.items.filter(waitsForMe) ?? []
  if (waiting.length === 0) return null
  return (
    <Notice
      tone="info"
      title={t('terminalsWaiting', { n: waiting.length })}
      actions={<LinkButton href="/terminals">{t('openTerminals')}</LinkButton>}
    />
  )
}

/** The day as this phone knew it: times alone, for there is nobody to ask. */
const Kept = ({ visits }: { visits: readonly KeptVisit[] }) => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  return (
    <Card title={t('keptDay')}>
      <p className="soft small">{t('keptDayWhy')}</p>
      <ul className="stack tight">
        {visits.map(({ visitId, kind, status, startsAt, endsAt }) => (
          <li key={visitId} className="row between">
            <span>
              {momentOf(startsAt, language)}–{clockOf(endsAt, language)}
            </span>
            <span className="row tags">
              <Tag>{t(kind)}</Tag>
              <Tag tone={tones[status] ?? 'info'}>{t(status)}</Tag>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Kept while there is a network, taken when there is none. */
const useKeptDay = (rows: readonly DayRow[] | undefined, fromPhone: boolean): readonly KeptVisit[] => {
  const { personId } = useMe().data ?? {}
  const [kept, setKept] = useState<readonly KeptVisit[]>([])
  useEffect(() => {
    if (!personId) return
    if (rows && !fromPhone) void put('days', personId, openVisits(rows))
    else void taken('days', personId).then((before) => setKept(before ?? []))
  }, [rows, fromPhone, personId])
  const known = new Set(rows?.map(({ visit }) => visit.visitId))
  return rows && !fromPhone ? [] : kept.filter(({ visitId }) => !known.has(visitId))
}

/** The technician's first screen: visits by day, and whatever this phone still owes the server. */
export const Day = () => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const { today, day } = useDay()
  const fromPhone = useShownSince()?.fromPhone === true
  const kept = useKeptDay(day.data?.items, fromPhone)
  const headingOf = ({ when, day: date }: DayGroup) => {
    const said = dayOf(`${date}T04:00:00Z`, language)
    if (when === 'today') return `${t('today')} · ${said}`
    return when === 'later' ? said : `${said} · ${t(when)}`
  }
  return (
    <Page
      title={t('myDay')}
      aside={
        <LinkButton small href="/terminals">
          {t('myTerminals')}
        </LinkButton>
      }
    >
      <OfflineNotice />
      <UnsentList />
      <Handover />
      <Loaded query={day} lines={6}>
        {({ items }) => {
          const groups = groupByDay(items, today)
          if (groups.length === 0) return <EmptyState title={t('noVisits')}>{t('noVisitsWhy')}</EmptyState>
          const todays = groups.find(({ when }) => when === 'today')
          return (
            <>
              <p className="soft">{t('visitsToday', { n: todays?.rows.length ?? 0 })}</p>
              {groups.map((group) => (
                <Group key={group.when + group.day} group={group} heading={headingOf(group)} />
              ))}
            </>
          )
        }}
      </Loaded>
      {kept.length > 0 && <Kept visits={kept} />}
    </Page>
  )
}
