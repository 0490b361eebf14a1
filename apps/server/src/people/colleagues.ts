import { refuse } from '#ground/refusal.ts'
import type { Principal } from '#ground/stamp.ts'
import { maskPhone } from '#vault/mask.ts'
import type { Room } from '../house/errand.ts'
import { NotFound } from '../house/errand.ts'
import { openPerson } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { addMembership, ensurePerson } from './person.ts'
import { readPhone } from './phone.ts'

/** Which roles an organisation of a kind can hold. A provider's people can never be reviewers (S1 art. 22). */
const rolesOf: Readonly<Record<string, readonly Principal[]>> = {
  provider: ['provider', 'technician'],
  acquirer: ['reviewer'],
  regulator: ['regulator'],
  platform: ['operator'],
}

export const colleagues: Room<'people.invite' | 'people.colleagues' | 'people.end-membership'> = {
  async 'people.invite'(errand, { phone, name, principal, badgeNo, organisationId }) {
    const number = readPhone(phone)
    if (number === null) return refuse('PEOPLE-1', {}, 'phone')
    const target = organisationId ?? errand.actor.organisationId
    if (target !== errand.actor.organisationId && errand.actor.principal !== 'operator') throw new NotFound()
    const [organisation] = await errand.run(
      db.selectFrom('organisations').select('kind').where('organisation_id', '=', target),
    )
    if (!organisation) throw new NotFound()
    if (!rolesOf[organisation.kind]?.includes(principal)) return refuse('PEOPLE-6', {}, 'principal')
    const personId = await ensurePerson(errand, number, name)
    await addMembership(errand, personId, target, principal, badgeNo ?? null)
    return { personId }
  },

  async 'people.colleagues'(errand) {
    const rows = await errand.run(
      db
        .selectFrom('memberships as m')
        .innerJoin('persons as p', 'p.person_id', 'm.person_id')
        .select(['m.person_id', 'm.principal', 'm.badge_no', 'p.name_sealed', 'p.phone_sealed'])
        .where('m.organisation_id', '=', errand.actor.organisationId)
        .where('m.ended_at', 'is', null)
        .orderBy('m.created_at')
        .limit(500),
    )
    return {
      items: await Promise.all(
        rows.map(async (row) => ({
          personId: row.person_id,
          name: await openPerson(errand, 'name', row.person_id, row.name_sealed),
          principal: row.principal as Exclude<Principal, 'house'>,
          badgeNo: row.badge_no,
          phoneMasked: maskPhone(await openPerson(errand, 'phone', row.person_id, row.phone_sealed)),
        })),
      ),
    }
  },

  async 'people.end-membership'(errand, { personId }) {
    const ended = await errand.run(
      db
        .updateTable('memberships')
        .set({ ended_at: errand.stamp.at })
        .where('person_id', '=', personId)
        .where('organisation_id', '=', errand.actor.organisationId)
        .where('ended_at', 'is', null)
        .returning('person_id'),
    )
    if (ended.length === 0) throw new NotFound()
    return { ok: true }
  },
}
