import { Flaw } from '#tlog/flaw.ts'
import { emptyRoot, nodeHash } from '#tlog/hash.ts'

/** Hash of the full subtree of 2^level leaves that begins at leaf index·2^level. */
export type NodeHash = (level: number, index: number) => Uint8Array

/** Throws TLOG-1 unless `size` counts leaves: a whole number from 0, exact in a double. */
export const requireSize = (size: number): void => {
  if (!Number.isSafeInteger(size) || size < 0) throw new Flaw('TLOG-1', 'not a tree size')
}

/** Throws TLOG-1 unless leaf `index` stands in a tree of `size` leaves. */
export const requireLeaf = (index: number, size: number): void => {
  requireSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new Flaw('TLOG-1', 'no such leaf in the tree')
}

// Sizes go to 2^53, beyond what bit operators see: powers are multiplied, halves divided.

/** The largest power of two smaller than `count`, for `count` ≥ 2: where RFC 6962 splits a tree. */
export const splitOf = (count: number): number => {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

/** Hash of leaves `start` up to, not including, `end`, where they are a subtree of some tree (RFC 6962 §2.1). */
export const rangeHash = (start: number, end: number, node: NodeHash): Uint8Array => {
  const count = end - start
  let level = 0
  let full = 1
  while (full < count) {
    full *= 2
    level++
  }
  if (full === count) return node(level, start / full)
  const half = splitOf(count)
  return nodeHash(rangeHash(start, start + half, node), rangeHash(start + half, end, node))
}

/** Root of the first `size` leaves. */
export const rootOf = (size: number, node: NodeHash): Uint8Array => {
  requireSize(size)
  return size === 0 ? emptyRoot() : rangeHash(0, size, node)
}

/** Root of a full subtree from its bottom row; `hashes` counts a power of two. Costs one hash less than it has. */
export const foldFull = (hashes: readonly Uint8Array[]): Uint8Array => {
  let row = hashes
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, at) =>
      nodeHash(row[2 * at] as Uint8Array, row[2 * at + 1] as Uint8Array),
    )
  return row[0] as Uint8Array
}
