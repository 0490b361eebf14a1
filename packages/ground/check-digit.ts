/** GB 32100-2015: no I, O, S, V, Z; a character's value is its place. */
const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
/** GB 11643-1999, ISO 7064 MOD 11-2. */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'

const weighted = (values: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * (values[place] ?? 0), 0)

const digits = (text: string): number[] => Array.from(text, Number)

/** Is it built like a unified social credit code, its check character apart? */
export const isUsccShaped = (uscc: string): boolean =>
  /^..\d{6}/.test(uscc) && uscc.length === 18 && Array.from(uscc).every((each) => USCC.includes(each))

export const passesUsccCheck = (uscc: string): boolean => {
  const values = Array.from(uscc, (character) => USCC.indexOf(character))
  return (31 - (weighted(values, USCC_WEIGHTS) % 31)) % 31 === values[17]
}

const isCalendarDay = (yyyymmdd: string): boolean => {
  const day = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

/** Eighteen places with a day of birth in the seventh to fourteenth, its check character apart. */
export const isIdShaped = (idNo: string): boolean =>
  /^[1-9]\d{16}[\dX]$/.test(idNo) && isCalendarDay(idNo.slice(6, 14))

/** An identity number of GB 11643-1999 with its check character. */
export const isIdNo = (idNo: string): boolean =>
  isIdShaped(idNo) && ID_CHECKS[weighted(digits(idNo), ID_WEIGHTS) % 11] === idNo[17]

/** ISO/IEC 7812 check digit. It cannot tell debit from credit: that takes the network's BIN table. */
export const passesLuhn = (cardNo: string): boolean =>
  digits(cardNo)
    .reverse()
    .map((digit, place) => (place % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9))
    .reduce((sum, digit) => sum + digit, 0) %
    10 ===
  0
