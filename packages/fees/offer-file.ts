import { type Refusal, refuse } from '#ground/refusal.ts'
import type { FeeProduct, FeeRow, MerchantClass, MixRow, Profile, Terms } from '#fees/schedule.ts'

const products: readonly FeeProduct[] = [
  'debit',
  'credit',
  'qr-wallet',
  'upqr-small',
  'upqr-debit',
  'upqr-credit',
  'foreign',
]
const classes: readonly MerchantClass[] = ['standard', 'preferential', 'exempt']

/** The wrong place in a file, as a path people can find: `terms.rows.2.ratePpm`. */
type Wrong = { readonly wrong: string }
const isWrong = (answer: unknown): answer is Wrong =>
  typeof answer === 'object' && answer !== null && 'wrong' in answer

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads fields of one object and remembers the first that is wrong or unknown. */
const reader = (value: unknown, path: string) => {
  let wrong: string | null = isFields(value) ? null : path
  const fields = isFields(value) ? value : {}
  const used = new Set<string>()
  const number = (name: string, otherwise?: number): number => {
    used.add(name)
    const found = fields[name] ?? otherwise
    if (Number.isSafeInteger(found) && Number(found) >= 0) return Number(found)
    wrong ??= `${path}.${name}`
    return 0
  }
  const choice = <T extends string>(name: string, choices: readonly T[], otherwise?: T): T => {
    used.add(name)
    const found = fields[name] ?? otherwise
    const chosen = choices.find((one) => one === found)
    if (chosen === undefined) wrong ??= `${path}.${name}`
    return chosen ?? (choices[0] as T)
  }
  const part = (name: string): unknown => {
    used.add(name)
    return fields[name]
  }
  const done = (): string | null => {
    const unknown = Object.keys(fields).find((name) => !used.has(name))
    return wrong ?? (unknown === undefined ? null : `${path}.${unknown}`)
  }
  return { has: (name: string) => fields[name] !== undefined, number, choice, part, done }
}

const rowFrom = (value: unknown, path: string): FeeRow | Wrong => {
  const read = reader(value, path)
  const row: FeeRow = {
    product: read.choice('product', products),
    ratePpm: read.number('ratePpm'),
    ...(read.has('minFen') ? { minFen: read.number('minFen') } : {}),
    ...(read.has('capFen') ? { capFen: read.number('capFen') } : {}),
    ...(read.has('fixedFen') ? { fixedFen: read.number('fixedFen') } : {}),
    fromMonth: read.number('fromMonth', 0),
    ...(read.has('untilMonth') ? { untilMonth: read.number('untilMonth') } : {}),
  }
  const wrong = read.done()
  return wrong === null ? row : { wrong }
}

const list = <T>(
  value: unknown,
  path: string,
  one: (value: unknown, path: string) => T | Wrong,
): T[] | Wrong => {
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) return { wrong: path }
  const made: T[] = []
  for (const [index, item] of value.entries()) {
    const answer = one(item, `${path}.${index}`)
    if (isWrong(answer)) return answer
    made.push(answer)
  }
  return made
}

/**
 * Terms from an offer file: the `Terms` object itself or `{ "terms": … }`. Charges that are left out are zero.
 * Refuses FEE-31 with the path of the first wrong or unknown field.
 */
export const termsFrom = (value: unknown): Terms | Refusal => {
  const source = isFields(value) && 'terms' in value ? value['terms'] : value
  const read = reader(source, 'terms')
  const rows = list(read.part('rows'), 'terms.rows', rowFrom)
  if (isWrong(rows)) return refuse('FEE-31', { path: rows.wrong })
  const zero = (name: string) => read.part(name) ?? {}
  const sim = reader(zero('sim'), 'terms.sim')
  const minimum = reader(zero('minimumVolume'), 'terms.minimumVolume')
  const deposit = reader(zero('deposit'), 'terms.deposit')
  const terms: Terms = {
    rows,
    settlement: read.choice('settlement', ['T1', 'D0'], 'T1'),
    d0FixedFen: read.number('d0FixedFen', 0),
    d0Ppm: read.number('d0Ppm', 0),
    insurancePpm: read.number('insurancePpm', 0),
    sim: {
      feeFen: sim.number('feeFen', 0),
      intervalMonths: sim.number('intervalMonths', 12),
      freeMonths: sim.number('freeMonths', 0),
    },
    membershipFenPerYear: read.number('membershipFenPerYear', 0),
    minimumVolume: {
      monthlyFen: minimum.number('monthlyFen', 0),
      penaltyFen: minimum.number('penaltyFen', 0),
    },
    deposit: {
      amountFen: deposit.number('amountFen', 0),
      refundVolumeFen: deposit.number('refundVolumeFen', 0),
      refundWithinMonths: deposit.number('refundWithinMonths', 0),
    },
    devicePriceFen: read.number('devicePriceFen', 0),
    termMonths: read.number('termMonths', 12),
    exitFeeFen: read.number('exitFeeFen', 0),
  }
  const wrong = read.done() ?? sim.done() ?? minimum.done() ?? deposit.done()
  return wrong === null ? terms : refuse('FEE-31', { path: wrong })
}

/** The merchant's mix from a profile file. Refuses FEE-31 like `termsFrom`. */
export const profileFrom = (value: unknown): Profile | Refusal => {
  const read = reader(value, 'profile')
  const mix = list(read.part('mix'), 'profile.mix', (item, path): MixRow | Wrong => {
    const row = reader(item, path)
    const made = {
      product: row.choice('product', products),
      countPerYear: row.number('countPerYear'),
      averageFen: row.number('averageFen'),
    }
    const wrong = row.done()
    return wrong === null ? made : { wrong }
  })
  if (isWrong(mix)) return refuse('FEE-31', { path: mix.wrong })
  const merchantClass = read.choice('merchantClass', classes, 'standard')
  const wrong = read.done()
  return wrong === null ? { mix, merchantClass } : refuse('FEE-31', { path: wrong })
}
