import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A deposit that returns only after a volume most shops never reach in the time given. */
export const rebateOutOfReach: Rule = {
  id: 'T02',
  name: { zh: '达标才返还押金', en: 'Deposit returned only after a target volume' },
  risk: 'deposit_nonrefundable',
  severity: 'high',
  cue: '释放|打回|领回|赎回|打回|抵|核销|返|退|达标|刷满|免除|减免',
  looksFor: [
    {
      says: [
        '(?:刷|交易|流水|消费|刷卡|累计|收款)(?:金额|额|量|总额)?[^,。]{0,14}(?:满|达到?|超过|不低于|不少于|至)[^,。]{0,4}[0-9.]+(?:万|元|笔)[^。]{0,24}(?:返还|返现|退还|方可退|可退|才退|予以退|全额退|返|退)',
      ],
      near: '{deposit}|{terminal}|[0-9]+元|押金|激活',
      unless: [
        '{warns}',
        '{forbids}[^,]{0,14}(?:要求|设置|附加|以|约定)',
        '不以[^,]{0,12}为条件',
        '(?:退款|退货|退单)(?:率|金额|交易)',
        '返还?[^,]{0,6}(?:手续费|积分)',
        '积分|红包|奖励',
      ],
    },
    {
      says: [
        '(?:未|没有?|不)(?:能)?(?:达标|达到|刷满|完成|满足|满)[^。]{0,30}(?:不予|不再|不|无权)[^,。]{0,6}(?:退|返)',
      ],
      near: '{deposit}|{terminal}|激活|达标|刷满',
      unless: ['{warns}', '{forbids}'],
    },
    {
      says: [
        '(?:返还|退还|返现|返)[^,。]{0,16}(?:需|须|应|前提|条件)[^。]{0,24}(?:交易|流水|刷卡?|消费)[^,。]{0,10}(?:满|达|超过|不低于|不少于|累计)',
      ],
      near: '{deposit}|{terminal}|激活',
      unless: ['{warns}', '{forbids}'],
    },
    {
      says: [
        '仅(?:限)?(?:标准类?)?(?:贷记卡|信用卡)[^,。]{0,10}(?:计入|算|参与)|(?:仅|只)(?:统计|计算)[^,。]{0,10}(?:贷记卡|信用卡)',
      ],
      near: '返|退|达标',
    },
    {
      says: [
        '(?:完成|做到|达到|满)[^,。]{0,6}[0-9.]+(?:万|元|万元)[^,。]{0,8}(?:交易|流水|刷卡)[^,。]{0,12}(?:返还|退还|返现|才退|可退)',
      ],
      near: '{deposit}|{terminal}|激活',
      unless: ['{warns}', '{forbids}'],
    },
    {
      says: [
        '(?:刷|交易|流水)(?:够|满|到|足)[^,。]{0,8}(?:[0-9.]+|[一二三四五六七八九十百]+)万?[^。]{0,14}(?:返还|退还|返现|返|退)',
      ],
      near: '{deposit}|{terminal}|激活',
      unless: ['{warns}', '{forbids}', '积分|红包'],
    },
    {
      says: [
        '(?:流水|累计|刷卡?|交易|跑)[^,。]{0,14}(?:满|达到?|够|跑?到|至|不少于|不低于|超过)[^,。]{0,6}[0-9.]+(?:万|元|个|笔)[^。]{0,40}(?:返|退|打回|核销|抵)',
      ],
      unless: ['{forbids}', '{warns}', '积分|红包|奖励', '退货|退单|手续费返', '不以'],
      near: '{deposit}|{terminal}|激活|退吗|还退|[^0-9][0-9]{2,3}(?:元|退|,)',
    },
    {
      says: ['{target}', '返|退(?!货|单|款率)|赎回|抵减|打回|领回|释放|解冻|为条件'],
      unless: ['{warns}', '{forbids}', '积分|红包|抽奖|不以', '退货|退款(?!给)|退单|返佣|返还?手续费'],
      near: '{deposit}|{terminal}|激活|入网|开通|[0-9]{2,4}元',
    },
  ],
  why: {
    zh: '退钱要先刷够一定流水，小店多半达不到；还会逼人做虚假交易。',
    en: 'The money returns only after a volume a small shop rarely reaches, and it pushes people into fake payments.',
  },
  basis: [cite('civil', 496, 497), cite('rating', '押金风险项'), cite('consumer', 20)],
  ask: {
    zh: '按自己真实流水算一算；要求改为“归还终端后按原路退还”，写明日期，删去流水条件。',
    en: 'Compare with your real volume; ask for a refund by date after the terminal is returned, without a volume condition.',
  },
  trap: [
    '自激活之日起90天内累计刷卡满20万元，押金299元予以返还。',
    '180日内交易金额未达到10万元的，已收取的激活费不予退还。',
    '押金返还须连续三个月信用卡交易满3万元，仅标准类贷记卡计入。',
    '三十天内刷满伍万元返还机具押金，未达标不予退还。',
    '激活要刷299元。一个季度流水跑到15个，公司给您打回来。',
    '入网缴纳的费用，待季度流水满30万元后方可申请领回。',
  ],
  fair: [
    '终端押金在归还终端后10个工作日内退还，不以交易量为条件。',
    '退款率超过10%的，收单机构应提示商户核实原因。',
    '服务商不得以刷满一定金额作为退还押金的条件。',
    '单笔交易金额超过5万元的，应保留签购单。',
    '商户注销的，收单机构在完成最后一笔交易结算后三十日内退还保证金。',
  ],
}
