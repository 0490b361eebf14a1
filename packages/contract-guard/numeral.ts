const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const places: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 }

const digit = '零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖'
const han = `${digit}十拾百佰千仟万`
const units =
  '元|圆|块|毛|日|天|个?自然日|个?工作日|个月|年|周|小时|分钟|倍|笔|次|台|期|%|个自然|个工作|个点|个百分点'

/** Chinese numerals, only where a unit follows: 一切 and 第三方 are words, 三十日 is a number. 2百99 is one, too. */
export const numeralWithUnit = new RegExp(
  `(?<![第0-9.${han}])([${han}]{1,12}|[0-9]{1,4}[百佰千仟万][0-9${han}]{0,8})(点[${han}]{1,6})?(?=${units})`,
  'gu',
)

/** 二十万 before anything but a unit: a turnover in words. 万一, 万能 and 万分之 are words. */
export const tenThousands = new RegExp(
  `(?<![第0-9.${han}])([${digit}十百千]{1,6})万(?![${han}分能无全事元圆块])`,
  'gu',
)

/** 百分之零点六, 万分之六十, 千分之五 — the share comes out in percent. */
export const shareInWords = new RegExp(
  `([百千万])分之([${han}]{1,12}|[0-9]{1,6})([点.][${han}0-9]{1,6})?`,
  'gu',
)

/** 费率千六, 按万五收: how rates are spoken. Only straight after a word for a price. */
export const shareInShort = new RegExp(
  `(?<=(?:率|按|收|扣)(?:为|是|:)?)([千万])([${digit}]|[0-9]{1,2}(?:\\.[0-9]{1,2})?)(?![0-9${han}元圆块分笔])`,
  'gu',
)

/** 六毛八, 三块五, 3块钱: spoken money. */
export const spokenMoney = new RegExp(
  `(?<![第0-9.${han}])([${digit}十]{1,3}|[0-9]{1,5})(块|毛)(?:([${digit}]|[0-9])(?![0-9${han}元块毛分])|钱)?`,
  'gu',
)

/**
 * 贰佰玖拾玖 → 299, 三十 → 30, 二〇二五 → 2025, 两百九 → 290 (a last digit takes the place below), 2百99 → 299;
 * `null` when the characters make no number.
 */
export const numberOf = (text: string): number | null => {
  if (/^[0-9.]+$/u.test(text)) return Number(text)
  let whole = 0
  let section = 0
  let figure = -1
  let spoken = ''
  let below = 1
  for (const part of text.match(/[0-9]+|./gu) ?? []) {
    const value = digits[part] ?? (/^[0-9]/u.test(part) ? Number(part) : undefined)
    const place = places[part]
    if (value !== undefined) {
      if (value === 0 || value > 9) below = 1
      figure = value
      spoken += String(value)
    } else if (place !== undefined) {
      section += (figure === -1 ? 1 : figure) * place
      figure = -1
      below = place / 10
    } else if (part === '万') {
      if (section === 0 && figure === -1) return null
      whole += (section + Math.max(figure, 0)) * 10_000
      section = 0
      figure = -1
      below = 1_000
    } else return null
  }
  if (spoken.length === text.length && text.length > 1) return Number(spoken)
  return whole + section + Math.max(figure, 0) * below
}

/** 零点六 written after the point: 点六 → ".6". */
const fraction = (text: string | undefined): string => {
  if (text === undefined) return ''
  const figures = [...text.slice(1)].map((one) => digits[one] ?? one).join('')
  return `.${figures}`
}

const per = { 百: 1, 千: 10, 万: 100 } as const
const plain = (value: number): string => String(Number(value.toFixed(6)))

export const percentInFigures = (unit: string, whole: string, rest?: string): string | null => {
  const value = numberOf(whole)
  if (value === null) return null
  const share = Number(`${value}${fraction(rest)}`) / per[unit as keyof typeof per]
  return Number.isFinite(share) ? `${plain(share)}%` : null
}

export const inFigures = (whole: string, rest: string | undefined): string | null => {
  const value = numberOf(whole)
  return value === null ? null : `${value}${fraction(rest)}`
}

/** 三块五 → 3.5元, 六毛八 → 0.68元. */
export const moneyInFigures = (whole: string, unit: string, rest: string | undefined): string | null => {
  const value = numberOf(whole)
  if (value === null) return null
  const tenths = unit === '块' ? value * 10 : value
  const small = rest === undefined ? 0 : (numberOf(rest) ?? 0)
  return `${plain(tenths / 10 + small / (unit === '块' ? 10 : 100))}元`
}

/** `2万` → 20000, `1200` → 1200, `0.5` → 0.5. */
export const amount = (figures: string): number =>
  figures.endsWith('万') ? Number(figures.slice(0, -1)) * 10_000 : Number(figures)
