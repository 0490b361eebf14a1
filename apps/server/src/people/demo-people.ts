import type { Principal } from '#ground/stamp.ts'
import type { Errand } from '../house/errand.ts'
import { namesOf, phoneOf } from '../house/names.ts'
import { openMessage } from '../house/messages.ts'
import { db } from '../house/tables.ts'
import { findPerson } from './person.ts'
import { readPhone } from './phone.ts'
import { openSession, standingOf } from './sign-in.ts'

/** Everybody of the demo story, with the numbers to sign in with. Served on loopback with the demo on, never else. */
export const demoPeople = async (errand: Errand) => {
  const rows = await errand.run(
    db
      .selectFrom('memberships as m')
      .innerJoin('organisations as o', 'o.organisation_id', 'm.organisation_id')
      .select(['m.person_id', 'm.principal', 'o.name'])
      .where('m.ended_at', 'is', null)
      .orderBy('m.created_at')
      .limit(100),
  )
  const names = await namesOf(
    errand,
    rows.map((row) => row.person_id),
  )
  const people = []
  for (const row of rows)
    people.push({
      role: row.principal as Principal,
      org: row.name,
      name: names.get(row.person_id) ?? '',
      phone: await phoneOf(errand, row.person_id),
    })
  return people
}

/** The latest texts to one number, as a phone would show them. */
export const demoOutbox = async (errand: Errand, phone: string) => {
  const { keys } = errand.house
  const rows = await errand.run(
    db
      .selectFrom('messages')
      .select(['message_id', 'text_sealed', 'created_at'])
      .where('phone_index', '=', keys.index('phone', readPhone(phone) ?? ''))
      .orderBy('created_at', 'desc')
      .limit(20),
  )
  return Promise.all(rows.map(async (row) => ({ at: row.created_at, text: await openMessage(errand, row) })))
}

/** One click into a role of the story: a real session, without the code. Null when nobody has this number. */
export const demoEnter = async (errand: Errand, phone: string) => {
  const personId = await findPerson(errand, readPhone(phone) ?? '')
  return personId === null ? null : openSession(errand, await standingOf(errand, personId))
}
