import type { Identity } from '#device/identity.ts'
import type { Errand } from '../house/errand.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

/** Where a device's answering key is sealed: it is the house's own, its acquirer sees it never. */
export const keyPlace = (identityId: string) => ({
  datum: 'device_identities.key' as const,
  row: identityId,
  ...houseOwner,
})
export type StoredIdentity = {
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
