import { useState } from 'react'
import { localFromInstant } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import '../../talk/talk.css'
import type { Talk } from '../../talk/thread.tsx'
import { talkWords } from '../../talk/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextInput } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCase, useCaseId } from '../case-page.tsx'

type Promised = Talk['promises'][number]

const tones = {
  noted: 'warning',
  requested: 'info',
  denied: 'bad',
  written: 'good',
  dropped: 'info',
} as const
const verdicts = { 'nothing-against': 'info', contradicted: 'bad', silent: 'warning' } as const

const today = () => localFromInstant(new Date().toISOString()).slice(0, 10)

const NoteDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useWords(talkWords)
  const tell = useToast()
  const caseId = useCaseId()
  const [text, setText] = useState('')
  const [speaker, setSpeaker] = useState('')
  const [saidOn, setSaidOn] = useState(today)
  const record = useCommand('promises.record')
  return (
    <Dialog open={open} onClose={onClose} title={t('notePromise')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          record.send({ caseId, text: text.trim(), speaker: speaker.trim(), saidOn }, () => {
            tell(t('savedToast'))
            setText('')
            onClose()
          })
        }}
      >
        <TextArea
          label={t('promiseText')}
          help={t('promiseHelp')}
          value={text}
          onChange={setText}
          required
          maxLength={500}
        />
        <TextInput label={t('speaker')} value={speaker} onChange={setSpeaker} required maxLength={60} />
        <TextInput
          label={t('saidOn')}
          type="date"
          value={saidOn}
          onChange={setSaidOn}
          required
          max={today()}
        />
        <ProblemNotice problem={record.problem} />
        <Button kind="primary" type="submit" busy={record.busy}>
          {t('notePromise')}
        </Button>
      </form>
    </Dialog>
  )
}

const PromiseCard = ({ promise, isSigned }: { promise: Promised; isSigned: boolean }) => {
  const t = useWords(talkWords)
  const tell = useToast()
  const caseId = useCaseId()
  const request = useCommand('promises.request-term')
  const drop = useCommand('promises.drop')
  const { promiseId, words, speaker, saidOn, status, reason, compared } = promise
  const asked = status === 'noted' || status === 'denied'
  return (
    <Card title={t('saidBy', { speaker, day: saidOn })} aside={<Tag tone={tones[status]}>{t(status)}</Tag>}>
      <blockquote className="quoted">{words}</blockquote>
      {compared && (
        <>
          <p>
            <Tag tone={verdicts[compared.verdict]}>{t(compared.verdict)}</Tag>
          </p>
          {compared.places.map(({ start, quote }) => (
            <blockquote key={start} className="quoted">
              {quote}
            </blockquote>
          ))}
        </>
      )}
      {status === 'denied' && (
        <div>
          <p className="soft small">{t('whyDenied')}</p>
          <p className="message">{reason}</p>
        </div>
      )}
      <ProblemNotice problem={request.problem ?? drop.problem} />
      {asked && isSigned && <p>{t('signedWithout')}</p>}
      {(asked || status === 'requested') && (
        <div className="row">
          {asked && !isSigned && (
            <Button
              kind="primary"
              aria-label={t('putInWritingNamed', { words })}
              busy={request.busy}
              onClick={() => request.send({ caseId, promiseId }, () => tell(t('requestedToast')))}
            >
              {t('putInWriting')}
            </Button>
          )}
          <Button
            kind="quiet"
            aria-label={t('dropNamed', { words })}
            busy={drop.busy}
            onClick={() => drop.send({ caseId, promiseId }, () => tell(t('dropped')))}
          >
            {t('drop')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** What the salesperson said: noted by the merchant alone, asked for in writing with one press. */
export default function PromisesScreen() {
  const t = useWords(talkWords)
  const caseId = useCaseId()
  const [noting, setNoting] = useState(false)
  const talk = useRead('agreements.talk', { caseId }, { refetchInterval: 10_000 })
  const isSigned = useCase().data?.agreement?.merchantSignature != null
  return (
    <Page
      title={t('promises')}
      lead={t('promisesWhy')}
      back="/"
      action={
        <Button kind="primary" onClick={() => setNoting(true)}>
          {t('notePromise')}
        </Button>
      }
    >
      <Loaded query={talk}>
        {({ promises }) =>
          promises.length === 0 ? (
            <EmptyState title={t('noPromises')}>{t('noPromisesWhy')}</EmptyState>
          ) : (
            promises.map((promise) => (
              <PromiseCard key={promise.promiseId} promise={promise} isSigned={isSigned} />
            ))
          )
        }
      </Loaded>
      <NoteDialog open={noting} onClose={() => setNoting(false)} />
    </Page>
  )
}
