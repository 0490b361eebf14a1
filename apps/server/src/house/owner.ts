import type { Owner } from '#vault/envelope.ts'
import { type Errand, NotFound } from './errand.ts'
import type { House } from './house.ts'
import { db } from './tables.ts'

const platform = 'platform'

/** A person who signs in is the subject of their name and number; the platform answers for them. */
export const personOwner = (personId: string): Owner => ({ tenant: platform, subject: personId })

/** Messages share a key by the month they were written in, and go together when its term has ended. */
export const monthOwner = (at: string): Owner => ({ tenant: platform, subject: `messages/${at.slice(0, 7)}` })

/** Kept answers share a key by the day. */
export const dayOwner = (at: string): Owner => ({ tenant: platform, subject: `answers/${at.slice(0, 10)}` })

/** What is nobody's personal datum. */
export const houseOwner: Owner = { tenant: platform, subject: 'house' }

const known = new WeakMap<House, Map<string, Owner>>()
const kept = 20_000

const ownersOf = (house: House): Map<string, Owner> => {
  const owners = known.get(house) ?? new Map<string, Owner>()
  known.set(house, owners)
  return owners
}

/** Whoever has loaded a case knows its owner: nobody need ask the database again. */
export const knowOwner = (house: House, caseId: string, owner: Owner): Owner => {
  const owners = ownersOf(house)
  if (!owners.has(caseId) && owners.size >= kept) owners.delete(owners.keys().next().value as string)
  owners.set(caseId, owner)
  return owner
}

/** A case's data are about its merchant, and its acquirer answers for them; neither ever changes. */
export const caseOwner = async (errand: Errand, caseId: string): Promise<Owner> => {
  const found = ownersOf(errand.house).get(caseId)
  if (found) return found
  // The house looks: whoever may write words into a case need not see its row any more.
  const [row] = await errand.asHouse(
    db.selectFrom('cases').select(['acquirer_id', 'merchant_id']).where('case_id', '=', caseId),
  )
  if (!row) throw new NotFound()
  return knowOwner(errand.house, caseId, { tenant: row.acquirer_id, subject: row.merchant_id })
}
