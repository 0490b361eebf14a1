import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'
import { amount } from '#contract-guard/numeral.ts'

const even = [
  '{mutual}',
  '(?<!向|给|对){surelyP}[^ⓂⒺ,。]{0,20}(?:应|须|向|需)[^,]{0,16}(?:支付|赔偿)',
  '(?<!向|给|对){surelyP}[^ⓂⒺ,。]{0,10}(?:逾期|违约(?!金)|未按)',
  '{forbids}[^,]{0,6}(?:约定|收取|要求)',
  '{warns}(?<!涉嫌)(?<!违规行为)',
]

const daily = '(?:每(?:逾期?|延迟|迟延)?(?:1)?(?:个自然)?(?:日|天)|按日|逐日|日息)[^。]{0,24}?([0-9.]+)%'
const lump =
  '(?:违约金|罚款|罚金|赔偿金?)[^,。]{0,14}?([0-9.]+万?)元|(?:支付|赔偿)[^,。]{0,8}?([0-9.]+万?)元[^,。]{0,6}(?:违约金|罚款|罚金|损失)'
const limited = '不超过|最高不|上限|为限|注册资本'

/** Penalties far beyond the loss. */
export const excessivePenalty: Rule = {
  id: 'T47',
  name: { zh: '违约金畸高', en: 'Excessive penalty' },
  risk: 'excessive_penalty',
  severity: 'high',
  cue: '违约金|罚款|罚金|滞纳金|赔偿|倍',
  looksFor: [
    {
      says: [daily],
      near: '违约金|滞纳金|罚',
      when: (match) => Number(match[1]) >= 1,
      unless: even,
    },
    {
      says: [daily, '{M}'],
      near: '违约金|滞纳金|罚',
      when: (match) => Number(match[1]) >= 0.5,
      unless: even,
      severity: 'medium',
    },
    {
      says: [
        '([0-9]+)倍[^,。]{0,12}(?:赔偿|违约金|罚款|支付|赔付)|(?:赔偿|违约金|罚款|支付|赔付)[^,。]{0,20}?([0-9]+)倍|(?:双倍|加倍|数倍)[^,。]{0,4}(?:赔偿|罚)',
        '{M}',
      ],
      when: (match) => Number(match[1] ?? match[2] ?? '2') >= 2,
      unless: [...even, '为限|上限|利率|lpr|报价|消费者权益|运费|定金'],
    },
    {
      says: [lump, '{M}'],
      when: (match) => amount(match[1] ?? match[2] ?? '0') >= 20_000,
      unless: [...even, limited, '保密|商业秘密|披露|知识产权|回扣|贿'],
    },
    {
      says: [lump, '{M}'],
      when: (match) => amount(match[1] ?? match[2] ?? '0') >= 1_000,
      unless: [...even, limited, '提前(?:终止|解除)'],
      severity: 'medium',
    },
    {
      says: [
        '(?:流水|交易(?:总?额|金额)?|合同(?:总)?(?:金额|价款)|结算(?:金额|额))[^,。]{0,6}?([0-9.]+)%[^。]{0,24}违约金|违约金[^。]{0,20}(?:流水|交易(?:总?额|金额))[^,。]{0,6}([0-9.]+)%',
      ],
      when: (match) => Number(match[1] ?? match[2]) >= 10,
      unless: ['{mutual}', '不超过|最高不|上限', '{warns}'],
    },
    {
      says: [
        '([0-9.]+万?)元[^,。]{0,14}(?:支付|缴纳|承担)[^,。]{0,4}(?:违约金|罚款|罚金|赔偿金)|([0-9]+)倍[^,。]{0,6}(?:收取|支付|缴纳)[^,。]{0,8}(?:金|费|罚)',
        '{M}|违反',
      ],
      when: (match) => (match[2] !== undefined ? Number(match[2]) >= 2 : amount(match[1] ?? '0') >= 20_000),
      unless: ['{mutual}', '不超过|最高不|上限', '{warns}', '保密|知识产权|回扣'],
    },
    {
      says: [
        '([0-9]+)倍(?:的|之)?[^,。]{0,4}(?:赔偿金|违约金|罚款|处置金)|(?:罚款|处罚|罚)[^,。]{0,4}([0-9.]+万?)元',
        '{M}|向(?:Ⓟ|Ⓔ|我司|乙方|平台)|违反|上述行为|违规',
      ],
      when: (match) => (match[1] !== undefined ? Number(match[1]) >= 2 : amount(match[2] ?? '0') >= 20_000),
      unless: [
        '{mutual}',
        '不超过|最高不|上限|为限',
        '{warns}',
        '保密|知识产权',
        '(?:监管|行政|主管)[^,。]{0,6}罚款',
      ],
    },
  ],
  why: {
    zh: '罚得远超实际损失，一次小错就可能赔上几个月收入；过高的可请求法院减少。',
    en: 'Far beyond any loss: one slip could cost months of income. A court may cut it.',
  },
  basis: [cite('civil', 497, 585)],
  ask: { zh: '改为以实际损失为限，或日万分之五。', en: 'Limit it to actual loss, or 0.05 % a day.' },
  trap: [
    '逾期付款的，每日按应付金额的5%支付违约金。',
    '商户违反本协议的，应支付违约金五万元。',
    '商户违约应按交易金额的三倍赔偿。',
    '商户应以单月最高流水的百分之三十向我方支付违约金。',
    '会员违反前款者，应按每台竞品二万元向我司支付违约金。',
    '您违规的，我司按涉事交易金额的十倍收取违规处置金。',
  ],
  fair: [
    '逾期付款的，每日按应付金额的万分之五支付违约金。',
    '违约方应赔偿守约方实际损失。',
    '收单机构逾期结算的，每日按1%向商户支付违约金。',
  ],
}
