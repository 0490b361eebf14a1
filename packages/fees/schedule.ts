import type { Fen, Ppm } from '#ground/fen.ts'

/** How a payment is priced (field practice: one row of the acquirer's fee form each). */
export type FeeProduct =
  | 'debit'
  | 'credit'
  | 'qr-wallet'
  | 'upqr-small'
  | 'upqr-debit'
  | 'upqr-credit'
  | 'foreign'

/** One price row. Months count from go-live: a promotion is a row with `untilMonth`, its reset the next row. */
export type FeeRow = {
  readonly product: FeeProduct
  readonly ratePpm: Ppm
  readonly minFen?: Fen
  readonly capFen?: Fen
  readonly fixedFen?: Fen
  readonly fromMonth: number
  readonly untilMonth?: number
}

/** Everything a merchant pays under an offer. A fee that is not here may not be charged (条例 768 art. 34). */
export type Terms = {
  readonly rows: readonly FeeRow[]
  readonly settlement: 'T1' | 'D0'
  readonly d0FixedFen: Fen
  readonly d0Ppm: Ppm
  readonly insurancePpm: Ppm
  readonly sim: { readonly feeFen: Fen; readonly intervalMonths: number; readonly freeMonths: number }
  readonly membershipFenPerYear: Fen
  readonly minimumVolume: { readonly monthlyFen: Fen; readonly penaltyFen: Fen }
  readonly deposit: {
    readonly amountFen: Fen
    readonly refundVolumeFen: Fen
    readonly refundWithinMonths: number
  }
  readonly devicePriceFen: Fen
  readonly termMonths: number
  readonly exitFeeFen: Fen
}

/** A merchant's yearly payments of one product: how many, how much each on average. */
export type MixRow = { readonly product: FeeProduct; readonly countPerYear: number; readonly averageFen: Fen }

export type MerchantClass = 'standard' | 'preferential' | 'exempt'

/** What the quote needs to know about the shop. `d0PerYear`: payments settled same-day when D0 is on. */
export type Profile = { readonly mix: readonly MixRow[]; readonly merchantClass: MerchantClass }
