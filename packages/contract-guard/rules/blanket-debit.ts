import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Any sum may be taken out of settlement, listed or not. */
export const blanketDebit: Rule = {
  id: 'T14',
  name: { zh: '概括授权扣款', en: 'Blanket right to debit' },
  risk: 'hidden_fee',
  severity: 'high',
  cue: '扣|抵',
  looksFor: [
    {
      says: [
        '(?:授权|有权|同意|可(?:以)?|得)[^。]{0,24}(?:从|自|在)?[^,。]{0,12}(?:{funds}|账户)[^。]{0,16}(?:扣除|扣划|扣收|扣取|划扣|扣减|代扣|抵扣|扣缴)[^,。]{0,24}(?:一切|任何|所有|全部|各种|各类)[^,。]{0,10}(?:费用|款项|欠款|损失|费)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '(?:本协议|合同|附件|费率表|价目表)[^,。]{0,8}(?:约定|列明|载明|所列|列示)',
        '(?:Ⓜ|商户)[^,]{0,6}(?:书面)?(?:确认|同意)后',
      ],
    },
    {
      says: [
        '(?:有权|授权|可(?:以)?)(?:{P})?[^。]{0,16}(?:随时|任意|自行|单方|直接)[^。]{0,14}(?:从|自)?[^,。]{0,10}(?:{funds}|账户)[^,。]{0,10}(?:扣除|扣划|扣收|扣取|划扣|扣减|代扣|抵扣)',
      ],
      near: '{silently}|任意|随时|单方|自行',
      unless: [
        '{forbids}',
        '{warns}',
        '(?:本协议|合同|附件|费率表)[^,。]{0,8}(?:约定|列明|载明|所列)的?(?:手续费|费用)',
      ],
    },
    {
      says: [
        '(?:扣除|扣划|扣收|划扣|代扣)[^,。]{0,16}(?:包括但不限于)[^。]{0,60}(?:其他|等)[^,。]{0,8}(?:费用|款项|费)',
        '{funds}|账户',
      ],
      unless: ['{forbids}', '{warns}', '(?:本协议|合同|附件)[^,。]{0,8}(?:约定|列明|载明)'],
    },
    {
      says: [
        '可(?:以)?(?:直接|随时)?从[^,。]{0,10}(?:账户|{funds})[^,。]{0,4}(?:直接|随时|自行)?(?:扣除|扣划|扣收|划扣|代扣)',
        '{silently}',
      ],
      unless: ['{forbids}', '{warns}', '(?:本协议|合同|附件|费率表)[^,。]{0,8}(?:约定|列明|载明|所列)'],
    },
  ],
  why: {
    zh: '对方想扣多少扣多少：没有清单、没有上限，直接从您的货款里拿。',
    en: 'They may take whatever they like from your takings: no list and no limit.',
  },
  basis: [cite('outsourcing', 21), cite('payment', 34), cite('civil', 497)],
  ask: {
    zh: '改为：仅扣费率表列明的手续费，其他款项须逐笔书面确认，并设上限。',
    en: 'Limit it to the listed fees; anything else only with your confirmation item by item, and with a cap.',
  },
  trap: [
    '甲方授权乙方从结算资金中直接扣划一切费用。',
    '我司有权在商户交易款项中扣除任何应付费用及损失，无需事先通知。',
    '服务商可随时从待结算款项中自行扣收相关款项。',
  ],
  fair: [
    '收单机构从结算资金中扣收本协议附件列明的手续费。',
    '收单机构不得从结算资金中扣除任何未列明的费用。',
    '经商户书面确认后，收单机构可从结算资金中扣除全部差错款项。',
  ],
}
