import type { SealedField, ShopFields } from '#provision/case.ts'

/** GB 32100-2015: no I, O, S, V, Z; a character's value is its place. */
const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
/** GB 11643-1999, ISO 7064 MOD 11-2. */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
/** First two digits of GB/T 2260: the 34 provincial divisions. */
const PROVINCES =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'

const weighted = (values: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * (values[place] ?? 0), 0)

const digits = (text: string): number[] => Array.from(text, Number)

const checkUscc = (uscc: string): string | null => {
  const values = Array.from(uscc, (character) => USCC.indexOf(character))
  if (values.length !== 18 || values.includes(-1) || !/^..\d{6}/.test(uscc)) return 'APP-3'
  return (31 - (weighted(values, USCC_WEIGHTS) % 31)) % 31 === values[17] ? null : 'APP-4'
}

const isCalendarDay = (yyyymmdd: string): boolean => {
  const day = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

const checkIdNo = (idNo: string): string | null =>
  /^[1-9]\d{16}[\dX]$/.test(idNo) &&
  isCalendarDay(idNo.slice(6, 14)) &&
  ID_CHECKS[weighted(digits(idNo), ID_WEIGHTS) % 11] === idNo[17]
    ? null
    : 'APP-5'

/** ISO/IEC 7812 check digit. It cannot tell debit from credit: that takes the network's BIN table. */
const passesLuhn = (cardNo: string): boolean =>
  digits(cardNo)
    .reverse()
    .map((digit, place) => (place % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9))
    .reduce((sum, digit) => sum + digit, 0) %
    10 ===
  0

const checkAccountNo = (accountNo: string, settlementKind: ShopFields['settlementKind']): string | null => {
  const fits =
    settlementKind === 'personal'
      ? /^\d{16,19}$/.test(accountNo) && passesLuhn(accountNo)
      : /^\d{8,32}$/.test(accountNo)
  return fits ? null : 'APP-7'
}

/** A mainland mobile, or a landline with its area code. */
const PHONE = /^(?:(?:\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/

/**
 * The rule a value breaks, or null. Sources: USCC GB 32100-2015, identity number GB 11643-1999,
 * division GB/T 2260, card number ISO/IEC 7812. The settlement account reads differently for a personal
 * card and a corporate account, so `shop` tells which. Values come in clear and leave no trace.
 */
export const checkField = (
  field: SealedField | keyof ShopFields,
  value: string,
  shop: Pick<ShopFields, 'settlementKind'> = {},
): string | null => {
  switch (field) {
    case 'uscc':
      return checkUscc(value)
    case 'legalPersonIdNo':
      return checkIdNo(value)
    case 'contactPhone':
      return PHONE.test(value) ? null : 'APP-6'
    case 'settlementAccountNo':
      return checkAccountNo(value, shop.settlementKind)
    case 'regionCode':
      return /^\d{6}$/.test(value) && PROVINCES.split(' ').includes(value.slice(0, 2)) ? null : 'APP-13'
    default:
      return value.trim() === '' ? 'APP-10' : null
  }
}

/** Early pilot codes break the USCC check digit: worth a second look, no reason to say no. */
export const isWarning = (rule: string): boolean => rule === 'APP-4'
