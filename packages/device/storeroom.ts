import { chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** Somebody on a room's list: until the end of a day in China, or until somebody ends it. */
export type Keeper = {
  readonly personId: string
  readonly until: string | null
  /** Whether they work at the acquirer's desk today. */
  readonly atDesk: boolean
}

/** An acquirer's storeroom as far as its list goes (trust §6 duty 6). */
export type Storeroom = { readonly keepers: readonly Keeper[] }

export type StoreroomFact =
  | { readonly type: 'store-opened'; readonly storeId: string; readonly acquirerId: string }
  | { readonly type: 'keeper-let-in'; readonly personId: string; readonly until: string | null }
  | { readonly type: 'keeper-ended'; readonly personId: string }

/** Opens the room on that day: their day is not over, and they have not left the desk. */
export const stands = ({ until, atDesk }: Keeper, day: string): boolean =>
  atDesk && (until === null || day <= until)

/** CUST-63: whoever opens a room is its first keeper. */
export const openStoreroom = (storeId: string, stamp: Stamp): readonly StoreroomFact[] => [
  { type: 'store-opened', storeId, acquirerId: stamp.organisationId },
  { type: 'keeper-let-in', personId: stamp.personId, until: null },
]

/** Lets a colleague in, whom the house has found at the same desk or not. */
export const letIn = (
  { keepers }: Storeroom,
  colleague: Keeper,
  stamp: Stamp,
): readonly StoreroomFact[] | Refusal => {
  const { personId, until, atDesk } = colleague
  const today = chinaDay(stamp.at)
  if (personId === stamp.personId) return refuse('CUST-64', {}, 'personId')
  if (!atDesk || keepers.some((each) => each.personId === personId && stands(each, today)))
    return refuse('CUST-65', {}, 'personId')
  if (until !== null && until < today) return refuse('CUST-65', {}, 'until')
  return [{ type: 'keeper-let-in', personId, until }]
}

/** Ends what `letIn` or opening gave; `null` where this person is not on the list at all. */
export const endAccess = (
  { keepers }: Storeroom,
  personId: string,
  stamp: Stamp,
): readonly StoreroomFact[] | Refusal | null => {
  const today = chinaDay(stamp.at)
  const [ended, others] = [
    keepers.find((each) => each.personId === personId),
    keepers.filter((each) => each.personId !== personId && stands(each, today)),
  ]
  if (ended === undefined) return null
  // Who has left the desk, or whose day is over, opens nothing any more: taking them off leaves nobody outside.
  if (stands(ended, today) && others.length === 0) return refuse('CUST-66', {}, 'personId')
  return [{ type: 'keeper-ended', personId }]
}

/** What a move asks of whoever makes it: are they on the list of the room it opens? True where it opens none. */
export type Entry = { readonly mayEnter: boolean }

/** CUST-63: into a room, out of it or counting in it only who is on its list. */
export const notOnList = ({ mayEnter }: Entry): Refusal | null => (mayEnter ? null : refuse('CUST-63'))
