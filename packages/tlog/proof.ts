import { Flaw } from '#tlog/flaw.ts'
import { nodeHash, requireHashes, sameBytes } from '#tlog/hash.ts'
import { type NodeHash, rangeHash, requireLeaf, requireSize, splitOf } from '#tlog/tree.ts'

export type Proof = readonly Uint8Array[]

/** Audit path of leaf `index` in the tree of `size` leaves, leaf's sibling first (RFC 6962 §2.1.1). Throws TLOG-1. */
export const proveInclusion = (index: number, size: number, node: NodeHash): Proof => {
  requireLeaf(index, size)
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start === 1) return []
    const middle = start + splitOf(end - start)
    return index < middle
      ? [...path(start, middle), rangeHash(middle, end, node)]
      : [...path(middle, end), rangeHash(start, middle, node)]
  }
  return path(0, size)
}

/** Throws TLOG-4 unless something can be proven of the two sizes. */
const requireGrowth = (size1: number, size2: number): void => {
  requireSize(size1)
  requireSize(size2)
  if (size1 === 0 || size1 > size2) throw new Flaw('TLOG-4', 'no growth from the first size to the second')
}

/** That the tree of `size1` leaves is how the tree of `size2` began (RFC 6962 §2.1.2). Throws TLOG-1, TLOG-4. */
export const proveConsistency = (size1: number, size2: number, node: NodeHash): Proof => {
  requireGrowth(size1, size2)
  // `known`: the subtree is the whole first tree, whose root the verifier has.
  const path = (start: number, end: number, known: boolean): Uint8Array[] => {
    if (end === size1) return known ? [] : [rangeHash(start, end, node)]
    const middle = start + splitOf(end - start)
    return size1 <= middle
      ? [...path(start, middle, known), rangeHash(middle, end, node)]
      : [...path(middle, end, false), rangeHash(start, middle, node)]
  }
  return path(0, size2, true)
}

const isOdd = (position: number): boolean => position % 2 === 1
const half = (position: number): number => Math.floor(position / 2)

/** A leaf's or node's place and, beside it, the place of the last one in its row. */
type Place = { at: number; last: number }

const climb = (place: Place): void => {
  place.at = half(place.at)
  place.last = half(place.last)
}

/** Rows in which the last node has no right neighbour are passed over: it goes up unhashed. */
const climbToSibling = (place: Place): void => {
  while (!isOdd(place.at) && place.at !== 0) climb(place)
}

/**
 * Checks that `leaf` (a leaf hash) is number `index` of the tree with this root (RFC 9162 §2.1.3.2). Throws TLOG-1 for
 * impossible numbers, TLOG-2 for a malformed hash, TLOG-3 when the proof does not lead there.
 */
export const verifyInclusion = (
  leaf: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  proof: Proof,
): void => {
  requireLeaf(index, size)
  requireHashes([leaf, ...proof])
  const place = { at: index, last: size - 1 }
  let hash = leaf
  for (const sibling of proof) {
    if (place.last === 0) throw new Flaw('TLOG-3', 'the proof is too long')
    if (isOdd(place.at) || place.at === place.last) {
      hash = nodeHash(sibling, hash)
      climbToSibling(place)
    } else hash = nodeHash(hash, sibling)
    climb(place)
  }
  if (place.last !== 0) throw new Flaw('TLOG-3', 'the proof is too short')
  if (!sameBytes(hash, root)) throw new Flaw('TLOG-3', 'the proof does not lead to the root')
}

/**
 * Checks that the first tree is how the second began (RFC 9162 §2.1.4.2): nothing rewritten, nothing taken out. Throws
 * TLOG-1 or TLOG-4 for impossible sizes, TLOG-2 for a malformed hash, TLOG-4 when the proof does not lead there.
 */
export const verifyConsistency = (
  size1: number,
  root1: Uint8Array,
  size2: number,
  root2: Uint8Array,
  proof: Proof,
): void => {
  requireGrowth(size1, size2)
  requireHashes(proof)
  if (size1 === size2) {
    if (proof.length !== 0 || !sameBytes(root1, root2))
      throw new Flaw('TLOG-4', 'two trees of one size differ')
    return
  }
  requireHashes([root1, root2])
  const place = { at: size1 - 1, last: size2 - 1 }
  while (isOdd(place.at)) climb(place)
  // A first tree that is a full subtree is its own first node.
  const [first, ...rest] = place.at === 0 ? [root1, ...proof] : proof
  if (first === undefined) throw new Flaw('TLOG-4', 'the proof is too short')
  let one = first
  let two = first
  for (const sibling of rest) {
    if (place.last === 0) throw new Flaw('TLOG-4', 'the proof is too long')
    if (isOdd(place.at) || place.at === place.last) {
      one = nodeHash(sibling, one)
      two = nodeHash(sibling, two)
      climbToSibling(place)
    } else two = nodeHash(two, sibling)
    climb(place)
  }
  if (place.last !== 0) throw new Flaw('TLOG-4', 'the proof is too short')
  if (!sameBytes(one, root1) || !sameBytes(two, root2))
    throw new Flaw('TLOG-4', 'the proof does not lead to both roots')
}
