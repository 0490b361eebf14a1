import { randomBytes } from 'node:crypto'
import type { Profile } from '../src/house/cipher.ts'
import type { KekProvider } from '../src/house/kek.ts'
import { softKek } from '../src/house/kek.ts'
import { type KeyStore, openKeyStore } from '../src/house/key-store.ts'
import { openKeyring } from '../src/house/keyring.ts'
import { type Keys, makeKeys } from '../src/house/keys.ts'
import { newId } from '../src/house/new-id.ts'

/** Keys that live as long as the process. `renew` makes further ones, all of which stay. */
export const memoryKeks = (): KekProvider => {
  const keks = [softKek('memory:1', randomBytes(32))]
  return {
    current: async () => keks.at(-1) as ReturnType<typeof softKek>,
    async find(id) {
      const found = keks.find((kek) => kek.id === id)
      if (!found) throw new Error(`no ${id}`)
      return found
    },
    async renew() {
      keks.push(softKek(`memory:${keks.length + 1}`, randomBytes(32)))
      return keks.at(-1) as ReturnType<typeof softKek>
    },
    close() {},
  }
}

/** A real store and real keys, of this test alone. */
export const testKeys = async (
  store: KeyStore = openKeyStore(':memory:', { id: newId('kst'), profile: 'aes' }),
  provider: KekProvider = memoryKeks(),
): Promise<Keys> => makeKeys(await openKeyring(provider, store))

export const memoryStore = (profile: Profile = 'aes') =>
  openKeyStore(':memory:', { id: newId('kst'), profile })
