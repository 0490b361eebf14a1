import { WIDE_BLOCK } from '#iso8583/cipher.ts'
import type { HostRules } from '#iso8583/decision.ts'
import { bytesOf, textOf } from '#iso8583/message.ts'
import { PIN_FIELD, pinMatches, WIDE_PIN_FIELD, widePinMatches } from '#iso8583/pin-block.ts'
import type { Request } from '#iso8583/request.ts'
import type { Session } from '#iso8583/session.ts'

/** ISO-14: whether the number is one of the published test cards or, for `code`, one of the payment codes for testing. */
export const isTestNumber = (rules: HostRules, number: string, is: 'card' | 'code'): boolean =>
  rules.cards.ranges.some(
    (range) =>
      (range.is ?? 'card') === is && number.length === range.digits && number.startsWith(range.prefix),
  )

/** ISO-15: what the request says of a PIN. */
export const checkPin = (rules: HostRules, session: Session, { message }: Request, pan: string) => {
  const wide = rules.cipher.blockBytes === WIDE_BLOCK
  const block = bytesOf(message, wide ? WIDE_PIN_FIELD : PIN_FIELD)
  if (block === null) return textOf(message, 22)[2] === '1' ? 'missing' : 'none'
  const { pik } = session.keys
  if (wide)
    return block.length === WIDE_BLOCK &&
      widePinMatches(rules.cipher, pik, block, { pin: rules.cards.pin, pan })
      ? 'right'
      : 'wrong'
  const clear = rules.cipher.decrypt(pik, block)
  return pinMatches(clear, rules.cards.pin, pan) ? 'right' : 'wrong'
}
