import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { momentOf } from '../../format.ts'
import { useCommand } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choices.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Card } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useBoth, useWords } from '../../wording.ts'
import { myDataWords } from './words.ts'

type MyData = OutputOf<'vault.my-data'>
type Schedule = MyData['ifDeleted']['schedule']

/** What one day destroys stands together. */
const byDay = (schedule: Schedule) =>
  [...new Set(schedule.map(({ on }) => on))].map((on) => ({
    on,
    parts: schedule.filter((each) => each.on === on),
  }))

/** What happens on which day, and by which law. */
const Days = ({ schedule, atOnce }: { schedule: Schedule; atOnce?: boolean }) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  const { language } = useSettings()
  return (
    <ol className="stack">
      {atOnce && (
        <li className="parted">
          <p className="strong">{t('atOnce')}</p>
          <p>{t('atOnceWhat')}</p>
        </li>
      )}
      {byDay(schedule).map(({ on, parts }) => (
        <li key={on} className="parted">
          <p className="strong">{on}</p>
          {parts.map(({ keep, what, erasedAt }) => (
            <p key={keep}>
              {t('destroys', { what: both(what) })}
              {erasedAt && ` ${t('destroyed', { at: momentOf(erasedAt, language) })}`}
            </p>
          ))}
          {[...new Set(parts.map(({ why }) => both(why)))].map((why) => (
            <p key={why} className="soft small">
              {why}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}

const Ask = ({ schedule }: { schedule: Schedule }) => {
  const t = useWords(myDataWords)
  const c = useWords(common)
  const tell = useToast()
  const [asking, setAsking] = useState(false)
  const [understood, setUnderstood] = useState(false)
  const [missed, setMissed] = useState(false)
  const ask = useCommand('vault.request-deletion')
  const close = () => {
    setAsking(false)
    setUnderstood(false)
    setMissed(false)
    ask.reset()
  }
  const send = () => {
    setMissed(!understood)
    if (understood)
      ask.send({}, () => {
        tell(t('asked'))
        close()
      })
  }
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t('ask')}
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title={t('ask')}
        actions={
          <>
            <Button onClick={close}>{c('cancel')}</Button>
            <Button kind="danger" busy={ask.busy} onClick={send}>
              {t('ask')}
            </Button>
          </>
        }
      >
        <Days schedule={schedule} atOnce />
        <Checkbox label={t('understand')} checked={understood} onChange={setUnderstood} />
        {missed && !understood && <Notice tone="warning" alert title={t('understandFirst')} />}
        <ProblemNotice problem={ask.problem} />
      </Dialog>
    </>
  )
}

const Standing = ({ deletion }: { deletion: NonNullable<MyData['deletion']> }) => {
  const t = useWords(myDataWords)
  const { language } = useSettings()
  const tell = useToast()
  const cancel = useCommand('vault.cancel-deletion')
  const { requestedAt, doneAt, cancellable, schedule } = deletion
  return (
    <Card title={t('delete')} tone="warning">
      <Notice tone="warning" title={t('sealed')}>
        {t('sealedAt', { at: momentOf(requestedAt, language) })}
        {doneAt && ` ${t('done', { at: momentOf(doneAt, language) })}`}
      </Notice>
      <Days schedule={schedule} />
      <ProblemNotice problem={cancel.problem} />
      {cancellable && (
        <>
          <p className="soft">{t('undoWhy')}</p>
          <Button busy={cancel.busy} onClick={() => cancel.send({}, () => tell(t('undone')))}>
            {t('undo')}
          </Button>
        </>
      )}
    </Card>
  )
}

/** Asking for deletion says beforehand what happens at once and what on which day (PIPL art. 47). */
export const Deletion = ({ deletion, ifDeleted }: Pick<MyData, 'deletion' | 'ifDeleted'>) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  if (deletion) return <Standing deletion={deletion} />
  const { refused, schedule } = ifDeleted
  return (
    <Card title={t('delete')}>
      <p className="soft">{t('deleteLead')}</p>
      {refused ? (
        <Notice title={both(refused.happened)}>{both(refused.remedy)}</Notice>
      ) : (
        <Ask schedule={schedule} />
      )}
    </Card>
  )
}
