import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Flaw } from '#tlog/flaw.ts'
import { grow } from '#tlog/grow.ts'
import { leafHash } from '#tlog/hash.ts'
import { proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from '#tlog/proof.ts'
import { edgeTiles, nodesOf, type Tile, type TileName, tilesAround } from '#tlog/tile.ts'
import { rootOf } from '#tlog/tree.ts'
import carried from './probes.json' with { type: 'json' }

const unbase = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

const holds = (check: () => void): boolean => {
  try {
    check()
    return true
  } catch (error) {
    // Anything else is a crash, which a verifier must never have on hostile input.
    if (error instanceof Flaw) return false
    throw error
  }
}

type InclusionProbe = Omit<(typeof carried.inclusion)[0], 'proof'> & { proof: string[] | null }
type ConsistencyProbe = Omit<(typeof carried.consistency)[0], 'proof'> & { proof: string[] | null }

// The whole published set, where it lies beside the repository; the carried selection everywhere.
const vectors = process.env['MERKLE_VECTORS'] ?? join(import.meta.dirname, '../../../shared/vectors/merkle')
const published = <Probe>(kind: string): Probe[] =>
  !existsSync(join(vectors, kind))
    ? []
    : readdirSync(join(vectors, kind), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .map((file) => ({
          ...(JSON.parse(readFileSync(join(vectors, kind, file), 'utf8')) as Probe),
          name: `${kind}/${file}`,
        }))

describe('published probes', () => {
  test.each([...(carried.inclusion as InclusionProbe[]), ...published<InclusionProbe>('inclusion')])(
    '$name',
    ({ leafHash: leaf, leafIdx, treeSize, root, proof, wantErr }) => {
      const check = () =>
        verifyInclusion(unbase(leaf), leafIdx, treeSize, unbase(root), (proof ?? []).map(unbase))
      expect(holds(check)).toBe(!wantErr)
    },
  )

  test.each([...(carried.consistency as ConsistencyProbe[]), ...published<ConsistencyProbe>('consistency')])(
    '$name',
    ({ size1, root1, size2, root2, proof, wantErr }) => {
      const check = () =>
        verifyConsistency(size1, unbase(root1), size2, unbase(root2), (proof ?? []).map(unbase))
      expect(holds(check)).toBe(!wantErr)
    },
  )
})

// RFC 6962 §2.1 word by word, on another hash library: the judge of tiles and proofs.
const sha = (...parts: Uint8Array[]) =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest())
const plainRoot = (entries: readonly Uint8Array[]): Uint8Array => {
  if (entries.length === 0) return sha()
  if (entries.length === 1) return sha(Uint8Array.of(0), entries[0] as Uint8Array)
  const half = 2 ** (Math.ceil(Math.log2(entries.length)) - 1)
  return sha(Uint8Array.of(1), plainRoot(entries.slice(0, half)), plainRoot(entries.slice(half)))
}

const entriesOf = (count: number) => Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`))

/** A log kept as its server keeps it: the last state of every tile. */
const shelf = () => {
  const tiles = new Map<string, Tile>()
  let size = 0
  const at = ({ level, index, width }: TileName): Tile => {
    const tile = tiles.get(`${level}/${index}`)
    if (tile === undefined) throw new Error(`no tile ${level}/${index}`)
    // As wide as that tree had it: a proof must not lean on later leaves.
    return { ...tile, hashes: tile.hashes.slice(0, width * 32) }
  }
  return {
    tiles,
    append(entries: readonly Uint8Array[]) {
      for (const tile of grow(size, edgeTiles(size).map(at), entries.map(leafHash)))
        tiles.set(`${tile.level}/${tile.index}`, tile)
      size += entries.length
    },
    nodes: (names: readonly TileName[]) => nodesOf(names.map(at)),
  }
}

test('RFC 6962 roots of the empty tree and of one empty leaf', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  expect(hex(rootOf(0, nodesOf([])))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hex(leafHash(new Uint8Array()))).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
})

test('appended in any portions, the tiles give the plain root, and every root on the way', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), (portions) => {
      const log = shelf()
      let entries: Buffer[] = []
      for (const portion of portions) {
        const all = entriesOf(entries.length + portion)
        log.append(all.slice(entries.length))
        entries = all
        expect(rootOf(entries.length, log.nodes(edgeTiles(entries.length)))).toEqual(plainRoot(entries))
      }
    }),
    { numRuns: 25 },
  )
})

describe('proofs out of a few tiles', () => {
  const total = 70_000
  const entries = entriesOf(total)
  const log = shelf()
  log.append(entries)
  const sizes = fc.oneof(
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 1, max: total }),
    fc.constantFrom(1, 2, 255, 256, 257, 65_535, 65_536, 65_537, total),
  )
  const pair = fc
    .tuple(sizes, sizes)
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
  const root = (size: number) => rootOf(size, log.nodes(edgeTiles(size)))

  test('a tree of 70,000 has the tiles the specification counts', () => {
    const widths = (level: number) =>
      [...log.tiles.values()].filter((tile) => tile.level === level).map((tile) => tile.hashes.length / 32)
    expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112])
    expect(widths(1)).toEqual([256, 17])
    expect(widths(2)).toEqual([1])
    expect(root(total)).toEqual(plainRoot(entries))
  })

  test('inclusion is proven for the leaf and for no other', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ([, size], pick) => {
        const index = pick % size
        const proof = proveInclusion(index, size, log.nodes(tilesAround(index, size)))
        const leaf = leafHash(entries[index] as Buffer)
        const check = (at: number, of: number) => holds(() => verifyInclusion(leaf, at, of, root(of), proof))
        expect(check(index, size)).toBe(true)
        if (size > 1) expect(check((index + 1) % size, size)).toBe(false)
        expect(
          holds(() => verifyInclusion(leafHash(Buffer.from('other')), index, size, root(size), proof)),
        ).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('consistency is proven of its past and of no other', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ([size1, size2], pick) => {
        const proof = proveConsistency(size1, size2, log.nodes(tilesAround(size1 - 1, size2)))
        const holdsFor = (root1: Uint8Array, root2: Uint8Array, path = proof) =>
          holds(() => verifyConsistency(size1, root1, size2, root2, path))
        expect(holdsFor(root(size1), root(size2))).toBe(true)
        const rewritten = plainRoot([Buffer.from('rewritten'), ...entries.slice(1, Math.min(size1, 300))])
        expect(holdsFor(rewritten, root(size2))).toBe(false)
        const bent = proof.map((hash, at) =>
          at === pick % proof.length ? hash.map((byte) => byte ^ 1) : hash,
        )
        if (proof.length > 0) expect(holdsFor(root(size1), root(size2), bent)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('appending costs about one hash a leaf', () => {
    const began = performance.now()
    const floor = entries.map(leafHash).length
    const hashing = performance.now() - began
    const again = shelf()
    const from = performance.now()
    again.append(entries)
    const growing = performance.now() - from
    expect(floor).toBe(total)
    // One leaf hash and one node hash each; the margin is for a busy machine.
    expect(growing).toBeLessThan(hashing * 8 + 200)
  })

  test('another tree’s edge is refused', () => {
    expect(() => grow(3, [], [leafHash(Buffer.from('x'))])).toThrow('TLOG-5')
    expect(() => log.nodes(edgeTiles(total))(0, 0)).toThrow('TLOG-5')
  })
})
