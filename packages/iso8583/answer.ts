import type { Decision, HostRules } from '#iso8583/decision.ts'
import { type Codec, FAR_MAC_FIELD, MAC_FIELD } from '#iso8583/dialect.ts'
import { sealMac, UNSEALED } from '#iso8583/mac.ts'
import { type Message, placesForFields, type Value } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import type { Arrival } from '#iso8583/request.ts'
import { writeTerminalClock } from '#iso8583/terminal-clock.ts'

/** Request fields that come back as they were. PIN, tracks, expiry and chip data never do. */
const ECHOED = [2, 3, 4, 11, 25, 41, 42, 49, 60] as const
const ACQUIRER = '99990000'
const INSTITUTIONS = '99990000   99990000   '
const SCHEME = Uint8Array.from([0x43, 0x55, 0x50])
const PROCESSING_AT = 5
/** A garbled answer keeps its length and nothing else. */
const NOISE = 0xa5

/** Terminals of one acquirer send the same few headers all day, so the last answer to one is kept. */
const remembered = (answerTo: (text: string) => string) => {
  let [last, answer] = ['', '']
  return (text: string): string => {
    if (text !== last) {
      answer = answerTo(text)
      last = text
    }
    return answer
  }
}

/** Source and destination change places on the way back. */
const returnTpdu = remembered((tpdu) => `${tpdu.slice(0, 2)}${tpdu.slice(6, 10)}${tpdu.slice(2, 6)}`)

const replyMti = remembered((mti) => `${mti.slice(0, 2)}${Number(mti[2]) + 1}${mti[3]}`)

const demanded = (header: string, demand: string): string =>
  header === '' || header[PROCESSING_AT] === demand
    ? header
    : header.slice(0, PROCESSING_AT) + demand + header.slice(PROCESSING_AT + 1)

const oneFenMore = (amount: Value | undefined): string =>
  String((Number(amount ?? 0) + 1) % 1e12).padStart(12, '0')

const answerMessage = (
  { dialect: { networkCodeField }, farFieldsAt }: Codec,
  message: Message,
  decision: Decision,
  at: string,
  withMac: boolean,
): Message => {
  const fields = placesForFields(farFieldsAt !== 0)
  for (const no of ECHOED) fields[no] = message.fields[no]
  const networkCode = networkCodeField === undefined ? undefined : message.fields[networkCodeField]
  if (networkCodeField !== undefined) fields[networkCodeField] = networkCode
  const { time, date } = writeTerminalClock(at)
  fields[12] = time
  fields[13] = date
  fields[15] = date
  fields[32] = ACQUIRER
  fields[39] = decision.code
  if (message.mti[1] === '2' && decision.code === '00') {
    fields[44] = INSTITUTIONS
    fields[63] = SCHEME
  }
  const more = decision.fields
  if (more !== undefined) for (const no in more) fields[Number(no)] = more[Number(no)]
  if (decision.delivery === 'amount-altered') fields[4] = oneFenMore(fields[4])
  if (withMac)
    fields[networkCode === undefined || Number(networkCodeField) < MAC_FIELD ? MAC_FIELD : FAR_MAC_FIELD] =
      UNSEALED
  return {
    tpdu: returnTpdu(message.tpdu),
    header: demanded(message.header, decision.demand ?? '0'),
    mti: replyMti(message.mti),
    fields,
  }
}

/**
 * The answer as bytes, sealed under `mak` when the transaction carries a MAC and the terminal's own held. A spoiled MAC
 * differs from the right one in its last character; another amount goes out under a MAC that holds.
 */
export const packAnswer = (
  rules: HostRules,
  {
    message,
    transaction,
    at,
  }: Pick<Arrival, 'message' | 'at'> & { transaction: Arrival['transaction'] | null },
  decision: Decision,
  mak: Uint8Array | null,
): Uint8Array => {
  const key = transaction?.mac && decision.code !== 'A0' ? mak : null
  const body = pack(rules.codec, answerMessage(rules.codec, message, decision, at, key !== null))
  if (key !== null) sealMac(rules.cipher, key, body, rules.codec.mac)
  if (key !== null && decision.delivery === 'mac-spoiled')
    body[body.length - 1] = body.at(-1) === 0x30 ? 0x31 : 0x30
  return body
}

/** An answer nobody can read: every byte of it changed, the length kept. */
export const garble = (body: Uint8Array): Uint8Array => body.map((byte, at) => byte ^ NOISE ^ (at & 0x0f))
