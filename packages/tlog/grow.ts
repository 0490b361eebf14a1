import { Flaw } from '#tlog/flaw.ts'
import { HASH } from '#tlog/hash.ts'
import { foldFull } from '#tlog/tree.ts'
import { hashesIn, hashesOnLevel, type Tile, WIDTH } from '#tlog/tile.ts'

const joined = (hashes: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * HASH)
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * HASH)
  return bytes
}

/**
 * The tiles that change when leaves are appended to a tree of `size` leaves whose right edge is `edge` (`edgeTiles`).
 * About one hash per leaf: full tiles are hashed once, when they fill. Throws TLOG-5 when the edge is another tree's.
 */
export const grow = (size: number, edge: readonly Tile[], leafHashes: readonly Uint8Array[]): Tile[] => {
  const changed: Tile[] = []
  let arriving = leafHashes
  for (let level = 0; arriving.length > 0; level++) {
    const before = hashesOnLevel(level, size)
    const first = Math.floor(before / WIDTH)
    const begun = edge.find((tile) => tile.level === level && tile.index === first)
    const row = [...(begun ? hashesIn(begun.hashes) : []), ...arriving]
    if (row.length - arriving.length !== before % WIDTH)
      throw new Flaw('TLOG-5', 'the right edge is not that of the tree')
    const filled: Uint8Array[] = []
    for (let at = 0; at < row.length; at += WIDTH) {
      const hashes = row.slice(at, at + WIDTH)
      changed.push({ level, index: first + at / WIDTH, hashes: joined(hashes) })
      if (hashes.length === WIDTH) filled.push(foldFull(hashes))
    }
    arriving = filled
  }
  return changed
}
