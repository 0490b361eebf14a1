import type { InputOf, OutputOf } from '#api/calls.ts'
import { type ConcernKind, concernReasons } from '#device/concern.ts'
import { useRef, useState } from 'react'
import { newKey } from '../client.ts'
import { momentOf } from '../format.ts'
import { useCommand, useReadOnce } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/choices.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Card, Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { terminalWords } from './words.ts'

type Reason = InputOf<'terminals.report'>['reason']
type Sent = OutputOf<'terminals.report'>

const kinds: readonly ConcernKind[] = ['fault', 'moved', 'suspicion']

const Received = ({ sent, onAnother }: { sent: Sent; onAnother: () => void }) => {
  const t = useWords(terminalWords)
  const { language } = useSettings()
  return (
    <Card title={t('sent')} tone="good">
      <div role="status" className="stack">
        <p>{t('number')}</p>
        <p className="code strong follow-up">{sent.number}</p>
        <p className="soft">
          {t('answerBy', { at: momentOf(sent.answerDue, language) })}
          <br />
          {t('settleBy', { at: momentOf(sent.settleDue, language) })}
        </p>
        <p>{t('stop')}</p>
      </div>
      <Button onClick={onAnother}>{t('another')}</Button>
    </Card>
  )
}

/** Kind, reason, send: three taps, and not a word to type. */
export const Report = ({ labelId }: { labelId: string }) => {
  const t = useWords(terminalWords)
  const [kind, setKind] = useState<ConcernKind | null>(null)
  const [reason, setReason] = useState<Reason | ''>('')
  const [sent, setSent] = useState<Sent | null>(null)
  const attempt = useRef(newKey())
  const report = useCommand('terminals.report')
  const choose = (next: ConcernKind | null) => {
    setKind(next)
    setReason('')
    setSent(null)
    attempt.current = newKey()
    report.reset()
  }
  if (sent) return <Received sent={sent} onAnother={() => choose(null)} />
  return (
    <Card title={t('report')}>
      <p className="soft">{t('reportLead')}</p>
      <div className="report-kinds">
        {kinds.map((each) => (
          <Button
            key={each}
            kind={each === 'suspicion' ? 'danger' : 'plain'}
            aria-expanded={kind === each}
            onClick={() => choose(kind === each ? null : each)}
          >
            {t(each)}
          </Button>
        ))}
      </div>
      {kind && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason !== '') report.send({ labelId, kind, reason, attempt: attempt.current }, setSent)
          }}
        >
          <RadioCards<Reason>
            legend={t('which')}
            value={reason}
            onChange={setReason}
            choices={concernReasons[kind].map((each) => ({ value: each, label: t(each) }))}
          />
          <ProblemNotice problem={report.problem} />
          {reason !== '' && (
            <Button kind="primary" type="submit" wide busy={report.busy}>
              {t('send')}
            </Button>
          )}
        </form>
      )}
    </Card>
  )
}

const numberForm = /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/
/** As people type it: small letters, no dash, and O, I and L for the digits they look like. */
const readNumber = (typed: string): string => {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** What became of a report, for whoever has its number. */
export const FollowUp = () => {
  const t = useWords(terminalWords)
  const { language } = useSettings()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const [found, setFound] = useState<OutputOf<'terminals.report-status'> | null>(null)
  const look = useReadOnce('terminals.report-status')
  return (
    <Card title={t('follow')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const number = readNumber(typed)
          setFound(null)
          setWrong(!numberForm.test(number))
          if (numberForm.test(number)) look.ask({ number }, setFound)
        }}
      >
        <TextInput
          label={t('followNumber')}
          help={t('followHelp')}
          value={typed}
          onChange={setTyped}
          carries="key"
          problem={wrong ? t('followForm') : undefined}
          required
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
        />
        <ProblemNotice problem={look.problem} />
        <Button type="submit" busy={look.busy}>
          {t('lookUp')}
        </Button>
      </form>
      {found && (
        <div role="status" className="stack">
          <Notice tone={found.status === 'closed' ? 'good' : found.late ? 'warning' : 'info'}>
            {t(`status-${found.status}`)}
            {found.late && ` · ${t('late')}`}
          </Notice>
          <Facts
            rows={[
              [t(found.kind), t(found.reason)],
              [t('reportedAt'), momentOf(found.reportedAt, language)],
              found.outcome !== null && [t('result'), t(`outcome-${found.outcome}`)],
            ]}
          />
        </div>
      )}
    </Card>
  )
}
