import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { unwrapKey, wrapKey } from './cipher.ts'

/**
 * A key-encryption key, kept outside database and key store alike. It wraps tenant keys and the house's secret, and
 * nothing else: a cloud's key service needs only these two calls.
 */
export type Kek = {
  /** Names provider and version; stands beside every key it wrapped. */
  readonly id: string
  wrap(key: Uint8Array): Promise<Buffer>
  unwrap(wrapped: Uint8Array): Promise<Buffer>
}

/** Where key-encryption keys come from. */
export type KekProvider = {
  /** What wraps from now on. */
  current(): Promise<Kek>
  /** An earlier one, as long as something is still wrapped under it. Throws when it is not there. */
  find(id: string): Promise<Kek>
  /** Makes a new current one. Providers whose keys an administrator makes say how, and refuse. */
  renew(): Promise<Kek>
  close(): void
}

export class KekMissing extends Error {
  override readonly name = 'KekMissing'
}

/** A 256-bit key in memory: AES Key Wrap with Padding. */
export const softKek = (id: string, key: Uint8Array): Kek => ({
  id,
  wrap: (plain) => Promise.resolve(plain).then((bytes) => wrapKey(key, bytes)),
  unwrap: (wrapped) => Promise.resolve(wrapped).then((bytes) => unwrapKey(key, bytes)),
})

const keyFrom = (text: string, where: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) throw new KekMissing(`${where} is not a 32-byte key in base64`)
  return key
}

const fileName = /^kek-(\d+)\.key$/

/** Keys in files of their own, 0600, numbered; the highest number is current. */
export const fileKeks = async (folder: string): Promise<KekProvider> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const numbers = async () =>
    (await readdir(folder))
      .map((name) => Number(fileName.exec(name)?.[1] ?? 0))
      .filter((number) => number > 0)
      .sort((one, other) => one - other)
  const read = async (number: number): Promise<Kek> => {
    const path = join(folder, `kek-${number}.key`)
    const text = await readFile(path, 'utf8').catch((cause: unknown): never => {
      throw new KekMissing(`${path} is missing; restore it from your key backup`, { cause })
    })
    return softKek(`file:${number}`, keyFrom(text, path))
  }
  // Written whole, synced, then linked to its name: two processes starting together agree on one key, and a kill
  // at any moment leaves no key or a whole one.
  const make = async (number: number): Promise<void> => {
    const draft = join(folder, `draft.${process.pid}.${randomBytes(4).toString('hex')}`)
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.write(`${randomBytes(32).toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(draft, join(folder, `kek-${number}.key`)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await unlink(draft)
    const directory = await open(folder, 'r')
    await directory.sync()
    await directory.close()
  }
  return {
    async current() {
      const last = (await numbers()).at(-1)
      if (last !== undefined) return read(last)
      await make(1)
      return read(1)
    },
    find: (id) => read(Number(/^file:(\d+)$/.exec(id)?.[1] ?? Number.NaN)),
    async renew() {
      const next = ((await numbers()).at(-1) ?? 0) + 1
      await make(next)
      return read(next)
    },
    close() {},
  }
}

/**
 * FANGXIN_KEK: `id=base64` pairs with commas between, the first current, the others kept until a rotation has taken
 * everything off them. For platforms that hand secrets over in the environment.
 */
export const environmentKeks = (value: string): KekProvider => {
  const keks = value.split(',').map((pair) => {
    const cut = pair.indexOf('=')
    const id = pair.slice(0, cut).trim()
    if (cut < 1 || !/^[\w.-]{1,40}$/.test(id))
      throw new KekMissing('FANGXIN_KEK: write id=base64[,id=base64]')
    return softKek(`env:${id}`, keyFrom(pair.slice(cut + 1), `FANGXIN_KEK ${id}`))
  })
  const [current] = keks
  if (!current) throw new KekMissing('FANGXIN_KEK is empty')
  return {
    current: () => Promise.resolve(current),
    find(id) {
      const found = keks.find((kek) => kek.id === id)
      return found
        ? Promise.resolve(found)
        : Promise.reject(new KekMissing(`FANGXIN_KEK has no key ${id}; put it back behind the current one`))
    },
    renew: () =>
      Promise.reject(
        new KekMissing('put a new id=base64 first in FANGXIN_KEK, keep the old one behind it, start again'),
      ),
    close() {},
  }
}
