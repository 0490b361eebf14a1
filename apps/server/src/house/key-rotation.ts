import { randomBytes } from 'node:crypto'
import { type Keyring, storedKey } from './keyring.ts'
import type { StoredKey } from './key-store.ts'

const batch = 500

/** Lets requests in between two batches: a rotation is never in a hurry. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * A new key-encryption key; everything it protects is wrapped anew, nothing is decrypted. Killed midway it goes on where
 * it stopped. Answers how many keys were wrapped anew. Afterwards the old KEK may be taken away.
 */
export const rotateKek = async (keyring: Keyring): Promise<number> => {
  await keyring.provider.renew()
  return rewrapUnderKek(keyring)
}

/**
 * Brings what is still under an older KEK under the current one. Which that is, is asked again for every batch: of two
 * rotations at once both work towards the newer KEK, and neither takes keys back to the older.
 */
export const rewrapUnderKek = async ({ store, provider, forget }: Keyring): Promise<number> => {
  let moved = 0
  for (;;) {
    const kek = await provider.current()
    const stale = (['house', 'tenant'] as const).flatMap((level) =>
      store.wrappedElsewhere(level, null, kek.id, batch),
    )
    if (stale.length === 0) break
    for (const each of stale) {
      const before = await provider.find(each.wrappedBy)
      const key = await before.unwrap(each.wrapped as Uint8Array)
      if (store.rewrap(each, await kek.wrap(key), kek.id)) moved++
      key.fill(0)
    }
  }
  forget()
  return moved
}

/**
 * A new version of one tenant's key; its subjects' data keys are wrapped anew under it, values stay as they are. The old
 * versions are destroyed at the end: what they wrapped in a stolen copy of the store opens no more. Of two at once both
 * work towards the newest version.
 */
export const rotateTenant = async (keyring: Keyring, tenant: string, at: string): Promise<number> => {
  const { store, provider } = keyring
  keyring.forget()
  const ring = await keyring.tenant(tenant)
  const kek = await provider.current()
  const key = randomBytes(32)
  const name = { level: 'tenant', tenant, subject: '', keep: '' } as const
  store.add(storedKey(name, ring.current + 1, key, await kek.wrap(key), kek.id))
  key.fill(0)
  // A KEK made in this moment has not seen the new version.
  if ((await provider.current()).id !== kek.id) await rewrapUnderKek(keyring)
  let moved = 0
  let lost = 0
  for (;;) {
    keyring.forget()
    const newest = await keyring.tenant(tenant)
    const stale = store.wrappedElsewhere('data', tenant, String(newest.current), batch)
    if (stale.length === 0) {
      for (const version of newest.keys.keys())
        if (version !== newest.current) store.destroyTenantVersion(tenant, version, at)
      break
    }
    // Wrapped by a version made since this one was read: the next turn knows it.
    const known = stale.filter((each) => newest.keys.has(Number(each.wrappedBy)))
    if (known.length === 0 && ++lost > 9)
      throw new Error(`${stale.length} keys of ${tenant} are wrapped under a version that is gone`)
    moved += store.together(() => known.filter((each) => rewrapData(keyring, each, newest)).length)
    await breathe()
  }
  store.cutLog()
  keyring.forget()
  return moved
}

const rewrapData = (
  { store, wrapData, unwrapData }: Keyring,
  each: StoredKey,
  { current, keys }: { readonly current: number; readonly keys: ReadonlyMap<number, Buffer> },
): boolean => {
  const key = unwrapData(keys.get(Number(each.wrappedBy)) as Buffer, each, each.wrapped as Uint8Array)
  const moved = store.rewrap(each, wrapData(keys.get(current) as Buffer, each, key), String(current))
  key.fill(0)
  return moved
}

/**
 * A new version of every subject's data key: new values are sealed under it at once, older ones stay readable until
 * `resealValues` has sealed them anew. Answers how many keys got one; a subject erased meanwhile gets none.
 */
export const renewDataKeys = async (keyring: Keyring): Promise<number> => {
  const { store } = keyring
  let renewed = 0
  let last: StoredKey | null = null
  for (;;) {
    const keys: StoredKey[] = store.dataKeysAfter(last, batch)
    if (keys.length === 0) break
    let left: StoredKey[] = keys
    // A tenant's key renewed meanwhile takes no key wrapped under its older version: those are wrapped again.
    for (let turn = 0; left.length > 0 && turn < 5; turn++) {
      if (turn > 0) keyring.forget()
      renewed += await renewEach(keyring, left)
      left = left.filter(
        (each) => store.versions(each).at(-1)?.version === each.version && isAlive(store.versions(each)),
      )
    }
    if (left.length > 0) throw new Error('the tenant keys keep changing; run it again when that is over')
    last = keys.at(-1) ?? null
    await breathe()
  }
  keyring.forget()
  return renewed
}

const isAlive = (versions: readonly StoredKey[]): boolean => versions.some(({ wrapped }) => wrapped !== null)

const renewEach = async (keyring: Keyring, keys: readonly StoredKey[]): Promise<number> => {
  const { store } = keyring
  const tenants = new Map<string, Awaited<ReturnType<Keyring['tenant']>>>()
  for (const { tenant } of keys) if (!tenants.has(tenant)) tenants.set(tenant, await keyring.tenant(tenant))
  const one = (each: StoredKey): boolean => {
    const { current, keys: tenantKeys } = tenants.get(each.tenant) as {
      current: number
      keys: Map<number, Buffer>
    }
    const key = randomBytes(32)
    const name = { level: 'data', tenant: each.tenant, subject: each.subject, keep: each.keep } as const
    const wrapped = keyring.wrapData(tenantKeys.get(current) as Buffer, each, key)
    const added = store.add(storedKey(name, each.version + 1, key, wrapped, String(current)))
    key.fill(0)
    return added
  }
  return store.together(() => keys.filter(one).length)
}
