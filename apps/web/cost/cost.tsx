import type { FeeProduct, MerchantClass, Profile } from '#fees/schedule.ts'
import { highestResetPpm, usualTerms } from '#fees/parameters.ts'
import { quote } from '#fees/quote.ts'
import { useMemo, useState } from 'react'
import { feePlanWords } from '../domain-words.ts'
import { percentOf } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { RadioCards, Switch } from '../ui/choices.tsx'
import { Select } from '../ui/fields.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import './cost.css'
import { examples } from './examples.ts'
import { takeHanded } from './handed.ts'
import { draftOf, type OfferDraft, termsOf } from './offer-draft.ts'
import { OfferFields } from './offer-fields.tsx'
import { type Counted, Flags, Lines, SideBySide } from './totals.tsx'
import { mixOf, VolumeFields, type Volumes, volumesOf } from './volume-fields.tsx'
import { costWords } from './words.ts'

const usual: readonly FeeProduct[] = ['credit', 'debit', 'qr-wallet']
const rarer: readonly FeeProduct[] = ['upqr-small', 'foreign']
const mostOffers = 4
const horizons = ['12', '24', '36'] as const

type Listed = { readonly key: number; readonly draft: OfferDraft }

/** What offers cost in all, for anybody, before any account. Nothing leaves the device. */
export default function Cost() {
  const t = useWords(costWords)
  const plan = useWords(feePlanWords)
  const [handed] = useState(takeHanded)
  const [volumes, setVolumes] = useState<Volumes>({})
  const [merchantClass, setMerchantClass] = useState<MerchantClass>('standard')
  const [unilateral, setUnilateral] = useState(handed?.unilateral ?? false)
  const [months, setMonths] = useState<(typeof horizons)[number]>('12')
  const fresh = (number: number): OfferDraft =>
    draftOf(t('offer', { n: number }), { ...usualTerms, rows: [] })
  const [offers, setOffers] = useState<readonly Listed[]>(() => [
    { key: 1, draft: handed ? draftOf(handed.name, handed.drafted.terms) : fresh(1) },
  ])
  const [more, setMore] = useState(
    handed?.drafted.terms.rows.some(({ product }) => rarer.includes(product)) ?? false,
  )
  const products = more ? [...usual, ...rarer] : usual
  const mix = useMemo(() => mixOf([...usual, ...rarer], volumes), [volumes])
  const counted = useMemo((): Counted[] => {
    const profile: Profile = { mix, merchantClass }
    if (mix.length === 0) return []
    const assume = unilateral ? { stepUpPpm: highestResetPpm } : {}
    const typed = offers.flatMap(({ key, draft }): Counted[] => {
      const terms = termsOf(draft)
      const name = draft.name || t('offer', { n: key })
      return terms === null
        ? []
        : [{ key: String(key), name, quote: quote(terms, profile, Number(months), assume) }]
    })
    if (typed.length === 0) return []
    return [
      ...typed,
      { key: 'reference', name: t('reference'), quote: quote(usualTerms, profile, Number(months)) },
    ]
  }, [mix, merchantClass, offers, months, unilateral, t])
  const change = (key: number, draft: OfferDraft) =>
    setOffers((before) => before.map((each) => (each.key === key ? { key, draft } : each)))
  return (
    <Page title={t('title')} lead={t('lead')} back="/" wide>
      <div className="cost-columns">
        <div className="stack">
          <Card title={t('business')}>
            <p className="soft">{t('businessWhy')}</p>
            <div className="row" role="group" aria-label={t('examples')}>
              <span className="soft small">{t('examples')}</span>
              {(Object.keys(examples) as (keyof typeof examples)[]).map((name) => (
                <Button key={name} kind="quiet" small onClick={() => setVolumes(volumesOf(examples[name]))}>
                  {t(name)}
                </Button>
              ))}
            </div>
            <VolumeFields products={products} volumes={volumes} onChange={setVolumes} />
            {!more && (
              <Button kind="quiet" small onClick={() => setMore(true)}>
                {t('more')}
              </Button>
            )}
            <Select
              label={t('merchantClass')}
              value={merchantClass}
              onChange={setMerchantClass}
              choices={(['standard', 'preferential', 'exempt'] as const).map((value) => ({
                value,
                label: plan(value),
              }))}
            />
          </Card>
          {offers.map(({ key, draft }) => (
            <OfferFields
              key={key}
              number={key}
              products={products}
              draft={draft}
              taken={key === 1 && handed ? handed.drafted.taken : []}
              onChange={(changed) => change(key, changed)}
              onRemove={
                offers.length > 1
                  ? () => setOffers((before) => before.filter((each) => each.key !== key))
                  : null
              }
            />
          ))}
          {offers.length < mostOffers && (
            <Button
              onClick={() =>
                setOffers((before) => {
                  const key = Math.max(...before.map((each) => each.key)) + 1
                  return [...before, { key, draft: fresh(key) }]
                })
              }
            >
              {t('addOffer')}
            </Button>
          )}
          <Card>
            <Switch
              label={t('unilateral')}
              note={t('unilateralNote', { percent: percentOf(highestResetPpm) })}
              checked={unilateral}
              onChange={setUnilateral}
            />
          </Card>
        </div>
        <Card title={t('result')}>
          <RadioCards
            legend={t('horizon')}
            inline
            value={months}
            onChange={setMonths}
            choices={horizons.map((value) => ({ value, label: t('monthsOf', { n: value }) }))}
          />
          {counted.length === 0 ? (
            <EmptyState title={t('fillIn')} />
          ) : (
            <>
              <SideBySide counted={counted} months={Number(months)} />
              {counted.map(({ key, name, quote: priced }) => (
                <section key={key} className="stack" aria-label={name}>
                  <h3>{name}</h3>
                  <Flags quote={priced} name={t('watch')} />
                  <Lines quote={priced} />
                </section>
              ))}
            </>
          )}
          <p className="soft small">{t('referenceWhy')}</p>
        </Card>
      </div>
    </Page>
  )
}
