import { Flaw } from '#tlog/flaw.ts'
import { HASH } from '#tlog/hash.ts'
import { foldFull, type NodeHash } from '#tlog/tree.ts'

/** Hashes in a full tile, and entries in a full bundle. */
export const WIDTH = 256

/** One static resource of the log (C2SP tlog-tiles); a `width` below 256 is a partial tile. */
export type TileName = {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** Hashes side by side, as stored and served: 32 bytes each, 1 to 256 of them. */
export type Tile = { readonly level: number; readonly index: number; readonly hashes: Uint8Array }

/** `tile/0/x001/x234/067` or `tile/entries/000.p/12`. */
export const tilePath = ({ level, index, width }: TileName): string => {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const parts = padded.match(/.{3}/g) ?? []
  const number = parts.map((part, at) => (at === parts.length - 1 ? part : `x${part}`)).join('/')
  return `tile/${level}/${number}${width === WIDTH ? '' : `.p/${width}`}`
}

const pathForm = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** The tile a path names; null when it is not the one way to write a name. */
export const readTilePath = (path: string): TileName | null => {
  const [, level = '', number = '', partial] = pathForm.exec(path) ?? []
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(number.replace(/[x/]/g, '')),
    width: partial === undefined ? WIDTH : Number(partial),
  }
  const sound = Number.isSafeInteger(name.index) && (name.level === 'entries' || name.level <= 63)
  return sound && (partial === undefined || name.width < WIDTH) && tilePath(name) === path ? name : null
}

/** Hashes on tile level `level` of a tree: one for each full subtree of 256^level leaves. */
export const hashesOnLevel = (level: number, size: number): number => Math.floor(size / WIDTH ** level)

/** Levels that have at least one hash. */
export const levelsOf = (size: number): number => {
  let levels = 0
  while (hashesOnLevel(levels, size) > 0) levels++
  return levels
}

/** How many hashes the tile has in a tree of `size` leaves; 0 when it is not there. */
export const tileWidth = (level: number, index: number, size: number): number =>
  Math.max(0, Math.min(WIDTH, hashesOnLevel(level, size) - index * WIDTH))

/** The partial tiles on the right edge: all that a root, and the next leaf, needs. */
export const edgeTiles = (size: number): TileName[] =>
  Array.from({ length: levelsOf(size) }, (_, level) => {
    const index = Math.floor(hashesOnLevel(level, size) / WIDTH)
    return { level, index, width: tileWidth(level, index, size) }
  }).filter((tile) => tile.width > 0)

/** The tiles that a proof about leaf `index` needs; for growth from `size1`, those about leaf `size1 - 1`. */
export const tilesAround = (index: number, size: number): TileName[] => {
  const edge = edgeTiles(size)
  const above = Array.from({ length: levelsOf(size) }, (_, level) => {
    const own = Math.floor(index / WIDTH ** (level + 1))
    return { level, index: own, width: tileWidth(level, own, size) }
  }).filter(
    (tile) => tile.width > 0 && !edge.some((at) => at.level === tile.level && at.index === tile.index),
  )
  return [...edge, ...above]
}

/** Hashes `from` up to `to` of a tile. */
export const hashesIn = (hashes: Uint8Array, from = 0, to = hashes.length / HASH): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => hashes.subarray((from + at) * HASH, (from + at + 1) * HASH))

/** Throws TLOG-5 unless the bytes are 1 to 256 whole hashes, `width` of them when given. */
export const requireTile = (hashes: Uint8Array, width?: number): void => {
  const count = hashes.length / HASH
  if (!Number.isInteger(count) || count < 1 || count > WIDTH || (width !== undefined && count !== width))
    throw new Flaw('TLOG-5', 'a tile of another width')
}

/** Reads node hashes out of tiles at hand; a node of a tile not at hand throws TLOG-5. */
export const nodesOf = (tiles: readonly Tile[]): NodeHash => {
  const atHand = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]))
  return (level, index) => {
    const depth = level % 8
    const count = 2 ** depth
    const first = index * count
    const hashes = atHand.get(`${(level - depth) / 8}/${Math.floor(first / WIDTH)}`)
    const from = first % WIDTH
    if (hashes === undefined || hashes.length < (from + count) * HASH)
      throw new Flaw('TLOG-5', 'a tile is missing or too narrow')
    return foldFull(hashesIn(hashes, from, from + count))
  }
}
