import type { MerchantType } from '#provision/case.ts'
import { checkField } from '#provision/check-field.ts'
import { type Labelled, readForm, runsOf18 } from '#provision/paper-labels.ts'
import type { ReadLine } from '#provision/read-line.ts'
import type { Suggestion, SuggestedField } from '#provision/read-paper.ts'

/** Below this a value is not suggested: typing it is safer than overlooking a wrong character. */
export const SURE = 0.8
/** A person's name has no check character and no context: a dropped first character still reads at 0.91 (measured). */
export const SURE_OF_NAME = 0.95

const CODE = '统一社会信用代码'
/** Words printed on licences of 2015 and 2019 (市场监管总局 营业执照照面样式), those of public bodies beside them. */
const persons = ['法定代表人', '经营者', '负责人', '投资人', '执行事务合伙人'] as const
const places = ['住所', '经营场所', '主要经营场所', '营业场所'] as const
const labels = [
  ...[CODE, '名称', '类型', ...persons, ...places, '经营范围', '注册资本', '成立日期', '注册日期'],
  ...['营业期限', '合伙期限', '组成形式', '登记机关', '核准日期', '出资额', '注册号', '开办资金', '有效期'],
  ...['举办单位', '宗旨和业务范围', '经费来源', '营业执照'],
]

/** Letters the alphabet of GB 32100 leaves out because they look like these. */
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2' }
/** In the six places of the division only digits stand. */
const digitLookalikes: Readonly<Record<string, string>> = {
  ...lookalikes,
  B: '8',
  D: '0',
  Q: '0',
  G: '6',
  L: '1',
}

const corrected = (code: string): string =>
  [...code]
    .map((letter, place) => (place >= 2 && place < 8 ? digitLookalikes : lookalikes)[letter] ?? letter)
    .join('')

/** The one code on the paper whose check character agrees; none when there are two, or none agrees. */
const readCode = (lines: readonly ReadLine[]): Suggestion[] => {
  const valid = new Map<string, Suggestion>()
  for (const { text, confidence } of runsOf18(lines)) {
    const value = corrected(text)
    if (checkField('uscc', value) !== null) continue
    const before = valid.get(value)
    if (before && !before.corrected) continue
    valid.set(value, { field: 'uscc', value, confidence, from: CODE, corrected: value !== text })
  }
  return valid.size === 1 ? [...valid.values()] : []
}

export const isPersonName = (text: string): boolean =>
  /^\p{Script=Han}[\p{Script=Han}·]{0,18}\p{Script=Han}$/u.test(text) ||
  /^[A-Z][A-Za-z.' -]{2,58}$/.test(text)

const hanCount = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0

/** Kinds by words of the licence's 类型. */
const kindWords: readonly (readonly [RegExp, MerchantType])[] = [
  [/个体工商户|个体/u, 'individual'],
  [/事业单位|民办非企业|社会团体|社会服务机构|基金会/u, 'institution'],
  [/公司|企业|合伙|独资|股份|集体|合作社/u, 'enterprise'],
]

/** Kinds by the first two characters of the code (GB 32100-2015, table 1). */
const kindCodes: Readonly<Record<string, MerchantType>> = {
  ...{ '91': 'enterprise', '92': 'individual', '93': 'enterprise' },
  ...{
    '11': 'institution',
    '12': 'institution',
    '51': 'institution',
    '52': 'institution',
    '53': 'institution',
  },
}

const readKind = (typed: Labelled | undefined, code: Suggestion | undefined): Suggestion[] => {
  const byWord = typed && kindWords.find(([word]) => word.test(typed.text))?.[1]
  const byCode = code && kindCodes[code.value.slice(0, 2)]
  const value = byWord ?? byCode
  // The two sources disagree: one of them was misread.
  if (value === undefined || (byWord && byCode && byWord !== byCode)) return []
  const from = byWord ? '类型' : CODE
  const confidence = (byWord ? typed?.confidence : code?.confidence) ?? 0
  return [{ field: 'merchantType', value, confidence, from, corrected: false }]
}

/** Whichever of these labels the paper has; two with different values are one too many. */
const oneOf = (form: ReadonlyMap<string, Labelled>, names: readonly string[]): Labelled | undefined => {
  const found = names.flatMap((name) => form.get(name) ?? [])
  return new Set(found.map(({ text }) => text)).size === 1 ? found[0] : undefined
}

const suggest = (
  field: SuggestedField,
  found: Labelled | undefined,
  fits: (text: string) => boolean,
  sure = SURE,
): Suggestion[] =>
  found && found.confidence >= sure && fits(found.text)
    ? [{ field, value: found.text, confidence: found.confidence, from: found.label, corrected: false }]
    : []

/**
 * What a business licence (or a public body's certificate) suggests for the form, from the lines read in its picture.
 * Unsure means silent: a faint line, a label read twice, a code whose check character does not agree.
 */
export const readBusinessLicence = (lines: readonly ReadLine[]): Suggestion[] => {
  const form = readForm(lines, labels)
  const code = readCode(lines)
  return [
    ...readKind(form.get('类型'), code[0]),
    ...suggest('registeredName', form.get('名称'), (text) => hanCount(text) >= 3 && [...text].length <= 120),
    ...code,
    ...suggest('legalPersonName', oneOf(form, persons), isPersonName, SURE_OF_NAME),
    ...suggest(
      'premisesAddress',
      oneOf(form, places),
      (text) => hanCount(text) >= 5 && [...text].length <= 200,
    ),
  ]
}
