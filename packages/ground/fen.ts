/** Integer money and rates. One fen is 1/100 yuan; one ppm is 1/1,000,000 (0.60 % = 6000 ppm). */
export type Fen = number
export type Ppm = number

const MILLION = 1_000_000

/** The share `ratePpm` of `amountFen`, rounded half up to the fen per transaction. Non-negative integers only. */
export const share = (amountFen: Fen, ratePpm: Ppm): Fen => {
  const product = BigInt(amountFen) * BigInt(ratePpm)
  return Number((product + 500_000n) / 1_000_000n)
}

/** `partFen / wholeFen` as ppm, rounded half up; 0 when the whole is 0. */
export const ratioPpm = (partFen: Fen, wholeFen: Fen): Ppm =>
  wholeFen === 0 ? 0 : Math.floor((partFen * MILLION + wholeFen / 2) / wholeFen)

/** `129900` → `"1299.00"`: yuan with two decimals, for words and documents. */
export const yuan = (fen: Fen): string => {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.abs(fen)
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** `6000` → `"0.6"`: percent without trailing zeros. */
export const percent = (ratePpm: Ppm): string => String(ratePpm / 10_000)
