/**
 * The hand-over two phones show each other as QR codes: the giver signs an offer, the taker reads the box and signs an
 * acceptance of exactly that offer. The pair is the proof; either phone delivers it, later, and both deliver the same.
 * Each is one line of text, a compact JSON array and the signature after a tilde: what is scanned is what was signed,
 * byte for byte. Signatures: ECDSA P-256 with SHA-256, IEEE P1363, base64url; checked by whoever holds a crypto library.
 */
export type Offer = {
  readonly handOverId: string
  readonly deviceId: string
  readonly serialNo: string
  /** Number of the bag it goes over in; empty for an open device. */
  readonly sealNo: string
  /** The turn (`hands` of the device) this hand-over is. */
  readonly hand: number
  readonly giverId: string
  readonly giverKeyId: string
  readonly takerId: string
  readonly at: string
}

/** What the taker read off box and bag, signed together with the offer's digest. */
export type Acceptance = {
  readonly handOverId: string
  /** SHA-256 of the whole offer line, base64url. */
  readonly offerDigest: string
  readonly takerKeyId: string
  readonly readSerial: string
  readonly readSeal: string
  readonly sealIntact: boolean
  readonly at: string
}

export type Signed<T> = { readonly value: T; readonly payload: string; readonly signature: string }

const OFFER = 'fxo1'
const ACCEPTANCE = 'fxa1'

/** Two phones face to face: the acceptance follows the offer. Clocks of phones may differ by this much. */
const TOGETHER_MINUTES = 120
export const CLOCK_MINUTES = 10

export const minutesBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000

/** An offer is good for as long as its giver stands there; the taker's phone asks this before it signs. */
export const areTogether = (offeredAt: string, acceptedAt: string): boolean => {
  const apart = minutesBetween(offeredAt, acceptedAt)
  return apart >= -CLOCK_MINUTES && apart <= TOGETHER_MINUTES
}

/** Longest line a camera still reads off a phone: version 25 of a QR code at its lowest correction. */
export const LONGEST_LINE = 1_000

export const offerPayload = (offer: Offer): string =>
  JSON.stringify([
    OFFER,
    offer.handOverId,
    offer.deviceId,
    offer.serialNo,
    offer.sealNo,
    offer.hand,
    offer.giverId,
    offer.giverKeyId,
    offer.takerId,
    offer.at,
  ])

export const acceptancePayload = (acceptance: Acceptance): string =>
  JSON.stringify([
    ACCEPTANCE,
    acceptance.handOverId,
    acceptance.offerDigest,
    acceptance.takerKeyId,
    acceptance.readSerial,
    acceptance.readSeal,
    acceptance.sealIntact ? 1 : 0,
    acceptance.at,
  ])

export const signedLine = (payload: string, signature: string): string => `${payload}~${signature}`

const id = (prefix: string) => new RegExp(`^${prefix}_[0-9a-f]{32}$`)
const handOverId = id('hov')
const code = /^[0-9A-Za-z-]{0,50}$/
const base64url = /^[A-Za-z0-9_-]+$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/

const isText = (value: unknown, shape: RegExp): value is string =>
  typeof value === 'string' && shape.test(value)
const isTime = (value: unknown): value is string => isText(value, instant) && !Number.isNaN(Date.parse(value))

const split = (line: string): { values: readonly unknown[]; payload: string; signature: string } | null => {
  if (line.length > LONGEST_LINE) return null
  const cut = line.lastIndexOf('~')
  const [payload, signature] = [line.slice(0, cut), line.slice(cut + 1)]
  if (cut < 0 || signature.length !== 86 || !base64url.test(signature)) return null
  try {
    const values: unknown = JSON.parse(payload)
    // One form only: other spacing or escapes would be other bytes under another signature.
    return Array.isArray(values) && JSON.stringify(values) === payload ? { values, payload, signature } : null
  } catch {
    return null
  }
}

/** An offer as it was scanned; null for anything else a camera may meet. */
export const readOffer = (line: string): Signed<Offer> | null => {
  const read = split(line)
  if (read === null || read.values.length !== 10 || read.values[0] !== OFFER) return null
  const [, id_, deviceId, serialNo, sealNo, hand, giverId, giverKeyId, takerId, at] = read.values
  if (!isText(id_, handOverId) || !isText(deviceId, id('dev'))) return null
  if (!isText(serialNo, code) || serialNo === '' || !isText(sealNo, code)) return null
  if (typeof hand !== 'number' || !Number.isInteger(hand) || hand < 0 || hand > 1_000_000) return null
  if (!isText(giverId, id('per')) || !isText(giverKeyId, id('cky')) || !isText(takerId, id('per')))
    return null
  if (!isTime(at)) return null
  const value = { handOverId: id_, deviceId, serialNo, sealNo, hand, giverId, giverKeyId, takerId, at }
  return { value, payload: read.payload, signature: read.signature }
}

export const readAcceptance = (line: string): Signed<Acceptance> | null => {
  const read = split(line)
  if (read === null || read.values.length !== 8 || read.values[0] !== ACCEPTANCE) return null
  const [, id_, offerDigest, takerKeyId, readSerial, readSeal, intact, at] = read.values
  if (!isText(id_, handOverId) || !isText(offerDigest, base64url) || offerDigest.length !== 43) return null
  if (!isText(takerKeyId, id('cky')) || !isText(readSerial, code) || !isText(readSeal, code)) return null
  if ((intact !== 0 && intact !== 1) || !isTime(at)) return null
  const value = {
    ...{ handOverId: id_, offerDigest, takerKeyId, readSerial, readSeal },
    ...{ sealIntact: intact === 1, at },
  }
  return { value, payload: read.payload, signature: read.signature }
}

/** What a key is enrolled with: the person's phone signs that it holds the key, for this person. */
export const enrolmentPayload = (personId: string, publicKey: string): string =>
  JSON.stringify(['fxk1', personId, publicKey])
