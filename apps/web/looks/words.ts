import type { OutputOf } from '#api/calls.ts'
import { words } from '../wording.ts'

export type Look = OutputOf<'vault.reveals'>['items'][number]
export type Grant = OutputOf<'vault.grants'>['items'][number]

type Pair = readonly [zh: string, en: string]

/** Kinds of leave to see, as every role reads them. A kind of the calls without words here does not compile. */
export const grantKindWords: Readonly<Record<Grant['kind'], Pair>> = {
  review: ['资料审核', 'Review'],
  'second-review': ['复审', 'Second review'],
  'handler-check': ['核对经办人', 'Check of the handler'],
  correction: ['答复更正请求', 'Answer to a correction'],
  'registry-report': ['终端信息报送', 'Report to the registry'],
  inspection: ['终端外观检查', 'Inspection of the terminal'],
  visit: ['上门服务', 'Visit'],
  'break-glass': ['紧急查看', 'Break-glass look'],
}

/** Why an ended leave ended; keys are the reasons packages/vault/grant.ts gives. */
export const endWords = words({
  'review-decided': ['审核已有结论', 'The review was decided'],
  'report-written': ['报送文件已生成', 'The report was written'],
  'visit-over': ['上门已结束', 'The visit was over'],
  'case-closed': ['办理已结束', 'The case was closed'],
  'consent-withdrawn': ['商户撤回了同意', 'The merchant withdrew consent'],
  'deletion-requested': ['商户要求删除资料', 'The merchant asked for deletion'],
  replaced: ['换成了新的授权', 'A new grant took its place'],
})

/** Fields of the handler, named in looks as `handler:<field>`. */
export const handlerWords = words({
  name: ['经办人姓名', 'Handler’s name'],
  idKind: ['经办人证件种类', 'Handler’s kind of document'],
  idNo: ['经办人证件号码', 'Handler’s document number'],
  idValidUntil: ['经办人证件有效期', 'Handler’s document, valid until'],
  phone: ['经办人电话', 'Handler’s phone'],
})

/** Words of looks and grants that every role's page uses. */
export const lookWords = words({
  live: ['有效', 'Open'],
  waitingTag: ['待同事复核', 'Waiting for a colleague'],
  endedTag: ['已结束', 'Ended'],
  expiredTag: ['已到期', 'Expired'],
  until: ['有效至 {at}', 'Open until {at}'],
  answerBy: ['须在 {at} 前复核', 'To be confirmed by {at}'],
  endedAt: ['{at} 结束：{why}', 'Ended {at}: {why}'],
  expiredAt: ['{at} 到期', 'Expired {at}'],
  seen: ['已查看 {n} 项次', '{n, plural, one {# field} other {# fields}} seen so far'],
})
