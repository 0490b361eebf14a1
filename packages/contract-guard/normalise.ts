import {
  inFigures,
  moneyInFigures,
  numberOf,
  numeralWithUnit,
  percentInFigures,
  shareInShort,
  shareInWords,
  spokenMoney,
  tenThousands,
} from '#contract-guard/numeral.ts'
import { type Mapped, rewrite } from '#contract-guard/offset.ts'
import {
  bracketed,
  brokenWord,
  letterRun,
  marksInside,
  meantBy,
  misspelling,
  spells,
  withoutLetters,
} from '#contract-guard/pinyin.ts'
import { simplified } from '#contract-guard/traditional.ts'

/** Marks that carry no word: zero-width, soft hyphen, byte order, emphasis of markup. */
const silent = /[*`~\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\ufe0f/u

/** The start of a clause or list item at the head of a line; 0.60% and 299元 there are prices and no numbers of clauses. */
export const clauseHead =
  /^(?![0-9.]{1,8}(?:%|元|万|折|倍|个|日|天|年|月|期|小时|台|笔|次))(?:第[0-9零〇一二三四五六七八九十百]{1,5}[条章节款]|[一二三四五六七八九十]{1,3}[、.．]|\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[、.．)\s\p{Script=Han}]|[①-⑳])/u

/** Letters of other scripts and characters that only look like the one meant. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ а: 'a', с: 'c', е: 'e', о: 'o', О: 'o', р: 'p', х: 'x', Т: 't', ο: 'o', Ο: 'o', Τ: 't' },
  ...{ 囗: '口', 曰: '日', 歀: '款', 楅: '幅', 鈤: '日', '℅': '%', '٪': '%', '﹪': '%' },
}

/** ① and ❶ as (1), so that ①299元 does not become 1299元. */
const inCircle = (character: string): string | null => {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x2460 && code <= 0x2473) return `(${code - 0x245f})`
  return code >= 0x2776 && code <= 0x277f ? `(${code - 0x2775})` : null
}

const foldOne = (character: string): string => {
  if (silent.test(character)) return ''
  const known = lookAlikes[character] ?? inCircle(character)
  if (known !== null) return known
  const folded = character.normalize('NFKC').toLowerCase()
  return folded.length === 1 ? simplified(folded) : folded
}

/** Plain forms by code unit, found once: contracts repeat their characters. `stays` has 1 where the form is the character. */
const plainForms: (string | undefined)[] = []
const stays = new Uint8Array(0x10000)

/** One character's plain form: half width, simplified, lower case. */
const fold = (code: number): string => {
  const character = String.fromCodePoint(code)
  if (code > 0xffff) return foldOne(character)
  const plain = (plainForms[code] ??= foldOne(character))
  if (plain === character) stays[code] = 1
  return plain
}

/** What a run of one character may grow to at most when it is folded (a ligature such as ㈱ or ﷺ). */
const mostUnits = 20

const folded = (original: string): Mapped => {
  let room = original.length + mostUnits
  let [from, to] = [new Int32Array(room), new Int32Array(room)]
  const text: string[] = []
  let write = 0
  /** Characters that stay as they are wait here and are copied together. */
  let kept = 0
  for (let at = 0; at < original.length; ) {
    const code = original.codePointAt(at) ?? 0
    if (stays[code] === 1 && write < room) {
      from[write] = at
      at += 1
      to[write] = at
      write += 1
      continue
    }
    const size = code > 0xffff ? 2 : 1
    const plain = fold(code)
    if (write + plain.length + mostUnits > room) {
      room += original.length + mostUnits
      const [wider, wide] = [new Int32Array(room), new Int32Array(room)]
      wider.set(from)
      wide.set(to)
      ;[from, to] = [wider, wide]
    }
    if (plain.length !== size || plain.charCodeAt(0) !== original.charCodeAt(at) || size === 2) {
      text.push(original.slice(kept, at), plain)
      kept = at + size
    }
    for (let unit = 0; unit < plain.length; unit++) {
      from[write] = at
      to[write] = at + size
      write += 1
    }
    at += size
  }
  text.push(original.slice(kept))
  return { text: text.join(''), from: from.subarray(0, write), to: to.subarray(0, write) }
}

/**
 * Spaces inside words vanish; one stays between Latin words and figures. A gap before a unit is a blank to fill in, and
 * a tab or a wide gap between words the border of a column.
 */
const withoutSpaces = (source: Mapped): Mapped => {
  const { text } = source
  return rewrite(source, /[^\S\n]+/gu, ({ 0: gap, index }) => {
    const before = text.charAt(index - 1).trim()
    const after = text.charAt(index + gap.length).trim()
    if (gap.length >= 2 && /[%元/]/u.test(after) && /[\p{Script=Han}:]/u.test(before)) return '__'
    if ((gap.includes('\t') || gap.length >= 3) && before !== '' && after !== '') return '|'
    return /[a-z0-9]/u.test(before) && /[a-z0-9%]/u.test(after) ? ' ' : ''
  })
}

/** A line broken in the middle of a sentence (text taken from a page) is one line again. */
const withoutWraps = (source: Mapped): Mapped => {
  const { text } = source
  return rewrite(source, /\n+/gu, (match) => {
    const lineStart = text.lastIndexOf('\n', match.index - 1) + 1
    const before = text.slice(Math.max(lineStart, match.index - 80), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12)
    const broken =
      match[0] === '\n' &&
      before.length >= 18 &&
      /[\p{Script=Han}a-z0-9,、(]$/u.test(before) &&
      /^[\p{Script=Han}a-z0-9,、)]/u.test(after) &&
      !clauseHead.test(after)
    return broken ? '' : '\n'
  })
}

type Step = readonly [pattern: RegExp, put: (match: RegExpExecArray) => string | null]

const spelling: readonly Step[] = [
  [bracketed, ([, han = '', letters = '']) => (spells(han, letters) ? han : null)],
  [brokenWord, ([word]) => word.replace(marksInside, '')],
  [/\p{Extended_Pictographic}+/gu, ([signs]) => (/^[0-9©®™]/u.test(signs) ? null : ',')],
  [letterRun, ([, before = '', letters = '', after = '']) => withoutLetters(before, letters, after)],
  [misspelling, ([word]) => meantBy(word)],
]

const figures: readonly Step[] = [
  [/(?<=[0-9])[ol](?=[0-9元%])|(?<![a-z0-9])[ol](?=[0-9]{1,4}元)/gu, ([one]) => (one === 'o' ? '0' : '1')],
  [/([0-9]),(?=[0-9]{3}(?![0-9]))/gu, ([, digit = '']) => digit],
  [/(?<=[0-9])([wk])(?![a-z0-9])/gu, ([, unit]) => (unit === 'w' ? '万' : '千')],
  [shareInWords, ([, unit = '', whole = '', rest]) => percentInFigures(unit, whole, rest)],
  [shareInShort, ([, unit = '', whole = '']) => percentInFigures(unit, whole)],
  [spokenMoney, ([, whole = '', unit = '', rest]) => moneyInFigures(whole, unit, rest)],
  [numeralWithUnit, ([, whole = '', rest]) => inFigures(whole, rest)],
  [tenThousands, ([, whole = '']) => `${numberOf(whole) ?? whole}万`],
  [/([0-9.]{1,8})千(?![0-9瓦克米])/gu, ([, whole = '']) => String(Number(whole) * 1_000)],
  [/(?<![0-9.])([0-9.]{1,8})‰/gu, ([, rate = '']) => `${Number(rate) / 10}%`],
  [/(?<=[0-9])个(?:百分)?点(?![位餐击评名开])/gu, () => '%'],
  [/(?<=[0-9])(?:圆|元整|元人民币|rmb|cny)/gu, () => '元'],
  [/(?:人民币|rmb|cny|¥)([0-9.]{1,12}万?)(?![0-9.万元])/gu, ([, sum = '']) => `${sum}元`],
  [/(?<![上下前后])半年/gu, () => '6个月'],
]

const steps: readonly Step[] = [...spelling, ...figures]

/**
 * The text as the rules read it. Full and half width, traditional and variant characters, radicals, spaces and breaks
 * inside words, slipped-in pinyin, thousands separators and Chinese numerals with a unit all come out in one form.
 */
export const normalise = (original: string): Mapped => {
  const plain = withoutWraps(withoutSpaces(folded(original)))
  return steps.reduce((text, [pattern, put]) => rewrite(text, pattern, put), plain)
}
