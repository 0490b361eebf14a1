import type { Booked } from '#iso8583/fact.ts'
import type { Entry, Session } from '#iso8583/session.ts'

/** An earlier entry as it was and as a later one leaves it. */
export type Earlier = Entry['changed'][number]

/**
 * What a transaction may follow: whole takes the very amount, part any share that is left, above up to so many per cent,
 * extra adds to it. `authorised` ones are named by card and authorisation code, the others by batch, trace and reference.
 */
type Following = {
  readonly of: readonly Booked[]
  readonly takes: 'whole' | 'part' | 'extra' | 'above'
  readonly sameBatch: boolean
  readonly authorised?: true
}

/** ISO-30: a completion takes at most this share of what was authorised. */
const COMPLETION_PERCENT = 115

const CARD_DEBITS: readonly Booked[] = ['sale', 'completion', 'completion-notice', 'offline-settle']
const completes: Following = { of: ['pre-auth'], takes: 'above', sameBatch: false, authorised: true }

export const follow: Readonly<Partial<Record<Booked, Following>>> = {
  void: { of: ['sale'], takes: 'whole', sameBatch: true },
  refund: { of: CARD_DEBITS, takes: 'part', sameBatch: false },
  'pre-auth-cancel': { of: ['pre-auth'], takes: 'whole', sameBatch: false, authorised: true },
  completion: completes,
  'completion-notice': completes,
  'completion-void': { of: ['completion'], takes: 'whole', sameBatch: true },
  adjust: { of: ['offline-settle'], takes: 'extra', sameBatch: true },
  tip: { of: CARD_DEBITS, takes: 'extra', sameBatch: true },
  'qr-void': { of: ['qr-sale', 'qr-order'], takes: 'whole', sameBatch: true },
  'qr-refund': { of: ['qr-sale', 'qr-order'], takes: 'part', sameBatch: false },
}

type Naming = { readonly named: string; readonly reference: string; readonly authorisation: string }
type Refusing = { readonly code: string; readonly rule: string }

const KEY_DIGITS = 12
const NOT_STATED = '0'.repeat(KEY_DIGITS)

const find = (session: Session, entry: Entry, following: Following, naming: Naming): Entry | null => {
  const key = naming.named.slice(0, KEY_DIGITS)
  const suits = (candidate: Entry): boolean =>
    following.of.includes(candidate.transaction) &&
    (entry.pan === '' || candidate.pan === entry.pan) &&
    (!following.sameBatch || candidate.batchNo === session.batchNo)
  if (following.authorised !== true) {
    const found = session.entries.get(key)
    return found !== undefined && found.reference === naming.reference && suits(found) ? found : null
  }
  for (const candidate of session.entries.values())
    if (
      candidate.reference.endsWith(naming.authorisation) &&
      suits(candidate) &&
      (key === '' || key === NOT_STATED || key === candidate.key)
    )
      return candidate
  return null
}

/** The earlier entry a request names and what becomes of it (ISO-16 to ISO-18, ISO-30). */
export const earlier = (
  session: Session,
  entry: Entry,
  following: Following,
  naming: Naming,
): { readonly changed: readonly Earlier[] } | Refusing => {
  const before = find(session, entry, following, naming)
  if (before === null) return { code: '25', rule: 'ISO-16' }
  if (before.status !== 'approved') return { code: '12', rule: 'ISO-18' }
  const { amountFen } = entry
  const becomes = (after: Entry) => ({ changed: [{ before, after }, ...released(session, entry, before)] })
  switch (following.takes) {
    case 'whole':
      if (before.refundedFen > 0) return { code: '12', rule: 'ISO-18' }
      if (before.amountFen !== amountFen) return { code: '64', rule: 'ISO-17' }
      return becomes({ ...before, status: 'voided' })
    case 'part': {
      const refundedFen = before.refundedFen + amountFen
      return refundedFen > before.amountFen
        ? { code: '64', rule: 'ISO-17' }
        : becomes({ ...before, refundedFen })
    }
    case 'above':
      return amountFen * 100 > before.amountFen * COMPLETION_PERCENT
        ? { code: '64', rule: 'ISO-30' }
        : becomes({ ...before, status: 'completed' })
    case 'extra':
      return amountFen > before.amountFen ? { code: '64', rule: 'ISO-17' } : { changed: [] }
  }
}

/** Voiding a completion leaves the authorisation as it was before it. */
const released = (session: Session, entry: Entry, completion: Entry): readonly Earlier[] => {
  if (entry.transaction !== 'completion-void') return []
  return completion.changed.flatMap(({ after }) => {
    const before = session.entries.get(after.key)
    return before === undefined ? [] : [{ before, after: { ...before, status: 'approved' as const } }]
  })
}
