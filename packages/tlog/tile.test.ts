import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBundle, writeBundle } from '#tlog/bundle.ts'
import { edgeTiles, readTilePath, requireTile, tilePath } from '#tlog/tile.ts'

test('paths as the specification writes them', () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
  expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1')
  expect(tilePath({ level: 'entries', index: 273, width: 112 })).toBe('tile/entries/273.p/112')
  expect(tilePath({ level: 'entries', index: 1000, width: 256 })).toBe('tile/entries/x001/000')
})

test('a path is read back; every other spelling is no path', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      fc.integer({ min: 0, max: 2 ** 47 }),
      fc.integer({ min: 1, max: 256 }),
      (level, index, width) => {
        const name = { level, index, width }
        expect(readTilePath(tilePath(name))).toEqual(name)
      },
    ),
  )
  for (const path of [
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/-1/000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/entries/000\n',
    'tile/0/x999/x999/x999/x999/x999/999',
  ])
    expect([path, readTilePath(path)]).toEqual([path, null])
})

test('the right edge has no empty tile', () => {
  expect(edgeTiles(0)).toEqual([])
  expect(edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }])
  expect(edgeTiles(70_000)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
})

test('a bundle is read back; a torn one is refused', () => {
  const entry = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 256 }), fc.nat(), (entries, pick) => {
      const bytes = writeBundle(entries)
      expect(readBundle(bytes, entries.length).map((each) => [...each])).toEqual(
        entries.map((each) => [...each]),
      )
      expect(() => readBundle(bytes.subarray(0, pick % bytes.length), entries.length)).toThrow('TLOG-6')
      expect(() => readBundle(Uint8Array.of(...bytes, 0), entries.length)).toThrow('TLOG-6')
    }),
    { numRuns: 50 },
  )
  expect(writeBundle([new Uint8Array(65_535)]).slice(0, 2)).toEqual(Uint8Array.of(255, 255))
  expect(() => writeBundle([new Uint8Array(65_536)])).toThrow('TLOG-6')
  expect(() => writeBundle([])).toThrow('TLOG-6')
})

test('a tile is one to 256 whole hashes', () => {
  expect(() => requireTile(new Uint8Array(32 * 256), 256)).not.toThrow()
  for (const [length, width] of [
    [0, undefined],
    [33, undefined],
    [32 * 257, undefined],
    [64, 1],
  ] as const)
    expect(() => requireTile(new Uint8Array(length), width)).toThrow('TLOG-5')
})
