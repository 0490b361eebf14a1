import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { associatedData, frame, type Place, SealBroken, unframe } from '#vault/envelope.ts'

/**
 * Keys stand outside the database (threat 19: a database backup alone opens nothing). One 256-bit root in
 * DATA_DIR/keys, 0600; every use has its own key derived by HKDF-SHA-256 (RFC 5869) under its own label.
 */
export type Keys = {
  seal(place: Place, plain: string | Uint8Array): Buffer
  open(place: Place, sealed: Uint8Array): Buffer
  /** Keyed index for exact look-up; one key per column, so equal values in two columns do not match. */
  index(column: string, value: string): Buffer
  /** HMAC-SHA-256 under a named key: pseudonyms, door codes. */
  mac(use: string, value: string | Uint8Array): Buffer
  /** 32 bytes of key material for a named use (the log's signing key). */
  derive(use: string): Buffer
}

const rootKeyId = 1

export const readRootKey = async (dataDir: string): Promise<Buffer> => {
  const folder = join(dataDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const path = join(folder, 'root.key')
  // Written whole, synced, then linked to its name: two processes starting together agree on one key, and a kill
  // at any moment leaves no key or a whole one.
  const draft = join(folder, `root.${process.pid}.${randomBytes(4).toString('hex')}`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.write(`${randomBytes(32).toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  const root = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  if (root.length !== 32)
    throw new Error(`${path} is not a 32-byte key in base64; restore it from your key backup`)
  return root
}

export const makeKeys = (root: Buffer): Keys => {
  const derived = new Map<string, Buffer>()
  const derive = (use: string): Buffer => {
    const known = derived.get(use)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', root, 'fangxin', use, 32))
    derived.set(use, key)
    return key
  }
  return {
    derive,
    seal(place, plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derive(`seal/${place.table}`), nonce)
      cipher.setAAD(Buffer.from(associatedData(place)))
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.from(frame({ keyId: rootKeyId, nonce, ciphertext, tag: cipher.getAuthTag() }))
    },
    open(place, sealed) {
      const { keyId, nonce, ciphertext, tag } = unframe(sealed)
      if (keyId !== rootKeyId) throw new SealBroken(`sealed under unknown key ${keyId}`)
      const decipher = createDecipheriv('aes-256-gcm', derive(`seal/${place.table}`), nonce, {
        authTagLength: 16,
      })
      decipher.setAAD(Buffer.from(associatedData(place)))
      decipher.setAuthTag(tag)
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()])
      } catch (cause) {
        throw new SealBroken(`the seal of ${place.table}.${place.column} does not hold`, { cause })
      }
    },
    index: (column, value) =>
      createHmac('sha256', derive(`index/${column}`))
        .update(value)
        .digest(),
    mac: (use, value) =>
      createHmac('sha256', derive(`mac/${use}`))
        .update(value)
        .digest(),
  }
}
