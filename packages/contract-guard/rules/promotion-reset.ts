import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A promotional rate whose successor is not written down. */
export const promotionReset: Rule = {
  id: 'T06',
  name: { zh: '优惠到期后的费率没写', en: 'Rate after the promotion is not stated' },
  risk: 'hidden_fee',
  severity: 'high',
  cue: '活动|优惠|体验|首月|前[0-9]|首[0-9]|促销|试用|限时',
  looksFor: [
    {
      says: [
        '(?:活动|优惠|体验|促销|试用|限时|首[0-9]*个?月|前[0-9]+个?月)[^。]{0,40}(?:期满|到期|结束|届满|之?后|期间外)[^。]{0,20}(?:恢复|调整|执行|按|适用|转为|变更|回到)[^。]{0,20}(?:标准|正常|公示|系统|当时|届时|平台|市场|Ⓟ|我司|原)[^,。]{0,8}(?:费率|价|收费|标准|执行|计收|结算|手续费)',
      ],
      unless: [
        '%[^。]{0,80}%',
        '(?:恢复|调整|执行|按|转为)[^。]{0,14}[0-9.]+%',
        '(?:附件|本协议|费率表|第[^条]{1,4}条)[^,]{0,10}(?:约定|列明|所列|载明|执行)',
        '{warns}',
        '{consent}',
      ],
      unlessNear: ['{notice30}', '(?:恢复|调整为|执行|按|转为)[^。]{0,14}[0-9.]+%'],
    },
    {
      says: [
        '(?:体验|活动|优惠|首月|试用)(?:期)?(?:费率|价)[^,。]{0,10}[0-9.]+%[^。]{0,20}(?:最终|具体|实际|后续)[^。]{0,8}以[^。]{0,14}为准',
      ],
      unless: ['{warns}'],
    },
  ],
  why: {
    zh: '只写了优惠价，没写优惠后的价：真正要付的费率被藏起来了。',
    en: 'Only the promotional price is written; the one you will really pay is hidden.',
  },
  basis: [cite('payment', 34), cite('financial', 16)],
  ask: {
    zh: '要求同时写明两个费率和起止日期；优惠结束可无责退出。',
    en: 'Have both rates and both dates written down, with a free exit when the promotion ends.',
  },
  trap: [
    '活动期内费率0.38%，活动结束后恢复平台标准费率。',
    '前三个月享受优惠费率，期满后按系统当时公示费率执行。',
    '体验费率0.45%，体验期届满后自动恢复正常费率。',
  ],
  fair: [
    '前3个月费率0.38%，自第4个月起执行0.60%，写入附件费率表。',
    '优惠期满后，恢复为本协议附件所列标准费率。',
    '活动结束后服务商应回收宣传物料。',
  ],
}
