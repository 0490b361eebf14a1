import type { OutputOf } from '#api/calls.ts'
import { type Step, steps } from '#provision/step.ts'
import { Link } from 'wouter'
import { Tag } from '../ui/surface.tsx'
import { stepWords } from '../words.ts'
import { useBoth, useWords } from '../wording.ts'
import { deskWords } from './desk-words.ts'
import { FilterSelect, useFilter } from './filter.tsx'
import type { Column } from './grid.tsx'
import { Listing } from './listing.tsx'
import { Moment } from './moment.tsx'
import { ConsolePage } from './page.tsx'
import { applicationStatusWords } from '../domain-words.ts'
import { wordOf } from './vocabulary.ts'
import { consoleWords } from './words.ts'

type Row = OutputOf<'cases.list'>['items'][number]

export const useCaseColumns = (): readonly Column<Row>[] => {
  const t = useWords(deskWords)
  const c = useWords(consoleWords)
  const s = useWords(stepWords)
  const both = useBoth()
  return [
    {
      key: 'shop',
      name: t('shop'),
      cell: ({ caseId, shopName }) => (
        <Link href={`/cases/${caseId}`} className="strong">
          {shopName || t('unnamedShop')}
        </Link>
      ),
    },
    { key: 'merchant', name: t('merchant'), cell: ({ merchantName }) => merchantName || c('none') },
    { key: 'step', name: t('step'), cell: ({ step }) => <Tag tone="info">{s(step)}</Tag> },
    {
      key: 'application',
      name: t('applicationStatus'),
      cell: ({ applicationStatus }) => wordOf(applicationStatusWords, applicationStatus, both),
    },
    { key: 'provider', name: t('provider'), cell: ({ providerName }) => providerName || c('none') },
    { key: 'region', name: t('region'), cell: ({ regionCode }) => regionCode || c('none'), number: true },
    { key: 'updated', name: t('updated'), cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
  ]
}

const allSteps: readonly Step[] = [...steps.map(({ step }) => step), 'withdrawn']

/** `standing`: the step meant while none is chosen; without it that is every step. */
export const useStepFilter = (offered: readonly Step[] = allSteps, standing?: Step) => {
  const t = useWords(deskWords)
  const s = useWords(stepWords)
  const [step, chooseStep] = useFilter('step', offered)
  const control = (
    <FilterSelect
      label={t('step')}
      value={step ?? standing}
      everything={standing === undefined}
      onChange={chooseStep}
      options={offered.map((value) => ({ value, label: s(value) }))}
    />
  )
  return [step, control] as const
}

/** Every case this desk may see, by step. */
export const CasesList = () => {
  const t = useWords(deskWords)
  const columns = useCaseColumns()
  const [step, filter] = useStepFilter()
  return (
    <ConsolePage title={t('cases')}>
      <Listing
        name="cases.list"
        input={step ? { step } : {}}
        caption={t('cases')}
        columns={columns}
        keyOf={(row) => row.caseId}
        tools={filter}
      />
    </ConsolePage>
  )
}
