import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import { done, id, instant, list, object, oneOf, optional, text, whole, yes } from '#api/schema.ts'
import { dataLine, offer, profile, quote, serviceLevel, terminalKind, terms } from '#api/terms.ts'

export const network = oneOf(['lan', 'wifi', 'cellular-only'])

export const needs = object({
  tills: whole(1, 500),
  cardPayments: yes,
  qrPayments: yes,
  foreignCards: yes,
  preAuthorisation: yes,
  mobile: yes,
  printedReceipt: yes,
  tillIntegration: yes,
  network,
  settlement: oneOf(['T1', 'D0']),
  profile,
})

export const recommendation = object({
  terminalKind,
  dataLine,
  feePlan: oneOf(['qr-only', 'standard', 'preferential', 'exempt']),
  because: list(text(20), 20),
})

export const offers = [
  command({
    name: 'needs.record',
    say: ['填写需求', 'Record needs'],
    audited: true,
    input: object({ ...inCase, needs }),
    output: recommendation,
  }),
  command({
    name: 'offers.request',
    say: ['向服务商询价', 'Ask providers for offers'],
    audited: true,
    input: object({ ...inCase, providerIds: list(id('org'), 10) }),
    output: done,
  }),
  command({
    name: 'offers.make',
    say: ['报价', 'Make an offer'],
    audited: true,
    input: object({ ...inCase, modelCode: text(40), terminalKind, terms, serviceLevel, validUntil: instant }),
    output: object({ offerId: id('off') }),
  }),
  command({
    name: 'offers.decline',
    say: ['不报价', 'Decline to offer'],
    audited: true,
    input: object(inCase),
    output: done,
  }),
  read({
    name: 'offers.compare',
    say: ['比较报价', 'Compare offers'],
    audited: true,
    input: object({ ...inCase, months: optional(whole(1, 60)) }),
    output: object({ items: list(object({ offer, provider: text(120, 0), quote })) }),
  }),
  command({
    name: 'offers.choose',
    say: ['选定服务商', 'Choose an offer'],
    audited: true,
    input: object({ ...inCase, offerId: id('off') }),
    output: done,
  }),
] as const
