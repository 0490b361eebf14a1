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
  | { readonly fact: 'declined'; readonly transaction: string; readonly trace: string; readonly code: string }
  | { readonly fact: Unanswered; readonly trace: string; readonly amountFen: number }
  | { readonly fact: 'answered-twice'; readonly trace: string }
  | { readonly fact: 'sign-in-demanded'; readonly transaction: string }
  | {
      readonly fact: 'reversed'
      readonly trace: string
      readonly reason: string
      readonly of: Unanswered | 'answered'
    }
  | { readonly fact: 'reversal-skipped'; readonly trace: string; readonly of: Unanswered }
  | { readonly fact: 'balance-told'; readonly trace: string }
  | { readonly fact: 'order-opened'; readonly trace: string; readonly amountFen: number }
  | { readonly fact: 'order-asked'; readonly trace: string; readonly state: 'waiting' | 'paid' | 'closed' }
  | { readonly fact: 'order-closed'; readonly trace: string }
  | {
      readonly fact: 'settled'
      readonly batchNo: string
      readonly equal: boolean
      /** Everything in it was sent under the batch number the host had given. */
      readonly ownBatch: boolean
      readonly transactions: number
    }
  | {
      readonly fact: 'batch-uploaded'
      readonly batchNo: string
      readonly records: number
      readonly equal: boolean
    }
  | { readonly fact: 'served'; readonly transaction: string }
  | { readonly fact: 'signed-off' }
  | { readonly fact: 'refused'; readonly transaction: string; readonly code: string; readonly rule: string }

/** Transactions that enter the test ledger. */
export type Booked =
  | 'sale'
  | 'void'
  | 'refund'
  | 'pre-auth'
  | 'pre-auth-cancel'
  | 'completion'
  | 'completion-void'
  | 'completion-notice'
  | 'offline-settle'
  | 'adjust'
  | 'tip'
  | 'qr-sale'
  | 'qr-order'
  | 'qr-void'
  | 'qr-refund'

/**
 * The host's deliberate faults after a booking: a terminal that meets one has no answer it may believe, and reverses.
 * The line cut; the MAC spoiled; nothing sent; sent too late; another amount under a valid MAC; noise; nothing sent and
 * the connection left open, deaf.
 */
export type Unanswered =
  | 'line-cut'
  | 'mac-spoiled'
  | 'timed-out'
  | 'answered-late'
  | 'amount-altered'
  | 'answer-garbled'
  | 'half-opened'
