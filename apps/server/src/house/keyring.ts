import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { SealBroken } from '#vault/envelope.ts'
import { algorithmOf, ciphers, unwrapKey, wrapKey } from './cipher.ts'
import type { KekProvider } from './kek.ts'
import type { KeyName, KeyStore, StoredKey } from './key-store.ts'

/** The subject's keys were destroyed: nothing of theirs is opened or kept again, from any backup. */
export class Erased extends Error {
  override readonly name = 'Erased'
}

/** Sealed off: stored and protected, processed no more (PIPL art. 47), until the keys' terms end. */
export class Suspended extends Error {
  override readonly name = 'Suspended'
}

/** The living versions of one key; the last one seals. */
export type Ring = { readonly current: number; readonly keys: ReadonlyMap<number, Buffer> }

/** A subject's data key for one retention term: it is destroyed as a whole, when that term ends. */
export type DataKeyName = { readonly tenant: string; readonly subject: string; readonly keep: string }

/**
 * Three floors: KEK → tenant key → data key of a subject. Tenant keys are few and stay in memory; data keys come and go.
 * Every 256-bit key is random; the store holds only wrapped ones.
 */
export type Keyring = {
  /** The data key's ring, made at its first use. Throws `Erased` once it was destroyed. */
  ring(name: DataKeyName): Ring | Promise<Ring>
  readonly houseSecret: Buffer
  readonly store: KeyStore
  readonly provider: KekProvider
  /** The tenant's ring, made at its first use. */
  tenant(tenant: string): Promise<Ring>
  wrapData(tenantKey: Uint8Array, name: DataKeyName, key: Uint8Array): Buffer
  unwrapData(tenantKey: Uint8Array, name: DataKeyName, wrapped: Uint8Array): Buffer
  /** Sealed off or not. What is sealed off still opens for a rotation, never for a reader. */
  suspended(name: Pick<DataKeyName, 'tenant' | 'subject'>): boolean
  /** Drops what is in memory, of one subject and its tenant or all of it, so that the next use reads the store. */
  forget(name?: DataKeyName): void
}

const ringsKept = 20_000
/** How long a process may go on with keys another has changed meanwhile. */
export const lookEveryMs = 1_000

export const checkValueOf = (key: Uint8Array): Buffer =>
  createHmac('sha256', key).update('fangxin key check value').digest().subarray(0, 8)

export const storedKey = (
  name: KeyName,
  version: number,
  key: Uint8Array,
  wrapped: Uint8Array,
  wrappedBy: string,
): StoredKey => ({
  ...name,
  version,
  wrapped,
  wrappedBy,
  checkValue: checkValueOf(key),
  createdAt: new Date().toISOString(),
  destroyedAt: null,
})

const checked = (key: Buffer, stored: StoredKey): Buffer => {
  if (key.length === 32 && timingSafeEqual(checkValueOf(key), stored.checkValue)) return key
  throw new SealBroken(`a ${stored.level} key does not have its check value`)
}

const isLiving = (key: StoredKey): key is StoredKey & { readonly wrapped: Uint8Array } => key.wrapped !== null

const ringOf = (entries: readonly (readonly [number, Buffer])[]): Ring => ({
  current: entries.at(-1)?.[0] ?? 0,
  keys: new Map(entries),
})

const nameOf = ({ tenant, subject, keep }: DataKeyName): KeyName => ({ level: 'data', tenant, subject, keep })
const houseName: KeyName = { level: 'house', tenant: '', subject: '', keep: '' }

/** Opens the keys of a store. The first use of a new store makes the house's secret. */
export const openKeyring = async (provider: KekProvider, store: KeyStore): Promise<Keyring> => {
  const tenants = new Map<string, Promise<Ring>>()
  const rings = new Map<string, Ring>()
  const sm = store.profile === 'sm'
  const wrapping = algorithmOf('sm')

  /** Under a key of its own for each data key, so that a wrapped key put into another subject's row does not open. */
  const wrapData: Keyring['wrapData'] = (tenantKey, { tenant, subject, keep }, key) => {
    const info = JSON.stringify([tenant, subject, keep])
    if (!sm) return wrapKey(new Uint8Array(hkdfSync('sha256', tenantKey, 'fangxin', info, 32)), key)
    const { nonce, ciphertext, tag } = ciphers[wrapping].seal(tenantKey, info, key)
    return Buffer.concat([Buffer.from([nonce.length]), nonce, tag, ciphertext])
  }
  const unwrapData: Keyring['unwrapData'] = (tenantKey, { tenant, subject, keep }, wrapped) => {
    const info = JSON.stringify([tenant, subject, keep])
    if (!sm) return unwrapKey(new Uint8Array(hkdfSync('sha256', tenantKey, 'fangxin', info, 32)), wrapped)
    const nonce = wrapped.subarray(1, 1 + (wrapped[0] ?? 0))
    // The nonce's length tells which of the two SM4 modes wrapped it: a store outlives the runtime it began on.
    const algorithm = nonce.length === 12 ? 'SM4-GCM' : 'SM4-CTR-HMAC-SM3'
    const body = 1 + nonce.length
    const tagLength = algorithm === 'SM4-GCM' ? 16 : 32
    return ciphers[algorithm].open(tenantKey, info, {
      nonce,
      tag: wrapped.subarray(body, body + tagLength),
      ciphertext: wrapped.subarray(body + tagLength),
    })
  }

  const underKek = async (name: KeyName): Promise<Ring> => {
    let stored = store.versions(name)
    if (stored.length === 0) {
      const kek = await provider.current()
      const key = randomBytes(32)
      stored = store.keepFirst(storedKey(name, 1, key, await kek.wrap(key), kek.id))
      // A rotation that ran meanwhile has not seen this key: its old KEK would be taken away from under it.
      const since = await provider.current()
      if (since.id !== kek.id) {
        for (const each of stored.filter(isLiving))
          if (each.wrappedBy === kek.id)
            store.rewrap(each, await since.wrap(await kek.unwrap(each.wrapped)), since.id)
        stored = store.versions(name)
      }
    }
    return ringOf(
      await Promise.all(
        stored.filter(isLiving).map(async (each) => {
          const kek = await provider.find(each.wrappedBy)
          const key = await kek.unwrap(each.wrapped).catch((cause: unknown) => {
            throw new SealBroken(`${kek.id} does not open the ${each.level} key it wrapped`, { cause })
          })
          return [each.version, checked(key, each)] as const
        }),
      ),
    )
  }
  const tenant = (id: string): Promise<Ring> => {
    const known = tenants.get(id)
    if (known) return known
    const opening = underKek({ level: 'tenant', tenant: id, subject: '', keep: '' })
    tenants.set(id, opening)
    opening.catch(() => tenants.delete(id))
    return opening
  }

  const dataRing = (name: DataKeyName, tenantRing: Ring): Ring | null => {
    let stored = store.versions(nameOf(name))
    if (stored.length === 0) {
      const key = randomBytes(32)
      const tenantKey = tenantRing.keys.get(tenantRing.current) as Buffer
      const wrapped = wrapData(tenantKey, name, key)
      stored = store.keepFirst(storedKey(nameOf(name), 1, key, wrapped, String(tenantRing.current)))
    }
    // Nothing stands because the tenant's key was renewed in this moment: the caller reads it again.
    if (stored.length === 0) return null
    const living = stored.filter(isLiving)
    if (living.length === 0) throw new Erased(`the keys of ${name.subject} (${name.keep}) were destroyed`)
    return ringOf(
      living.map((each) => {
        const tenantKey = tenantRing.keys.get(Number(each.wrappedBy))
        if (!tenantKey) throw new SealBroken(`no version ${each.wrappedBy} of the key of ${name.tenant}`)
        return [each.version, checked(unwrapData(tenantKey, name, each.wrapped), each)] as const
      }),
    )
  }

  let suspended: ReadonlySet<string> = new Set()
  const at = ({ tenant: id, subject, keep }: DataKeyName): string => `${id}|${keep}|${subject}`
  const forget = (name?: DataKeyName): void => {
    if (name) {
      rings.delete(at(name))
      tenants.delete(name.tenant)
      return
    }
    tenants.clear()
    rings.clear()
    suspended = new Set(store.suspended().map(({ tenant, subject }) => `${tenant}|${subject}`))
  }
  forget()
  let lookedAt = 0
  let seen = store.changes()
  /** Another process of this machine may have rotated or destroyed keys meanwhile. */
  const look = (): void => {
    const now = performance.now()
    if (now - lookedAt < lookEveryMs) return
    lookedAt = now
    const changes = store.changes()
    if (changes === seen) return
    seen = changes
    forget()
  }
  const keepRing = (place: string, ring: Ring): Ring => {
    if (rings.size >= ringsKept) rings.delete(rings.keys().next().value as string)
    rings.set(place, ring)
    return ring
  }

  /** Which versions stand, and under what: what a rotation changes. */
  const standing = (name: DataKeyName): string =>
    [nameOf(name), { level: 'tenant', tenant: name.tenant, subject: '', keep: '' } as const]
      .flatMap((each) => store.versions(each))
      .map(({ level, version, wrappedBy, wrapped }) => `${level}${version}${wrappedBy}${wrapped !== null}`)
      .join()

  /**
   * A rotation may change the store between reading the tenant's key and the subject's: the subject's key is then wrapped
   * under a version this process has not seen. As long as the store has moved, it is read again.
   */
  const openRing = async (name: DataKeyName): Promise<Ring> => {
    for (let seenStanding = ''; ; forget(name)) {
      const before = standing(name)
      try {
        const ring = dataRing(name, await tenant(name.tenant))
        if (ring) return keepRing(at(name), ring)
      } catch (error) {
        if (error instanceof Erased || before === seenStanding) throw error
      }
      seenStanding = before
    }
  }

  const houseRing = await underKek(houseName)
  return {
    houseSecret: houseRing.keys.get(houseRing.current) as Buffer,
    store,
    provider,
    tenant,
    wrapData,
    unwrapData,
    forget,
    suspended({ tenant, subject }) {
      look()
      return suspended.size > 0 && suspended.has(`${tenant}|${subject}`)
    },
    ring(name) {
      look()
      return rings.get(at(name)) ?? openRing(name)
    },
  }
}
