import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

export type ZipEntry = {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly packedBytes: number
  readonly bytes: number
  readonly at: number
}

/** Why an archive is not opened. */
export type ZipProblem = 'broken' | 'bomb' | 'encrypted'

/** More than any honest contract needs; a bomb asks for gigabytes. */
export const zipCaps = { entries: 2_000, entryBytes: 24_000_000, totalBytes: 48_000_000 } as const

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const DEFLATED = 8
const STORED = 0

/**
 * The central directory of a zip that is nothing but a zip: it begins at byte 0 and ends at the last byte.
 * Bytes before, between or after the parts are how one file poses as two kinds.
 */
export const zipEntries = (file: Buffer): readonly ZipEntry[] | ZipProblem => {
  if (file.length < 22 || file.readUInt32LE(0) !== LOCAL) return 'broken'
  const lowest = Math.max(0, file.length - 22 - 0xffff)
  let end = file.length - 22
  while (end >= lowest && file.readUInt32LE(end) !== END) end -= 1
  if (end < lowest || end + 22 + file.readUInt16LE(end + 20) !== file.length) return 'broken'
  const count = file.readUInt16LE(end + 10)
  const start = file.readUInt32LE(end + 16)
  if (count > zipCaps.entries) return 'bomb'
  if (start + file.readUInt32LE(end + 12) !== end) return 'broken'
  const entries: ZipEntry[] = []
  let at = start
  let total = 0
  let packed = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || file.readUInt32LE(at) !== CENTRAL) return 'broken'
    const nameLength = file.readUInt16LE(at + 28)
    const entry: ZipEntry = {
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      method: file.readUInt16LE(at + 10),
      packedBytes: file.readUInt32LE(at + 20),
      bytes: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
    }
    total += entry.bytes
    packed += entry.packedBytes
    if (entry.bytes > zipCaps.entryBytes || total > zipCaps.totalBytes || packed > file.length) return 'bomb'
    if (entry.encrypted) return 'encrypted'
    entries.push(entry)
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return at === end ? entries : 'broken'
}

/** One entry's content, never more than the directory announced: a directory that lies is a bomb. */
export const zipContent = async (file: Buffer, entry: ZipEntry): Promise<Buffer | ZipProblem> => {
  if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== LOCAL) return 'broken'
  const start = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28)
  const packed = file.subarray(start, start + entry.packedBytes)
  if (packed.length !== entry.packedBytes) return 'broken'
  if (entry.method === STORED) return entry.bytes === packed.length ? packed : 'broken'
  if (entry.method !== DEFLATED) return 'broken'
  try {
    const content = await inflate(packed, { maxOutputLength: Math.max(1, entry.bytes) })
    return content.length === entry.bytes ? content : 'broken'
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken'
  }
}
