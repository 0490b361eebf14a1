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

/**
 * How often a device and a network may ask: an answer has 32 bits, so what guards it is that one guess costs one
 * challenge. Ten an hour need tens of thousands of years for one lucky guess.
 */
export const challengePace = { perDeviceHour: 10, perNetworkHour: 30 }

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
  if (answer.variant !== challenge.variant) return refuse('IDENT-8', {}, 'variant')
  return answer.secretText.toUpperCase() === expected ? null : refuse('IDENT-9', {}, 'secretText')
}
