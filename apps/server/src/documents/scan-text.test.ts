import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'
import { reviewRead } from '#contract-guard/review-read.ts'
import { pdfOf, streamOf } from '../../test/hostile-files.ts'
import { characterErrors, scanned, setInType } from '../../test/scans.ts'
import { openReader, readerLimits } from './read-lines.ts'
import { readText } from './read-text.ts'
import { patientLimits } from './text-limits.ts'

const reader = openReader({ ...readerLimits, readMs: 60_000, withinMs: 120_000 })
afterAll(() => reader.end())

const read = (...files: (readonly [name: string, bytes: Buffer])[]) => {
  const [first, ...more] = files.map(([fileName, bytes]) => ({ fileName, bytes }))
  if (!first) throw new Error('nothing to read')
  return readText([first, ...more], reader, patientLimits)
}

const contract = readFileSync(
  new URL('../../../../packages/contract-guard/corpus/trap/06-lawyerly.txt', import.meta.url),
  'utf8',
)
/** Its first clauses, where half a page shows the same. */
const clauses = contract.slice(0, contract.indexOf('\n4.'))
/** Spaces and the two widths of marks are beyond what a reading of pictures promises. */
const letters = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '')
const errors = (wanted: string, got: string) => characterErrors(letters(wanted), letters(got))

/** A page that shows a JPEG, and whatever else is said in its content. */
const picturePdf = (jpeg: Buffer, width: number, height: number, more = ''): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> /Font << /F1 6 0 R >> >> >>',
    streamOf('', Buffer.from(`q 595 0 0 842 0 0 cm /X Do Q ${more}`)),
    streamOf(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode`,
      jpeg,
    ),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])

describe('pictures of a contract', { timeout: 180_000 }, () => {
  test('a leaning, grainy scan: under 1 % of characters wrong, and the findings of the text itself', async () => {
    const [page] = setInType(contract)
    const got = await read(['扫描.jpg', await scanned(page?.png ?? Buffer.alloc(0), 1.5)])
    expect(got.source).toBe('ocr')
    expect(errors(contract, got.text)).toBeLessThan(0.01)
    const rules = (text: string) => review(text).findings.map(({ rule }) => rule)
    const found = reviewRead(got).findings.map(({ rule }) => rule)
    expect(rules(contract).filter((rule) => !found.includes(rule))).toEqual([])
    // Each line's box lies on its line: what is asked about can be shown on the picture.
    const line = got.lines.find(({ start }) => got.text.startsWith('8.2', start))
    const row = (page?.lines.findIndex((each) => each.startsWith('8.2')) ?? -1) / (page?.lines.length ?? 1)
    expect(line?.page).toBe(1)
    expect(line?.y).toBeGreaterThan(0.07 + row * 0.5)
    expect((line?.x ?? 1) + (line?.width ?? 1)).toBeLessThanOrEqual(1)
  })

  test('letters and figures that stand close: read again wider, under 1 % wrong', async () => {
    const words =
      'The merchant discount rate is 0.50% (capped at CNY 18.00) for debit cards and 0.60% for credit cards; billing fees of 1,111.11 per month will be collected. 月租11元，上限111笔，电话400-811-1118。'
    const [page] = setInType(words.repeat(3), { size: 22 })
    const got = await read(['scan.jpg', await scanned(page?.png ?? Buffer.alloc(0), 0.6)])
    expect(errors(words.repeat(3), got.text)).toBeLessThan(0.01)
  })

  test('two columns, lying on their side: each column by itself', async () => {
    const [page] = setInType(clauses, { columns: 2, size: 40 })
    const turned = await sharp(await scanned(page?.png ?? Buffer.alloc(0), 0.4))
      .rotate(90)
      .png()
      .toBuffer()
    const got = await read(['拍照.png', turned])
    expect(errors(clauses, got.text)).toBeLessThan(0.015)
    expect(got.pages[0]?.turned).toBe(3)
  })

  test('photos of several pages are one document with pages', async () => {
    const sheets = setInType(clauses, { size: 60 })
    expect(sheets.length).toBe(2)
    const photos = await Promise.all(sheets.map(({ png }) => scanned(png)))
    const got = await read(...photos.map((bytes, index) => [`${index + 1}.jpg`, bytes] as const))
    expect(errors(clauses, got.text)).toBeLessThan(0.01)
    expect(got.pages.map(({ page }) => page)).toEqual([1, 2])
    const last = reviewRead(got).findings.at(-1)
    expect(last?.page).toBe(2)
  })

  test('a scanned PDF is read from its picture; words a scanner laid invisibly over it are not believed', async () => {
    const [page] = setInType(clauses, { size: 31 })
    const jpeg = await scanned(page?.png ?? Buffer.alloc(0), 0.3)
    const { width, height } = await sharp(jpeg).metadata()
    const layer = `BT 3 Tr /F1 12 Tf 60 700 Td ${'(no fee at all, free of charge) Tj 0 -20 Td '.repeat(20)} ET`
    const got = await read(['扫描.pdf', picturePdf(jpeg, width, height, layer)])
    expect(got.source).toBe('ocr')
    expect(got.text).not.toContain('free of charge')
    expect(errors(clauses, got.text)).toBeLessThan(0.01)
  })

  test('a clause that stands in a picture beside real text is read too', async () => {
    const [page] = setInType('激活费299元从首笔交易中冻结，概不退还。', { size: 60 })
    const strip = await sharp(page?.png)
      .extract({ left: 0, top: 120, width: 1654, height: 240 })
      .jpeg()
      .toBuffer()
    const own = `BT /F1 12 Tf 60 780 Td ${'(This agreement is made between the two demo parties.) Tj 0 -18 Td '.repeat(12)} ET`
    const file = picturePdf(strip, 1654, 240).toString('latin1')
    const placed = Buffer.from(
      file.replace(
        /stream\nq 595 0 0 842 0 0 cm \/X Do Q \nendstream/u,
        () => `stream\nq 595 0 0 180 0 200 cm /X Do Q ${own}\nendstream`,
      ),
      'latin1',
    )
    const got = await read(['混合.pdf', placed])
    expect(got.source).toBe('ocr')
    expect(got.text).toContain('This agreement is made between the two demo parties.')
    expect(reviewRead(got).findings.map(({ rule }) => rule)).toContain('T03')
  })
})
