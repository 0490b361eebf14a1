import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A paid membership that lowers the rate, non-refundable. */
export const membership: Rule = {
  id: 'T07',
  name: { zh: '会员费不退', en: 'Membership fee, sunk' },
  risk: 'hidden_fee',
  severity: 'medium',
  cue: '会员|vip|尊享|黄金|钻石|白金|权益包|套餐费',
  looksFor: [
    {
      says: [
        '(?:会员|vip|尊享|钻石|白金|权益包|套餐)……(?:{money}|费)',
        '{noRefund}|(?:自动|默认)[^,]{0,4}(?:开通|续费|扣|购买|成为)|一经开通',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '(?:按剩余|按月|按比例|7日内|十五日内|15日内)[^,]{0,10}退',
        '自愿(?:选择|开通|购买)',
      ],
    },
    {
      says: ['(?:会员|vip)[^。]{0,16}(?:费率)?[0-9.]+%[^。]{0,24}(?:会员费|年费|开通费)[^,。]{0,6}{money}'],
      unless: ['{warns}', '{forbids}'],
    },
  ],
  why: {
    zh: '花钱买低费率，会员费不退；会员到期费率又涨回去。',
    en: 'You pay for a lower rate, the fee is sunk, and the rate climbs back when the membership ends.',
  },
  basis: [cite('civil', 496, 497)],
  ask: {
    zh: '算清降下来的手续费够不够抵会员费；要求未使用部分可退、不自动续费。',
    en: 'Work out whether the lower rate pays for it; ask for a pro-rata refund and no automatic renewal.',
  },
  trap: [
    'VIP会员享0.45%费率，会员费399元，一经开通不予退还。',
    '系统自动为商户开通会员服务，每年扣收会员费199元。',
  ],
  fair: ['商户可自愿开通会员服务，会员费按剩余月份退还。', '商户的会员顾客可使用储值卡付款。'],
}
