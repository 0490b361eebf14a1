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

const han = '零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万'

/** Chinese numerals, only where a unit follows: 一切 and 第三方 are words, 三十日 is a number. */
export const numeralWithUnit = new RegExp(
  `(?<![第0-9.${han}])([${han}]{1,12})(点[${han}]{1,6})?(?=(?:元|圆|块|日|天|个?自然日|个?工作日|个月|年|周|小时|分钟|倍|笔|次|台|期|%|个自然|个工作))`,
  'gu',
)

/** 百分之零点六, 万分之六十, 千分之五 — the share comes out in percent. */
export const shareInWords = new RegExp(
  `([百千万])分之([${han}]{1,12}|[0-9]{1,6})([点.][${han}0-9]{1,6})?`,
  'gu',
)

/** 贰佰玖拾玖 → 299, 三十 → 30, 二〇二五 → 2025; `null` when the characters make no number. */
export const numberOf = (text: string): number | null => {
  if (/^[0-9.]+$/u.test(text)) return Number(text)
  let whole = 0
  let section = 0
  let digit = -1
  let spoken = ''
  for (const character of text) {
    const value = digits[character]
    const place = places[character]
    if (value !== undefined) {
      digit = value
      spoken += String(value)
    } else if (place !== undefined) {
      section += (digit === -1 ? 1 : digit) * place
      digit = -1
    } else if (character === '万') {
      if (section === 0 && digit === -1) return null
      whole += (section + Math.max(digit, 0)) * 10_000
      section = 0
      digit = -1
    } else return null
  }
  if (spoken.length === text.length && text.length > 1) return Number(spoken)
  return whole + section + Math.max(digit, 0)
}

/** 零点六 written after the point: 点六 → ".6". */
const fraction = (text: string | undefined): string => {
  if (text === undefined) return ''
  const figures = [...text.slice(1)].map((one) => digits[one] ?? one).join('')
  return `.${figures}`
}

const per = { 百: 1, 千: 10, 万: 100 } as const

export const percentInFigures = (unit: string, whole: string, rest: string | undefined): string | null => {
  const value = numberOf(whole)
  if (value === null) return null
  const share = Number(`${value}${fraction(rest)}`) / per[unit as keyof typeof per]
  return Number.isFinite(share) ? `${Number(share.toFixed(6))}%` : null
}

export const inFigures = (whole: string, rest: string | undefined): string | null => {
  const value = numberOf(whole)
  return value === null ? null : `${value}${fraction(rest)}`
}

/** `2万` → 20000, `1200` → 1200, `0.5` → 0.5. */
export const amount = (figures: string): number =>
  figures.endsWith('万') ? Number(figures.slice(0, -1)) * 10_000 : Number(figures)
