import { cite } from '#contract-guard/basis.ts'
import type { FeeWhat } from '#contract-guard/fee-lines.ts'
import type { Basis, Both, Risk, Severity } from '#contract-guard/finding.ts'

/**
 * Something sellers promise, and how an agreement takes it back. `promise`, `against` and `speaks` are patterns in the
 * words of `lexicon.ts`: what is promised, what contradicts it, and what shows that the agreement has a word on it at all.
 */
export type Subject = {
  readonly rule: string
  readonly name: Both
  readonly risk: Risk
  readonly severity: Severity
  readonly promise: string
  readonly against: {
    /** Charges that must not stand in the agreement. */
    readonly fees?: readonly FeeWhat[]
    /** Traps that must not be found in it. */
    readonly rules?: readonly string[]
    readonly says?: string
    /** What excuses a sentence that `says` or a charge. */
    readonly unless?: string
  }
  readonly speaks: string
  readonly why: Both
  readonly basis: readonly Basis[]
  readonly ask: Both
}

const promised = [cite('civil', 496, 498)]
const charged = [cite('payment', 34), cite('civil', 498)]
const keepThePromise = (zh: string, en: string): Both => ({
  zh: `签字前让对方把承诺写进合同：${zh}；不写就不签，并留好聊天记录和广告。`,
  en: `Before signing have the promise written in: ${en}. Otherwise do not sign; keep the chat and the advert.`,
})

/** Sums that are no charge: what is owed for loss, damage or a breach, or is not charged at all. */
const noCharge =
  '丢失|遗失|损坏|违约金|赔偿|不(?:收取|另收|收|向|会)|免(?:收|费)|(?<![0-9.])0元|无需|自愿|可选|申请开通'

export const subjects: readonly Subject[] = [
  {
    rule: 'J01',
    name: { zh: '说不收押金', en: 'Promised: no deposit' },
    risk: 'deposit_nonrefundable',
    severity: 'high',
    promise:
      '(?:免|0|零|无|不收|没有?|不要|不用交?|不交)(?:任何)?(?:押金|保证金|激活费|机具费|开机费|开户费)|(?:押金|保证金|激活费)[^,。]{0,4}(?:全免|免收|不收|没有)',
    against: { fees: ['deposit'], rules: ['T01', 'T02', 'T03'], unless: noCharge },
    speaks: '{deposit}',
    why: {
      zh: '口头说不收押金，合同里却有押金或换了名字的押金。',
      en: 'No deposit was promised, yet the agreement takes one, perhaps under another name.',
    },
    basis: charged,
    ask: keepThePromise('不收取任何押金、激活费、机具费', 'no deposit, activation or device fee'),
  },
  {
    rule: 'J02',
    name: { zh: '说押金能退', en: 'Promised: the deposit comes back' },
    risk: 'deposit_nonrefundable',
    severity: 'high',
    promise:
      '(?:押金|保证金|激活费|机具费|{money})[^。,]{0,12}(?<!不)(?:能退|可退|会退|都退|全退|全额退|随时退|退给您|返给您|原路退|返还)',
    against: { rules: ['T01', 'T02'] },
    speaks: '(?:{deposit})[^。]{0,60}(?:退|返)',
    why: {
      zh: '口头说钱能退，合同里写的是不退，或要达标才退。',
      en: 'The money was said to come back; the agreement says it does not, or only after a target.',
    },
    basis: [cite('civil', 496, 498), cite('consumer', 20)],
    ask: keepThePromise('退还条件、金额和日期', 'condition, sum and date of the refund'),
  },
  {
    rule: 'J03',
    name: { zh: '说机器免费', en: 'Promised: the device is free' },
    risk: 'device_ownership_trap',
    severity: 'high',
    promise:
      '(?:{terminal})[^,。]{0,6}(?:免费|白送|赠送|不要钱|0元|送给?您)|免费(?:送|领取?|赠送|提供|用)[^,。]{0,4}(?:{terminal})|送[^,。]{0,2}(?:{terminal})',
    against: {
      fees: ['terminal'],
      says: '(?:机具|设备|终端|机器|pos机?)(?:价)?(?:款|价款|购买费|租金)[^,。]{0,10}(?<![0-9.])(?!0(?:\\.0{1,2})?元){money}|(?:按|以)[^,。]{0,4}市场价[^,。]{0,8}(?:回购|购买|赔偿|支付)|(?:未满|不满|提前)[^。]{0,24}(?:设备|机具|终端|机器)[^。]{0,10}{money}',
      unless: '丢失|遗失|损坏|损毁|{forbids}|不(?:收取|另收)|无需',
    },
    speaks: '{terminal}',
    why: {
      zh: '说机器免费送，合同里却要付机具款，或用不满期限就要按价补钱。',
      en: 'The device was “free”; the agreement charges for it, or makes you pay when you leave early.',
    },
    basis: charged,
    ask: keepThePromise('机器无偿使用，退还即可，不补差价', 'free use, return it and owe nothing'),
  },
  {
    rule: 'J05',
    name: { zh: '说没有别的费用', en: 'Promised: nothing else is charged' },
    risk: 'hidden_fee',
    severity: 'high',
    promise:
      '(?:无|没有?|不收|零|0)(?:任何)?(?:附加费|其[他它](?:任何)?费用?|隐形|隐藏|额外|提现费|秒到费|别的(?:费用?|钱|收费))|(?:秒到|到账|提现)[^,。]{0,6}(?:免费|不收费|不要钱|不加钱|不加收)|除(?:了)?[^,。]{0,4}手续费[^,。]{0,6}(?:没有|不收|无|外)',
    against: {
      fees: ['instant', 'sim', 'membership', 'insurance'],
      rules: ['T04', 'T07', 'T08', 'T09', 'T15'],
      unless: noCharge,
    },
    speaks: '附加|另行收取|其他费用|未列明|提现费',
    why: {
      zh: '说除了手续费没有别的费用，合同里却另有收费。',
      en: 'Nothing but the rate was promised; the agreement has other charges.',
    },
    basis: charged,
    ask: keepThePromise('除费率表所列手续费外不收任何费用', 'no charge beyond the listed rates'),
  },
  {
    rule: 'J06',
    name: { zh: '说流量免费', en: 'Promised: the SIM is free' },
    risk: 'hidden_fee',
    severity: 'medium',
    promise:
      '(?:流量|sim|通讯|通信)(?:卡|费)*[^,。]{0,4}(?:免费|全免|终身免|永久免|不收|不要钱|我们出|公司出)|(?:免|包|送)(?:流量|通讯|通信)',
    against: { fees: ['sim'], rules: ['T04'], unless: noCharge },
    speaks: '流量|sim|通讯费|通信费|物联网卡',
    why: {
      zh: '说流量免费，合同里却要收流量费。',
      en: 'The data card was “free”; the agreement charges for it.',
    },
    basis: charged,
    ask: keepThePromise('流量费由对方承担，全程不收', 'they bear the data fee throughout'),
  },
  {
    rule: 'J08',
    name: { zh: '说随时能退', en: 'Promised: leave at any time' },
    risk: 'lock_in',
    severity: 'high',
    promise:
      '随时(?:都)?(?:可以?|能)?(?:退|停|取消|解约|不用|注销)|(?:不|没有?|无)(?:绑定|合同期|合约期|锁定期|违约金|捆绑)|想[^,。]{0,3}就[^,。]{0,3}(?:退|停)|不(?:满意|想用)[^,。]{0,4}(?:就)?(?:退|停)',
    against: {
      rules: ['T16', 'T17'],
      says: '(?:服务期|合同期|合作期|有效期|使用期|期限)限?[^,。]{0,8}(?:[2-9]年|(?:1[89]|[2-9][0-9])个月)',
      unless: '保密|质保|保存|档案',
    },
    speaks: '终止|解除|退出|解约|退网',
    why: {
      zh: '说随时能退，合同里却锁定期限、收违约金或自动续约。',
      en: '“Leave at any time”, yet the agreement has a term, a price for leaving or renews itself.',
    },
    basis: promised,
    ask: keepThePromise('随时书面通知即可退出，不收任何费用', 'exit at any time by notice, free of charge'),
  },
  {
    rule: 'J09',
    name: { zh: '说费率不涨', en: 'Promised: the rate stays' },
    risk: 'unilateral_fee_change',
    severity: 'high',
    promise:
      '(?:费率|价格|扣率|点位)[^,。]{0,8}(?:永久|终身|永远|一直|绝不|绝对不|不会)[^,。]{0,4}(?:不变|变|涨|调|固定)?|(?:永久|终身|永远|一直|绝|绝对|保证|肯定)不?(?:会)?(?:不涨|不变|不调|涨价)',
    against: { rules: ['T05', 'T06', 'T34', 'T43'] },
    speaks: '(?:费率|手续费|收费)[^。]{0,30}(?:调整|变更|固定|不变)',
    why: {
      zh: '说费率不涨，合同里却允许对方单方调价或只给一段优惠期。',
      en: 'The rate “never rises”, yet they may change it alone or it is a promotion.',
    },
    basis: [cite('payment', 20), cite('civil', 498)],
    ask: keepThePromise('费率在合同期内固定', 'the rate is fixed for the term'),
  },
  {
    rule: 'J10',
    name: { zh: '说有人上门、全天有人', en: 'Promised: support on site, day and night' },
    risk: 'other',
    severity: 'medium',
    promise:
      '(?:24小时|全天候?|7[x×*]24)[^,。]{0,8}(?:客服|服务|在线|热线|响应|售后)?|随叫随到|(?:当天|半小时|[0-9]+小时(?:内)?|免费|随时)上门|上门(?:维修|售后|换机|处理)|提?供?备用?机|坏了?[^,。]{0,6}(?:换新|包换|免费换)',
    against: {
      rules: ['T40', 'T39'],
      says: '(?:仅|只)提供(?:远程|电话|线上)|(?:寄修|寄回|自行寄|邮寄)[^。]{0,10}(?:维修|修理|自理)?|不(?:提供|负责)(?:上门|现场)|(?:客服|服务)时间[^。]{0,10}(?:工作日|周一至周五)',
      unless: '{forbids}|无需寄',
    },
    speaks: '维修|售后|上门|服务热线|备用机|响应',
    why: {
      zh: '说上门、全天服务，合同里却是远程、寄修或要另付钱。',
      en: 'Support on site was promised; the agreement has remote help, posting or a fee.',
    },
    basis: [cite('civil', 498, 577)],
    ask: keepThePromise('响应时间、上门时限、备用机', 'time to answer, time to site, spare unit'),
  },
  {
    rule: 'J12',
    name: { zh: '说没有流水要求', en: 'Promised: no volume asked for' },
    risk: 'minimum_volume',
    severity: 'medium',
    promise:
      '(?:不|没有?|无)(?:要求|限制|规定|考核)[^,。]{0,4}(?:流水|交易量|刷卡量|任务)?|(?:没有?|无|不用|不需要?)(?:任何)?(?:流水|任务|刷卡量|交易量)(?:要求|限制|考核)?|刷不刷都行|闲置[^,。]{0,4}不收',
    against: { rules: ['T15', 'T02'] },
    speaks: '最低交易|交易量|闲置|无交易|未使用',
    why: {
      zh: '说没有流水要求，合同里却按交易量收费或扣钱。',
      en: 'No volume was asked for in words; the agreement charges for too little of it.',
    },
    basis: charged,
    ask: keepThePromise('不设最低交易量，不收闲置费', 'no minimum volume, no idle fee'),
  },
]
