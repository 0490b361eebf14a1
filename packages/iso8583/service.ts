import type { Decision, HostRules } from '#iso8583/decision.ts'
import { ascii } from '#iso8583/message.ts'

/** The digit in field 62 that says there is nothing newer to download. */
const NOTHING_NEW = ascii('0')

/** Management that moves no money and needs no sign-in: parameters, state, keys and chip parameters, signatures. */
export const decideService = (rules: HostRules, name: string): Decision | null => {
  const served = (field62?: Uint8Array): Decision => ({
    code: '00',
    ...(field62 === undefined ? {} : { fields: { 62: field62 } }),
    delivery: 'answered',
    facts: [{ fact: 'served', transaction: name }],
    change: {},
  })
  switch (name) {
    case 'parameters':
      return served(ascii(rules.codec.dialect.parameters.map(({ tag, value }) => tag + value).join('')))
    case 'ca-key-query':
    case 'ca-key':
    case 'chip-parameter-query':
      return served(NOTHING_NEW)
    case 'status':
    case 'signature-upload':
      return served()
    default:
      return null
  }
}
