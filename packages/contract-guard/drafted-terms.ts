import type { FeeProduct, FeeRow, Terms } from '#fees/schedule.ts'
import { type FeeLine, type FeeWhat, feesIn } from '#contract-guard/fee-lines.ts'
import { normalise } from '#contract-guard/normalise.ts'

/** Which part of the terms a line of the text was taken for. */
export type TermsField =
  | 'rows'
  | 'cap'
  | 'd0FixedFen'
  | 'd0Ppm'
  | 'insurancePpm'
  | 'sim'
  | 'membershipFenPerYear'
  | 'deposit'
  | 'devicePriceFen'
  | 'exitFeeFen'

export type Taken = {
  readonly field: TermsField
  readonly product?: FeeProduct
  readonly start: number
  readonly end: number
  readonly quote: string
}

/**
 * Terms as a text seems to state them, for a person to confirm: `taken` says where each figure was read, so that it can be
 * shown beside the field. A charge that was not found is zero, which is no promise that the text has none.
 */
export type DraftedTerms = { readonly terms: Terms; readonly taken: readonly Taken[] }

const productsOf: Readonly<Partial<Record<FeeWhat, readonly FeeProduct[]>>> = {
  debit: ['debit'],
  credit: ['credit'],
  'qr-wallet': ['qr-wallet'],
  upqr: ['upqr-small'],
  foreign: ['foreign'],
}

/** How far around a figure its period or condition is looked for. */
const reach = 40
const promotion = /前|首|活动|优惠|体验|新用户|新商户|限时/u
const anyCard = /刷卡|银行卡|费率|手续费|扣率/u

const monthsIn = (words: string): number | null => {
  const found = /([0-9]{1,3})(个月|年|天)/u.exec(words)
  if (found) {
    const [, value = '', unit] = found
    return unit === '年' ? Number(value) * 12 : unit === '天' ? Math.round(Number(value) / 30) : Number(value)
  }
  return /首年|第一年/u.test(words) ? 12 : /半年/u.test(words) ? 6 : null
}

const intervalIn = (words: string): number => {
  if (/每个?月|\/月|月租|按月/u.test(words)) return 1
  if (/每(?:个)?季|每90天|每三个月|每3个月/u.test(words)) return 3
  return /半年|每6个月/u.test(words) ? 6 : 12
}

type Around = { readonly before: string; readonly after: string }

const around = (text: string, { start, end }: FeeLine): Around => ({
  before: normalise(text.slice(Math.max(0, start - reach), start)).text,
  after: normalise(text.slice(end, end + reach)).text,
})

/** Sentence-wise: what stands behind a full stop belongs to another figure. */
const near = ({ before, after }: Around): string =>
  `${before.split(/[。;\n]/u).at(-1) ?? ''}#${after.split(/[。;\n]/u)[0] ?? ''}`

/** “每笔20元封顶” names the cap behind the sum, “封顶20元” before it. */
const isCap = ({ what }: FeeLine, { before, after }: Around): boolean =>
  what === 'cap' || /^(?:\/笔)?封顶/u.test(after) || /(?:封顶|最高)[^0-9]{0,6}$/u.test(before)

/** A promotion's rate, then the one that follows: two rows; a single rate, or the same twice: one. */
const rowsOf = (product: FeeProduct, rates: readonly { ratePpm: number; words: string }[]): FeeRow[] => {
  const [first, ...more] = rates
  if (!first) return []
  const later = more.find(({ ratePpm }) => ratePpm !== first.ratePpm)
  const before = first.words.split('#')[0] ?? ''
  if (!later || !promotion.test(before)) return [{ product, ratePpm: first.ratePpm, fromMonth: 0 }]
  const untilMonth = Math.max(1, monthsIn(before) ?? 3)
  return [
    { product, ratePpm: first.ratePpm, fromMonth: 0, untilMonth },
    { product, ratePpm: later.ratePpm, fromMonth: untilMonth },
  ]
}

const termIn = (text: string): number => {
  const plain = normalise(text).text
  const found =
    /(?:有效期|合同期|协议期限?|服务期限?|使用期限?|最低使用期|期限|期为)[^。\n]{0,12}?([0-9]{1,3})(个月|年)/u.exec(
      plain,
    )
  return found ? Number(found[1]) * (found[2] === '年' ? 12 : 1) : 12
}

export const draftedTerms = (text: string, lines: readonly FeeLine[] = feesIn(text)): DraftedTerms => {
  const taken: Taken[] = []
  const take = (field: TermsField, { start, end, quote }: FeeLine, product?: FeeProduct) =>
    taken.push({ field, start, end, quote, ...(product && { product }) })
  const sums = (what: FeeWhat) => lines.filter((line) => line.what === what && line.amountFen !== undefined)
  const rates = (what: FeeWhat) => lines.filter((line) => line.what === what && line.ratePpm !== undefined)
  const greatest = (
    what: FeeWhat,
    field: TermsField,
    fits: (words: string) => boolean = () => true,
  ): FeeLine | null => {
    const found = sums(what)
      .filter((line) => fits(near(around(text, line))))
      .toSorted((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0))[0]
    if (found) take(field, found)
    return found ?? null
  }

  const priced = new Map<FeeProduct, { ratePpm: number; words: string }[]>()
  for (const line of lines) {
    if (line.ratePpm === undefined) continue
    const words = near(around(text, line))
    const products =
      productsOf[line.what] ??
      (line.what === 'other' && anyCard.test(words) ? (['credit', 'debit'] as const) : [])
    for (const product of products) {
      priced.set(product, [...(priced.get(product) ?? []), { ratePpm: line.ratePpm, words }])
      take('rows', line, product)
    }
  }
  const cap = lines.find((line) => line.amountFen !== undefined && isCap(line, around(text, line)))
  if (cap) take('cap', cap)
  const rows = [...priced].flatMap(([product, found]) => rowsOf(product, found))
  const instant = greatest('instant', 'd0FixedFen')
  const instantRate = rates('instant')[0]
  if (instantRate) take('d0Ppm', instantRate)
  const insurance = rates('insurance')[0]
  if (insurance) take('insurancePpm', insurance)
  const sim = greatest('sim', 'sim')
  const simWords = sim ? near(around(text, sim)) : ''
  const membership = greatest('membership', 'membershipFenPerYear')
  const monthly = membership !== null && intervalIn(near(around(text, membership))) === 1
  const deposit = greatest('deposit', 'deposit')
  const refused = deposit !== null && /不予?退|不返|概不/u.test(near(around(text, deposit)))
  const terminal = greatest('terminal', 'devicePriceFen')
  const exit = greatest('penalty', 'exitFeeFen', (words) => /提前|解约|解除|退出|未满|不足/u.test(words))
  const isDefault = instant !== null && /默认|自动|均|一律|开通/u.test(near(around(text, instant)))
  return {
    taken,
    terms: {
      rows: rows.map((row) =>
        row.product === 'debit' && cap?.amountFen ? { ...row, capFen: cap.amountFen } : row,
      ),
      settlement: isDefault ? 'D0' : 'T1',
      d0FixedFen: instant?.amountFen ?? 0,
      d0Ppm: instantRate?.ratePpm ?? 0,
      insurancePpm: insurance?.ratePpm ?? 0,
      sim: {
        feeFen: sim?.amountFen ?? 0,
        intervalMonths: intervalIn(simWords),
        freeMonths: /免/u.test(simWords) ? (monthsIn(simWords) ?? 12) : 0,
      },
      membershipFenPerYear: (membership?.amountFen ?? 0) * (monthly ? 12 : 1),
      minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
      deposit: {
        amountFen: deposit?.amountFen ?? 0,
        refundVolumeFen: 0,
        refundWithinMonths: deposit && !refused ? 12 : 0,
      },
      devicePriceFen: terminal?.amountFen ?? 0,
      termMonths: termIn(text),
      exitFeeFen: exit?.amountFen ?? 0,
    },
  }
}
