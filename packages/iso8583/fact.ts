/**
 * What the host has seen a terminal do. Facts hold no card number, no PIN and no key. Amounts in fen; `code` is field 39;
 * `of` in a reversal says what had become of the answer.
 */
export type Fact =
  | { readonly fact: 'signed-in'; readonly batchNo: string; readonly fresh: boolean }
  | { readonly fact: 'echoed' }
  | {
      readonly fact: 'approved'
      readonly transaction: Booked
      readonly trace: string
      readonly amountFen: number
      readonly pin: boolean
      readonly reference: string
    }
  | { readonly fact: 'declined'; readonly transaction: Booked; readonly trace: string; readonly code: string }
  | { readonly fact: Unanswered; readonly trace: string; readonly amountFen: number }
  | {
      readonly fact: 'reversed'
      readonly trace: string
      readonly reason: string
      readonly of: Unanswered | 'answered'
    }
  | { readonly fact: 'reversal-skipped'; readonly trace: string; readonly of: Unanswered }
  | {
      readonly fact: 'settled'
      readonly batchNo: string
      readonly equal: boolean
      readonly transactions: number
    }
  | { readonly fact: 'signed-off' }
  | { readonly fact: 'refused'; readonly transaction: string; readonly code: string; readonly rule: string }

/** Transactions that move money in the test ledger. */
export type Booked = 'sale' | 'void' | 'refund'

/** The host's deliberate faults: the line cut after the booking, or the answer's MAC spoiled. */
export type Unanswered = 'line-cut' | 'mac-spoiled'
