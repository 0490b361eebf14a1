import type { CallName, InputOf } from '#api/calls.ts'
import { type ReactNode, createContext, useContext } from 'react'
import { useRead } from '../web/queries.ts'
import { useMe } from '../web/session.tsx'
import { LinkButton } from '../web/ui/button.tsx'
import { Page } from '../web/ui/page.tsx'
import { EmptyState, Loaded } from '../web/ui/states.tsx'
import { useWords } from '../web/wording.ts'
import { type DayRow, shopDay, spanAround } from './day-groups.ts'
import { useDeparture } from './departure.ts'
import { useKept } from './kept-answers.ts'
import { type KeptRead, isKept } from './keeping.ts'
import { aheadOf, isWaiting } from './line.ts'
import { OfflineNotice } from './offline-notice.tsx'
import type { Unsent } from './shelf.ts'
import { type Situation, deviceOf } from './stations.ts'
import { useLine } from './use-line.ts'
import { fieldWords } from './words.ts'

type Ids = { caseId: string; visitId: string }
const VisitContext = createContext<Ids>({ caseId: '', visitId: '' })

/** The visit whose screens these are. */
export const useVisitIds = () => useContext(VisitContext)

export const InVisit = ({ caseId, visitId, children }: Ids & { children: ReactNode }) => (
  <VisitContext value={{ caseId, visitId }}>{children}</VisitContext>
)

/** All visits near today; the span moves only with the day, so that every screen shares one answer. */
export const useDay = () => {
  const today = shopDay(new Date().toISOString())
  const span = spanAround(today)
  const day = useRead('visits.day', span)
  useKept('visits.day', span, day, null)
  return { today, span, day }
}

/** A read of this visit, whose answer stays on the phone while the visit is on. */
export const useVisitRead = <N extends Exclude<KeptRead, 'visits.day'>>(
  name: N,
  input: InputOf<N>,
  looking?: Parameters<typeof useRead>[2],
) => {
  const { visitId } = useVisitIds()
  const { day } = useDay()
  const query = useRead(name, input, looking)
  const visit = day.data?.items.find((each) => each.visit.visitId === visitId)?.visit
  useKept(name, input, query, visit && isKept(visit, new Date().toISOString()) ? visit : null)
  return query
}

export type Here = Situation & {
  row: DayRow
  /** As the house said it; the rest is as it will stand once what was done before this screen has gone out. */
  said: Situation
  /** Everything on this phone the house has not settled. */
  line: readonly Unsent[]
}

/** Something of this visit waits on the phone: what follows may be done ahead. */
export const hasWaiting = ({ line }: Here): boolean => line.some(isWaiting)

/** Keeps the screen around it up to date while somebody else acts. Rendered only then: each look leaves an audit row. */
export const Follow = ({ everySeconds = 4 }: { everySeconds?: number }) => {
  const { caseId } = useVisitIds()
  const looking = { refetchInterval: everySeconds * 1000 }
  useRead('cases.case', { caseId }, looking)
  useRead('devices.list', { caseId }, looking)
  return null
}

/** What a screen that has nothing left to do offers. */
export const ToVisit = () => {
  const t = useWords(fieldWords)
  return (
    <LinkButton kind="primary" wide href="/">
      {t('toVisit')}
    </LinkButton>
  )
}

/**
 * A screen that needs to know where its visit stands. Title and way back are there at once, the rest when visit,
 * case and terminals are.
 */
export const VisitScreen = ({
  title,
  back,
  step,
  children,
}: {
  title: string
  back: string
  /** What is done here: the screen stands where what comes before it leads, though that waits on this phone. */
  step?: CallName | 'visit'
  children: (here: Here) => ReactNode
}) => {
  const t = useWords(fieldWords)
  const { personId = '' } = useMe().data ?? {}
  const line = useLine()
  const { caseId, visitId } = useVisitIds()
  const { day } = useDay()
  const view = useVisitRead('cases.case', { caseId })
  const devices = useVisitRead('devices.list', { caseId })
  const { departed } = useDeparture(visitId)
  const row = day.data?.items.find(({ visit }) => visit.visitId === visitId)
  if (row && view.data && devices.data) {
    const visit = view.data.visits.find((each) => each.visitId === visitId) ?? row.visit
    const device = deviceOf(view.data, devices.data.items)
    const said = { visit, view: view.data, device, departed }
    const ahead = step ? aheadOf(said, line, personId ?? '', step) : said
    return children({ ...ahead, row, said, line })
  }
  return (
    <Page title={title} back={back}>
      <OfflineNotice />
      {day.data && !row ? (
        <EmptyState
          title={t('notYours')}
          action={
            <LinkButton kind="primary" href="~/technician">
              {t('toMyDay')}
            </LinkButton>
          }
        >
          {t('notYoursWhy')}
        </EmptyState>
      ) : (
        <Loaded query={day} lines={6}>
          {() => (
            <Loaded query={view} lines={6}>
              {() => (
                <Loaded query={devices} lines={6}>
                  {() => null}
                </Loaded>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Page>
  )
}
