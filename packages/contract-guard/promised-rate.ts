import { cite } from '#contract-guard/basis.ts'
import type { FeeLine, FeeWhat } from '#contract-guard/fee-lines.ts'
import type { Both } from '#contract-guard/finding.ts'
import { type Contradiction, type DocumentPlace, placeIn, type Read } from '#contract-guard/offer-paper.ts'

const rated: Readonly<Partial<Record<FeeWhat, Both>>> = {
  debit: { zh: '借记卡', en: 'debit cards' },
  credit: { zh: '贷记卡', en: 'credit cards' },
  'qr-wallet': { zh: '扫码', en: 'QR codes' },
  upqr: { zh: '银联二维码', en: 'UnionPay QR codes' },
  foreign: { zh: '境外卡', en: 'foreign cards' },
}

const spoken = /(?:费率|扣率|按|走|才|只要|只收)(?:是|为|:)?(0\.[0-9]{2,3})(?![0-9%元])/u

/** “费率0.38%” in an advert names no product: cards are meant, credit cards first. */
const isPlainRate = ({ document }: Read, { what, start }: FeeLine): boolean =>
  document.kind === 'promise' &&
  what === 'other' &&
  /费率[^0-9]{0,6}$/u.test(document.text.slice(Math.max(0, start - 12), start))

/** Rates of one product in one paper; salesmen leave the percent sign out. */
const ratesOf = (one: Read, what: FeeWhat): readonly { ratePpm: number; place: DocumentPlace }[] => [
  ...one.fees.flatMap((line) =>
    (line.what === what || (what === 'credit' && isPlainRate(one, line))) && line.ratePpm !== undefined
      ? [{ ratePpm: line.ratePpm, place: placeIn(one.document, line.start, line.end) }]
      : [],
  ),
  ...(what === 'credit' && one.document.kind === 'promise'
    ? one.sentences.flatMap(({ words, place }) => {
        const rate = spoken.exec(words)?.[1]
        const other = /借记|储蓄|扫码|微信|支付宝/u.test(words)
        return rate === undefined || other ? [] : [{ ratePpm: Math.round(Number(rate) * 10_000), place }]
      })
    : []),
]

const percentOf = (ratePpm: number): string => `${ratePpm / 10_000}%`

/** The rate promised for a product is not the one written, or is only one of several written. */
const byProduct = (
  what: FeeWhat,
  product: Both,
  promises: readonly Read[],
  written: readonly Read[],
): Contradiction[] => {
  const said = promises.flatMap((one) => ratesOf(one, what))
  const stands = written.flatMap((one) => ratesOf(one, what))
  const least = said.reduce<number>((low, { ratePpm }) => Math.min(low, ratePpm), Number.POSITIVE_INFINITY)
  const higher = stands.filter(({ ratePpm }) => ratePpm > least)
  if (said.length === 0 || higher.length === 0) return []
  const alsoPromised = stands.some(({ ratePpm }) => ratePpm === least)
  const writtenRates = [...new Set(higher.map(({ ratePpm }) => percentOf(ratePpm)))].join(' / ')
  return [
    {
      rule: 'J04',
      risk: 'mcc_or_rate_misstatement',
      severity: alsoPromised ? 'medium' : 'high',
      why: {
        zh: `${product.zh}说的是 ${percentOf(least)}，合同${alsoPromised ? '另有' : '写的是'} ${writtenRates}。`,
        en: `${percentOf(least)} was promised for ${product.en}; the agreement ${alsoPromised ? 'also has' : 'says'} ${writtenRates}.`,
      },
      basis: [cite('payment', 34), cite('civil', 496, 498)],
      ask: {
        zh: '把说好的费率和适用期限写进费率表，其他费率划掉。',
        en: 'Have the promised rate and its term written into the fee table and the other struck out.',
      },
      places: [
        ...said.filter(({ ratePpm }) => ratePpm === least).map(({ place }) => place),
        ...higher.map(({ place }) => place),
      ],
    },
  ]
}

/** Per product: the rates promised against the rates written. */
export const byRate = (promises: readonly Read[], written: readonly Read[]): Contradiction[] =>
  Object.entries(rated).flatMap(([what, product]) => byProduct(what as FeeWhat, product, promises, written))
