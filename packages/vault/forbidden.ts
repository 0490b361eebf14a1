import { isIdShaped, isUsccShaped, passesUsccCheck } from '#ground/check-digit.ts'
import { rangeOf } from '#vault/card-number.ts'
import { type Digit, digitClass, digitRuns, fold, type Folded } from '#vault/digit-run.ts'

/** What no form of acquiring ever needs from a merchant (公告〔2013〕9号 art. 27). */
export type ForbiddenKind = 'card-number' | 'cvv' | 'pin' | 'sms-code' | 'card-expiry'

/** Where it stands in the text, in UTF-16 units. */
export type Forbidden = { readonly kind: ForbiddenKind; readonly at: number; readonly length: number }

type Options = {
  /** A card money is settled to belongs here: only a number that is a credit card by itself is found. */
  readonly settlementCard?: boolean
}

const shortest = 14
const longest = 19

/** Sizes of the groups the digits are written in. */
const groupsOf = (digits: readonly Digit[]): number[] => {
  const groups: number[] = []
  for (const { gap } of digits)
    if (gap === '' && groups.length > 0) groups[groups.length - 1]!++
    else groups.push(1)
  return groups
}

/**
 * Groups of one size and a rest, as cards are embossed and read aloud, with one kind of gap throughout or blocks of
 * four with anything between. Two telephones in a row, or a count from one to sixteen, are written otherwise.
 */
const isWrittenAsOne = (digits: readonly Digit[]): boolean => {
  const groups = groupsOf(digits)
  if (groups.length < 3) return true
  const [size = 0] = groups
  const isEven = groups.every((each, place) => (place === groups.length - 1 ? each <= size : each === size))
  const gaps = new Set(digits.slice(1).flatMap(({ gap }) => (gap === '' ? [] : [gap])))
  return (isEven && (gaps.size === 1 || size === 4)) || /^4,6,[45]$/.test(groups.join())
}

/** An identity number or social credit code around these places, whose digits are nobody's card. */
const isPersonOrFirm = (text: string, first: number, last: number, cardNo: string): boolean => {
  // With a day of birth in its place a number of eighteen is taken for a person's even if mistyped: a card looks so
  // once in two thousand, and cards of eighteen places are rare.
  const idNo = cardNo.length === 17 && text.charAt(last + 1) === 'x' ? `${cardNo}X` : cardNo
  if (/^.{6}(?:19|20)/.test(idNo) && isIdShaped(idNo)) return true
  const before = /[0-9a-z]*$/.exec(text.slice(Math.max(0, first - 18), first))?.[0] ?? ''
  const after = /^[0-9a-z]*/.exec(text.slice(last + 1, last + 19))?.[0] ?? ''
  const word = `${before}${text.slice(first, last + 1)}${after}`.toUpperCase()
  // The first place names the register: no card begins with 9, A, N or Y, and those with 1 and 5 are shorter.
  return /^[159ANY]/.test(word) && isUsccShaped(word) && passesUsccCheck(word)
}

const isLetterOrDigit = (unit: string): boolean => /^[0-9a-z]$/.test(unit)

const isInRange = (cardNo: string, { settlementCard }: Options): boolean => {
  const range = rangeOf(cardNo)
  return range !== null && (!settlementCard || range.issues === 'credit')
}

const isCard = (text: string, digits: readonly Digit[], cardNo: string): boolean => {
  const first = digits[0]?.place ?? 0
  const last = digits.at(-1)?.place ?? 0
  // A serial number has letters in it too, but they are part of a longer word.
  if (
    digits.some(({ gap }) => gap === 'letter') &&
    (isLetterOrDigit(text.charAt(first - 1)) || isLetterOrDigit(text.charAt(last + 1)))
  )
    return false
  return isWrittenAsOne(digits) && !isPersonOrFirm(text, first, last, cardNo)
}

type Found = { readonly kind: ForbiddenKind; readonly from: number; readonly to: number }

/** A number begins and ends where a group begins and ends; of a longer row of groups each stretch is tried. */
const cards = (text: string, options: Options): Found[] => {
  const found: Found[] = []
  for (const run of digitRuns(text)) {
    const figures = run.map(({ value }) => value).join('')
    for (let first = 0; first + shortest <= run.length; first++) {
      if (first > 0 && run[first]?.gap === '') continue
      for (let size = Math.min(longest, run.length - first); size >= shortest; size--) {
        if (first + size < run.length && run[first + size]?.gap === '') continue
        const cardNo = figures.slice(first, first + size)
        if (!isInRange(cardNo, options)) continue
        const digits = run.slice(first, first + size)
        if (!isCard(text, digits, cardNo)) continue
        const to = (digits.at(-1)?.place ?? 0) + 1
        found.push({ kind: 'card-number', from: digits[0]?.place ?? 0, to })
        first += size - 1
        break
      }
    }
  }
  return found
}

const D = `[${digitClass}]`
const between = '[ \\-.]?'
/** Between the name of a thing and its value stand only words that say "is". */
const is = `[\\s:=,，、"'“”‘’「」()\\[\\]【】#]|是|为|就|叫|设成|设为|设置|输入|初始|改成|改为|码|号|的|了|(?:[6六]|[4四]|[3三])位(?:数字?)?|\\b(?:is|was|of|no|number|code)\\b`
const link = `(?:${is}){0,6}`
/** A figure that counts something is no code. */
const noUnit = `(?!${between}${D})(?!\\s*(?:位|元|角|分|个|次|天|日|号楼|小时|秒|年|月|条|笔|台|米|%|‰))`
const figure = (min: number, max: number) =>
  `(?<![0-9])${D}(?:${between}${D}){${min - 1},${max - 1}}${noUnit}`

const named = (name: string, min: number, max: number) =>
  new RegExp(`(?:${name})${link}${figure(min, max)}`, 'g')
const namedAfter = (min: number, max: number, name: string) =>
  new RegExp(`${figure(min, max)}\\s*(?:是|为|\\()[^0-9。;\\n]{0,10}(?:${name})`, 'g')

const cvvName = `\\bcvv2?|\\bcvn2?|\\bcvc2?|安全码|(?:背面|卡背|签名栏|签名条)[^0-9。;\\n]{0,6}[三四34]位(?:数字?)?`
const smsName = `验证码|校验码|动态码|动态密码|短信密码|短信码|\\botp|verification code`

const labelled: readonly (readonly [ForbiddenKind, RegExp])[] = [
  ['cvv', named(cvvName, 3, 4)],
  ['cvv', namedAfter(3, 4, cvvName)],
  ['sms-code', named(smsName, 4, 8)],
  ['sms-code', namedAfter(4, 8, smsName)],
  // The word for the shop's wireless network stands in every survey and opens no account.
  [
    'pin',
    named(
      `(?<!wi-?fi\\s*的?|无线网?络?的?|网络的?|路由器?的?|热点的?|门禁的?|动态|短信)密码|\\bpin\\b|\\bpassword|\\bpasscode`,
      6,
      6,
    ),
  ],
]

const labels = (text: string): Found[] =>
  labelled.flatMap(([kind, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: { length }, index }) => ({
      kind,
      from: index,
      to: index + length,
    })),
  )

const expiry = new RegExp(
  `(?:有效期|到期|valid\\s*(?:thru|until|to)?|exp(?:iry|ires|\\.)?)${link}(?:date|至|到)?\\s*(?:0[1-9]|1[0-2])\\s*[/\\-.]?\\s*(?:20)?[2-4][0-9](?![0-9])|(?<![0-9/])(?:0[1-9]|1[0-2])/(?:20)?[2-4][0-9](?![0-9/])`,
  'g',
)

/** A month and year are a card's only beside the card. */
const expiries = (text: string): Found[] =>
  cards(text, {}).length === 0
    ? []
    : Array.from(text.matchAll(expiry), ({ 0: { length }, index }) => ({
        kind: 'card-expiry',
        from: index,
        to: index + length,
      }))

const inOriginal = ({ at }: Folded, { kind, from, to }: Found): Forbidden => {
  const start = at[from] ?? 0
  return { kind, at: start, length: (at[to - 1] ?? start) + 1 - start }
}

const anyDigit = new RegExp(D)
const mayHold = new RegExp(`[${digitClass}]|[^\\x00-\\x7f\\u4e00-\\u9fff]`)
/** Too short for a card and without a letter that could name a code: a version, a price, an amount. */
const onlyFigures = new RegExp(`^[ -@[-\`{-~]{0,${shortest - 1}}$`)

/**
 * The first thing in the text that must not be here, or null. Few false alarms matter as much as few misses: a number
 * counts as a card only by range, length and check digit, a code only behind its own name.
 */
export const findForbidden = (original: string, options: Options = {}): Forbidden | null => {
  if (!mayHold.test(original) || onlyFigures.test(original)) return null
  const folded = fold(original)
  if (!anyDigit.test(folded.text)) return null
  const [first] = [...cards(folded.text, options), ...labels(folded.text), ...expiries(folded.text)].sort(
    (one, other) => one.from - other.from,
  )
  return first === undefined ? null : inOriginal(folded, first)
}
