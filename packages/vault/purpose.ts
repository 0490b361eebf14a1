import type { Basis, Purpose } from '#vault/declaration.ts'

type Said = readonly [zh: string, en: string]

/** What data are used for, as a merchant reads it (PIPL art. 17). */
export const purposeSay: Readonly<Record<Purpose, Said>> = {
  'merchant-review': ['依法核验商户身份', 'Examining the merchant, as the law demands'],
  settlement: ['把货款结算给您', 'Paying you what you took'],
  'on-site-visit': ['上门勘察、安装和验收', 'Visits: survey, installation and acceptance'],
  'sign-in': ['登录和签约时确认是您本人', 'Knowing that it is you who signs in and signs'],
  notice: ['给您发送通知和验证码', 'Sending you notices and codes'],
  training: ['留存收单培训记录', 'Keeping the record of training'],
  support: ['处理报修和投诉', 'Answering tickets and complaints'],
  'terminal-place': ['防止终端被挪走使用', 'Detecting that a terminal was moved'],
  'repeat-protection': ['网络重试时不重复办理', 'Not doing a thing twice when a request is repeated'],
  house: ['平台自身运行', 'Running the platform itself'],
}

/** Why the law allows it (PIPL art. 13). */
export const basisSay: Readonly<Record<Basis, Said>> = {
  contract: ['履行与您的合同所必需', 'Necessary for the contract with you'],
  'legal-duty': ['履行法定义务所必需', 'Necessary for a duty set by law'],
  consent: ['您的同意', 'Your consent'],
}
