import type { InputOf } from '#api/calls.ts'
import { useState } from 'react'
import { dataLineWords, feePlanWords, settlementWords, terminalWords } from '../domain-words.ts'
import { mixOf, VolumeFields, volumesOf } from '../cost/volume-fields.tsx'
import { useCommand } from '../queries.ts'
import { useRuleSaid } from '../rule-words.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { RadioCards, Switch } from '../ui/choices.tsx'
import { TextInput } from '../ui/fields.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Card, Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import { needsWords } from './needs-words.ts'
import type { CaseView } from './next.ts'

type Needs = InputOf<'needs.record'>['needs']
type Product = Needs['profile']['mix'][number]['product']

const fresh: Omit<Needs, 'profile'> = {
  tills: 1,
  cardPayments: true,
  qrPayments: true,
  foreignCards: false,
  preAuthorisation: false,
  mobile: false,
  printedReceipt: true,
  tillIntegration: false,
  network: 'wifi',
  settlement: 'T1',
}
const wishes = [
  'cardPayments',
  'qrPayments',
  'foreignCards',
  'preAuthorisation',
  'mobile',
  'printedReceipt',
  'tillIntegration',
] as const

/** Which payments can occur at all with these wishes. */
const productsOf = ({ cardPayments, qrPayments, foreignCards }: typeof fresh): Product[] => [
  ...(cardPayments ? (['debit', 'credit'] as const) : []),
  ...(qrPayments ? (['qr-wallet', 'upqr-small'] as const) : []),
  ...(foreignCards ? (['foreign'] as const) : []),
]

export const RecommendationCard = ({
  recommendation,
}: {
  recommendation: NonNullable<CaseView['recommendation']>
}) => {
  const t = useWords(needsWords)
  const terminal = useWords(terminalWords)
  const line = useWords(dataLineWords)
  const plan = useWords(feePlanWords)
  const said = useRuleSaid()
  return (
    <Card tone="good" title={t('recommended', { terminal: terminal(recommendation.terminalKind) })}>
      <Facts
        rows={[
          [t('dataLine'), line(recommendation.dataLine)],
          [t('feePlan'), plan(recommendation.feePlan)],
        ]}
      />
      <h3>{t('because')}</h3>
      <ul className="stack">
        {recommendation.because.map((rule) => {
          const told = said(rule)
          return (
            <li key={rule}>
              <p>{told ? told.happened : rule}</p>
              {told && <p className="soft small">{told.remedy}</p>}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

const Form = ({ view, onDone }: { view: CaseView; onDone: () => void }) => {
  const t = useWords(needsWords)
  const line = useWords(dataLineWords)
  const plan = useWords(feePlanWords)
  const settlementName = useWords(settlementWords)
  const caseId = useCaseId()
  const [needs, setNeeds] = useState<typeof fresh>(() => {
    const { profile: _, ...known } = view.needs ?? { ...fresh, profile: null }
    return known
  })
  const [tills, setTills] = useState(String(needs.tills))
  const [merchantClass, setMerchantClass] = useState(view.needs?.profile.merchantClass ?? 'standard')
  const [volumes, setVolumes] = useState(() => volumesOf(view.needs?.profile.mix ?? []))
  const record = useCommand('needs.record')
  const change = (part: Partial<typeof fresh>) => setNeeds((before) => ({ ...before, ...part }))
  const products = productsOf(needs)
  const mix = mixOf(products, volumes)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        record.send(
          { caseId, needs: { ...needs, tills: Number(tills), profile: { mix, merchantClass } } },
          onDone,
        )
      }}
    >
      <Page
        title={t('title')}
        lead={t('lead')}
        back="/"
        action={
          <>
            <ProblemNotice problem={record.problem} />
            <Button kind="primary" type="submit" busy={record.busy}>
              {t('recommend')}
            </Button>
          </>
        }
      >
        <Card title={t('wishes')}>
          <TextInput
            label={t('tills')}
            type="number"
            inputMode="numeric"
            min={1}
            max={500}
            required
            value={tills}
            onChange={setTills}
          />
          {wishes.map((wish) => (
            <Switch
              key={wish}
              label={t(wish)}
              checked={needs[wish]}
              onChange={(checked) => change({ [wish]: checked })}
            />
          ))}
        </Card>
        <Card title={t('place')}>
          <RadioCards
            legend={t('network')}
            value={needs.network}
            onChange={(network) => change({ network })}
            choices={(['lan', 'wifi', 'cellular-only'] as const).map((value) => ({
              value,
              label: line(value),
            }))}
          />
          <RadioCards
            legend={t('settlement')}
            value={needs.settlement}
            onChange={(settlement) => change({ settlement })}
            choices={[
              { value: 'T1', label: settlementName('T1'), note: t('t1Note') },
              { value: 'D0', label: settlementName('D0'), note: t('d0Note') },
            ]}
          />
          <RadioCards
            legend={t('merchantClass')}
            value={merchantClass}
            onChange={setMerchantClass}
            choices={(['standard', 'preferential', 'exempt'] as const).map((value) => ({
              value,
              label: plan(value),
              note: t(`${value}Note`),
            }))}
          />
        </Card>
        <Card title={t('volumes')}>
          <p className="soft">{t('volumesWhy')}</p>
          <VolumeFields products={products} volumes={volumes} onChange={setVolumes} />
        </Card>
      </Page>
    </form>
  )
}

/** The questionnaire, and after it the recommendation with its reasons. */
export default function NeedsScreen() {
  const t = useWords(needsWords)
  const [again, setAgain] = useState(false)
  return (
    <CasePage title={t('title')}>
      {(view) =>
        view.recommendation && !again ? (
          <Page
            title={t('title')}
            back="/"
            action={
              view.step === 'offers' && (
                <LinkButton kind="primary" href="/providers">
                  {t('toProviders')}
                </LinkButton>
              )
            }
          >
            <RecommendationCard recommendation={view.recommendation} />
            {view.step === 'offers' && <Button onClick={() => setAgain(true)}>{t('again')}</Button>}
          </Page>
        ) : (
          <Form view={view} onDone={() => setAgain(false)} />
        )
      }
    </CasePage>
  )
}
