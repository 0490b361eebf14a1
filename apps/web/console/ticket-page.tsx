import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { Link } from 'wouter'
import { useRead } from '../queries.ts'
import { Loaded, Missing } from '../ui/states.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { CommandForm } from './command-form.tsx'
import { deskWords } from './desk-words.ts'
import { FormField } from './field.tsx'
import { FormAction } from './form-action.tsx'
import { Due, Moment } from './moment.tsx'
import { ConsolePage } from './page.tsx'
import { PriorityTag } from './tickets-list.tsx'
import { ticketWords } from '../domain-words.ts'
import { ticketStatusWords } from './vocabulary.ts'

type Read = OutputOf<'tickets.ticket'>
type Text = { text: string }

const Answer = ({ ticketId }: { ticketId: string }) => {
  const t = useWords(deskWords)
  const field = (label: string) => (
    <FormField name="text" label={label}>
      <Input.TextArea rows={4} maxLength={2000} showCount />
    </FormField>
  )
  return (
    <Card
      title={t('answer')}
      aside={
        <FormAction<'tickets.resolve', Text>
          name="tickets.resolve"
          label={t('resolve')}
          initial={{}}
          input={({ text }) => ({ ticketId, text })}
          done={t('resolved')}
        >
          {field(t('resolveText'))}
        </FormAction>
      }
    >
      <CommandForm<'tickets.answer', Text>
        name="tickets.answer"
        initial={{}}
        input={({ text }) => ({ ticketId, text })}
        submit={t('answer')}
        done={t('answered')}
        clear
      >
        {field(t('answerText'))}
      </CommandForm>
    </Card>
  )
}

const Conversation = ({ messages }: Pick<Read, 'messages'>) => {
  const t = useWords(deskWords)
  return (
    <Card title={t('conversation')}>
      <ol className="rows">
        {messages.map((message, index) => (
          <li key={`${message.at} ${index}`} className="stack tight">
            <span className="soft small">
              {[message.person, message.organisation].filter(Boolean).join(' · ')} ·{' '}
              <Moment at={message.at} />
            </span>
            <span className="said">{message.text}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** One ticket: its clocks, what was said, and the answer. `mayAnswer`: the regulator only reads. */
export const TicketPage = ({ ticketId, mayAnswer }: { ticketId: string; mayAnswer: boolean }) => {
  const t = useWords(deskWords)
  const both = useBoth()
  const read = useRead('tickets.ticket', { ticketId }, { refetchInterval: 60_000 })
  return (
    <Loaded query={read} missing={<Missing heading />}>
      {({ ticket, messages }) => (
        <ConsolePage
          title={ticket.subject}
          trail={[{ href: '/tickets', label: t('tickets') }]}
          extra={
            <>
              <PriorityTag priority={ticket.priority} />
              <Tag tone="info">{both(ticketStatusWords[ticket.status])}</Tag>
            </>
          }
        >
          <Card>
            <div className="fact-columns">
              <Facts
                rows={[
                  [t('shop'), ticket.shopName || t('unnamedShop')],
                  [t('category'), both(ticketWords[ticket.category])],
                  [t('opened'), <Moment key="opened" at={ticket.openedAt} />],
                  [
                    t('ofCase'),
                    <Link key="case" href={`/cases/${ticket.caseId}`}>
                      {t('openCase')}
                    </Link>,
                  ],
                ]}
              />
              <Facts
                rows={[
                  [t('answerDue'), <Due key="a" due={ticket.answerDue} met={ticket.answeredAt} />],
                  [t('resolveDue'), <Due key="r" due={ticket.resolveDue} met={ticket.resolvedAt} />],
                  [
                    t('clocks'),
                    <Tag key="late" tone={ticket.late ? 'bad' : 'good'}>
                      {t(ticket.late ? 'late' : 'onTime')}
                    </Tag>,
                  ],
                ]}
              />
            </div>
          </Card>
          <Conversation messages={messages} />
          {mayAnswer && (ticket.status === 'open' || ticket.status === 'answered') && (
            <Answer ticketId={ticket.ticketId} />
          )}
        </ConsolePage>
      )}
    </Loaded>
  )
}
