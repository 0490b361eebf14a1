import { Malformed } from '#iso8583/malformed.ts'

export type Words = { readonly zh: string; readonly en: string }

/** n: BCD digits · z: BCD with D as separator (tracks) · an, ans: printable ASCII · text: bytes of GB18030 · b: bytes. */
export type Format = 'n' | 'z' | 'an' | 'ans' | 'text' | 'b'

/** How values stand on the line, in a whole dialect or in one field; what is not said is UnionPay's. */
export type Wire = {
  /** n and z: two digits a byte, or a character each (then = separates tracks). */
  readonly numbers?: 'bcd' | 'ascii'
  /** b: as they are, or two hexadecimal digits each. */
  readonly bytes?: 'raw' | 'hex'
  /** The length before a variable field: LL one byte of BCD and LLL two, or as many characters. */
  readonly lengths?: 'bcd' | 'ascii'
  /** What that length counts where a byte is two digits, or two digits are a byte. */
  readonly counts?: 'digits' | 'bytes'
}

/** A named run of digits inside a field or the header. */
export type Part = {
  readonly name: string
  readonly digits: number
  readonly words: Words
  readonly values?: Readonly<Record<string, Words>>
}

/**
 * One data element. Fixed fields have `length`; variable ones a `prefix` of two or three digits and `max`.
 * Lengths are digits for n and z, bytes otherwise, however they stand on the line. An odd count of digits is filled with one zero on the `pad`
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
  readonly wire?: Wire
  readonly secret?: 'pan' | 'track' | 'chip' | 'keys' | 'hidden'
  readonly parts?: readonly Part[]
}

/** The ciphers work keys may be for. */
export const keySuites = ['tdes', 'sm4', 'aes'] as const
export type KeySuite = (typeof keySuites)[number]

export const keySuiteWords: Readonly<Record<KeySuite, Words>> = {
  tdes: { zh: '三重DES（3DES）', en: 'Triple DES (3DES)' },
  sm4: { zh: '国密SM4', en: 'SM4' },
  aes: { zh: 'AES', en: 'AES' },
}

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
  /** What it is for, and what it cannot carry. */
  readonly words?: Words
  readonly frame: {
    /** In front of each message, not counting itself: two bytes, or four ASCII digits. */
    readonly lengthBytes: 2 | 4
    /** 0: none. */
    readonly tpduBytes: 0 | 5
    readonly tpduId: string
    readonly headerBytes: 0 | 6
    /** BCD and binary unless stated. */
    readonly mti?: 'bcd' | 'ascii'
    readonly bitmap?: 'binary' | 'hex'
    /** Fields 65 to 128 exist: bit 1 says that a bitmap of theirs follows the first, spelt as that is. */
    readonly secondBitmap?: boolean
    readonly minBytes: number
    readonly maxBytes: number
  }
  readonly wire?: Wire
  readonly defaults: { readonly tpdu: string; readonly header: string }
  readonly header: readonly Part[]
  readonly fields: readonly FieldSpec[]
  readonly transactions: readonly TransactionSpec[]
  /** The field in which messages without a processing code state their network code; a part of field 60 unless stated. */
  readonly networkCodeField?: number
  readonly parameters: readonly Parameter[]
  readonly responses: readonly { readonly code: string; readonly words: Words }[]
}

export const DIGITS = 1
export const TRACK = 2
export const CHARACTERS = 3
export const BYTES = 4
export const PLAIN_DIGITS = 5
export const PLAIN_TRACK = 6
export const HEX_BYTES = 7
const KINDS = { n: DIGITS, z: TRACK, an: CHARACTERS, ans: CHARACTERS, text: BYTES, b: BYTES } as const

/** What a run, a card and a choice call it by. */
export type DialectName = Pick<Dialect, 'name' | 'version'>

/** The dialect with its field table unrolled into flat arrays indexed by field number, for speed. */
export type Codec = {
  readonly dialect: Dialect
  /** 0 where the dialect has no such field. */
  readonly kind: Uint8Array
  /** The length prefix: 0 fixed, 1 LL and 2 LLL in BCD (so many bytes), 3 LL and 4 LLL in ASCII (a byte less). */
  readonly prefix: Uint8Array
  /** What the prefix counts: 0 the value's own length, 1 half of it, 2 twice. */
  readonly scale: Uint8Array
  /** Exact length of a fixed field, greatest of a variable one. */
  readonly limit: Uint16Array
  readonly padLeft: Uint8Array
  /** Where header, MTI, bitmap and fields begin, and whether MTI and bitmap are ASCII. */
  readonly headerAt: number
  readonly mtiAt: number
  readonly bitmapAt: number
  readonly fieldsAt: number
  readonly plainMti: boolean
  readonly hexBitmap: boolean
  /** Where fields begin behind a second bitmap; 0 where there is none. */
  readonly farFieldsAt: number
  readonly mac: MacPlace
  readonly field: readonly (FieldSpec | undefined)[]
  /** The rows of the transaction table by MTI. */
  readonly transactions: ReadonlyMap<string, readonly TransactionSpec[]>
  /** The side of the settlement each transaction adds to, by name. */
  readonly counts: ReadonlyMap<string, TransactionSpec['counts']>
}

/** A message's last field, where it is a MAC: with one bitmap, and with two. */
export const MAC_FIELD = 64
export const FAR_MAC_FIELD = 128

/** A MAC covers all from `from` (the MTI) to itself; in `hex` its eight bytes are sixteen digits. */
export type MacPlace = { readonly from: number; readonly hex: boolean }

const kindOf = ({ format }: FieldSpec, { numbers, bytes }: Wire): number => {
  const kind = KINDS[format]
  if (kind === BYTES) return format === 'b' && bytes === 'hex' ? HEX_BYTES : BYTES
  if (kind === CHARACTERS || numbers !== 'ascii') return kind
  return kind === DIGITS ? PLAIN_DIGITS : PLAIN_TRACK
}

const scaleOf = (kind: number, { counts }: Wire): number => {
  if (counts === 'bytes') return kind === DIGITS || kind === TRACK ? 1 : 0
  return kind === HEX_BYTES ? 2 : 0
}

/** Where things stand in front of the fields; throws when the frame is none of those this codec knows. */
const placesIn = ({ frame }: Dialect) => {
  const { lengthBytes, tpduBytes, headerBytes, mti = 'bcd', bitmap = 'binary', secondBitmap = false } = frame
  const known =
    (lengthBytes === 2 || lengthBytes === 4) &&
    (tpduBytes === 0 || tpduBytes === 5) &&
    (headerBytes === 0 || headerBytes === 6) &&
    (tpduBytes === 5) === (frame.tpduId !== '') &&
    frame.maxBytes <= MOST_BYTES
  if (!known) throw wrong(0, 'unknown frame')
  const mtiAt = tpduBytes + headerBytes
  const bitmapAt = mtiAt + (mti === 'ascii' ? 4 : 2)
  const bitmapBytes = bitmap === 'hex' ? 16 : 8
  const fieldsAt = bitmapAt + bitmapBytes
  if (frame.minBytes < fieldsAt) throw wrong(0, 'messages shorter than MTI and bitmap')
  return {
    ...{ headerAt: tpduBytes, mtiAt, bitmapAt, fieldsAt },
    ...{ plainMti: mti === 'ascii', hexBitmap: bitmap === 'hex' },
    farFieldsAt: secondBitmap ? fieldsAt + bitmapBytes : 0,
  }
}

/** What a length of four digits can say, and the codec's scratch area holds. */
const MOST_BYTES = 9_999

const wrong = (field: number, what: string) => new Malformed('ISO-9', field, 0, what)

/** What a transaction is told by: see `identify` in transaction.ts. */
const told = ({ mti, processingCode, condition, messageType, networkCode }: TransactionSpec): string =>
  processingCode === null
    ? `${mti}//${messageType}/${networkCode}`
    : `${mti}/${processingCode}/${condition}/${messageType}`

const MAC_BYTES = 8

/** Network codes have three digits. */
const isNetworkCode = (spec: FieldSpec | undefined): boolean => spec?.format === 'n' && spec.length === 3

/** Unrolls a dialect; throws {@link Malformed} ISO-9 when its own table is not sound. */
export const compileDialect = (dialect: Dialect): Codec => {
  const places = placesIn(dialect)
  const last = places.farFieldsAt === 0 ? MAC_FIELD : FAR_MAC_FIELD
  const kind = new Uint8Array(FAR_MAC_FIELD + 1)
  const prefix = new Uint8Array(FAR_MAC_FIELD + 1)
  const limit = new Uint16Array(FAR_MAC_FIELD + 1)
  const padLeft = new Uint8Array(FAR_MAC_FIELD + 1)
  const scale = new Uint8Array(FAR_MAC_FIELD + 1)
  const field: (FieldSpec | undefined)[] = []
  for (const spec of dialect.fields) {
    const { no } = spec
    if (!Number.isInteger(no) || no < 2 || no > last) throw wrong(no, `field number outside 2–${last}`)
    if (kind[no] !== 0) throw wrong(no, 'field stated twice')
    const size = spec.prefix === undefined ? spec.length : spec.max
    const most = spec.prefix === 'LL' ? 99 : 999
    if (!(spec.format in KINDS)) throw wrong(no, 'unknown format')
    const wire = { ...dialect.wire, ...spec.wire }
    kind[no] = kindOf(spec, wire)
    scale[no] = spec.prefix === undefined ? 0 : scaleOf(kind[no], wire)
    const counted = scale[no] === 2 ? 2 * (size ?? 0) : (size ?? 0)
    if (size === undefined || !Number.isInteger(size) || size < 1 || counted > most)
      throw wrong(no, 'no usable length')
    prefix[no] = spec.prefix === undefined ? 0 : spec.prefix.length - (wire.lengths === 'ascii' ? -1 : 1)
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
  const { networkCodeField } = dialect
  if (networkCodeField !== undefined && !isNetworkCode(field[networkCodeField]))
    throw wrong(networkCodeField, 'no field for network codes')
  if (
    kind[FAR_MAC_FIELD] !== 0 &&
    (kind[FAR_MAC_FIELD] !== kind[MAC_FIELD] || limit[FAR_MAC_FIELD] !== MAC_BYTES)
  )
    throw wrong(FAR_MAC_FIELD, 'another MAC than that of field 64')
  const mac = { from: places.mtiAt, hex: kind[MAC_FIELD] === HEX_BYTES }
  return { dialect, kind, prefix, scale, limit, padLeft, ...places, mac, field, transactions, counts }
}
