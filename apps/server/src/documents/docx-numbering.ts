import { attributeOf, childOf, childrenOf, isOn, type Xml } from './docx-xml.ts'

const digits = '零一二三四五六七八九'

/** 1–99 as clauses are counted: 十, 十二, 二十三. */
const inChinese = (value: number): string => {
  if (value < 1 || value > 99) return String(value)
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? digits.charAt(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits.charAt(ones) : ''}`
}

const roman = (value: number): string => {
  const signs = [
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const
  let [left, text] = [Math.min(value, 89), '']
  for (const [worth, sign] of signs)
    while (left >= worth) {
      text += sign
      left -= worth
    }
  return text
}

/** A number in one of Word's formats (ECMA-376 ST_NumberFormat); null: a bullet, which counts nothing. */
const counted = (value: number, format: string): string | null => {
  if (format === 'bullet' || format === 'none') return null
  if (/chinese|japanese|taiwanese|ideographTraditional/iu.test(format)) return inChinese(value)
  if (format === 'decimalEnclosedCircle' && value <= 20) return String.fromCodePoint(0x245f + value)
  if (format.endsWith('Letter')) {
    const letter = String.fromCodePoint(0x61 + ((value - 1) % 26))
    return format.startsWith('upper') ? letter.toUpperCase() : letter
  }
  if (format.endsWith('Roman')) return format.startsWith('upper') ? roman(value).toUpperCase() : roman(value)
  return String(value)
}

const levelsOf = (root: Xml | undefined) => {
  const abstract = new Map(
    childrenOf(root)
      .filter(({ localName }) => localName === 'abstractNum')
      .map((each) => [attributeOf(each, 'abstractNumId'), each] as const),
  )
  return new Map(
    childrenOf(root)
      .filter(({ localName }) => localName === 'num')
      .map((each) => {
        const id = attributeOf(childOf(each, 'abstractNumId'), 'val')
        const levels = childrenOf(abstract.get(id)).filter(({ localName }) => localName === 'lvl')
        return [attributeOf(each, 'numId') ?? '', { id: id ?? '', levels }] as const
      }),
  )
}

/**
 * The numbers Word puts before paragraphs: they stand in no paragraph's text, and “第三条” is what people and rules cite.
 * Call it once for every paragraph in order with its `w:numPr`; the answer goes before its words.
 */
export const numberer = (root: Xml | undefined): ((properties: Xml | undefined) => string) => {
  const lists = levelsOf(root)
  const counts = new Map<string, number[]>()
  return (properties) => {
    const list = lists.get(attributeOf(childOf(properties, 'numId'), 'val') ?? '')
    const level = Math.min(8, Math.max(0, Number(attributeOf(childOf(properties, 'ilvl'), 'val') ?? 0) || 0))
    if (!list) return ''
    const of = (name: string, at: number) => attributeOf(childOf(list.levels[at], name), 'val')
    const count = counts.get(list.id) ?? []
    counts.set(list.id, count)
    for (let at = 0; at <= level; at++)
      if (count[at] === undefined) count[at] = Number(of('start', at) ?? 1) - (at === level ? 1 : 0)
    count[level] = (count[level] ?? 0) + 1
    count.length = level + 1
    if (counted(1, of('numFmt', level) ?? 'decimal') === null) return ''
    return (of('lvlText', level) ?? '').replace(/%([1-9])/gu, (_, place: string) => {
      const at = Number(place) - 1
      const format = isOn(list.levels[level], 'isLgl') ? 'decimal' : of('numFmt', at)
      return counted(count[at] ?? 1, format ?? 'decimal') ?? ''
    })
  }
}
