import { createHash, createPublicKey, verify } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/**
 * An outsider's check of the served log, written from the specifications on node:crypto alone: it shares no code with
 * the log it checks. Believes nothing but the entries: tiles and root are computed and compared.
 */
export type Audited = {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly entries: readonly Buffer[]
}

export const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()
export const leafOf = (entry: Uint8Array): Buffer => sha256(Buffer.of(0), entry)

/** RFC 6962 §2.1, by its own words. */
export const plainRoot = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length < 2) return leaves[0] ?? sha256()
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return sha256(Buffer.of(1), plainRoot(leaves.slice(0, half)), plainRoot(leaves.slice(half)))
}

const pathOf = (kind: string, index: number, width: number): string => {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  return `/log/tile/${kind}/${groups.join('/')}${width === 256 ? '' : `.p/${width}`}`
}

const get = async (app: FastifyInstance, url: string): Promise<Buffer> => {
  const answer = await app.inject({ url })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`)
  return answer.rawPayload
}

const require = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/** Opens a signed checkpoint under a verifier key line. */
export const openedBy = (keyLine: string, note: string) => {
  // The last part is base64 and may itself hold a plus.
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(keyLine.trim()) ?? []
  const typed = Buffer.from(encoded, 'base64')
  require(sha256(Buffer.from(`${name}\n`), typed).toString('hex', 0, 4) === id, 'key id')
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') },
    format: 'jwk',
  })
  const [text = '', line = ''] = note.split(/(?<=\n)\n/)
  const [dash, signer, signature = ''] = line.trimEnd().split(' ')
  const bytes = Buffer.from(signature, 'base64')
  require(dash === '—' && signer === name && bytes.toString('hex', 0, 4) === id, 'signature line')
  require(verify(null, Buffer.from(text), key, bytes.subarray(4)), 'signature')
  const [origin = '', size = '', root = ''] = text.split('\n')
  require(origin === name, 'origin')
  return { origin, size: Number(size), root }
}

export const audit = async (app: FastifyInstance): Promise<Audited> => {
  const keyLine = (await get(app, '/log/key')).toString()
  const { origin, size, root } = openedBy(keyLine, (await get(app, '/log/checkpoint')).toString())
  const entries: Buffer[] = []
  for (let index = 0; index * 256 < size; index++) {
    const width = Math.min(256, size - index * 256)
    const bytes = await get(app, pathOf('entries', index, width))
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt16BE(at)
      entries.push(bytes.subarray(at + 2, at + 2 + length))
      at += 2 + length
    }
  }
  require(entries.length === size, 'number of entries')
  const leaves = entries.map(leafOf)
  require(plainRoot(leaves).toString('base64') === root, 'root')
  for (let level = 0, row = leaves; row.length > 0; level++) {
    const above: Buffer[] = []
    for (let index = 0; index * 256 < row.length; index++) {
      const hashes = row.slice(index * 256, index * 256 + 256)
      const served = await get(app, pathOf(String(level), index, hashes.length))
      require(served.equals(Buffer.concat(hashes)), `tile ${level}/${index}`)
      if (hashes.length === 256) above.push(plainRoot(hashes))
    }
    row = above
  }
  return { origin, size, root, entries }
}
