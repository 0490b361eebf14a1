import type { InputOf } from '#api/calls.ts'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ticketStatusWords, ticketWords } from '../../domain-words.ts'
import { momentOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choices.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select, TextArea, TextInput } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { LinkList, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { ticketScreenWords } from './words.ts'

type Category = InputOf<'tickets.open'>['category']
const categories = [
  'device-fault',
  'network-fault',
  'settlement',
  'fee-dispute',
  'contract',
  'privacy',
  'suspected-fraud',
  'move-or-close',
  'training',
  'other',
] as const satisfies readonly Category[]

const OpenDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useWords(ticketScreenWords)
  const name = useWords(ticketWords)
  const { language } = useSettings()
  const tell = useToast()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const [category, setCategory] = useState<Category>('device-fault')
  const [businessStopped, setStopped] = useState(false)
  const [subject, setSubject] = useState('')
  const [description, setDescription] = useState('')
  const send = useCommand('tickets.open')
  return (
    <Dialog open={open} onClose={onClose} title={t('open')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.send(
            { caseId, category, businessStopped, subject: subject.trim(), description: description.trim() },
            ({ ticketId, answerDue }) => {
              tell(t('sent', { at: momentOf(answerDue, language) }))
              onClose()
              go(`/tickets/${ticketId}`)
            },
          )
        }}
      >
        <Select
          label={t('category')}
          value={category}
          onChange={setCategory}
          choices={categories.map((value) => ({ value, label: name(value) }))}
        />
        <Switch
          label={t('stopped')}
          note={t('stoppedNote')}
          checked={businessStopped}
          onChange={setStopped}
        />
        <TextInput label={t('subject')} value={subject} onChange={setSubject} required maxLength={120} />
        <TextArea
          label={t('description')}
          value={description}
          onChange={setDescription}
          required
          maxLength={2000}
        />
        <ProblemNotice problem={send.problem} />
        <Button kind="primary" type="submit" busy={send.busy}>
          {t('send')}
        </Button>
      </form>
    </Dialog>
  )
}

/** Every ticket of this case with its state; a new one in a few fields. */
export default function TicketsScreen() {
  const t = useWords(ticketScreenWords)
  const name = useWords(ticketWords)
  const status = useWords(ticketStatusWords)
  const { language } = useSettings()
  const caseId = useCaseId()
  const [opening, setOpening] = useState(false)
  const tickets = useRead('tickets.list', { caseId, limit: 100 }, { refetchInterval: 15_000 })
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      back="/"
      action={
        <Button kind="primary" onClick={() => setOpening(true)}>
          {t('open')}
        </Button>
      }
    >
      <Loaded query={tickets}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <LinkList
              rows={items.map((ticket) => ({
                key: ticket.ticketId,
                href: `/tickets/${ticket.ticketId}`,
                title: ticket.subject,
                note: `${name(ticket.category)} · ${momentOf(ticket.openedAt, language)}`,
                aside: ticket.late ? (
                  <Tag tone="bad">{t('late')}</Tag>
                ) : (
                  <Tag tone={ticket.status === 'closed' ? 'good' : 'info'}>{status(ticket.status)}</Tag>
                ),
              }))}
            />
          )
        }
      </Loaded>
      <OpenDialog open={opening} onClose={() => setOpening(false)} />
    </Page>
  )
}
