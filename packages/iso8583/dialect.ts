import { Malformed } from '#iso8583/malformed.ts'

export type Words = { readonly zh: string; readonly en: string }

/** n: BCD digits · z: BCD with D as separator (tracks) · an, ans: printable ASCII · text: bytes of GB18030 · b: bytes. */
export type Format = 'n' | 'z' | 'an' | 'ans' | 'text' | 'b'

/** A named run of digits inside a field or the header. */
export type Part = {
  readonly name: string
  readonly digits: number
  readonly words: Words
  readonly values?: Readonly<Record<string, Words>>
}

/**
 * One data element. Fixed fields have `length`; variable ones a BCD `prefix` (LL one byte, LLL two) and `max`.
 * Lengths count digits for n and z, bytes otherwise. An odd count of digits is filled with one zero on the `pad`
 * side (right unless stated). `secret` says how the trace hides it.
 */
export type FieldSpec = {
  readonly no: number
  readonly words: Words
  readonly format: Format
  readonly length?: number
  readonly prefix?: 'LL' | 'LLL'
  readonly max?: number
  readonly pad?: 'left' | 'right'
  readonly secret?: 'pan' | 'track' | 'chip' | 'keys' | 'hidden'
  readonly parts?: readonly Part[]
}

/** The ciphers work keys may be for. */
export const keySuites = ['tdes', 'sm4', 'aes'] as const
export type KeySuite = (typeof keySuites)[number]

export const isKeySuite = (name: string): name is KeySuite => keySuites.some((each) => each === name)

/** A row of the transaction table; null where the transaction does not carry the datum. */
export type TransactionSpec = {
  readonly name: string
  readonly words: Words
  readonly mti: string
  readonly reply: string
  readonly processingCode: string | null
  readonly condition: string | null
  readonly messageType: string | null
  readonly networkCode: string | null
  readonly reversible: boolean
  readonly mac: boolean
  /** The side of the settlement totals it adds to. */
  readonly counts: 'debit' | 'credit' | null
  readonly keyLayout?: 'single' | 'double' | 'double-track' | 'wide'
  /** The cipher of the work keys a sign-in hands out; triple DES unless stated. */
  readonly keySuite?: KeySuite
  /** A row the published table does not have: this host's own choice. */
  readonly own?: true
}

/** One entry of a parameter download: a tag of two digits and its value, as field 62 spells them one after another. */
export type Parameter = { readonly tag: string; readonly value: string; readonly words: Words }

/** What one acquirer's terminals speak, as data: dialect-unionpay.json is the published example. */
export type Dialect = {
  readonly name: string
  readonly version: number
  readonly frame: {
    readonly lengthBytes: 2
    readonly tpduBytes: 5
    readonly tpduId: string
    readonly headerBytes: 6
    readonly minBytes: number
    readonly maxBytes: number
  }
  readonly defaults: { readonly tpdu: string; readonly header: string }
  readonly header: readonly Part[]
  readonly fields: readonly FieldSpec[]
  readonly transactions: readonly TransactionSpec[]
  readonly parameters: readonly Parameter[]
  readonly responses: readonly { readonly code: string; readonly words: Words }[]
}

export const DIGITS = 1
export const TRACK = 2
export const CHARACTERS = 3
export const BYTES = 4
const KINDS = { n: DIGITS, z: TRACK, an: CHARACTERS, ans: CHARACTERS, text: BYTES, b: BYTES } as const

/** The dialect with its field table unrolled into flat arrays indexed by field number, for speed. */
export type Codec = {
  readonly dialect: Dialect
  /** 0 where the dialect has no such field. */
  readonly kind: Uint8Array
  /** Bytes of the length prefix: 0 fixed, 1 LL, 2 LLL. */
  readonly prefix: Uint8Array
  /** Exact length of a fixed field, greatest of a variable one. */
  readonly limit: Uint16Array
  readonly padLeft: Uint8Array
  readonly field: readonly (FieldSpec | undefined)[]
  /** The rows of the transaction table by MTI. */
  readonly transactions: ReadonlyMap<string, readonly TransactionSpec[]>
  /** The side of the settlement each transaction adds to, by name. */
  readonly counts: ReadonlyMap<string, TransactionSpec['counts']>
}

const wrong = (field: number, what: string) => new Malformed('ISO-9', field, 0, what)

/** What a transaction is told by: see `identify` in transaction.ts. */
const told = ({ mti, processingCode, condition, messageType, networkCode }: TransactionSpec): string =>
  processingCode === null
    ? `${mti}//${messageType}/${networkCode}`
    : `${mti}/${processingCode}/${condition}/${messageType}`

/** Unrolls a dialect; throws {@link Malformed} ISO-9 when its own table is not sound. */
export const compileDialect = (dialect: Dialect): Codec => {
  const kind = new Uint8Array(65)
  const prefix = new Uint8Array(65)
  const limit = new Uint16Array(65)
  const padLeft = new Uint8Array(65)
  const field: (FieldSpec | undefined)[] = []
  for (const spec of dialect.fields) {
    const { no } = spec
    if (!Number.isInteger(no) || no < 2 || no > 64) throw wrong(no, 'field number outside 2–64')
    if (kind[no] !== 0) throw wrong(no, 'field stated twice')
    const size = spec.prefix === undefined ? spec.length : spec.max
    const most = spec.prefix === 'LL' ? 99 : 999
    if (size === undefined || !Number.isInteger(size) || size < 1 || size > most)
      throw wrong(no, 'no usable length')
    if (!(spec.format in KINDS)) throw wrong(no, 'unknown format')
    kind[no] = KINDS[spec.format]
    prefix[no] = spec.prefix === undefined ? 0 : spec.prefix.length - 1
    limit[no] = size
    padLeft[no] = spec.pad === 'left' ? 1 : 0
    field[no] = spec
  }
  const seen = new Set<string>()
  const transactions = new Map<string, TransactionSpec[]>()
  for (const spec of dialect.transactions) {
    const key = told(spec)
    if (seen.has(key)) throw wrong(60, `two transactions look alike: ${key}`)
    seen.add(key)
    transactions.set(spec.mti, [...(transactions.get(spec.mti) ?? []), spec])
  }
  const counts = new Map(dialect.transactions.map((spec) => [spec.name, spec.counts]))
  return { dialect, kind, prefix, limit, padLeft, field, transactions, counts }
}
