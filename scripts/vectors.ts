/** `npm run vectors`: our ciphers against the whole Wycheproof sets in ../shared/vectors, or in the folder given. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cipher, ciphers, unwrapKey, wrapKey } from '../apps/server/src/house/cipher.ts'

/** One test of a set, in Wycheproof's own names; hex throughout. */
type Vector = {
  readonly tcId: number
  readonly result: string
  readonly key?: string
  readonly iv?: string
  readonly aad?: string
  readonly msg?: string
  readonly ct?: string
  readonly tag?: string
  readonly ikm?: string
  readonly salt?: string
  readonly info?: string
  readonly size?: number
  readonly okm?: string
}
type Group = {
  readonly keySize: number
  readonly ivSize?: number
  readonly tagSize?: number
  readonly tests: readonly Vector[]
}
export type VectorSet = { readonly algorithm: string; readonly testGroups: readonly Group[] }

export type Verdict = {
  readonly algorithm: string
  readonly tried: number
  readonly valid: number
  readonly invalid: number
  /** Sizes our frame has no room for: another nonce, another key. */
  readonly skipped: number
  /** tcIds on which we and the set disagree. */
  readonly wrong: readonly number[]
}

const hex = (text = ''): Buffer => Buffer.from(text, 'hex')

const holds = (work: () => boolean): boolean => {
  try {
    return work()
  } catch {
    return false
  }
}

/** Opens what the set sealed; and what we seal of the same message under the same key opens again (our nonce is our own). */
const opens =
  (cipher: Cipher, keyOf: (key: Buffer) => Buffer) =>
  ({ key, iv, aad, msg, ct, tag }: Vector): boolean => {
    const bound = hex(aad)
    const ours = keyOf(hex(key))
    const opened = cipher.open(ours, bound, { nonce: hex(iv), ciphertext: hex(ct), tag: hex(tag) })
    return (
      opened.equals(hex(msg)) && cipher.open(ours, bound, cipher.seal(ours, bound, opened)).equals(opened)
    )
  }

type Try = {
  readonly fits: (group: Group) => boolean
  readonly holds: (vector: Vector, group: Group) => boolean
}

const frameFits =
  (keySize: number) =>
  (group: Group): boolean =>
    group.keySize === keySize && group.ivSize === 96 && group.tagSize === 128

const tries: Readonly<Record<string, Try>> = {
  'AES-GCM': { fits: frameFits(256), holds: opens(ciphers['AES-256-GCM'], (key) => key) },
  // Our key is 32 bytes, of which SM4 takes the first 16.
  'SM4-GCM': {
    fits: frameFits(128),
    holds: opens(ciphers['SM4-GCM'], (key) => Buffer.concat([key, Buffer.alloc(16, 0xa5)])),
  },
  'AES-KWP': {
    fits: ({ keySize }) => keySize === 256,
    holds: ({ key, msg, ct }) =>
      unwrapKey(hex(key), hex(ct)).equals(hex(msg)) && wrapKey(hex(key), hex(msg)).equals(hex(ct)),
  },
  HMACSHA256: {
    fits: () => true,
    holds: ({ key, msg, tag }, { tagSize = 256 }) => {
      const ours = createHmac('sha256', hex(key))
        .update(hex(msg))
        .digest()
        .subarray(0, tagSize / 8)
      return ours.length === hex(tag).length && timingSafeEqual(ours, hex(tag))
    },
  },
  'HKDF-SHA-256': {
    fits: () => true,
    holds: ({ ikm, salt, info, size = 0, okm }) =>
      Buffer.from(hkdfSync('sha256', hex(ikm), hex(salt), hex(info), size)).equals(hex(okm)),
  },
}

/** Every test of a set that our frame has room for. Throws for a set we have no cipher for. */
export const tryVectors = ({ algorithm, testGroups }: VectorSet): Verdict => {
  const ours = tries[algorithm]
  if (!ours) throw new Error(`${algorithm} is none of ours`)
  let [valid, invalid, skipped] = [0, 0, 0]
  const wrong: number[] = []
  for (const group of testGroups)
    for (const vector of group.tests) {
      if (!ours.fits(group)) {
        skipped++
        continue
      }
      if (vector.result === 'valid') valid++
      else invalid++
      if (holds(() => ours.holds(vector, group)) !== (vector.result === 'valid')) wrong.push(vector.tcId)
    }
  return { algorithm, tried: valid + invalid, valid, invalid, skipped, wrong }
}

const names = ['aes_gcm', 'aes_kwp', 'hmac_sha256', 'hkdf_sha256', 'sm4_gcm']

if (import.meta.main) {
  const [folder = join(import.meta.dirname, '../../shared/vectors/wycheproof')] = process.argv.slice(2)
  for (const name of names) {
    const set = JSON.parse(readFileSync(join(folder, `${name}_test.json`), 'utf8')) as VectorSet
    const { algorithm, tried, valid, invalid, skipped, wrong } = tryVectors(set)
    process.stdout.write(
      `${algorithm}: ${tried} tried (${valid} valid, ${invalid} invalid), ${skipped} skipped for their sizes, ${wrong.length} wrong ${wrong.join(' ')}\n`,
    )
    if (wrong.length > 0) process.exitCode = 1
  }
}
