import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** `+86` and eleven digits, or null. Only mainland mobile numbers can receive our messages (SMS pumping: trust.md §3). */
export const readPhone = (typed: string): string | null => {
  const number = parsePhoneNumberFromString(typed, 'CN')
  if (!number || number.countryCallingCode !== '86') return null
  return /^1[3-9]\d{9}$/.test(number.nationalNumber) ? number.number : null
}
