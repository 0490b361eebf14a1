import type { Principal } from '#ground/stamp.ts'
import type { Errand } from '../house/errand.ts'
import { personPlace } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'

export const findPerson = async (errand: Errand, phone: string): Promise<string | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('persons')
      .select('person_id')
      .where('phone_index', '=', errand.house.keys.index('phone', phone)),
  )
  return row?.person_id ?? null
}

/** The person of this number, made when new. Two first sign-ins at once end with one person. */
export const ensurePerson = async (errand: Errand, phone: string, name: string): Promise<string> => {
  const { keys } = errand.house
  const person_id = newId('per')
  await errand.asHouse(
    db
      .insertInto('persons')
      .values({
        person_id,
        phone_index: keys.index('phone', phone),
        phone_sealed: await keys.seal(personPlace('phone', person_id), phone),
        name_sealed: await keys.seal(personPlace('name', person_id), name),
      })
      .onConflict((conflict) => conflict.column('phone_index').doNothing()),
  )
  const found = await findPerson(errand, phone)
  if (found === null) throw new Error('a person just written is not there')
  return found
}

/** Adds a role, or opens an ended one again. */
export const addMembership = async (
  errand: Errand,
  personId: string,
  organisationId: string,
  principal: Principal,
  badgeNo: string | null,
): Promise<void> => {
  await errand.asHouse(
    db
      .insertInto('memberships')
      .values({ person_id: personId, organisation_id: organisationId, principal, badge_no: badgeNo })
      .onConflict((conflict) =>
        conflict
          .columns(['person_id', 'organisation_id', 'principal'])
          .doUpdateSet({ ended_at: null, badge_no: badgeNo }),
      ),
  )
}
