import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkField } from '#provision/check-field.ts'
import { seeded } from '../crash.ts'
import { encodings, finderFor } from './find.ts'
import { flock, sealedOf } from './seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'fangxin-find-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const birds = flock(seeded(7))
const values = Object.values(sealedOf(birds))
const finder = finderFor(values)
const noise = (length: number, seed: number) => {
  const random = seeded(seed)
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

test('the canaries are what the form takes for real', () => {
  const { legalPersonIdNo, settlementAccountNo, contactPhone } = sealedOf(flock(seeded(8)))
  expect(checkField('legalPersonIdNo', legalPersonIdNo)).toBeNull()
  expect(checkField('settlementAccountNo', settlementAccountNo, { settlementKind: 'personal' })).toBeNull()
  expect(checkField('contactPhone', contactPhone)).toBeNull()
})

test('a planted value is found in every encoding, where it stands, at every alignment', () => {
  for (const text of values)
    for (const [encoding, bytes] of encodings(text))
      for (const offset of [0, 1, 2, 3, 57]) {
        const hits = finder.scan(Buffer.concat([noise(offset, offset), bytes, noise(20, 3)]), 'here')
        expect(hits, `${encoding} ${offset}`).toContainEqual({ text, encoding, where: 'here', at: offset })
      }
})

test('base64 of a longer text shows it wherever in the stream it begins', () => {
  for (const text of values)
    for (const shift of [0, 1, 2]) {
      const stream = Buffer.from(`${'x'.repeat(9 + shift)}${text}yz`).toString('base64')
      expect(finder.scan(Buffer.from(stream), '').map((hit) => [hit.text, hit.encoding])).toEqual([
        [text, `base64+${shift}`],
      ])
    }
})

test('in a file it is found once, also across the border between two reads', async () => {
  const [text = ''] = values
  const size = Buffer.byteLength(text)
  const path = join(folder, 'long')
  for (const place of [0, (1 << 22) - size, (1 << 22) - 1, 1 << 22, (1 << 22) + 5]) {
    const bytes = Buffer.concat([Buffer.alloc(place), Buffer.from(text), Buffer.alloc(4_000)])
    writeFileSync(path, bytes)
    const { hits, bytes: read } = await finder.scanFile(path, 'long')
    expect({ hits, read }).toEqual({
      hits: [{ text, encoding: 'utf-8', where: 'long', at: place }],
      read: bytes.length,
    })
  }
  expect(await finder.scanFolder(folder)).toMatchObject({ files: 1, hits: [{ where: 'long' }] })
})

test('in noise nothing is found', () => {
  expect(finder.scan(noise(2_000_000, 5), '')).toEqual([])
})
