import { isCreditByNumber } from '#vault/card-number.ts'
import { findForbidden, type ForbiddenKind } from '#vault/forbidden.ts'

/**
 * What a typed field may hold. `words` is what a field is that declares nothing, and everything forbidden is looked for
 * in it. The others are declared where the field is:
 * - `settlement-account`: the account money is paid out to; a debit card or a firm's account, no credit card.
 * - `document`: a contract somebody else wrote; it may name the settlement account, but no credit card and no code.
 * - `code`, `serial`, `file`, `key`, `reference`: digits by design (a code this house sent, a device's or parcel's
 *   number, base64, keys, ids); nobody writes a sentence there.
 */
export type Carries =
  | 'words'
  | 'settlement-account'
  | 'document'
  | 'code'
  | 'serial'
  | 'file'
  | 'key'
  | 'reference'

const rules: Readonly<Record<ForbiddenKind, string>> = {
  'card-number': 'VAULT-20',
  cvv: 'VAULT-21',
  pin: 'VAULT-22',
  'sms-code': 'VAULT-23',
  'card-expiry': 'VAULT-24',
}

/** Sixteen places and more; what is shorter may be a firm's account, which only the kind of account tells. */
const isCreditAccount = (value: string): boolean => {
  const digits = value.normalize('NFKC').replaceAll(/[\s-]/g, '')
  return /^\d{16,19}$/.test(digits) && isCreditByNumber(digits)
}

/** The rule a typed value breaks, or null. The same on the phone while typing and on the server before anything is kept. */
export const typedRule = (value: string, carries: Carries = 'words'): string | null => {
  if (carries === 'words' || carries === 'document' || carries === 'settlement-account') {
    if (carries === 'settlement-account' && isCreditAccount(value)) return 'VAULT-25'
    const found = findForbidden(value, { settlementCard: carries !== 'words' })
    return found && rules[found.kind]
  }
  return null
}
