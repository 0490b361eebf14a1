import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Insurance or a “protection service” ticked beforehand. */
export const insurance: Rule = {
  id: 'T09',
  name: { zh: '预先勾选的保障服务', en: 'Pre-ticked protection service' },
  risk: 'hidden_fee',
  severity: 'medium',
  cue: '交易险|保障服务|保障计划|保险|交易保障|安心|资金安全险|账户安全',
  looksFor: [
    {
      says: [
        '(?:交易保障|交易险|保障服务|保障计划|保险|账户安全险|资金安全险|安心付|安心保)……(?:默认|自动(?:开通|投保|购买|扣)|强制|必须(?:购买|投保)|视为(?:同意|自愿))|(?:应|须|需|必须)(?:购买|投保|参加|开通)[^,。]{0,14}(?:交易保障|保障服务|保障计划|安全险)|(?:默认|自动)[^,。]{0,10}(?:交易保障|保障服务|保障计划|保险|安全险)',
      ],
      unless: ['{forbids}', '{warns}', '不默认|默认(?:为)?(?:关闭|不)', '自动终止|自愿选择'],
    },
    {
      says: ['(?:交易保障|保障服务|保障计划|安全险)[^,。]{0,10}费[^。]{0,14}(?:{percent}|{money})'],
      unless: ['{forbids}', '{warns}', '自愿|可选|自主选择|可取消|随时取消'],
    },
  ],
  why: {
    zh: '没问您就替您买了“保障服务”，每笔多扣一点。',
    en: 'A “protection service” was bought for you without asking, and takes a little of every payment.',
  },
  basis: [cite('financial', 15, 19), cite('consumer', 23)],
  ask: { zh: '取消勾选，已扣的要求退回。', en: 'Untick it and ask for the money back.' },
  trap: [
    '交易保障服务默认开通，按交易金额0.05%收取。',
    '账户安全险由系统自动投保，每月扣收9元。',
    '商户需支付保障服务费，费率0.05%，每笔最高15元。',
  ],
  fair: [
    '保险服务由商户自愿选择，默认不开通。',
    '收单机构应当采取措施保障服务连续性。',
    '服务商不得强制或默认勾选保险服务。',
  ],
}
