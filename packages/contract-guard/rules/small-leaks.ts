import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Fees kept on refunds, for slips or for corrections. */
export const smallLeaks: Rule = {
  id: 'T35',
  name: { zh: '退款不退手续费、调单费', en: 'Fees kept on refunds, slip fees' },
  risk: 'hidden_fee',
  severity: 'low',
  cue: '退款|退货|撤销|调单|差错',
  looksFor: [
    {
      says: ['(?:退款|退货|撤销)[^。]{0,24}手续费[^,。]{0,6}(?:不(?:予)?(?:退|返)|不再退)'],
      unless: ['{forbids}', '费率表|附件'],
    },
    {
      says: ['(?:调单|差错处理|查询|拒付处理)费[^。]{0,14}{money}'],
      unless: ['不(?:收取|收)|免', '费率表|附件'],
    },
  ],
  why: {
    zh: '退货时手续费不退，每次调单再收一笔。',
    en: 'Refunds still cost you the fee, and each slip request costs again.',
  },
  basis: [cite('payment', 34)],
  ask: { zh: '要求列入费率表或删除。', en: 'Have it in the fee table or deleted.' },
  trap: ['发生退款的，原交易手续费不予退还。', '调单费每笔20元。'],
  fair: ['退货时退还相应手续费。', '不收取调单费。'],
}
