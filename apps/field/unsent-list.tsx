import { momentOf } from '../web/format.ts'
import { useSettings } from '../web/settings.tsx'
import { Button, LinkButton } from '../web/ui/button.tsx'
import { Notice, ProblemNotice } from '../web/ui/notice.tsx'
import { useWords } from '../web/wording.ts'
import { behind, isQuarantined, isWaiting, placeOf, stopOf, terminalOf } from './line.ts'
import { type Unsent, drop } from './shelf.ts'
import { useLine } from './use-line.ts'
import { fieldWords } from './words.ts'

const named = [
  'surveys.record',
  'hand-overs.deliver',
  'devices.accept-device',
  'devices.inspect-on-site',
  'devices.bind',
  'devices.attest',
  'devices.record-fix',
  'inspections.record',
  'visits.finish',
  'visits.record-handler',
] as const

export const whatOf = (call: string) => named.find((each) => each === call) ?? ('unsent' as const)

const Open = ({ step: { page }, children }: { step: Unsent; children: string }) => (
  <LinkButton small href={`~${page}`}>
    {children}
  </LinkButton>
)

/** What holds it up besides the network. */
const Held = ({ step, line }: { step: Unsent; line: readonly Unsent[] }) => {
  const t = useWords(fieldWords)
  const stop = stopOf(step, line)
  if (stop) return <p className="small strong bad">{t('heldBy', { what: t(whatOf(stop.call)) })}</p>
  if (step.awaits === 'merchant') return <p className="small strong">{t('heldByMerchant')}</p>
  return null
}

const Waiting = ({ waiting, line }: { waiting: readonly Unsent[]; line: readonly Unsent[] }) => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  return (
    <Notice tone="warning" title={t('unsent')}>
      <div className="stack tight">
        <p>{t('unsentWhy')}</p>
        <ol className="stack tight waiting" aria-label={t('unsent')}>
          {waiting.map((each) => (
            <li key={each.slot} className="row between">
              <div className="grow">
                <p>
                  <span className="strong">{t('placeInLine', placeOf(each, line))}</span>{' '}
                  {t('unsentAt', { what: t(whatOf(each.call)), at: momentOf(each.at, language) })}
                </p>
                <Held step={each} line={line} />
              </div>
              <Open step={each}>{t('openIt')}</Open>
            </li>
          ))}
        </ol>
      </div>
    </Notice>
  )
}

/** What the house said after this phone had sent it by itself, and what that means for the steps behind it. */
const Told = ({ step, line }: { step: Unsent; line: readonly Unsent[] }) => {
  const t = useWords(fieldWords)
  const { language } = useSettings()
  const what = t('unsentAt', { what: t(whatOf(step.call)), at: momentOf(step.at, language) })
  const follow = behind(step, line)
  const stopped = step.refused !== undefined || isQuarantined(step)
  const actions = (
    <>
      <Open step={step}>{t(step.refused && follow.length > 0 ? 'putRight' : 'openIt')}</Open>
      <Button small onClick={() => void drop('unsent', step.slot)}>
        {t(follow.length > 0 ? 'letGo' : 'seenIt')}
      </Button>
    </>
  )
  const title = t(step.refused ? 'refusedLater' : 'answeredLater', { what })
  const held = stopped && follow.length > 0 && (
    <div className="stack tight">
      <p>{t(step.refused ? 'stops' : 'stopsForGood', { n: follow.length })}</p>
      <ol className="stack tight waiting">
        {follow.map((each) => (
          <li key={each.slot}>{t(whatOf(each.call))}</li>
        ))}
      </ol>
      <p className="small soft">{t('letGoWhy')}</p>
    </div>
  )
  if (step.refused)
    return (
      <section className="stack tight" aria-label={title}>
        <p className="strong bad">{title}</p>
        <ProblemNotice problem={step.refused} actions={actions} />
        {held}
      </section>
    )
  return (
    <Notice tone={stopped ? 'bad' : 'info'} alert={stopped} title={title} actions={actions}>
      {stopped && <p className="strong">{t('quarantinedLater')}</p>}
      {held}
    </Notice>
  )
}

/** Everything this phone could not send and what the house said later, each with its place and the way to its screen. */
export const UnsentList = ({ within = '', deviceId }: { within?: string; deviceId?: string }) => {
  const line = useLine()
  const shown = line.filter(
    (each) => each.page.includes(within) || (deviceId !== undefined && terminalOf(each) === deviceId),
  )
  const waiting = shown.filter(isWaiting)
  return (
    <>
      {shown
        .filter((each) => !isWaiting(each))
        .map((each) => (
          <Told key={each.slot} step={each} line={line} />
        ))}
      {waiting.length > 0 && <Waiting waiting={waiting} line={line} />}
    </>
  )
}
