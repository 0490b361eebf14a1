import type { OutputOf } from '#api/calls.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import type { Principal } from '#ground/stamp.ts'
import type { Errand, Room } from '../house/errand.ts'
import { NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { namesOf } from '../house/names.ts'
import { newToken, sessionHours, tokenHash } from '../house/session.ts'
import { db } from '../house/tables.ts'
import { codeLimits, sendCode, takeCode } from './code.ts'
import { addMembership, ensurePerson } from './person.ts'
import { readPhone } from './phone.ts'

type Role = Exclude<Principal, 'anonymous' | 'house'>
type Standing = { personId: string; organisationId: string; principal: Role }

/** Roles of a person, the one to start with first. */
const standings = (errand: Errand, personId: string) =>
  errand.asHouse(
    db
      .selectFrom('memberships as m')
      .innerJoin('organisations as o', 'o.organisation_id', 'm.organisation_id')
      .select(['m.organisation_id', 'm.principal', 'o.name', 'o.kind'])
      .where('m.person_id', '=', personId)
      .where('m.ended_at', 'is', null)
      .orderBy('m.created_at'),
  )

export const describeMe = async (
  errand: Errand,
  standing: Standing | null,
): Promise<OutputOf<'people.me'>> => {
  const { demo } = errand.house.config
  if (!standing)
    return { principal: 'anonymous', personId: null, name: '', organisation: null, memberships: [], demo }
  const [names, roles] = [
    await namesOf(errand, [standing.personId]),
    await standings(errand, standing.personId),
  ]
  const acting = roles.find((role) => role.organisation_id === standing.organisationId)
  return {
    principal: standing.principal,
    personId: standing.personId,
    name: names.get(standing.personId) ?? '',
    organisation: acting
      ? { organisationId: acting.organisation_id, name: acting.name, kind: acting.kind }
      : null,
    memberships: roles.map((role) => ({
      organisationId: role.organisation_id,
      organisation: role.name,
      principal: role.principal as Role,
    })),
    demo,
  }
}

/** A new session with a new token: signing in never keeps a token from before (ASVS 7.2.4). */
export const openSession = async (errand: Errand, standing: Standing): Promise<OutputOf<'people.me'>> => {
  const token = newToken()
  const expires = new Date(Date.parse(errand.stamp.at) + sessionHours.absolute * 3_600_000).toISOString()
  if (errand.actor.sessionId)
    await errand.asHouse(
      db
        .updateTable('sessions')
        .set({ ended_at: errand.stamp.at })
        .where('session_id', '=', errand.actor.sessionId),
    )
  await errand.asHouse(
    db.insertInto('sessions').values({
      session_id: newId('ses'),
      token_hash: tokenHash(token),
      person_id: standing.personId,
      organisation_id: standing.organisationId,
      principal: standing.principal,
      device: errand.from.device,
      started_at: errand.stamp.at,
      last_seen_at: errand.stamp.at,
      expires_at: expires,
    }),
  )
  errand.cookie.set(token, expires)
  return describeMe(errand, standing)
}

/** Somebody without a role is a merchant at the start of their way: they get an organisation of their own. */
export const standingOf = async (errand: Errand, personId: string): Promise<Standing> => {
  const [first] = await standings(errand, personId)
  if (first) return { personId, organisationId: first.organisation_id, principal: first.principal as Role }
  const organisation_id = newId('org')
  await errand.asHouse(db.insertInto('organisations').values({ organisation_id, kind: 'merchant', name: '' }))
  await addMembership(errand, personId, organisation_id, 'merchant', null)
  return { personId, organisationId: organisation_id, principal: 'merchant' }
}

export const signIn: Room<
  'people.request-code' | 'people.verify-code' | 'people.sign-out' | 'people.me' | 'people.choose-membership'
> = {
  async 'people.request-code'(errand, { phone }) {
    const number = readPhone(phone)
    if (number === null) return refuse('PEOPLE-1', {}, 'phone')
    const sent = await sendCode(
      errand,
      number,
      'sign-in',
      '',
      (code) =>
        `【放心装】登录验证码 ${code}，5 分钟内有效。工作人员不会向您索要验证码。 Fangxin sign-in code ${code}; nobody will ask you for it.`,
    )
    if (isRefusal(sent)) return sent
    return { resendAfterSeconds: codeLimits.resendSeconds, expiresAt: sent.expiresAt }
  },

  async 'people.verify-code'(errand, { phone, code }) {
    const number = readPhone(phone)
    if (number === null) return refuse('PEOPLE-1', {}, 'phone')
    const wrong = await takeCode(errand, number, 'sign-in', '', code)
    if (wrong) return wrong
    const personId = await ensurePerson(errand, number, '')
    return openSession(errand, await standingOf(errand, personId))
  },

  async 'people.sign-out'(errand) {
    const { sessionId } = errand.actor
    if (sessionId)
      await errand.run(
        db.updateTable('sessions').set({ ended_at: errand.stamp.at }).where('session_id', '=', sessionId),
      )
    errand.cookie.clear()
    return { ok: true }
  },

  async 'people.me'(errand) {
    const { principal, personId, organisationId } = errand.actor
    return describeMe(
      errand,
      principal === 'anonymous' || principal === 'house' ? null : { principal, personId, organisationId },
    )
  },

  async 'people.choose-membership'(errand, { organisationId, principal }) {
    const roles = await standings(errand, errand.actor.personId)
    const role = roles.find((each) => each.organisation_id === organisationId && each.principal === principal)
    if (!role) throw new NotFound()
    return openSession(errand, {
      personId: errand.actor.personId,
      organisationId,
      principal: role.principal as Role,
    })
  },
}
