import type { Fen } from '#ground/fen.ts'
import { costTableOn, type CostTable } from '#fees/parameters.ts'
import type { FeeProduct, MerchantClass } from '#fees/schedule.ts'

/** What the acquirer itself must pay away for one payment. */
export type Floor = { readonly issuerFen: Fen; readonly networkFen: Fen; readonly floorFen: Fen }

const MILLION = 1_000_000n

/** amount × rate × factor, rounded half up once, so that 0.0325 % × 0.78 loses nothing on the way. */
const scaled = (amountFen: Fen, ratePpm: number, factorsPpm: readonly number[]): Fen => {
  let product = BigInt(amountFen) * BigInt(ratePpm)
  let divisor = MILLION
  for (const factor of factorsPpm) {
    product *= BigInt(factor)
    divisor *= MILLION
  }
  return Number((product + divisor / 2n) / divisor)
}

type CardKind = 'debit' | 'credit'

const cardKind: Readonly<Partial<Record<FeeProduct, CardKind>>> = {
  debit: 'debit',
  credit: 'credit',
  'upqr-debit': 'debit',
  'upqr-credit': 'credit',
}

/**
 * Issuer fee and the acquirer's half of the network fee for one payment. `null` where no public tariff exists
 * (wallets, small UnionPay QR, foreign cards): then nobody outside can say what is below cost.
 */
export const floor = (
  amountFen: Fen,
  product: FeeProduct,
  merchantClass: MerchantClass,
  table: CostTable = costTableOn(),
): Floor | null => {
  const kind = cardKind[product]
  if (kind === undefined) return null
  if (merchantClass === 'exempt') return { issuerFen: 0, networkFen: 0, floorFen: 0 }
  const factors = [
    kind === 'debit' ? table.debitFactorPpm : 1_000_000,
    merchantClass === 'preferential' ? table.preferentialFactorPpm : 1_000_000,
  ]
  const rate = kind === 'debit' ? table.issuerDebitPpm : table.issuerCreditPpm
  const uncapped = scaled(amountFen, rate, factors)
  const issuerFen = kind === 'debit' ? Math.min(uncapped, table.issuerDebitCapFen) : uncapped
  const networkFen = Math.min(scaled(amountFen, table.networkPpm, factors), table.networkCapFen)
  return { issuerFen, networkFen, floorFen: issuerFen + networkFen }
}
