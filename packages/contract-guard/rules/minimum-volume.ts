import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A charge for not taking enough payments. */
export const minimumVolume: Rule = {
  id: 'T15',
  name: { zh: '最低交易量罚款', en: 'Charge below a minimum volume' },
  risk: 'minimum_volume',
  severity: 'medium',
  cue: '低于|不足|未达|少于|不满|未满|达不到|没有达到|最低交易|未使用|无交易|没有交易|未交易',
  looksFor: [
    {
      says: [
        '(?:月|季度?|每月|当月|年|连续|累计)[^,。]{0,14}(?:交易|流水|刷卡|收款|消费)[^,。]{0,8}(?:低于|不足|未达|少于|不满|未满|达不到|没有达到)[^。]{0,30}(?:收取|扣除|扣收|缴纳|支付|补足|补缴|收|扣)[^,。]{0,16}(?:{money}|管理费|服务费|差额|占用费|违约金)',
      ],
      unless: ['不(?:收取|另收|扣)|免收|{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:连续|超过)[^,。]{0,10}(?:无交易|未使用|未交易|没有交易)[^。]{0,24}(?:收取|扣除|扣收|缴纳|支付)[^,。]{0,14}(?:{money}|管理费|服务费|占用费|闲置费)',
      ],
      unless: ['不(?:收取|另收|扣)|免收|{forbids}', '{warns}'],
    },
  ],
  why: {
    zh: '生意清淡的月份还要被罚款。',
    en: 'A slow month costs you extra.',
  },
  basis: [cite('payment', 20, 34)],
  ask: { zh: '要求删除。', en: 'Ask to delete it.' },
  trap: [
    '月交易额低于5万元的，收取终端管理费100元。',
    '连续三个月无交易的，每月扣收闲置费50元。',
    '季度流水未达10万元的，商户应补缴服务费差额。',
  ],
  fair: ['月交易额低于5万元的，不收取管理费。', '单日交易不足100元的，次日合并结算。'],
}
