import { decideIdentity, evolveIdentity, type Identity, type IdentityEnd } from '#device/identity.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

/** Where a device's answering key is sealed: it is the house's own, its acquirer sees it never. */
export const keyPlace = (identityId: string) => ({
  datum: 'device_identities.key' as const,
  row: identityId,
  ...houseOwner,
})
type StoredIdentity = {
  readonly identity: Identity
  readonly version: number
  readonly certificate: Buffer
  readonly keySealed: Buffer
}

export const identityOf = async (
  errand: Errand,
  deviceId: string,
  lock = false,
): Promise<StoredIdentity | null> => {
  const query = db
    .selectFrom('device_identities')
    .select(['state', 'version', 'certificate', 'key_sealed'])
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
  const [row] = await errand.asHouse(lock ? query.forUpdate() : query)
  return row
    ? {
        identity: row.state as Identity,
        version: row.version,
        certificate: row.certificate,
        keySealed: row.key_sealed,
      }
    : null
}

export const recordIdentity = (
  errand: Errand,
  identityId: string,
  from: number,
  facts: readonly { type: string }[],
) => errand.record(`identity/${identityId}`, from, facts)

/** IDENT-4: from then on nothing under its keys counts, neither answers nor heartbeats. */
export const endIdentity = async (
  errand: Errand,
  stored: StoredIdentity | null,
  because: IdentityEnd,
): Promise<Refusal | null> => {
  const facts = decideIdentity(stored?.identity ?? null, { type: 'end', because }, errand.stamp)
  if (isRefusal(facts)) return facts
  if (stored === null) throw new Error('an identity ended that was not there')
  const { identity, version } = stored
  const after = facts.reduce<Identity>((each, fact) => evolveIdentity(each, fact, errand.stamp), identity)
  await errand.asHouse(
    db
      .updateTable('device_identities')
      .set({
        ended_at: errand.stamp.at,
        version: version + facts.length,
        state: JSON.stringify(after),
      })
      .where('identity_id', '=', identity.identityId),
  )
  await recordIdentity(errand, identity.identityId, version, facts)
  return null
}

/** What a device had, if it had an identity at all, ends with its keys or with itself. */
export const endIdentityOf = async (
  errand: Errand,
  deviceId: string,
  because: IdentityEnd,
): Promise<Refusal | null> => {
  const standing = await identityOf(errand, deviceId, true)
  return standing && endIdentity(errand, standing, because)
}
