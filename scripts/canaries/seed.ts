import type { InputOf } from '#api/calls.ts'
import type { Datum } from '#vault/datum.ts'

/** A value that must never be seen where it does not belong; `datum` says what it was given as. */
export type Canary = { readonly datum: Datum; readonly text: string }

/** Rare characters: no word of the house and no real person's name is made of four of them. */
const rare = [...'龘靐齉爩鱻麤籱癵驫厵灪爨馫骉犇猋羴飝贔鑫淼焱垚矗掱毳譶嚞']
const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const digits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('')

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643-1999 with its check digit; 110101 and a birthday, so the last four are a seeded person of nowhere. */
const idNo = (random: () => number): string => {
  const year = 1950 + Math.floor(random() * 50)
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
  const body = `110101${year}${month}${day}${digits(random, 3)}`
  const sum = [...body].reduce((all, digit, place) => all + Number(digit) * (weights[place] ?? 0), 0)
  return body + ('10X98765432'[sum % 11] ?? '')
}

/** ISO/IEC 7812 check digit on a 19-digit number. */
const accountNo = (random: () => number): string => {
  const body = `622202${digits(random, 12)}`
  const sum = [...body]
    .reverse()
    .map((digit, place) =>
      place % 2 === 1 ? Number(digit) : (Number(digit) * 2) % 9 || (digit === '9' ? 9 : 0),
    )
    .reduce((all, each) => all + each, 0)
  return body + ((10 - (sum % 10)) % 10)
}

const name = (random: () => number): string => Array.from({ length: 4 }, () => pick(random, rare)).join('')
const words = (random: () => number): string => `${name(random)}${digits(random, 6)}`

export type Flock = {
  /** A canary of this datum, new each time, remembered. */
  take(datum: Datum): string
  readonly all: readonly Canary[]
}

const making: Readonly<Partial<Record<Datum, (random: () => number) => string>>> = {
  'vault_values.legalPersonName': name,
  'vault_values.settlementAccountName': name,
  'vault_values.legalPersonIdNo': idNo,
  'vault_values.settlementAccountNo': accountNo,
  'vault_values.contactPhone': (random) => `19900${digits(random, 6)}`,
  'persons.phone': (random) => `19901${digits(random, 6)}`,
  'vault_values.premisesAddress': (random) => `北京市朝阳区演示路${name(random)}巷${digits(random, 5)}号`,
}

/** Canaries by a seeded generator: the same for the same seed. */
export const flock = (random: () => number): Flock => {
  const all: Canary[] = []
  const known = new Set<string>()
  return {
    all,
    take(datum) {
      const make = making[datum] ?? words
      let text = make(random)
      while (known.has(text)) text = make(random)
      known.add(text)
      all.push({ datum, text })
      return text
    },
  }
}

/** The six sealed fields of one merchant. */
export const sealedOf = (
  birds: Flock,
): Required<NonNullable<InputOf<'applications.save-draft'>['sealed']>> => ({
  legalPersonName: birds.take('vault_values.legalPersonName'),
  legalPersonIdNo: birds.take('vault_values.legalPersonIdNo'),
  contactPhone: birds.take('vault_values.contactPhone'),
  premisesAddress: birds.take('vault_values.premisesAddress'),
  settlementAccountName: birds.take('vault_values.settlementAccountName'),
  settlementAccountNo: birds.take('vault_values.settlementAccountNo'),
})
