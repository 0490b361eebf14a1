import { createHmac, createSecretKey, type KeyObject, hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { declared } from '#vault/datum.ts'
import {
  associatedData,
  type Frame,
  frame,
  type Owner,
  type Place,
  SealBroken,
  unframe,
} from '#vault/envelope.ts'
import { algorithmOf, ciphers, digestOf, type Profile } from './cipher.ts'
import type { Config } from './config.ts'
import { environmentKeks, fileKeks, type KekProvider } from './kek.ts'
import { type KeyStore, openKeyStore } from './key-store.ts'
import { type DataKeyName, type Keyring, openKeyring, type Ring, Suspended } from './keyring.ts'
import { newId } from './new-id.ts'

/**
 * Keys stand outside the database (threat 19: a database backup alone opens nothing; threat 20: nor does an older one
 * open what was erased since). `seal` takes declared data only.
 */
export type Keys = {
  /** Throws `Suspended` when the subject is sealed off, but for what the law makes the house record about them. */
  seal(place: Place, plain: string | Uint8Array, despite?: 'legal-duty'): Promise<Buffer>
  /**
   * Throws `SealBroken` when the seal does not hold there, `Erased` when the subject's key was destroyed, `Suspended` when
   * the subject is sealed off; `despite` names the one reason to open it then.
   */
  open(place: Place, sealed: Uint8Array, despite?: 'legal-duty' | 'rotation'): Promise<Buffer>
  /**
   * The value sealed anew under its subject's newest key; null when it is under that already. Also of a subject sealed off:
   * what is stored and protected is protected by today's keys.
   */
  reseal(place: Place, sealed: Uint8Array): Promise<Buffer | null>
  /** Keyed index for exact look-up; one key per column, so equal values in two columns do not match. */
  index(column: string, value: string): Buffer
  /** HMAC under a named key: pseudonyms, door codes. */
  mac(use: string, value: string | Uint8Array): Buffer
  /** 32 bytes of key material for a named use (the log's signing key). */
  derive(use: string): Buffer
  /** Seals a subject off from every reader and writer, or lifts that. */
  suspend(owner: Owner, at: string | null): void
  suspended(owner: Owner): boolean
  /** Destroys data keys for good; answers how many were alive. */
  destroy(names: readonly DataKeyName[], at: string): number
  readonly ring: Keyring
}

const profileOf = (keyring: Keyring): Profile => keyring.store.profile

export const makeKeys = (keyring: Keyring): Keys => {
  const derived = new Map<string, Buffer>()
  const derive = (use: string): Buffer => {
    const known = derived.get(use)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', keyring.houseSecret, 'fangxin', use, 32))
    derived.set(use, key)
    return key
  }
  const macKeys = new Map<string, KeyObject>()
  /** Every heartbeat asks for one: the same key is not read anew each time. */
  const macKey = (use: string): KeyObject => {
    let key = macKeys.get(use)
    if (key === undefined) {
      key = createSecretKey(derive(`mac/${use}`))
      macKeys.set(use, key)
    }
    return key
  }
  const digest = digestOf(profileOf(keyring))
  const algorithm = algorithmOf(profileOf(keyring))
  const cipher = ciphers[algorithm]

  const sealUnder = (ring: Ring, place: Place, purpose: string, plain: string | Uint8Array): Buffer => {
    const keyVersion = ring.current
    const bound = associatedData(place, purpose, algorithm, keyVersion)
    const sealed = cipher.seal(ring.keys.get(keyVersion) as Buffer, bound, plain)
    const { nonce, ciphertext, tag } = sealed
    return frame({ algorithm, keyVersion, nonce, ciphertext, tag }, Buffer.allocUnsafe)
  }
  const openUnder = (ring: Ring, place: Place, purpose: string, framed: Frame): Buffer => {
    const key = ring.keys.get(framed.keyVersion)
    if (!key) throw new SealBroken(`${place.datum} is sealed under a key version that is not there`)
    try {
      const bound = associatedData(place, purpose, framed.algorithm, framed.keyVersion)
      return ciphers[framed.algorithm].open(key, bound, framed)
    } catch (cause) {
      throw new SealBroken(`the seal of ${place.datum} does not hold`, { cause })
    }
  }

  const refuseSuspended = ({ tenant, subject }: Owner): void => {
    if (keyring.suspended({ tenant, subject })) throw new Suspended(`${subject} is sealed off`)
  }

  /** The ring a value opens with. Sealed by another process under a version made since: the store is read once more. */
  const ringFor = (name: DataKeyName, { keyVersion }: Frame): Ring | Promise<Ring> => {
    const again = (): Ring | Promise<Ring> => {
      keyring.forget(name)
      return keyring.ring(name)
    }
    const ring = keyring.ring(name)
    if (ring instanceof Promise) return ring.then((known) => (known.keys.has(keyVersion) ? known : again()))
    return ring.keys.has(keyVersion) ? ring : again()
  }

  return {
    derive,
    ring: keyring,
    async seal(place, plain, despite) {
      if (despite === undefined) refuseSuspended(place)
      const { keep, purpose } = declared(place.datum)
      const ring = keyring.ring({ tenant: place.tenant, subject: place.subject, keep })
      return sealUnder(ring instanceof Promise ? await ring : ring, place, purpose, plain)
    },
    async open(place, sealed, despite) {
      if (despite === undefined) refuseSuspended(place)
      const { keep, purpose } = declared(place.datum)
      const framed = unframe(sealed)
      const ring = ringFor({ tenant: place.tenant, subject: place.subject, keep }, framed)
      return openUnder(ring instanceof Promise ? await ring : ring, place, purpose, framed)
    },
    async reseal(place, sealed) {
      const { keep, purpose } = declared(place.datum)
      const framed = unframe(sealed)
      const ring = await ringFor({ tenant: place.tenant, subject: place.subject, keep }, framed)
      if (framed.keyVersion === ring.current) return null
      const plain = openUnder(ring, place, purpose, framed)
      const anew = sealUnder(ring, place, purpose, plain)
      plain.fill(0)
      return anew
    },
    index: (column, value) =>
      createHmac(digest, derive(`index/${column}`))
        .update(value)
        .digest(),
    mac: (use, value) => createHmac(digest, macKey(use)).update(value).digest(),
    suspend({ tenant, subject }, at) {
      keyring.store.suspend(tenant, subject, at)
      keyring.forget()
    },
    suspended: keyring.suspended,
    destroy(names, at) {
      const alive = keyring.store.destroy(
        names.map((name) => ({ level: 'data', ...name })),
        at,
      )
      keyring.forget()
      return alive
    },
  }
}

/** The provider the environment names: FANGXIN_KEK, a PKCS#11 token, or files beside the data. */
export const kekProviderOf = async (config: Config): Promise<KekProvider> => {
  if (config.keks.kind === 'environment') return environmentKeks(config.keks.value)
  if (config.keks.kind === 'pkcs11') {
    const { tokenKeks } = await import('./kek-pkcs11.ts')
    return tokenKeks(config.keks)
  }
  return fileKeks(join(config.dataDir, 'keys'))
}

export const openConfiguredKeys = async (config: Config): Promise<Keys & { close(): void }> => {
  const provider = await kekProviderOf(config)
  const store: KeyStore = openKeyStore(join(config.dataDir, 'keys/store.sqlite'), {
    id: newId('kst'),
    profile: config.profile,
  })
  try {
    const keys = makeKeys(await openKeyring(provider, store))
    return {
      ...keys,
      close() {
        store.close()
        provider.close()
      },
    }
  } catch (error) {
    store.close()
    provider.close()
    throw error
  }
}
