import type { DeviceStatus } from '#device/device.ts'
import type { Variant } from '#device/secret-text.ts'
import { wordKey } from '#device/word-key.ts'
import { addMinutes, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** "Are you the device you look like?", asked once. */
export type Challenge = {
  readonly challengeId: string
  readonly serialNo: string
  readonly variant: Variant
  /** Eight digits, so that a person can type them on a keypad. */
  readonly factor: string
  readonly expiresAt: string
  readonly answeredAt: string | null
}

export type Answer = {
  readonly serialNo: string
  readonly variant: Variant
  readonly secretText: string
}

/** Long enough to type eight digits and read eight letters off a small screen, slowly. */
const LIFE_MINUTES = 3
export const challengeEnds = (at: string): string => addMinutes(at, LIFE_MINUTES)

/** Who asks: somebody who knows a serial number, somebody who holds the label to a phone, or the terminal itself. */
export type Way = 'serial' | 'label' | 'terminal'

/**
 * How often one may ask (IDENT-10): an answer has 32 bits, so what guards it is that one guess costs one challenge. A hundred
 * an hour from everywhere need thousands of years for one lucky guess. Each way is counted for itself, so that
 * strangers spend nothing of what the terminal needs for its working key.
 */
export const challengePace = { perAddressHour: 10, perNetworkHour: 30, perDeviceHour: 100, ownHour: 10 }

/** How far a terminal's clock may be off when it signs a question. */
const SIGNED_MINUTES = 10

/** What a terminal signs to be asked: ECDSA over these bytes with the key it enrolled with. */
export const signedQuestion = (serialNo: string, askedAt: string): string =>
  `fangxin challenge 1\n${serialNo}\n${askedAt}`

/** IDENT-21: an old question, heard by somebody and sent again, is none. */
export const refuseStale = (askedAt: string, at: string): Refusal | null =>
  isAfter(askedAt, addMinutes(at, SIGNED_MINUTES)) || isAfter(at, addMinutes(askedAt, SIGNED_MINUTES))
    ? refuse('IDENT-21', { minutes: SIGNED_MINUTES }, 'askedAt')
    : null

const unfit: readonly DeviceStatus[] = ['purchased', 'suspect', 'retired']

/** IDENT-1: what nobody has received, what is in quarantine and what is out of use has no say. */
export const refuseStatus = (status: DeviceStatus): Refusal | null =>
  unfit.includes(status) ? refuse('IDENT-1', { status: wordKey(status) }) : null

/**
 * What this answer proves, or why nothing. `expected` is what the right device says. Any answer uses the challenge up: a
 * second guess needs a second question.
 */
export const judge = (challenge: Challenge, answer: Answer, expected: string, at: string): Refusal | null => {
  if (challenge.answeredAt !== null) return refuse('IDENT-5')
  if (isAfter(at, challenge.expiresAt)) return refuse('IDENT-7')
  if (answer.serialNo !== challenge.serialNo) return refuse('IDENT-6', {}, 'serialNo')
  // The text first: who cannot make it is not told which cipher would have been the right one.
  if (answer.secretText.toUpperCase() !== expected) return refuse('IDENT-9', {}, 'secretText')
  return answer.variant === challenge.variant ? null : refuse('IDENT-8', {}, 'variant')
}
