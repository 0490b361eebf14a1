import { useEffect, useState } from 'react'
import { ticketStatusWords, ticketWords } from '../../domain-words.ts'
import { momentOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { Clock } from './clock.tsx'
import { ticketScreenWords } from './words.ts'

/** The wall clock, once a minute: due times run while the page stands. */
const useNow = () => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** One ticket: its clocks, what was written, and the merchant's last word. */
export default function TicketScreen({ ticketId }: { ticketId: string }) {
  const t = useWords(ticketScreenWords)
  const name = useWords(ticketWords)
  const statusName = useWords(ticketStatusWords)
  const { language } = useSettings()
  const tell = useToast()
  const now = useNow()
  const [reopening, setReopening] = useState(false)
  const [text, setText] = useState('')
  const query = useRead('tickets.ticket', { ticketId }, { refetchInterval: 10_000 })
  const close = useCommand('tickets.close')
  const reopen = useCommand('tickets.reopen')
  const ticket = query.data?.ticket
  return (
    <Page
      title={ticket?.subject ?? t('title')}
      back="/tickets"
      action={
        ticket?.status === 'resolved' ? (
          <>
            <ProblemNotice problem={close.problem} />
            <Button
              kind="primary"
              busy={close.busy}
              onClick={() => close.send({ ticketId }, () => tell(t('closed')))}
            >
              {t('close')}
            </Button>
            <Button onClick={() => setReopening(true)}>{t('reopen')}</Button>
          </>
        ) : undefined
      }
    >
      <Loaded query={query}>
        {({ ticket, messages }) => (
          <>
            <Card
              title={t('clocks')}
              aside={<Tag tone={ticket.late ? 'bad' : 'info'}>{statusName(ticket.status)}</Tag>}
            >
              <p className="soft small">
                {name(ticket.category)} · {ticket.priority} · {momentOf(ticket.openedAt, language)}
              </p>
              <Clock
                name={t('answerDue')}
                metName={t('answered')}
                due={ticket.answerDue}
                met={ticket.answeredAt}
                now={now}
              />
              <Clock
                name={t('resolveDue')}
                metName={t('resolved')}
                due={ticket.resolveDue}
                met={ticket.resolvedAt}
                now={now}
              />
            </Card>
            <Card title={t('messages')}>
              <ol className="stack">
                {messages.map((message) => (
                  <li key={message.at + message.text} className="stack tight">
                    <p className="soft small">
                      {[message.person, message.organisation, momentOf(message.at, language)]
                        .filter(Boolean)
                        .join(' · ')}
                    </p>
                    <p className="message">{message.text}</p>
                  </li>
                ))}
              </ol>
            </Card>
          </>
        )}
      </Loaded>
      <Dialog open={reopening} onClose={() => setReopening(false)} title={t('reopen')}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            reopen.send({ ticketId, text: text.trim() }, () => {
              tell(t('reopened'))
              setReopening(false)
            })
          }}
        >
          <TextArea label={t('why')} value={text} onChange={setText} required maxLength={2000} />
          <ProblemNotice problem={reopen.problem} />
          <Button kind="primary" type="submit" busy={reopen.busy}>
            {t('reopen')}
          </Button>
        </form>
      </Dialog>
    </Page>
  )
}
