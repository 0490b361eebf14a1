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

/** Brings what is still under an older KEK under the current one. */
export const rewrapUnderKek = async ({ store, provider, forget }: Keyring): Promise<number> => {
  const kek = await provider.current()
  let moved = 0
  for (const level of ['house', 'tenant'] as const)
    for (
      let stale = store.wrappedElsewhere(level, null, kek.id, batch);
      stale.length > 0;
      stale = store.wrappedElsewhere(level, null, kek.id, batch)
    )
      for (const each of stale) {
        const before = await provider.find(each.wrappedBy)
        const key = await before.unwrap(each.wrapped as Uint8Array)
        if (store.rewrap(each, await kek.wrap(key), kek.id)) moved++
        key.fill(0)
      }
  forget()
  return moved
}

/**
 * A new version of one tenant's key; its subjects' data keys are wrapped anew under it, values stay as they are. The old
 * version is destroyed at the end: what it wrapped in a stolen copy of the store opens no more.
 */
export const rotateTenant = async (keyring: Keyring, tenant: string, at: string): Promise<number> => {
  const { store, provider } = keyring
  const ring = await keyring.tenant(tenant)
  const kek = await provider.current()
  const key = randomBytes(32)
  const name = { level: 'tenant', tenant, subject: '', keep: '' } as const
  store.add(storedKey(name, ring.current + 1, key, await kek.wrap(key), kek.id))
  keyring.forget()
  const renewed = await keyring.tenant(tenant)
  const current = renewed.keys.get(renewed.current) as Buffer
  const by = String(renewed.current)
  let moved = 0
  for (
    let stale = store.wrappedElsewhere('data', tenant, by, batch);
    stale.length > 0;
    stale = store.wrappedElsewhere('data', tenant, by, batch)
  ) {
    for (const each of stale) if (rewrapData(keyring, each, renewed.keys, current, by)) moved++
    await breathe()
  }
  for (const version of renewed.keys.keys())
    if (version !== renewed.current) store.destroyVersion(name, version, at)
  keyring.forget()
  return moved
}

const rewrapData = (
  { store, wrapData, unwrapData }: Keyring,
  each: StoredKey,
  tenantKeys: ReadonlyMap<number, Buffer>,
  current: Buffer,
  by: string,
): boolean => {
  const before = tenantKeys.get(Number(each.wrappedBy))
  if (!before) throw new Error(`no version ${each.wrappedBy} of the key of ${each.tenant}`)
  const key = unwrapData(before, each, each.wrapped as Uint8Array)
  const moved = store.rewrap(each, wrapData(current, each, key), by)
  key.fill(0)
  return moved
}

/**
 * A new version of every subject's data key: new values are sealed under it at once, older ones stay readable until
 * `resealValues` has sealed them anew. Answers how many keys got one.
 */
export const renewDataKeys = async (keyring: Keyring): Promise<number> => {
  const { store } = keyring
  let renewed = 0
  let last: StoredKey | null = null
  for (;;) {
    const keys: StoredKey[] = store.dataKeysAfter(last, batch)
    if (keys.length === 0) break
    const newest = new Map(keys.map((key) => [JSON.stringify([key.tenant, key.subject, key.keep]), key]))
    for (const each of newest.values()) {
      const tenantRing = await keyring.tenant(each.tenant)
      const tenantKey = tenantRing.keys.get(tenantRing.current) as Buffer
      const key = randomBytes(32)
      const name = { level: 'data', tenant: each.tenant, subject: each.subject, keep: each.keep } as const
      const wrapped = keyring.wrapData(tenantKey, each, key)
      if (store.add(storedKey(name, each.version + 1, key, wrapped, String(tenantRing.current)))) renewed++
    }
    last = keys.at(-1) ?? null
    await breathe()
  }
  keyring.forget()
  return renewed
}
