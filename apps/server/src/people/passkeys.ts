import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { keep, refuse } from '#ground/refusal.ts'
import type { Errand, Room } from '../house/errand.ts'
import { NotFound } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { openSession, standingOf } from './sign-in.ts'

const minutes = 5

/** Loaded at the first passkey: eleven megabytes most processes never need. */
const webauthn = () => import('@simplewebauthn/server')

/** WebAuthn binds a key to the site's name and origin. */
const site = ({ house: { origin } }: Errand) => ({
  rpID: new URL(origin).hostname,
  expectedOrigin: new URL(origin).origin,
})

const keepChallenge = async (errand: Errand, challenge: string, personId: string | null): Promise<string> => {
  const challenge_id = newId('cha')
  const expires_at = new Date(Date.parse(errand.stamp.at) + minutes * 60_000).toISOString()
  await errand.asHouse(
    db.insertInto('passkey_challenges').values({ challenge_id, challenge, person_id: personId, expires_at }),
  )
  return challenge_id
}

/** One use: reading a challenge removes it. */
const takeChallenges = (errand: Errand, by: { challengeId: string } | { personId: string }) =>
  errand.asHouse(
    db
      .deleteFrom('passkey_challenges')
      .where((eb) =>
        'personId' in by ? eb('person_id', '=', by.personId) : eb('challenge_id', '=', by.challengeId),
      )
      .where('expires_at', '>', errand.stamp.at)
      .returning('challenge'),
  )

export const passkeys: Room<
  | 'people.passkey-creation'
  | 'people.add-passkey'
  | 'people.passkey-challenge'
  | 'people.verify-passkey'
  | 'people.passkeys'
  | 'people.remove-passkey'
> = {
  async 'people.passkey-creation'(errand) {
    const { personId } = errand.actor
    const [names, known] = [
      await namesOf(errand, [personId]),
      await errand.run(db.selectFrom('passkeys').select('credential_id').where('person_id', '=', personId)),
    ]
    const options = await (await webauthn()).generateRegistrationOptions({
      rpName: '放心装 Fangxin',
      rpID: site(errand).rpID,
      userName: names.get(personId) || personId,
      userID: new TextEncoder().encode(personId),
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map((row) => ({ id: row.credential_id })),
    })
    await keepChallenge(errand, options.challenge, personId)
    return { options: { ...options } }
  },

  async 'people.add-passkey'(errand, { response, label }) {
    const { personId } = errand.actor
    const challenges = await takeChallenges(errand, { personId })
    const verified = await (await webauthn())
      .verifyRegistrationResponse({
        response: response as unknown as RegistrationResponseJSON,
        expectedChallenge: (challenge) => challenges.some((row) => row.challenge === challenge),
        expectedOrigin: site(errand).expectedOrigin,
        expectedRPID: site(errand).rpID,
        requireUserVerification: true,
      })
      .catch(() => null)
    if (!verified?.verified) return keep(refuse('PEOPLE-7'))
    const { credential, credentialBackedUp } = verified.registrationInfo
    await errand.run(
      db.insertInto('passkeys').values({
        passkey_id: newId('pas'),
        person_id: personId,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        backed_up: credentialBackedUp,
        label,
        created_at: errand.stamp.at,
      }),
    )
    return { ok: true }
  },

  async 'people.passkey-challenge'(errand) {
    const options = await (await webauthn()).generateAuthenticationOptions({
      rpID: site(errand).rpID,
      userVerification: 'required',
    })
    return { challengeId: await keepChallenge(errand, options.challenge, null), options: { ...options } }
  },

  async 'people.verify-passkey'(errand, { challengeId, response }) {
    const [taken] = await takeChallenges(errand, { challengeId })
    const answer = response as unknown as AuthenticationResponseJSON
    const [key] = await errand.asHouse(
      db.selectFrom('passkeys').selectAll().where('credential_id', '=', String(answer.id)).forUpdate(),
    )
    if (!taken || !key) return keep(refuse('PEOPLE-7'))
    const verified = await (await webauthn())
      .verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: taken.challenge,
        expectedOrigin: site(errand).expectedOrigin,
        expectedRPID: site(errand).rpID,
        requireUserVerification: true,
        credential: {
          id: key.credential_id,
          publicKey: new Uint8Array(key.public_key),
          counter: key.counter,
          transports: key.transports as never,
        },
      })
      .catch(() => null)
    if (!verified?.verified) return keep(refuse('PEOPLE-7'))
    await errand.asHouse(
      db
        .updateTable('passkeys')
        .set({ counter: verified.authenticationInfo.newCounter, last_used_at: errand.stamp.at })
        .where('passkey_id', '=', key.passkey_id),
    )
    return openSession(errand, await standingOf(errand, key.person_id))
  },

  async 'people.passkeys'(errand) {
    const rows = await errand.run(
      db
        .selectFrom('passkeys')
        .selectAll()
        .where('person_id', '=', errand.actor.personId)
        .orderBy('created_at'),
    )
    return {
      items: rows.map((row) => ({
        passkeyId: row.passkey_id,
        label: row.label,
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
      })),
    }
  },

  async 'people.remove-passkey'(errand, { passkeyId }) {
    const removed = await errand.run(
      db
        .deleteFrom('passkeys')
        .where('passkey_id', '=', passkeyId)
        .where('person_id', '=', errand.actor.personId)
        .returning('passkey_id'),
    )
    if (removed.length === 0) throw new NotFound()
    return { ok: true }
  },
}
