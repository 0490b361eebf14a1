import type { MixRow } from '#fees/schedule.ts'

/** Three shops' years, to begin with: domain §2.7. */
export const examples = {
  exampleSnack: [{ product: 'qr-wallet', countPerYear: 21_600, averageFen: 1_800 }],
  exampleClothing: [
    { product: 'credit', countPerYear: 3_600, averageFen: 32_000 },
    { product: 'debit', countPerYear: 1_800, averageFen: 32_000 },
    { product: 'qr-wallet', countPerYear: 7_200, averageFen: 16_000 },
  ],
  exampleHotel: [
    { product: 'credit', countPerYear: 2_400, averageFen: 68_000 },
    { product: 'debit', countPerYear: 960, averageFen: 68_000 },
    { product: 'qr-wallet', countPerYear: 1_200, averageFen: 68_000 },
  ],
} as const satisfies Record<string, readonly MixRow[]>
