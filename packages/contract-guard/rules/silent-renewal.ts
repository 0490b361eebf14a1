import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Silence renews the contract. */
export const silentRenewal: Rule = {
  id: 'T17',
  name: { zh: '默认续约', en: 'Renewal by silence' },
  risk: 'auto_renewal',
  severity: 'medium',
  cue: '续|顺延|延长|延续|展期',
  looksFor: [
    {
      says: [
        '(?:自动|视为)[^,。]{0,6}(?:续约?|续签|续期|续费|顺延|延长|延续|展期)[^,。]{0,10}(?:[2-9]年|[2-9][0-9]个月|1[0-9]年)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:期满|到期|届满|期限届满)[^。]{0,50}(?:未|无|没有|不)[^。]{0,20}(?:异议|通知|提出|申请|书面|表示)[^。]{0,24}(?:自动|视为)[^,。]{0,8}(?:续|顺延|延长|延续|展期)|(?:期满|到期|届满)(?:后|时|,)?[^,。]{0,8}自动[^,。]{0,4}(?:续|顺延|延长|延续|展期)|自动续(?:费|约|期)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '(?:提前|到期前)[^。]{0,20}(?:提醒|短信|通知)(?:Ⓜ|商户|您|用户)',
        '可随时(?:取消|终止|关闭|退出)',
        '不(?:再)?自动续',
      ],
      unlessNear: ['(?:提醒|通知)(?:Ⓜ|商户|您|用户)', '随时(?:取消|终止|退出|解除)'],
    },
  ],
  why: {
    zh: '忘了书面说“不续”，就又被绑上一期。',
    en: 'Forget to object in writing and you are bound for another term.',
  },
  basis: [cite('consumer', 10), cite('civil', 496)],
  ask: {
    zh: '改为到期前提醒并经确认才续，每次不超过一年，续期内可随时退出。',
    en: 'Ask for a reminder and your confirmation before each renewal, at most a year at a time, with exit at any time.',
  },
  trap: [
    '合同期满30日前甲方未提出书面异议的，自动续约三年。',
    '服务到期自动续费一年。',
    '期限届满前双方未书面通知终止的，本协议自动顺延。',
  ],
  fair: [
    '协议到期前30日收单机构短信提醒商户，经商户确认后续期一年。',
    '协议到期不自动续约。',
    '本协议到期自动续期一年，商户可随时终止且不承担费用。',
  ],
}
