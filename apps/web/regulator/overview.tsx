import type { OutputOf } from '#api/calls.ts'
import { steps } from '#provision/step.ts'
import { ConsolePage } from '../console/page.tsx'
import { wordOf } from '../console/vocabulary.ts'
import { filingWords } from '../domain-words.ts'
import { useRead } from '../queries.ts'
import { useRuleSaid } from '../rule-words.ts'
import { Loaded } from '../ui/states.tsx'
import { Card, Table, Tag } from '../ui/surface.tsx'
import { stepWords } from '../words.ts'
import { useBoth, useWords } from '../wording.ts'
import { regulatorWords } from './words.ts'

type Read = OutputOf<'supervision.overview'>

const figures = [
  ['liveTerminals', 'good'],
  ['suspectDevices', 'bad'],
  ['rejections', 'info'],
  ['appeals', 'warning'],
  ['highFindingsAccepted', 'bad'],
  ['ticketsOpen', 'info'],
  ['ticketsLate', 'bad'],
] as const

const Figures = ({ read }: { read: Read }) => {
  const t = useWords(regulatorWords)
  return (
    <dl className="figures">
      {figures.map(([name, tone]) => (
        <div key={name} className={read[name] > 0 ? tone : undefined}>
          <dt>{t(name)}</dt>
          <dd>{read[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Bars with their numbers beside them: the length only helps the eye. */
const CasesByStep = ({ casesByStep }: Pick<Read, 'casesByStep'>) => {
  const t = useWords(regulatorWords)
  const both = useBoth()
  const most = Math.max(1, ...casesByStep.map(({ count }) => count))
  const countOf = (step: string) => casesByStep.find((row) => row.step === step)?.count ?? 0
  return (
    <Card title={t('casesByStep')}>
      <ul className="bars">
        {steps.map(({ step }) => (
          <li key={step}>
            <span>{both(stepWords[step])}</span>
            <span className="bar" aria-hidden="true">
              <span style={{ width: `${(countOf(step) / most) * 100}%` }} />
            </span>
            <span className="digits strong">{countOf(step)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const Refusals = ({ refusalsByRule }: Pick<Read, 'refusalsByRule'>) => {
  const t = useWords(regulatorWords)
  const said = useRuleSaid()
  return (
    <Card title={t('refusalsByRule')}>
      {refusalsByRule.length === 0 ? (
        <p className="soft">{t('noRefusals')}</p>
      ) : (
        <Table
          caption={t('refusalsByRule')}
          rows={refusalsByRule}
          keyOf={({ rule }) => rule}
          columns={[
            { key: 'rule', name: t('rule'), cell: ({ rule }) => <Tag>{rule}</Tag> },
            { key: 'meaning', name: t('meaning'), cell: ({ rule }) => said(rule)?.happened },
            { key: 'count', name: t('count'), number: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </Card>
  )
}

const Providers = ({ providers }: Pick<Read, 'providers'>) => {
  const t = useWords(regulatorWords)
  const both = useBoth()
  return (
    <Card title={t('providers')}>
      {providers.length === 0 ? (
        <p className="soft">{t('noProviders')}</p>
      ) : (
        <Table
          caption={t('providers')}
          rows={providers}
          keyOf={({ name }, index) => `${name} ${index}`}
          columns={[
            { key: 'name', name: t('provider'), cell: ({ name }) => name },
            {
              key: 'filing',
              name: t('filing'),
              cell: ({ filingStatus }) => (
                <Tag tone={filingStatus === 'effective' ? 'good' : 'bad'}>
                  {wordOf(filingWords, filingStatus, both)}
                </Tag>
              ),
            },
            { key: 'live', name: t('live'), number: true, cell: ({ live }) => live },
            { key: 'late', name: t('late'), number: true, cell: ({ ticketsLate }) => ticketsLate },
          ]}
        />
      )}
    </Card>
  )
}

/** The whole platform in figures, counted live. */
export const Overview = () => {
  const t = useWords(regulatorWords)
  const read = useRead('supervision.overview', {}, { refetchInterval: 30_000 })
  return (
    <ConsolePage title={t('overview')} lead={t('overviewLead')}>
      <Loaded query={read}>
        {(read) => (
          <>
            <Figures read={read} />
            <div className="card-columns">
              <CasesByStep casesByStep={read.casesByStep} />
              <Providers providers={read.providers} />
            </div>
            <Refusals refusalsByRule={read.refusalsByRule} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  )
}
