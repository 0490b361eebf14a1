import { clockOf, dayOf } from '../web/format.ts'
import { useRead } from '../web/queries.ts'
import { useSettings } from '../web/settings.tsx'
import { LinkButton } from '../web/ui/button.tsx'
import { Notice, type Tone } from '../web/ui/notice.tsx'
import { Page } from '../web/ui/page.tsx'
import { EmptyState, Loaded } from '../web/ui/states.tsx'
import { LinkList, Tag } from '../web/ui/surface.tsx'
import { useWords } from '../web/wording.ts'
import { type DayGroup, groupByDay } from './day-groups.ts'
import { waitsForMe } from './device/waits.ts'
import { useDay } from './in-visit.tsx'
import { OfflineNotice, UnsentList } from './offline-notice.tsx'
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

/** The technician's first screen: visits by day, and whatever this phone still owes the server. */
export const Day = () => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const { today, day } = useDay()
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
    </Page>
  )
}
