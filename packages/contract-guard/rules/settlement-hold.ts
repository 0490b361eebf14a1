import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A ban on holding — not the ban on objecting that traps like to add. */
const notHeld = '{forbids}[^,。]{0,14}(?:{hold}|截留|挪用|占用)'

/** Refusing to pay a fee, or to accept a payment, holds no money back. */
const noHold = '拒绝(?:支付|付款)[^,。]{0,24}(?:费用|服务费|手续费)'

const withReason = [
  notHeld,
  noHold,
  '{strongly}',
  '(?<!无需)(?<!无须)(?<!不)(?<!不予)(?<!不必)(?<!义务)(?:说明|告知|通知)[^,。]{0,10}(?:原因|理由|依据)',
  '申诉|异议[^,。]{0,8}(?:渠道|途径|权)|复核',
  '(?:不超过|最长|至多|不得超过)[^,。]{0,8}(?<![0-9])(?:[1-9]|[12][0-9]|30)(?:个)?(?:自然|工作)?[日天]',
  '司法机关|有权机关|公安机关|法院|依法(?:冻结|暂停|暂缓|延迟)',
]

/** A named suspicion: then a hold may be lawful, and what is missing is its limit and its reason. */
const cause = '违反|违规|涉嫌|可疑|欺诈|套现|洗钱|虚假|违法|异常|伪卡|盗刷'

/** The provider may hold settlement, at once or after a clause about what it thinks. */
const atWill =
  '(?:{P})(?:[^ⓂⒺ。]{0,24}|[^。]{0,2}(?:认为|判断|认定|怀疑|发现|监测到)[^。]{0,30}){may}[^。]{0,24}(?:{hold})[^,。]{0,16}(?:{settle}|{funds})'

/** The money may be held at will or for very long. */
export const settlementHold: Rule = {
  id: 'T20',
  name: { zh: '任意冻结、拖延结算', en: 'Settlement held at will' },
  risk: 'settlement_delay_or_hold',
  severity: 'high',
  cue: '[冻扣押压停缓延]|结算|拒|留|保留|释放|转作|满意|没收|所有|放行|观察|单子|放款|限制|锁定',
  looksFor: [
    {
      says: [
        '(?:{hold})[^,。]{0,14}(?:{settle}|{funds})[^。]{0,30}?([0-9]+)(?:个)?(?:自然|工作)?(?:日|天|个月)|([0-9]+)(?:个)?(?:自然|工作)?(?:日|天|个月)[^,。]{0,10}(?:{hold})[^,。]{0,10}(?:{settle}|{funds})|(?:{funds})[^,。]{0,10}(?:{hold})[^,。]{0,6}?([0-9]+)(?:个)?(?:自然|工作)?(?:日|天|个月)',
      ],
      when: (match) => {
        const figures = Number(match[1] ?? match[2] ?? match[3] ?? '0')
        return match[0].includes('月') && /个月/u.test(match[0]) ? figures >= 2 : figures > 30
      },
      near: '{P}|有权|可',
      unless: [notHeld, '{strongly}', '法院|司法机关|公安机关', '退单|拒付期|追偿'],
    },
    {
      says: [
        atWill,
        '{freely}|独立判断|自行判断|任何|无需|不必|无义务|没有义务|视风险|永久|无限期|(?:期限|时间|何时)[^,。]{0,4}由(?:{P})',
      ],
      unless: withReason,
      unlessNear: withReason,
    },
    {
      says: [atWill, '认为|判断|怀疑|风控|风险|必要|不予(?:结算|支付|划付|返还)'],
      unless: [...withReason, cause],
      unlessNear: withReason,
    },
    {
      says: [atWill, cause],
      unless: withReason,
      unlessNear: withReason,
      severity: 'medium',
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ。]{0,30}(?:不予(?:结算|支付|划付|返还|清算)|没收|归Ⓟ所有|归(?:我司|平台|服务商)所有|不再结算)',
        '{funds}|交易',
      ],
      unless: [...withReason, '押金|保证金', '套现|欺诈|洗钱|伪卡|盗刷|虚假交易|违法'],
      unlessNear: withReason,
    },
    {
      says: [
        '(?:直至|直到)[^,。]{0,16}(?:风险|Ⓟ|我司|平台|服务商)[^,。]{0,10}(?:解除|认可|同意|满意|确认)[^。]{0,16}',
        '(?:{hold})[^,。]{0,14}(?:{settle}|{funds})',
      ],
      unless: withReason,
      unlessNear: withReason,
    },
    {
      says: ['(?:无限期|永久|长期)[^,。]{0,6}(?:{hold})[^,。]{0,10}(?:{settle}|{funds})'],
      unless: [notHeld, '{strongly}'],
    },
    {
      says: [
        '(?:冻结|暂扣|延期|延迟|暂缓|扣留)(?:期限?|时间|周期|期间)[^,。]{0,8}?([0-9]+)(?:个)?(?:自然|工作)?(?:日|天|个月)',
        '{funds}',
      ],
      when: (match) => Number(match[1]) > (match[0].endsWith('个月') ? 1 : 30),
      unless: [notHeld, '{strongly}', '法院|司法机关|公安机关'],
    },
    {
      says: [
        '(?:{hold})[^,。]{0,10}(?:{settle}|{funds})[^。]{0,10}(?:长达|达|为期|最长|至多)[^,。]{0,4}(?:[1-9][0-9]?年|半年)',
      ],
      unless: [notHeld, '{strongly}', '法院|司法机关|公安机关'],
    },
    {
      says: [
        '(?:终止|解除|注销|退出|停用|关闭)后?[^。]{0,12}?([0-9]+)(?:个)?(?:自然|工作)?(?:日|天|个月|年)内?[^。]{0,8}(?:暂不|不予|不再|不|停止|暂缓)(?:结算|划付|支付|退还)',
        '{funds}',
      ],
      when: (match) => Number(match[1]) > (/个月|年/u.test(match[0]) ? 1 : 30),
      unless: [notHeld, '{strongly}', '押金'],
    },
    {
      says: [
        '(?:未结算|待结算|剩余|账户内|未提现|余额)[^,。]{0,10}(?:{funds})?[^,。]{0,6}归(?:[ⓅⒺ]|服务商|我司|平台|公司)所有',
      ],
      unless: [notHeld, '{strongly}'],
    },
    {
      says: [
        '(?:{hold}|保留)[^。]{0,30}(?:直至|直到|至)[^。]{0,14}(?:认为|满意|消除|适当|认可)|(?:释放|解冻|解除)(?:的)?(?:时间|期限)[^,。]{0,3}由[^,。]{0,12}(?:决定|确定|判断)|满意之前[^。]{0,10}(?:保留|不付|不结算|冻结|暂停)|款项?[^,。]{0,6}转作[^,。]{0,8}(?:准备|费用|补偿|收入)|(?:{P})[^ⓂⒺ。]{0,10}(?:不经解释|不作解释|无[须需]说明)[^。]{0,20}(?:{hold})',
      ],
      unless: ['{forbids}', '{warns}', '说明[^,。]{0,6}(?:理由|原因)', '申诉', '法院|公安机关|司法机关'],
      near: '{funds}|收款|货款|结算',
    },
    {
      says: [
        '{hold}|压后|推延|不放款|限制[^,。]{0,4}(?:提现|提取)|锁定',
        '{funds}|结算|打款|提现|营业款',
        '{atPleasure}',
        'Ⓟ|Ⓔ|我司|我方|我们|平台|服务商|收单机构|系统|风控|公司|期间|观察',
      ],
      unless: [
        '{forbids}[^,。]{0,14}(?:{hold}|截留|挪用|占用)',
        '{strongly}',
        '(?<!无需)(?<!无须)(?<!不)(?<!不予)(?<!不必)(?<!义务)(?:说明|告知|通知)[^,。]{0,10}(?:原因|理由|依据)',
        '申诉|复核',
        '(?:不超过|最长|至多|不得超过)[^,。]{0,8}(?<![0-9])(?:[1-9]|[12][0-9]|30)(?:个)?(?:自然|工作)?[日天]',
        '司法机关|有权机关|公安机关|法院|依法',
        '违反|违规|涉嫌|可疑|欺诈|套现|洗钱|虚假|违法|伪卡|盗刷|调单|退单|拒付',
        '拒绝(?:支付|付款)[^,。]{0,24}(?:费用|服务费|手续费)',
        '{surelyM}[^,。]{0,4}(?:有权|可以?)',
        '{mutual}',
      ],
      unlessNear: [
        '申诉|复核',
        '(?:不超过|最长|至多)[^,。]{0,8}(?<![0-9])(?:[1-9]|[12][0-9]|30)(?:个)?(?:自然|工作)?[日天]',
      ],
    },
    {
      says: [
        '(?:结算周期|结算时间|到账时间|结算)[^。]{0,20}(?:t|d)[+]?(?:[3-9][0-9]|[1-9][0-9]{2})',
        '有权|可(?!疑)|得|调整|延长',
      ],
      unless: ['{forbids}', '{warns}', '申诉'],
    },
    {
      says: [
        '(?:终止|结束|解约|退网|注销)[^。]{0,14}(?:尾款|余款|{funds})[^。]{0,20}(?:留存|留置|保留|暂存|暂不)[^。]{0,12}(?:[1-9][0-9]*年|(?:[2-9]|[1-9][0-9])个月|[1-9][0-9]{2}(?:日|天))',
      ],
      unless: ['{forbids}', '{warns}'],
    },
  ],
  why: {
    zh: '对方可以凭“风险”长期压您的货款。无违法嫌疑时，结算最迟30日；冻结应有理由、期限和申诉渠道。',
    en: 'They may sit on your takings by naming “risk”. Without suspicion settlement takes at most 30 days; a hold needs a reason, a limit and an appeal.',
  },
  basis: [cite('acquiring', 30), cite('compliance', 21), cite('telecomFraud', 32)],
  ask: {
    zh: '写明冻结的具体情形、最长期限、书面理由和申诉办法。',
    en: 'Have the cases, the longest time, the written reason and the appeal written down.',
  },
  trap: [
    '乙方可视风险情况延迟结算180天或不予结算。',
    '我司有权根据风控需要随时冻结商户结算资金，无需说明理由。',
    '收单机构认为交易存在风险的，有权暂停结算直至其认可为止。',
    '平台有权将结算款项延期九十日支付。',
    '乙方有权在本协议终止后6个月内暂不结算甲方款项，以备拒付。',
    '商户注销后，账户内未结算资金归服务商所有。',
    '乙方可采取以下措施：\n（一）要求甲方说明情况；\n（二）视其判断延迟结算一百八十日。',
    '甲方交易出现异常。乙方有权不经通知冻结其结算资金。',
    '资料让我方满意之前，款项一直保留。',
    '单日收款超过一万元的部分进入安全池，释放时间由风控模型决定。',
    '平台可不经解释地对您的余额采取限制提取措施，直至其认为适当的时候。',
    '公司风控认为必要时可将营业款压后结算，无须解释。',
  ],
  fair: [
    '交易涉嫌欺诈的，收单机构可以暂缓结算，最长不超过30日，并书面告知原因和申诉渠道。',
    '收单机构不得无故延迟结算。',
    '结算日遇法定节假日顺延至下一个工作日。',
    '公安机关依法冻结资金的，收单机构可以暂停结算并通知商户。',
    '甲方有权拒绝支付任何未在费率表中列明的费用。',
  ],
}
