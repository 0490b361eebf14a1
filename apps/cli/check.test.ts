import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { scanned, setInType } from '../server/test/scans.ts'
import { check } from './check.ts'
import { cost } from './cost.ts'

let home: string
let out = ''
let err = ''

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fangxin-cli-'))
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
    out += String(words)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((words) => {
    err += String(words)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(home, { recursive: true, force: true })
})

const file = async (name: string, content: string | object): Promise<string> => {
  const path = join(home, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const trap = '\ufeff商户首笔交易冻结299元作为激活费，概不退还。贷记卡费率0.68%。'

describe('fangxin check', () => {
  test('one JSON object per file, offsets into the text without BOM, exit 1', async () => {
    const path = await file('合同.txt', trap)
    expect(await check([path, '--json'])).toBe(1)
    const report = JSON.parse(out)
    expect(report).toMatchObject({
      file: path,
      kind: 'txt',
      verdict: 'do-not-sign',
      text: { source: 'native' },
    })
    const text = trap.slice(1)
    expect(report.text.chars).toBe(text.length)
    expect(report.findings.length).toBeGreaterThan(1)
    for (const { start, end, quote } of report.findings) expect(text.slice(start, end)).toBe(quote)
    expect(report.fees.lines[1]).toMatchObject({ what: 'credit', ratePpm: 6_800 })
  })

  test('--text prints exactly what offsets refer to', async () => {
    await check([await file('a.txt', trap), '--text'])
    expect(out).toBe(trap.slice(1))
  })

  test('--offer names the place where the agreement departs from it', async () => {
    const offer = await file('offer.json', { rows: [{ product: 'credit', ratePpm: 6_000 }] })
    await check([await file('a.txt', trap), '--offer', offer, '--json'])
    expect(JSON.parse(out).fees.contradictions).toEqual([
      expect.objectContaining({ what: 'credit', offered: '0.6%' }),
      expect.objectContaining({ what: 'deposit', offered: '0.00' }),
    ])
  })

  test('--together names what the advert promises and the agreement takes back, with both places', async () => {
    const advert = await file('广告.txt', '免费领POS机，0押金，随时退。')
    const clauses = [
      '收单服务协议',
      '甲方：示例超市',
      '乙方：某某科技有限公司',
      '第一条 甲方缴纳机具服务费299元，概不退还。',
    ]
    const filler = ['二', '三', '四'].map((n) => `第${n}条 ${'乙方为甲方提供收单服务并按时结算。'.repeat(8)}`)
    const agreement = await file('合同.txt', [...clauses, ...filler].join('\n'))
    expect(await check([advert, agreement, '--together', '--json'])).toBe(1)
    const { together } = JSON.parse(out.trim().split('\n').at(-1) ?? '{}')
    expect(together[0]).toMatchObject({ rule: 'J01', severity: 'high' })
    expect(together[0].places.map(({ document }: { document: string }) => document)).toEqual([
      advert,
      agreement,
    ])
    out = ''
    await check([advert, agreement, '--together', '--lang', 'en'])
    expect(out).toContain('J01 No deposit was promised')
  })

  test('nothing found is exit 0 and says so in the language asked for', async () => {
    expect(await check([await file('a.txt', '今天天气很好。'), '--lang', 'en'])).toBe(0)
    expect(out).toContain('no known trap found')
  })

  test('an unreadable or unsupported file is exit 2 and names the formats, whatever else was found', async () => {
    expect(await check([await file('a.pdf', '%PDF-1.7'), await file('b.txt', trap)])).toBe(2)
    expect(err).toContain('.txt .md .html .docx .pdf .png .jpg')
    expect(await check([join(home, 'absent.txt')])).toBe(2)
    expect(await check([])).toBe(2)
    expect(await check(['a.txt', '--lang', 'fr'])).toBe(2)
  })
})

test('a folder of photos is one document; each finding says its page', { timeout: 120_000 }, async () => {
  const folder = join(home, 'photos')
  await mkdir(folder)
  const page = async (name: string, text: string) => {
    const [sheet] = setInType(text, { size: 60 })
    await writeFile(join(folder, name), await scanned(sheet?.png ?? Buffer.alloc(0)))
  }
  await page('10.jpg', '激活费299元从首笔交易中冻结，概不退还。')
  await page('9.jpg', '本协议由双方签订。')
  expect(await check([folder, '--json'])).toBe(1)
  const report = JSON.parse(out)
  expect(report).toMatchObject({ file: folder, kind: 'jpg', text: { source: 'ocr' } })
  expect(report.findings.length).toBeGreaterThan(0)
  for (const { page } of report.findings) expect(page).toBe(2)
  expect(await check([join(home, 'photos', '..')])).toBe(2)
})

describe('fangxin cost', () => {
  const profile = { mix: [{ product: 'credit', countPerYear: 1_200, averageFen: 50_000 }] }

  test('three totals, effective price and flags per offer, in the order given', async () => {
    const merchant = await file('merchant.json', profile)
    const honest = await file('honest.json', { terms: { rows: [{ product: 'credit', ratePpm: 6_000 }] } })
    const cheap = await file('cheap.json', { rows: [{ product: 'credit', ratePpm: 3_800 }] })
    expect(await cost([honest, cheap, '--merchant', merchant, '--months', '12', '--json'])).toBe(1)
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      file: honest,
      promisedFen: 360_000,
      literalFen: 360_000,
      worstFen: 360_000,
      flags: [],
    })
    expect(second.flags[0]).toMatchObject({ flag: 'below-cost', rule: 'FEE-11' })
    out = ''
    expect(await cost([honest, '--merchant', merchant, '--lang', 'en'])).toBe(0)
    expect(out).toContain('by the letter: 3600.00 yuan')
  })

  test('a wrong field is exit 2 and named by its path', async () => {
    const merchant = await file('merchant.json', profile)
    const wrong = await file('wrong.json', { rows: [{ product: 'credit', ratePpm: 0.6 }] })
    expect(await cost([wrong, '--merchant', merchant])).toBe(2)
    expect(err).toContain('terms.rows.0.ratePpm')
    const unknown = await file('unknown.json', { rows: [{ product: 'credit', ratePpm: 6_000, cap: 1 }] })
    expect(await cost([unknown, '--merchant', merchant])).toBe(2)
    expect(err).toContain('terms.rows.0.cap')
    expect(await cost([wrong])).toBe(2)
    expect(await cost([wrong, '--merchant', await file('bad.json', '{')])).toBe(2)
    expect(await cost([wrong, '--merchant', merchant, '--months', '0'])).toBe(2)
  })
})
