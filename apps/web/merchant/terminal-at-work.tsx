import type { OutputOf } from '#api/calls.ts'
import { standbyReasons } from '#fleet/standby.ts'
import { addDays, chinaDay } from '#ground/calendar.ts'
import { useState } from 'react'
import { standbyWords } from '../console/fleet/words.ts'
import { dayOf, momentOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Card, Facts } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { useBoth, useWords, words } from '../wording.ts'
import { Outage } from './outage.tsx'

const workWords = words({
  title: ['终端运行情况', 'How the terminal is doing'],
  lastHeard: ['最近上报', 'Last heard from'],
  never: ['还没有上报', 'Nothing yet'],
  battery: ['电量', 'Battery'],
  unsent: ['未结算', 'Not settled yet'],
  unsentCount: ['{n} 笔', '{n}'],
  paper: ['打印机缺纸', 'The printer is out of paper'],
  printerFault: ['打印机故障', 'The printer has a fault'],
  since: ['自 {at}', 'Since {at}'],
  quietTitle: ['什么时候可以更新', 'When it may be updated'],
  quietWhy: [
    '终端的更新只在这段时间、结算之后进行，不影响营业。',
    'Updates happen only between these times, after settlement: never while you serve.',
  ],
  from: ['从', 'From'],
  until: ['到', 'Until'],
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
})

const standbyTexts = words({
  ask: ['暂时不用这台终端', 'Put this terminal away for a while'],
  why: [
    '到这一天为止，终端不联网不会报警；被打开、被搬走仍会报警。三个月、十二个月无交易的核验照常计算。',
    'Until that day its silence raises no alarm; being opened or moved still does. Three and twelve months without a sale count on as the law has it.',
  ],
  until: ['最后一天', 'Last day'],
  noted: ['已登记', 'Noted'],
  on: ['暂停使用：{reason}，至 {until}', 'Put away: {reason}, until {until}'],
  onWhy: ['到期自动恢复看护，并发短信告诉您。', 'After that it is watched again, and you get a message.'],
  end: ['现在恢复使用', 'It works again now'],
  back: ['已恢复看护', 'Watched again'],
})

const Quiet = ({ deviceId, quiet }: { deviceId: string; quiet: OutputOf<'fleet.terminal'>['quiet'] }) => {
  const t = useWords(workWords)
  const tell = useToast()
  const [from, setFrom] = useState(quiet.from)
  const [until, setUntil] = useState(quiet.until)
  const set = useCommand('fleet.set-quiet-hours')
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        set.send({ deviceId, from, until }, () => tell(t('saved')))
      }}
    >
      <h3>{t('quietTitle')}</h3>
      <p className="soft">{t('quietWhy')}</p>
      <TextInput label={t('from')} type="time" value={from} onChange={setFrom} required carries="reference" />
      <TextInput
        label={t('until')}
        type="time"
        value={until}
        onChange={setUntil}
        required
        carries="reference"
      />
      <ProblemNotice problem={set.problem} />
      <Button type="submit" busy={set.busy}>
        {t('save')}
      </Button>
    </form>
  )
}

type Terminal = OutputOf<'fleet.terminal'>['terminal']

/** A month from today as the shop counts it: what is offered, not what must be. */
const inAMonth = () => addDays(chinaDay(new Date().toISOString()), 30)

/** The terminal is put away for a while, or back: a question, a day, one of two answers. */
const Standby = ({ deviceId, standby }: Pick<Terminal, 'deviceId' | 'standby'>) => {
  const t = useWords(standbyTexts)
  const both = useBoth()
  const { language } = useSettings()
  const tell = useToast()
  const [open, setOpen] = useState(false)
  const [until, setUntil] = useState(inAMonth)
  const begin = useCommand('fleet.begin-standby')
  const end = useCommand('fleet.end-standby')
  if (standby)
    return (
      <Notice
        tone="info"
        title={t('on', { reason: both(standbyWords[standby.reason]), until: dayOf(standby.until, language) })}
      >
        <p>{t('onWhy')}</p>
        <ProblemNotice problem={end.problem} />
        <Button busy={end.busy} onClick={() => end.send({ deviceId }, () => tell(t('back')))}>
          {t('end')}
        </Button>
      </Notice>
    )
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('ask')}</Button>
      </div>
    )
  return (
    <section className="stack" aria-label={t('ask')}>
      <h3>{t('ask')}</h3>
      <p className="soft">{t('why')}</p>
      <TextInput
        label={t('until')}
        type="date"
        value={until}
        onChange={setUntil}
        required
        carries="reference"
      />
      <ProblemNotice problem={begin.problem} />
      <div className="row">
        {standbyReasons.map((reason) => (
          <Button
            key={reason}
            busy={begin.busy}
            onClick={() =>
              begin.send({ deviceId, reason, until }, () => {
                setOpen(false)
                tell(t('noted'))
              })
            }
          >
            {both(standbyWords[reason])}
          </Button>
        ))}
      </div>
    </section>
  )
}

/** What the terminal says of itself, as far as it concerns the shop; for terminals that report. */
export const TerminalAtWork = ({ deviceId }: { deviceId: string }) => {
  const t = useWords(workWords)
  const { language } = useSettings()
  const read = useRead('fleet.terminal', { deviceId }, { refetchInterval: 60_000 })
  const incidents = useRead('incidents.list', { deviceId, show: 'open' }, { refetchInterval: 60_000 })
  if (!read.data) return null
  const { terminal, quiet } = read.data
  const { lastHeardAt, battery, unsent, printer } = terminal
  return (
    <Card title={t('title')}>
      <Outage deviceId={deviceId} />
      {(incidents.data?.items ?? []).map(({ incidentId, kind, words: said, openedAt }) => {
        const { happened, remedy } = said[language === 'en' ? 'en' : 'zh']
        return (
          <Notice
            key={incidentId}
            tone={kind === 'tampered' || kind === 'moved' ? 'bad' : 'warning'}
            title={happened}
          >
            {remedy} {t('since', { at: momentOf(openedAt, language) })}
          </Notice>
        )
      })}
      {printer === 'no-paper' && <Notice tone="warning" title={t('paper')} />}
      {printer === 'fault' && <Notice tone="warning" title={t('printerFault')} />}
      <Facts
        rows={[
          [t('lastHeard'), lastHeardAt === null ? t('never') : momentOf(lastHeardAt, language)],
          battery !== null && [t('battery'), `${battery}%`],
          unsent !== null && [t('unsent'), t('unsentCount', { n: unsent })],
        ]}
      />
      <Standby deviceId={deviceId} standby={terminal.standby} />
      <Quiet key={quiet.from + quiet.until} deviceId={deviceId} quiet={quiet} />
    </Card>
  )
}
