import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import {
  bombPdf,
  brokenScanPdf,
  hugeImagePdf,
  nestedPdf,
  packedScriptPdf,
  paperPdf,
  pdfOf,
} from '../../test/hostile-files.ts'
import { pdfDanger } from './pdf-names.ts'
import { pdfLimits, readPdf } from './pdf.ts'

const ruleOf = async (file: Buffer): Promise<string> => {
  const { pages } = await readPdf(file)
  return isRefusal(pages)
    ? `${pages.rule} ${Object.values(pages.params).join()}`.trim()
    : `${pages.length} pages`
}

describe('names that act', () => {
  const script = '/Names << /JavaScript 9 0 R >>'
  test.each([
    ['an honest paper', paperPdf(), null],
    ['one that says which page to show', paperPdf({ catalogue: '/OpenAction [5 0 R /Fit]' }), null],
    ['an action on opening', paperPdf({ catalogue: '/OpenAction << /S /Named >>' }), 'opening'],
    ['a script', paperPdf({ catalogue: script }), 'script'],
    ['a script, its name written in hex', paperPdf({ catalogue: script.replace('aS', '#61#53') }), 'script'],
    [
      'a script behind a comment that swallows it for some',
      paperPdf({ catalogue: `%\r${script}` }),
      'script',
    ],
    ['a script in an object stream', packedScriptPdf(), 'script'],
    ['an object stream packed twice', packedScriptPdf('[/ASCIIHexDecode /FlateDecode]'), 'odd'],
    ['an object stream packed by LZW', packedScriptPdf('/LZWDecode'), 'odd'],
    ['a program to start', paperPdf({ page: '/AA << /O << /S /Launch /F (cmd.exe) >> >>' }), 'launch'],
    ['data to send', paperPdf({ page: '/AA << /O << /S /SubmitForm /F (http://127.0.0.1) >> >>' }), 'launch'],
    ['a file inside', paperPdf({ catalogue: '/Names << /EmbeddedFiles 9 0 R >>' }), 'attachment'],
    ['a dynamic form', paperPdf({ catalogue: '/AcroForm << /XFA 9 0 R >>' }), 'xfa'],
    ['an encrypted file', pdfOf(['<< /Type /Catalog >>'], '/Encrypt 9 0 R'), 'encrypted'],
    ['a stream that unpacks to 70 MB', bombPdf(70), 'odd'],
  ])('%s', (_, file, danger) => {
    expect(pdfDanger(file)).toBe(danger)
  })
})

describe('drawn by the child', () => {
  test('an honest paper becomes pictures with what it says on them', async () => {
    const { pages, peakMegabytes } = await readPdf(paperPdf({ pages: 2 }))
    if (isRefusal(pages)) throw new Error(pages.rule)
    expect(pages).toHaveLength(2)
    const page = sharp(pages[0])
    expect(await page.metadata()).toMatchObject({ format: 'jpeg', width: 1413, height: 2000 })
    const part = (left: number, top: number, width: number, height: number) =>
      sharp(pages[0]).extract({ left, top, width, height }).raw().toBuffer()
    // The blue field: 60…260 across, 400…520 from below, of 595 × 842.
    const field = await part(350, 950, 1, 1)
    expect([...field].map((value) => Math.round(value / 255))).toEqual([0, 0, 1])
    // Black letters on white above it.
    const words = await part(140, 270, 420, 80)
    expect(Math.min(...words)).toBeLessThan(60)
    expect(Math.max(...words)).toBeGreaterThan(230)
    if (process.platform === 'linux') expect(peakMegabytes).toBeLessThan(pdfLimits.residentMegabytes)
  })

  test('refused with the reason, and nothing drawn', async () => {
    expect(await ruleOf(packedScriptPdf())).toBe('DOC-11 script')
    expect(await ruleOf(paperPdf({ pages: 21 }))).toBe('DOC-12 20')
    expect(await ruleOf(Buffer.from('%PDF-1.7 and nothing behind it'))).toBe('DOC-13')
    // Its reader would show an empty page and say nothing.
    expect(await ruleOf(brokenScanPdf())).toBe('DOC-13')
  })

  test('what would eat the machine is ended in time and in memory', async () => {
    const hostile = {
      '60 MB of drawing': bombPdf(60),
      'forms in forms': nestedPdf(40, 8),
      'a picture of 60 megapixels': hugeImagePdf(7_750),
    }
    for (const [name, file] of Object.entries(hostile)) {
      const started = performance.now()
      const { pages, peakMegabytes } = await readPdf(file, { ...pdfLimits, wallMs: 2_000 })
      expect(pages, name).toMatchObject({ rule: 'DOC-13' })
      expect(performance.now() - started, name).toBeLessThan(6_000)
      // Watched every 25 ms: what is taken between two looks comes on top.
      if (process.platform === 'linux') expect(peakMegabytes, name).toBeLessThan(640)
    }
  })
})
