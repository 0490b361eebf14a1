import { inFigures, numeralWithUnit, percentInFigures, shareInWords } from '#contract-guard/numeral.ts'
import { type Mapped, mapped, rewrite } from '#contract-guard/offset.ts'
import { bracketed, letterRun, meantBy, misspelling, spells, withoutLetters } from '#contract-guard/pinyin.ts'
import { simplified } from '#contract-guard/traditional.ts'

/** Marks that carry no word: zero-width, soft hyphen, byte order, emphasis of markup. */
const silent = /[*`~\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\ufe0f/u

/** The start of a clause or list item at the head of a line. */
export const clauseHead =
  /^(?:第[0-9零〇一二三四五六七八九十百]{1,5}[条章节款]|[一二三四五六七八九十]{1,3}[、.．]|\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[、.．)\s\p{Script=Han}]|[①-⑳])/u

const foldOne = (character: string): string => {
  if (silent.test(character)) return ''
  const folded = character.normalize('NFKC').toLowerCase()
  return folded.length === 1 ? simplified(folded) : folded
}

const seen = new Map<string, string>()

/** One character's plain form: half width, simplified, lower case; remembered, for contracts repeat themselves. */
const fold = (character: string): string => {
  const known = seen.get(character)
  if (known !== undefined) return known
  const folded = foldOne(character)
  if (seen.size < 20_000) seen.set(character, folded)
  return folded
}

const folded = (original: string): Mapped => {
  const source = mapped(original)
  const text: string[] = []
  const from: number[] = []
  const to: number[] = []
  for (let at = 0; at < original.length; ) {
    const character = String.fromCodePoint(original.codePointAt(at) ?? 0)
    const plain = fold(character)
    for (let unit = 0; unit < plain.length; unit++) {
      text.push(plain.charAt(unit))
      from.push(at)
      to.push(at + character.length)
    }
    at += character.length
  }
  return text.length === 0
    ? { ...source, text: '' }
    : {
        text: text.join(''),
        from: Int32Array.from(from),
        to: Int32Array.from(to),
      }
}

/** Spaces inside words vanish; one stays between Latin words and figures. */
const withoutSpaces = (source: Mapped): Mapped =>
  rewrite(source, /(\S?)[^\S\n]+(?=(\S?))/gu, (match) => {
    const [, before = '', after = ''] = match
    return /[a-z0-9]/u.test(before) && /[a-z0-9]/u.test(after) ? `${before} ` : before
  })

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

/**
 * The text as the rules read it. Full and half width, traditional and variant characters, radicals, spaces and breaks
 * inside words, slipped-in pinyin, thousands separators and Chinese numerals with a unit all come out in one form.
 */
export const normalise = (original: string): Mapped => {
  const plain = withoutWraps(withoutSpaces(folded(original)))
  const spelled = [
    (it: Mapped) =>
      rewrite(it, bracketed, ([, han = '', letters = '']) => (spells(han, letters) ? han : null)),
    (it: Mapped) =>
      rewrite(it, letterRun, ([, before = '', letters = '', after = '']) =>
        withoutLetters(before, letters, after),
      ),
    (it: Mapped) => rewrite(it, misspelling, ([word]) => meantBy(word)),
    (it: Mapped) => rewrite(it, /([0-9]),(?=[0-9]{3}(?![0-9]))/gu, ([, digit = '']) => digit),
    (it: Mapped) =>
      rewrite(it, shareInWords, ([, unit = '', whole = '', rest]) => percentInFigures(unit, whole, rest)),
    (it: Mapped) => rewrite(it, numeralWithUnit, ([, whole = '', rest]) => inFigures(whole, rest)),
    (it: Mapped) => rewrite(it, /(?<![0-9.])([0-9.]{1,8})‰/gu, ([, rate = '']) => `${Number(rate) / 10}%`),
  ]
  return spelled.reduce((text, step) => step(text), plain)
}
