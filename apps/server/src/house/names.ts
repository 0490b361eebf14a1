import type { Errand } from './errand.ts'
import { openWords } from './opened.ts'
import { personOwner } from './owner.ts'
import { db } from './tables.ts'

/** Where a person's name or number is sealed. */
export const personPlace = (column: 'phone' | 'name', personId: string) => ({
  datum: `persons.${column}` as const,
  row: personId,
  ...personOwner(personId),
})

export const openPerson = (
  errand: Errand,
  column: 'phone' | 'name',
  personId: string,
  sealed: Uint8Array,
): Promise<string> => openWords(errand, personPlace(column, personId), sealed)

/** Names of people, for those whose case or organisation already shows them this person at work. */
export const namesOf = async (
  errand: Errand,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(personIds)].filter((id) => id !== '')
  if (ids.length === 0) return new Map()
  // The asker sees the ids through a row of their own (a fact, a visit); the name is what those ids stand for.
  const rows = await errand.asHouse(
    db.selectFrom('persons').select(['person_id', 'name_sealed']).where('person_id', 'in', ids),
  )
  return new Map(
    await Promise.all(
      rows.map(
        async (row) =>
          [row.person_id, await openPerson(errand, 'name', row.person_id, row.name_sealed)] as const,
      ),
    ),
  )
}

export const phoneOf = async (errand: Errand, personId: string): Promise<string> => {
  const [row] = await errand.asHouse(
    db.selectFrom('persons').select('phone_sealed').where('person_id', '=', personId),
  )
  if (!row) throw new Error(`no person ${personId}`)
  return (await errand.house.keys.open(personPlace('phone', personId), row.phone_sealed)).toString()
}

export const organisationNames = async (
  errand: Errand,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(organisationIds)].filter((id) => id !== '')
  if (ids.length === 0) return new Map()
  const rows = await errand.run(
    db.selectFrom('organisations').select(['organisation_id', 'name']).where('organisation_id', 'in', ids),
  )
  return new Map(rows.map((row) => [row.organisation_id, row.name]))
}
