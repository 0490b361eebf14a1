import { isIdNo, isUsccShaped, passesLuhn, passesUsccCheck } from '#ground/check-digit.ts'
import type { SealedField, ShopFields } from '#provision/case.ts'

/** First two digits of GB/T 2260: the 34 provincial divisions. */
const PROVINCES =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'

const checkUscc = (uscc: string): string | null => {
  if (!isUsccShaped(uscc)) return 'APP-3'
  return passesUsccCheck(uscc) ? null : 'APP-4'
}

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
      return isIdNo(value) ? null : 'APP-5'
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
