import { addMinutes, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** HMAC-SHA-256, handed in by whoever has one: `(key, message) → 32 bytes`. */
export type Mac = (key: Uint8Array, message: Uint8Array) => Uint8Array

/** The two codes of one visit. The technician proves first, the merchant answers: neither can play the other. */
export type DoorCodes = { readonly technicianCode: string; readonly merchantCode: string }

/** Wrong codes in a row after which the door stays shut for this visit. */
export const DOOR_ATTEMPTS = 5
/** The codes work from so many minutes before the visit until so many after it. */
export const OPENS_MINUTES_BEFORE = 60
export const CLOSES_MINUTES_AFTER = 120

const bytes = (ascii: string): Uint8Array => Uint8Array.from(ascii, (sign) => sign.charCodeAt(0))

/** Six digits from a MAC by the dynamic truncation of RFC 4226 §5.3. */
const sixDigits = (mac: Uint8Array): string => {
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const [a = 0, b = 0, c = 0, d = 0] = mac.subarray(offset, offset + 4)
  const number = (((a & 0x7f) << 24) | (b << 16) | (c << 8) | d) >>> 0
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * Both codes from the visit's own secret (at least 16 random bytes, one per visit). Different roles give different
 * messages, and the codes are never equal: a code heard at the door cannot be given back as the answer.
 */
export const doorCodes = (secret: Uint8Array, visitId: string, mac: Mac): DoorCodes => {
  if (secret.length < 16) throw new RangeError('a door secret has at least 16 bytes')
  const code = (role: string, turn: number) =>
    sixDigits(mac(secret, bytes(`door/${role}/${visitId}/${turn}`)))
  const technicianCode = code('technician', 0)
  let turn = 0
  while (code('merchant', turn) === technicianCode) turn += 1
  return { technicianCode, merchantCode: code('merchant', turn) }
}

/** Equal six-digit codes? Takes the same time wherever they differ. */
export const sameCode = (said: string, right: string): boolean => {
  let difference = said.length ^ right.length
  for (let i = 0; i < 6; i += 1) difference |= (said.charCodeAt(i) | 0) ^ (right.charCodeAt(i) | 0)
  return difference === 0
}

/** One try at the door. `attempts` counts the wrong codes of this visit so far. */
export type DoorTry = {
  readonly codes: DoorCodes
  readonly merchantCode: string
  readonly attempts: number
  readonly startsAt: string
  readonly endsAt: string
  readonly at: string
}

/**
 * `open`, or why not. A wrong code raises `attempts`, which the caller keeps even though it answers with the refusal:
 * a count lost in a rollback would leave the door open to a million guesses. Rules DOOR-n: README.md.
 */
export const tryDoor = (
  door: DoorTry,
):
  | { readonly open: true }
  | { readonly open: false; readonly attempts: number; readonly refusal: Refusal } => {
  const { attempts, at } = door
  const shut = (refusal: Refusal, counted = attempts) => ({
    open: false as const,
    attempts: counted,
    refusal,
  })
  if (attempts >= DOOR_ATTEMPTS) return shut(refuse('DOOR-3', { limit: DOOR_ATTEMPTS }))
  const opens = addMinutes(door.startsAt, -OPENS_MINUTES_BEFORE)
  const closes = addMinutes(door.endsAt, CLOSES_MINUTES_AFTER)
  if (isAfter(opens, at) || isAfter(at, closes)) return shut(refuse('DOOR-2', { opens, closes }))
  if (sameCode(door.merchantCode, door.codes.merchantCode)) return { open: true }
  const left = DOOR_ATTEMPTS - attempts - 1
  return shut(refuse('DOOR-1', { left }, 'merchantCode'), attempts + 1)
}

/** Which codes a person sees: the merchant compares the technician's and holds the answer; the technician only his own. */
export const codesFor = (
  who: 'merchant' | 'technician',
  codes: DoorCodes,
): { readonly technicianCode: string; readonly merchantCode: string | null } =>
  who === 'merchant' ? codes : { technicianCode: codes.technicianCode, merchantCode: null }
