import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'

/** A passkey's answer to a challenge of one's own choosing; all byte strings base64url. */
export type Assertion = {
  readonly rpId: string
  readonly origin: string
  readonly credentialId: string
  readonly publicKey: string
  readonly authenticatorData: string
  readonly clientDataJSON: string
  readonly signature: string
}

const site = ({ house: { origin } }: Errand) => ({
  rpId: new URL(origin).hostname,
  origin: new URL(origin).origin,
})

const ownKeys = (errand: Errand) =>
  errand.run(
    db
      .selectFrom('passkeys')
      .selectAll()
      .where('person_id', '=', errand.actor.personId)
      .orderBy('created_at', 'desc')
      .forUpdate(),
  )

/** What to ask the asker's own passkeys; null when they have none. The challenge is base64url. */
export const assertionOptions = async (errand: Errand, challenge: string) => {
  const keys = await errand.run(
    db
      .selectFrom('passkeys')
      .select(['credential_id', 'transports'])
      .where('person_id', '=', errand.actor.personId),
  )
  if (keys.length === 0) return null
  return {
    challenge,
    rpId: site(errand).rpId,
    timeout: 300_000,
    userVerification: 'required',
    allowCredentials: keys.map(({ credential_id, transports }) => ({
      id: credential_id,
      type: 'public-key',
      transports,
    })),
  }
}

/** The answer, when one of the asker's own passkeys gave it to exactly this challenge with its user verified. */
export const takeAssertion = async (
  errand: Errand,
  challenge: string,
  response: object,
): Promise<Assertion | null> => {
  const answer = response as unknown as AuthenticationResponseJSON
  const key = (await ownKeys(errand)).find(({ credential_id }) => credential_id === answer.id)
  if (!key) return null
  const { rpId, origin } = site(errand)
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: key.credential_id,
      publicKey: new Uint8Array(key.public_key),
      counter: key.counter,
      transports: key.transports as never,
    },
  }).catch(() => null)
  if (!verified?.verified) return null
  await errand.asHouse(
    db
      .updateTable('passkeys')
      .set({ counter: verified.authenticationInfo.newCounter, last_used_at: errand.stamp.at })
      .where('passkey_id', '=', key.passkey_id),
  )
  const { authenticatorData, clientDataJSON, signature } = answer.response
  return {
    rpId,
    origin,
    credentialId: key.credential_id,
    publicKey: Buffer.from(key.public_key).toString('base64url'),
    authenticatorData,
    clientDataJSON,
    signature,
  }
}
