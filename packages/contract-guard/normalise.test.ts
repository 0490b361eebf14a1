import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'

const plain: Readonly<Record<string, readonly (readonly [written: string, read: string])[]>> = {
  'letters slipped in': [
    ['刷ka卡', '刷卡'],
    ['信xi息', '信息'],
    ['zheng证件', '证件'],
    ['商(shāng)户', '商户'],
  ],
  'letters in place of a character': [
    ['押jin', '押金'],
    ['ya金', '押金'],
    ['fei率', '费率'],
    ['信用ka', '信用卡'],
    ['套xian', '套现'],
    ['yajin不退', '押金不退'],
  ],
  'words that sound or look alike': [
    ['炸骗', '诈骗'],
    ['压金', '押金'],
    ['手序费', '手续费'],
    ['帐户', '账户'],
    ['囗头', '口头'],
  ],
  'marks and pictures inside words': [
    ['押❌金', '押金'],
    ['不·退', '不退'],
    ['费~率', '费率'],
    ['秒-到', '秒到'],
    ['押 金', '押金'],
  ],
  'other forms of the same character': [
    ['⽅⾦⻔⺠', '方金门民'],
    ['︵甲︶', '(甲)'],
    ['ＰＯＳ机', 'pos机'],
    ['費率調整', '费率调整'],
    ['Ｔ＋Ｏ到账'.replace('Ｏ', '0'), 't+0到账'],
  ],
  numerals: [
    ['贰佰玖拾玖圆', '299元'],
    ['两百九元', '290元'],
    ['2百99元', '299元'],
    ['一百零九元', '109元'],
    ['一万二元', '12000元'],
    ['三千五元', '3500元'],
    ['六毛八', '0.68元'],
    ['三块五', '3.5元'],
    ['3块钱', '3元'],
    ['¥199', '199元'],
    ['人民币299', '299元'],
    ['2O0元', '200元'],
    ['①299元', '(1)299元'],
    ['刷满二十万', '刷满20万'],
    ['刷够5w', '刷够5万'],
    ['1,200元', '1200元'],
    ['二十四个月', '24个月'],
    ['两年', '2年'],
    ['半年内', '6个月内'],
    ['上半年', '上半年'],
  ],
  shares: [
    ['百分之零点六', '0.6%'],
    ['万分之六十', '0.6%'],
    ['千分之六', '0.6%'],
    ['6‰', '0.6%'],
    ['0.6个点', '0.6%'],
    ['费率千六', '费率0.6%'],
    ['按万五收', '按0.05%收'],
  ],
  'words that only look like numbers': [
    ['一切费用', '一切费用'],
    ['第三方', '第三方'],
    ['万一', '万一'],
    ['第一百二十条', '第一百二十条'],
    ['app下载', 'app下载'],
  ],
  'gaps before a unit are blanks': [
    ['费率为    %', '费率为__%'],
    ['借记卡\t0.5%', '借记卡|0.5%'],
  ],
}

describe.each(Object.entries(plain))('%s', (_, pairs) => {
  test.each(pairs)('%s', (written, read) => {
    expect(normalise(written).text).toBe(read)
  })
})

const piece = fc.oneof(
  fc.constantFrom(...Object.values(plain).flatMap((pairs) => pairs.map(([written]) => written))),
  fc.constantFrom(
    '乙方有权',
    '，',
    '。',
    '\n',
    '  ',
    '\t',
    '①',
    '㈱',
    'ﷺ',
    '😀',
    '👨‍👩‍👧',
    '\u200b',
    '第五条 ',
    '𠮷',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const messy = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

test('every unit of the plain form points into the original, in order, and never at half a character', () => {
  fc.assert(
    fc.property(messy, (original) => {
      const { text, from, to } = normalise(original)
      let last = 0
      for (let at = 0; at < text.length; at++) {
        const [start, end] = [from[at] ?? -1, to[at] ?? -1]
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(original.length)
        expect(
          /[\ud800-\udbff]$/.test(original.slice(0, start)) && /^[\udc00-\udfff]/.test(original.slice(start)),
        ).toBe(false)
        last = start
      }
    }),
    { numRuns: 300 },
  )
})

test('what stands between two marks in the original stands between them in the plain form, and back', () => {
  fc.assert(
    fc.property(messy, messy, messy, (before, middle, after) => {
      const original = `${before}。\n\n甲${middle}丁\n\n。${after}`
      const made = normalise(original)
      const start = made.from.indexOf(before.length + 3)
      expect(start).toBeGreaterThanOrEqual(0)
      expect(made.text.charAt(start)).toBe('甲')
      const span = originalSpan(made, start, start + 1)
      expect(original.slice(span.start, span.end)).toBe('甲')
    }),
    { numRuns: 200 },
  )
})
