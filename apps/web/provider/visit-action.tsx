import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { WholeInput } from '../console/amount-input.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { instantFromLocal } from '../format.ts'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../wording.ts'
import { providerWords } from './words.ts'

type Booking = { technicianId: string; startsAt: string; hours: number }
const HOUR = 3_600_000

/** Technicians of this provider, by person id. */
const useTechnicians = () => {
  const colleagues = useRead('people.colleagues', {}, { staleTime: 60_000 })
  const technicians = colleagues.data?.items.filter(({ principal }) => principal === 'technician') ?? []
  return { query: colleagues, technicians }
}

/** Offers the merchant a time with a technician of ours. */
export const VisitAction = ({ value, kind }: { value: CaseView; kind: 'survey' | 'install' }) => {
  const t = useWords(providerWords)
  const { query, technicians } = useTechnicians()
  return (
    <FormAction<'visits.propose', Booking>
      name="visits.propose"
      label={t(kind === 'survey' ? 'proposeSurvey' : 'proposeInstall')}
      primary
      initial={{ hours: 1 }}
      input={({ technicianId, startsAt, hours }) => {
        const start = instantFromLocal(startsAt)
        const end = new Date(Date.parse(start) + hours * HOUR).toISOString()
        return { caseId: value.caseId, kind, technicianId, startsAt: start, endsAt: end }
      }}
      done={t('visitProposed')}
    >
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
