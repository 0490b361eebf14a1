import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { WholeInput } from '../console/amount-input.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { instantFromLocal } from '../format.ts'
import { visitWords } from '../domain-words.ts'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { useBoth, useWords } from '../wording.ts'
import { providerWords } from './words.ts'

type Kind = CaseView['visits'][number]['kind']
type Booking = { kind?: Kind; ticketId?: string; technicianId: string; startsAt: string; hours: number }
const HOUR = 3_600_000

/** Technicians of this provider, by person id. */
const useTechnicians = () => {
  const colleagues = useRead('people.colleagues', {}, { staleTime: 60_000 })
  const technicians = colleagues.data?.items.filter(({ principal }) => principal === 'technician') ?? []
  return { query: colleagues, technicians }
}

/** What it is for, and the ticket by which the shop asked for it. */
const Purpose = ({ caseId, kinds }: { caseId: string; kinds: readonly Kind[] }) => {
  const t = useWords(providerWords)
  const both = useBoth()
  const tickets = useRead('tickets.list', { caseId, limit: 50 })
  const open = tickets.data?.items.filter(({ status }) => status !== 'closed') ?? []
  return (
    <>
      <FormField name="kind" label={t('visitKind')} help={t('visitKindHelp')}>
        <NativeSelect options={kinds.map((kind) => ({ value: kind, label: both(visitWords[kind]) }))} />
      </FormField>
      {open.length > 0 && (
        <FormField name="ticketId" label={t('forTicket')} optional>
          <NativeSelect
            empty={t('noTicket')}
            options={open.map(({ ticketId, subject }) => ({ value: ticketId, label: subject }))}
          />
        </FormField>
      )}
    </>
  )
}

const labels = { survey: 'proposeSurvey', install: 'proposeInstall' } as const

/** Offers the merchant a time with a technician of ours; of several kinds one is chosen in the form. */
export const VisitAction = ({ value, kinds }: { value: CaseView; kinds: readonly [Kind, ...Kind[]] }) => {
  const t = useWords(providerWords)
  const [first] = kinds
  const { query, technicians } = useTechnicians()
  return (
    <FormAction<'visits.propose', Booking>
      name="visits.propose"
      label={t(first === 'survey' || first === 'install' ? labels[first] : 'proposeOther')}
      primary={first === 'survey' || first === 'install'}
      initial={{ kind: first, hours: 1 }}
      input={({ kind = first, ticketId, technicianId, startsAt, hours }) => {
        const start = instantFromLocal(startsAt)
        const end = new Date(Date.parse(start) + hours * HOUR).toISOString()
        return {
          ...{ caseId: value.caseId, kind, technicianId, startsAt: start, endsAt: end },
          ...(ticketId ? { ticketId } : {}),
        }
      }}
      done={t('visitProposed')}
    >
      {first !== 'survey' && first !== 'install' && <Purpose caseId={value.caseId} kinds={kinds} />}
      <Loaded query={query} lines={1}>
        {() =>
          technicians.length === 0 ? (
            <Notice tone="warning" title={t('noTechnicians')}>
              {t('noTechniciansWhy')}
            </Notice>
          ) : (
            <FormField name="technicianId" label={t('technician')}>
              <NativeSelect
                options={technicians.map(({ personId, name, badgeNo }) => ({
                  value: personId,
                  label: badgeNo ? `${name} · ${t('badge', { no: badgeNo })}` : name,
                }))}
              />
            </FormField>
          )
        }
      </Loaded>
      <FormField name="startsAt" label={t('startsAt')} help={t('startsAtHelp')}>
        <Input type="datetime-local" />
      </FormField>
      <FormField name="hours" label={t('hours')}>
        <WholeInput min={1} max={12} unit={t('unitHours')} />
      </FormField>
    </FormAction>
  )
}
