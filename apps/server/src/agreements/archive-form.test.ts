import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '../../../../scripts/crash.ts'
import { signOne, testKey } from '../../../../scripts/signed-agreements/sign-one.ts'
import { archiveFlaws, type Objects, objectsOf } from '../../test/archive-form.ts'
import { partsOf } from './sealed-form.ts'

const at = '2026-11-20T02:00:00.000Z'
const home = mkdtempSync(join(tmpdir(), 'fangxin-archive-'))
let file: Buffer
const read = async (name: string, bytes: Buffer): Promise<Objects> => {
  writeFileSync(join(home, name), bytes)
  return objectsOf(join(home, name))
}

beforeAll(async () => {
  file = (await signOne(seeded(5), at, await testKey(at), null)).file
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('the signed file and the sealed one hold what PDF/A-2b asks and qpdf can see', async () => {
  expect(archiveFlaws(await read('signed.pdf', partsOf(file).document))).toEqual([])
  expect(archiveFlaws(await read('sealed.pdf', file))).toEqual([])
  // Header, a line of bytes no text has, and nothing behind the end (6.1.2, 6.1.3).
  for (const bytes of [partsOf(file).document, file]) {
    expect(bytes.toString('latin1', 0, 14)).toMatch(/^%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}/u)
    expect(bytes.toString('latin1', bytes.length - 8)).toMatch(/%%EOF\r?\n?$/u)
  }
})

test('each of these would be noticed', async () => {
  const whole = await read('whole.pdf', file)
  const root = String(whole.get('trailer')?.dict['/Root'])
  /** The flaws after one object was changed. */
  const after = (reference: string, part: Record<string, unknown>): string[] => {
    const { dict, data } = whole.get(reference) ?? { dict: {}, data: null }
    return archiveFlaws(new Map(whole).set(reference, { dict: { ...dict, ...part }, data }))
  }
  const first = (key: string, value: unknown): string =>
    [...whole].find(([, { dict }]) => dict?.[key] === value)?.[0] ?? ''
  const without = undefined
  expect(after('trailer', { '/ID': without })).toEqual(['no file identifier'])
  expect(after('trailer', { '/Encrypt': {} })).toEqual(['encrypted'])
  expect(after(root, { '/Metadata': without })).toEqual(['XMP: no part 2', 'XMP: no level'])
  expect(after(root, { '/OutputIntents': without })).toEqual(['no output profile'])
  expect(after(root, { '/OpenAction': { '/S': '/JavaScript' } })).toEqual(['action /JavaScript'])
  expect(after(root, { '/Perms': { '/Other': {} } })).toEqual(['permission /Other'])
  expect(after(root, { '/Names': { '/EmbeddedFiles': {} } })).toEqual(['/EmbeddedFiles'])
  expect(after(first('/Type', '/FontDescriptor'), { '/FontFile2': without })[0]).toContain('is not embedded')
  expect(after(first('/Subtype', '/Type0'), { '/ToUnicode': without })).toEqual([
    'a font without its characters',
  ])
  const seal = first('/FT', '/Sig')
  expect(after(seal, { '/F': 2 })).toEqual(['annotation flags 2'])
  expect(after(seal, { '/Rect': [0, 0, 10, 10] })).toEqual(['no appearance'])
  expect(after(first('/Type', '/Page'), { '/BM': '/Odd' })).toEqual(['blend mode /Odd'])
})
