import { bannedWords } from '#provider/advert.ts'
import { isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** The four outsourced services a provider can be filed for (收单外包服务机构备案管理规范 art. 7, 31). */
export type Service = 'merchant-service' | 'referral' | 'sign-posting' | 'switching'

/** The association's three grades since 2025; the older A–E are gone (评价管理规范 art. 27). */
export type Evaluation = '优秀' | '合格' | '不合格'

/** A provider's public filing record, fields as in `providers.publish`. */
export type Filing = {
  readonly filingNo: string
  readonly filingStatus: 'effective' | 'expired' | 'cancelled'
  readonly filingValidUntil: string | null
  readonly services: readonly Service[]
  /** GB/T 2260 divisions: `330000` is the whole province, `330100` one city. */
  readonly regionCodes: readonly string[]
  /** The last three results, in any order. */
  readonly evaluations: readonly Evaluation[]
  readonly hotline: string
  readonly about: string
}

/** `330000` → `33`, `330100` → `3301`: what a covered division's code begins with. */
const covers = (covered: string): string => covered.replace(/(00)+$/, '')

export const coversRegion = (filing: Filing, regionCode: string): boolean =>
  filing.regionCodes.some((covered) => covers(covered) !== '' && regionCode.startsWith(covers(covered)))

/** What stands in the record that keeps a provider from being offered to any shop, on this day. */
export const filingProblems = (filing: Filing, at: string): readonly Refusal[] => {
  const problems: Refusal[] = []
  if (filing.filingStatus !== 'effective') problems.push(refuse('PROV-1', { status: filing.filingStatus }))
  if (filing.filingValidUntil !== null && isAfter(at, filing.filingValidUntil))
    problems.push(refuse('PROV-2', { validUntil: filing.filingValidUntil }))
  if (!filing.services.includes('merchant-service')) problems.push(refuse('PROV-4'))
  if (filing.evaluations.includes('不合格')) problems.push(refuse('PROV-5'))
  return problems
}

/**
 * May this provider be asked by, or make an offer to, a shop in this division? The first problem, or null.
 * Rules PROV-n: README.md.
 */
export const mayServe = (filing: Filing, regionCode: string, at: string): Refusal | null =>
  filingProblems(filing, at)[0] ??
  (coversRegion(filing, regionCode) ? null : refuse('PROV-3', { regionCode }))

/** May this record be published? A record that says no (expired, cancelled) may; one that advertises unlawfully may not. */
export const checkFiling = (filing: Filing): Refusal | null => {
  if (!filing.regionCodes.every((code) => /^[1-9][0-9]{5}$/.test(code)))
    return refuse('PROV-6', {}, 'regionCodes')
  if (!/^[0-9+() -]{5,40}$/.test(filing.hotline)) return refuse('PROV-8', {}, 'hotline')
  const words = bannedWords(filing.about)
  return words.length === 0
    ? null
    : refuse('PROV-7', { words: [...new Set(words.map((hit) => hit.word))].join('、') }, 'about')
}
