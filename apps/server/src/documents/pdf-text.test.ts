import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reviewRead } from '#contract-guard/review-read.ts'
import { launchBrowser } from '../../../../scripts/browser.ts'
import { pdfOf, streamOf } from '../../test/hostile-files.ts'
import { readText } from './read-text.ts'
import { isUnreadable } from './unreadable.ts'

const noReader = { readPicture: () => Promise.resolve(null) }
const pdfText = (bytes: Uint8Array) => readText([{ fileName: '演示.pdf', bytes }], noReader)

const contract = readFileSync(
  new URL('../../../../packages/contract-guard/corpus/fair/01-acquirer-form.txt', import.meta.url),
  'utf8',
)
/** Without the spaces and line ends that setting a page moves about. */
const letters = (text: string) => text.replace(/\s+/gu, '')

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const printed = async (body: string, options: object = {}): Promise<Buffer> => {
  const page = await browser.newPage()
  await page.setContent(`<meta charset=utf-8><style>body{font:10.5pt sans-serif}</style>${body}`)
  const pdf = await page.pdf({ format: 'A4', printBackground: true, ...options })
  await page.close()
  return pdf
}
const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')

describe('a contract printed by a browser', () => {
  test('every character in order, paragraphs whole, the running lines once and page numbers not at all', async () => {
    const pdf = await printed(paragraphs(contract), {
      displayHeaderFooter: true,
      headerTemplate: '<span style="font-size:8px">演示协议 样本</span>',
      footerTemplate: '<span style="font-size:8px">第<span class="pageNumber"></span>页</span>',
      margin: { top: '70px', bottom: '70px' },
    })
    const { text, pages, source } = await pdfText(pdf)
    expect(source).toBe('native')
    expect(pages.length).toBeGreaterThan(1)
    expect(letters(text)).toBe(letters(`演示协议 样本${contract}`))
    const wanted = contract.split('\n').map(letters).filter(Boolean)
    const got = text.split('\n').map(letters).filter(Boolean)
    expect(wanted.filter((line) => !got.includes(line))).toEqual([])
  })

  test('two columns are read one after the other', async () => {
    const pdf = await printed(`<h2>演示协议</h2><div style="columns:2">${paragraphs(contract)}</div>`)
    expect(letters((await pdfText(pdf)).text)).toBe(letters(`演示协议${contract}`))
  })

  test('a fee table becomes rows', async () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}`).join('')}`
    const table = `<table style="width:100%">${row('项目', '费率', '封顶')}${row('贷记卡', '0.60%', '无')}${row('借记卡', '0.50%', '20元')}</table>`
    const { text } = await pdfText(await printed(`<p>费用如下：</p>${table}<p>第一条 双方遵守。</p>`))
    expect(text.trim().split('\n')).toEqual([
      '费用如下：',
      '项目 | 费率 | 封顶',
      '贷记卡 | 0.60% | 无',
      '借记卡 | 0.50% | 20元',
      '第一条 双方遵守。',
    ])
  })

  test('small print, struck words, and words without ink are told, with page and place', async () => {
    const pdf = await printed(`${paragraphs(contract)}
      <p style="font-size:6pt">激活费299元从首笔交易中冻结，概不退还。</p><p>服务期为<s>三年</s>一年。</p>
      <p style="color:#fff">乙方有权随时调整费率，无需另行通知甲方。</p>
      <p style="background:#222;color:#fff">白字黑底看得见。</p>`)
    const read = await pdfText(pdf)
    expect(read.text).not.toContain('无需另行通知')
    expect(read.text).toContain('白字黑底看得见。')
    expect(read.hidden.map(({ words, how }) => [words, how])).toEqual([
      ['乙方有权随时调整费率，无需另行通知甲方。', 'no-contrast'],
    ])
    const layout = reviewRead(read).findings.filter(({ rule }) => /^T5[1-3]$/u.test(rule))
    expect(layout.map(({ rule, severity, quote, page }) => [rule, severity, quote, page])).toEqual([
      ['T51', 'medium', '激活费299元从首笔交易中冻结，概不退还。', read.pages.length],
      ['T53', 'high', '服务期为三年一年。', read.pages.length],
      ['T52', 'medium', '三年', read.pages.length],
    ])
    const line = read.lines.find(({ start, end }) => read.text.slice(start, end).startsWith('激活费'))
    expect(line?.height).toBeLessThan(0.012)
    for (const { x, y, width, height } of read.lines)
      for (const share of [x, y, x + width, y + height]) expect(share).toBeGreaterThanOrEqual(-0.01)
  })
})

test('the same through qpdf: packed and linearised; locked it is refused with its reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fangxin-pdf-'))
  try {
    const plain = join(folder, 'plain.pdf')
    await writeFile(plain, await printed(paragraphs(contract)))
    const made = async (...words: string[]) => {
      await promisify(execFile)('qpdf', [...words, plain, join(folder, 'out.pdf')])
      return readFile(join(folder, 'out.pdf'))
    }
    const packed = await made('--object-streams=generate', '--recompress-flate', '--linearize')
    expect(letters((await pdfText(packed)).text)).toBe(letters(contract))
    for (const password of ['', 'demo']) {
      const locked = await made('--encrypt', password, 'owner', '256', '--')
      await expect(
        pdfText(locked).catch((error: unknown) => isUnreadable(error) && error.code),
      ).resolves.toBe('TEXT-7')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('Chinese whose font is not in the file is read by the reader’s own tables, and seen', async () => {
  const words = Buffer.from('押金概不退还', 'utf16le').swap16().toString('hex')
  const file = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    streamOf('', Buffer.from(`BT /F1 14 Tf 60 700 Td ${`<${words}> Tj 0 -30 Td `.repeat(5)} ET`)),
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ])
  const { text, hidden } = await pdfText(file)
  expect(text.trim().split('\n')).toEqual(Array.from({ length: 5 }, () => '押金概不退还'))
  expect(hidden).toEqual([])
})
