import type { OutputOf } from '#api/calls.ts'
import { quote } from '#fees/quote.ts'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { terminalWords } from '../domain-words.ts'
import { dayOf, percentOf } from '../format.ts'
import { Lines, SideBySide, useSaidOfProduct } from '../cost/totals.tsx'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { Card, Facts, Money, Tag } from '../ui/surface.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import type { CaseView } from './next.ts'
import { offerWords } from './offer-words.ts'
import { ServiceView, TermsView } from './terms-view.tsx'

type Item = OutputOf<'offers.compare'>['items'][number]
const totals = ['promised', 'literal', 'worst'] as const

/** The three totals as bars on one scale, so that offers compare at a glance. */
const Totals = ({ quote, most }: { quote: Item['quote']; most: number }) => {
  const t = useWords(offerWords)
  return (
    <div className="bars">
      {totals.map((name) => {
        const fen = quote[`${name}Fen`]
        return (
          <div key={name} className="bar-row">
            <div className="row between">
              <span>
                <span className="strong">{t(name)}</span>{' '}
                <span className="soft small">{t(`${name}Note`)}</span>
              </span>
              <Money fen={fen} />
            </div>
            <div className={`bar ${name}`} aria-hidden="true">
              <span style={{ width: `${most === 0 ? 0 : (fen / most) * 100}%` }} />
            </div>
          </div>
        )
      })}
    </div>
  )
}

/** What the fee rules warn of in this offer, in their own words. */
const Flags = ({ flags }: { flags: Item['quote']['flags'] }) => {
  const t = useWords(offerWords)
  const said = useSaidOfProduct()
  if (flags.length === 0) return null
  return (
    <Notice tone="warning" title={t('watch')}>
      <ul className="stack tight">
        {flags.map(({ flag, rule, params }) => {
          const told = said(rule, params)
          return (
            <li key={`${flag} ${JSON.stringify(params)}`}>
              {told ? `${told.happened} ${told.remedy}` : flag}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}

const OfferCard = ({
  item,
  most,
  lines,
  state,
  onChoose,
}: {
  item: Item
  most: number
  lines: ReactNode
  state: 'open' | 'chosen' | 'passed'
  onChoose: () => void
}) => {
  const t = useWords(offerWords)
  const terminal = useWords(terminalWords)
  const { language } = useSettings()
  const { offer, provider, quote } = item
  return (
    <Card title={provider} aside={state === 'chosen' && <Tag tone="good">{t('chosen')}</Tag>}>
      <p className="soft">
        {terminal(offer.terminalKind)} · {offer.modelCode}
      </p>
      <Totals quote={quote} most={most} />
      <p className="small soft">{t('effective', { percent: percentOf(quote.effectivePpm) })}</p>
      <Flags flags={quote.flags} />
      {lines}
      <details className="more">
        <summary>{t('terms')}</summary>
        <TermsView terms={offer.terms} />
      </details>
      <Facts
        rows={[
          [t('service'), <ServiceView key="service" service={offer.serviceLevel} />],
          [t('validTo'), dayOf(offer.validUntil, language)],
        ]}
      />
      {state === 'open' && (
        <Button kind="primary" onClick={onChoose}>
          {t('chooseNamed', { provider })}
        </Button>
      )}
    </Card>
  )
}

const Comparison = ({ view }: { view: CaseView }) => {
  const t = useWords(offerWords)
  const c = useWords(common)
  const [, go] = useLocation()
  const caseId = useCaseId()
  const [months, setMonths] = useState('36')
  const [candidate, setCandidate] = useState<Item | null>(null)
  const compared = useRead('offers.compare', { caseId, months: Number(months) })
  const choose = useCommand('offers.choose')
  // The same arithmetic as the server's, here with every line of it.
  const ownQuote = ({ offer }: Item) =>
    quote(offer.terms, view.needs?.profile ?? { mix: [], merchantClass: 'standard' }, Number(months))
  const counted = (items: readonly Item[]) =>
    items.map((item) => ({ key: item.offer.offerId, name: item.provider, quote: ownQuote(item) }))
  return (
    <Page title={t('compareTitle')} lead={t('compareLead')} back="/" wide>
      <Select
        label={t('months')}
        value={months}
        onChange={setMonths}
        choices={['12', '24', '36', '60'].map((value) => ({ value, label: t('monthsOf', { n: value }) }))}
      />
      <Loaded query={compared}>
        {({ items }) => {
          if (items.length === 0) return <EmptyState title={t('noOffers')}>{t('noOffersWhy')}</EmptyState>
          const most = Math.max(...items.map(({ quote }) => quote.worstFen))
          return (
            <>
              <Card title={t('sideBySide')}>
                <SideBySide counted={counted(items)} months={Number(months)} />
              </Card>
              <div className="columns offers">
                {items.map((item) => (
                  <OfferCard
                    key={item.offer.offerId}
                    item={item}
                    most={most}
                    lines={<Lines quote={ownQuote(item)} />}
                    state={
                      view.chosenOfferId === null
                        ? 'open'
                        : view.chosenOfferId === item.offer.offerId
                          ? 'chosen'
                          : 'passed'
                    }
                    onChoose={() => setCandidate(item)}
                  />
                ))}
              </div>
            </>
          )
        }}
      </Loaded>
      <Dialog
        open={candidate !== null}
        onClose={() => setCandidate(null)}
        title={candidate ? t('chooseNamed', { provider: candidate.provider }) : ''}
        actions={
          <>
            <Button onClick={() => setCandidate(null)}>{c('cancel')}</Button>
            <Button
              kind="primary"
              busy={choose.busy}
              onClick={() =>
                candidate && choose.send({ caseId, offerId: candidate.offer.offerId }, () => go('/'))
              }
            >
              {c('confirm')}
            </Button>
          </>
        }
      >
        <p>{t('chooseSure')}</p>
        <ProblemNotice problem={choose.problem} />
      </Dialog>
    </Page>
  )
}

/** Offers side by side with what they cost in all: as promised, as written, at worst. */
export default function OffersScreen() {
  const t = useWords(offerWords)
  return <CasePage title={t('compareTitle')}>{(view) => <Comparison view={view} />}</CasePage>
}
