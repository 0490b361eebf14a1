import type { Quote, QuoteLine } from '#fees/quote.ts'
import { Component, lazy, type ReactNode, Suspense } from 'react'
import { feeProductWords } from '../domain-words.ts'
import { moneyOf, percentOf } from '../format.ts'
import { useRuleSaid } from '../rule-words.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/states.tsx'
import { Money, Table } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { costWords } from './words.ts'

const CostChart = lazy(() => import('./cost-chart.tsx'))

export type Counted = { readonly key: string; readonly name: string; readonly quote: Quote }
const totals = ['promised', 'literal', 'worst'] as const

/** The chart is an aid: when its file does not come, the table still says everything. */
class OrWithout extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override render() {
    return this.state.failed ? this.props.instead : this.props.children
  }
}

type Params = QuoteLine['params']

/** A rule's words with the product's name in place of its key. */
export const useSaidOfProduct = () => {
  const product = useWords(feeProductWords)
  const said = useRuleSaid()
  return (rule: string, params: Params) => {
    const { product: key } = params
    const readable =
      typeof key === 'string' && key in feeProductWords
        ? { ...params, product: product(key as keyof typeof feeProductWords) }
        : params
    return said(rule, readable)
  }
}

export const Lines = ({ quote }: { quote: Quote }) => {
  const t = useWords(costWords)
  const said = useSaidOfProduct()
  return (
    <details className="more">
      <summary>{t('lines')}</summary>
      <div className="stack">
        {totals.map((total) => (
          <section key={total}>
            <h4>{t(total)}</h4>
            <ul className="stack tight">
              {quote.lines
                .filter((line) => line.total === total)
                .map(({ rule, params, amountFen }) => (
                  <li key={`${rule} ${JSON.stringify(params)}`} className="row between">
                    <span>{said(rule, params)?.happened ?? rule}</span>
                    <Money fen={amountFen} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  )
}

export const Flags = ({ quote, name }: { quote: Quote; name: string }) => {
  const said = useSaidOfProduct()
  if (quote.flags.length === 0) return null
  return (
    <Notice tone="warning" title={name}>
      <ul className="stack tight">
        {quote.flags.map(({ flag, rule, params }) => {
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

/** Offers over one horizon side by side: what lies between them, chart and table. */
export const SideBySide = ({ counted, months }: { counted: readonly Counted[]; months: number }) => {
  const t = useWords(costWords)
  const { language } = useSettings()
  const caption = t('chart', { months })
  const ranked = counted.toSorted((a, b) => a.quote.literalFen - b.quote.literalFen)
  const [cheap, dear] = [ranked.at(0), ranked.at(-1)]
  const apart = cheap && dear ? dear.quote.literalFen - cheap.quote.literalFen : 0
  return (
    <div className="stack">
      {cheap && dear && apart > 0 && (
        <p className="strong" role="status">
          {t('dearest', { dear: dear.name, cheap: cheap.name, amount: moneyOf(apart, language) })}
        </p>
      )}
      <OrWithout instead={<p className="soft small">{t('chartFailed')}</p>}>
        <Suspense fallback={<Skeleton />}>
          <CostChart caption={caption} bars={counted.map(({ name, quote }) => ({ name, ...quote }))} />
        </Suspense>
      </OrWithout>
      <Table
        caption={caption}
        rows={counted}
        keyOf={({ key }) => key}
        columns={[
          { key: 'name', name: t('offerName'), cell: ({ name }) => name },
          ...totals.map((total) => ({
            key: total,
            name: t(total),
            number: true,
            cell: ({ quote }: Counted) => <Money fen={quote[`${total}Fen`]} />,
          })),
          {
            key: 'effective',
            name: t('effective'),
            number: true,
            cell: ({ quote }) => percentOf(quote.effectivePpm),
          },
        ]}
      />
      {counted[0] && (
        <p className="soft small">{t('volume', { amount: moneyOf(counted[0].quote.volumeFen, language) })}</p>
      )}
    </div>
  )
}
