import Type from 'typebox'
import { count, fen, list, object, oneOf, optional, ppm, text, whole, yes, instant } from '#api/schema.ts'

const feeProduct = oneOf([
  'debit',
  'credit',
  'qr-wallet',
  'upqr-small',
  'upqr-debit',
  'upqr-credit',
  'foreign',
])
const months = whole(0, 120)

/** Mirrors `Terms` of #fees/schedule.ts: the compiler compares them where handlers pass one as the other. */
export const terms = object({
  rows: list(
    object({
      product: feeProduct,
      ratePpm: ppm,
      minFen: optional(fen),
      capFen: optional(fen),
      fixedFen: optional(fen),
      fromMonth: months,
      untilMonth: optional(months),
    }),
    40,
  ),
  settlement: oneOf(['T1', 'D0']),
  d0FixedFen: fen,
  d0Ppm: ppm,
  insurancePpm: ppm,
  sim: object({ feeFen: fen, intervalMonths: whole(1, 60), freeMonths: months }),
  membershipFenPerYear: fen,
  minimumVolume: object({ monthlyFen: fen, penaltyFen: fen }),
  deposit: object({ amountFen: fen, refundVolumeFen: fen, refundWithinMonths: months }),
  devicePriceFen: fen,
  termMonths: months,
  exitFeeFen: fen,
})

export const profile = object({
  mix: list(object({ product: feeProduct, countPerYear: count(), averageFen: fen }), 20),
  merchantClass: oneOf(['standard', 'preferential', 'exempt']),
})

export const terminalKind = oneOf([
  'qr-plate',
  'qr-box',
  'e-sign-pos',
  'smart-pos',
  'desktop-pos',
  'mobile-pos',
])
export const dataLine = oneOf(['none', 'lan', 'wifi', 'cellular'])

export const serviceLevel = object({
  answerMinutes: whole(1, 1440),
  onSiteHours: whole(1, 240),
  spareUnit: yes,
  maintenancePerYear: whole(0, 12),
})

/** What fills a rule's words. */
export const params = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))

/** Three totals over the same months, and where they come from. */
export const quote = object({
  months,
  promisedFen: fen,
  literalFen: fen,
  worstFen: fen,
  volumeFen: fen,
  effectivePpm: count(),
  flags: list(object({ flag: text(40), rule: text(20), params }), 30),
})

export const offer = object({
  offerId: text(40),
  providerId: text(40),
  modelCode: text(40),
  terminalKind,
  terms,
  serviceLevel,
  validUntil: instant,
})
