import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The merchant is told to pass the fee to customers. */
export const surcharge: Rule = {
  id: 'T33',
  name: { zh: '鼓励向顾客加价', en: 'Surcharging advised' },
  risk: 'other',
  severity: 'medium',
  cue: '加收|转嫁|顾客|持卡人|消费者|买家',
  looksFor: [
    {
      says: [
        '(?:手续费|费用|费率)[^。]{0,16}(?:可|可以|建议|允许)?[^,。]{0,4}(?:转嫁|加收(?:给|于)?|由(?:顾客|持卡人|消费者|客人|买家)(?:承担|支付|负担)|向(?:顾客|持卡人|消费者|客人|买家)(?:收取|加收|收))|(?:可|可以|建议)向(?:顾客|持卡人|消费者|客人|买家)(?:加收|收取|另收)[^,。]{0,8}(?:手续费|费)',
      ],
      unless: ['{forbids}', '不(?:得|可|应|能)', '{warns}', '分期'],
    },
  ],
  why: {
    zh: '向刷卡顾客加价违规，会被列入风险名单。',
    en: 'Surcharging card users is a breach and gets you on a risk list.',
  },
  basis: [cite('acquiring', 12, 17)],
  ask: { zh: '不要照做。', en: 'Do not do it.' },
  trap: ['手续费可由顾客承担，商户自行加收。', '商户可向持卡人加收1%手续费。'],
  fair: ['商户不得向持卡人加收手续费或将手续费转嫁给持卡人。'],
}
