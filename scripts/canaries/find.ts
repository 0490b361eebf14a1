import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'gbk'
  | 'hex'
  | 'HEX'
  | 'base64+0'
  | 'base64+1'
  | 'base64+2'
  | 'json'
  | 'url'

/** Every two-byte GBK character by its text: the runtime decodes GBK and does not encode it. */
const gbkBytes = (() => {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low))
      if (character.length === 1 && !table.has(character)) table.set(character, [high, low])
    }
  return table
})()

const gbk = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return code < 0x80 ? [code] : (gbkBytes.get(letter) ?? [0xff])
    }),
  )

/** The base64 of a text that begins `shift` bytes into a group; groups shared with neighbours are left out. */
const base64 = (text: string, shift: number): Buffer => {
  const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
  const sure = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64')
  return Buffer.from(sure.slice(shift === 0 ? 0 : 4))
}

/** A text as it could stand in a file: what is not ASCII reads differently in each. */
export const encodings = (text: string): ReadonlyMap<Encoding, Buffer> => {
  const utf16 = Buffer.from(text, 'utf16le')
  const hex = Buffer.from(text).toString('hex')
  const found: [Encoding, Buffer][] = [
    ['utf-8', Buffer.from(text)],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['base64+0', base64(text, 0)],
    ['base64+1', base64(text, 1)],
    ['base64+2', base64(text, 2)],
  ]
  if (/[^\x20-\x7e]/.test(text)) {
    const escaped = [...text].map((letter) =>
      letter > '~' ? `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}` : letter,
    )
    found.push(
      ['gbk', gbk(text)],
      ['json', Buffer.from(escaped.join(''))],
      ['url', Buffer.from(encodeURIComponent(text))],
    )
  }
  return new Map(found)
}

/** The last bytes of each pattern are looked for; what is shorter would be found by chance. */
const WINDOW = 8
const BITS = 22

type Pattern = { readonly text: string; readonly encoding: Encoding; readonly bytes: Buffer }
export type Hit = {
  readonly text: string
  readonly encoding: Encoding
  readonly where: string
  readonly at: number
}

export type Finder = {
  readonly patterns: number
  /** What stands in these bytes; `from` is where they begin in the whole. */
  scan(bytes: Buffer, where: string, from?: number): Hit[]
  scanFile(path: string, where: string): Promise<{ hits: Hit[]; bytes: number }>
  /** Every file below a folder. */
  scanFolder(folder: string): Promise<{ hits: Hit[]; bytes: number; files: number }>
}

const hashOf = (older: number, newer: number): number =>
  (Math.imul(older, 0x9e3779b1) ^ Math.imul(newer, 0x85ebca77)) >>> (32 - BITS)

/**
 * All texts in all encodings in one pass: a window of eight bytes slides over the file, a bitmap says whether some pattern
 * may end there, and only then bytes are compared.
 */
export const finderFor = (texts: Iterable<string>): Finder => {
  // Most bytes of a database are zeros, and most pairs end nothing: this table stays in the nearest cache.
  const lastPair = new Uint8Array(65_536)
  const filter = new Uint32Array(2 ** (BITS - 5))
  const ending = new Map<number, Pattern[]>()
  let longest = 0
  let patterns = 0
  for (const text of texts)
    for (const [encoding, bytes] of encodings(text)) {
      if (bytes.length < WINDOW)
        throw new Error(`a canary is too short to be looked for in ${encoding}: ${bytes.length} bytes`)
      const end = bytes.length
      lastPair[bytes.readUInt16BE(end - 2)] = 1
      const hash = hashOf(bytes.readUInt32BE(end - 8), bytes.readUInt32BE(end - 4))
      filter[hash >>> 5] = (filter[hash >>> 5] ?? 0) | (1 << (hash & 31))
      ending.set(hash, [...(ending.get(hash) ?? []), { text, encoding, bytes }])
      longest = Math.max(longest, end)
      patterns++
    }

  const scan: Finder['scan'] = (bytes, where, from = 0) => {
    const hits: Hit[] = []
    let older = 0
    let newer = 0
    for (let i = 0; i < bytes.length; i++) {
      older = (older << 8) | (newer >>> 24)
      newer = (newer << 8) | (bytes[i] as number)
      if (lastPair[newer & 0xffff] === 0) continue
      const hash = hashOf(older, newer)
      if (((filter[hash >>> 5] as number) & (1 << (hash & 31))) === 0) continue
      for (const { text, encoding, bytes: wanted } of ending.get(hash) ?? []) {
        const begin = i + 1 - wanted.length
        if (begin >= 0 && wanted.compare(bytes, begin, i + 1) === 0)
          hits.push({ text, encoding, where, at: from + begin })
      }
    }
    return hits
  }

  const scanFile: Finder['scanFile'] = async (path, where) => {
    const hits: Hit[] = []
    let seen = 0
    let rest = Buffer.alloc(0)
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 22 })) {
      const bytes = Buffer.concat([rest, chunk as Buffer])
      const from = seen - rest.length
      // What ended in the rest was found with the chunk before.
      hits.push(
        ...scan(bytes, where, from).filter(
          ({ at, text, encoding }) => at + (encodings(text).get(encoding)?.length ?? 0) > seen,
        ),
      )
      seen += (chunk as Buffer).length
      rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - longest)))
    }
    return { hits, bytes: seen }
  }

  return {
    patterns,
    scan,
    scanFile,
    async scanFolder(folder) {
      const total = { hits: [] as Hit[], bytes: 0, files: 0 }
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue
        const path = join(entry.parentPath, entry.name)
        try {
          const { hits, bytes } = await scanFile(path, path.slice(folder.length + 1))
          total.hits.push(...hits)
          total.bytes += bytes
          total.files++
        } catch (error) {
          // A serving PostgreSQL recycles its files.
          if ((error as { code?: string }).code !== 'ENOENT') throw error
        }
      }
      return total
    },
  }
}
