import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

const fairChange = [
  '{consent}',
  '{notice30}',
  '{forbids}[^,]{0,12}(?:单方|擅自|自行|随意|{change})',
  '{warns}',
  '按(?:原|变更前|本协议)[^,]{0,8}(?:费率|标准)(?:继续)?执行',
]

/** The provider may raise the price alone, or silence counts as agreement to it. */
export const unilateralPrice: Rule = {
  id: 'T05',
  name: { zh: '单方调价', en: 'Price raised by one side' },
  risk: 'unilateral_fee_change',
  severity: 'high',
  cue: '{change}|为准|收费|费率|价格|收取|取消',
  looksFor: [
    {
      says: [
        '{P}[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,20}(?:{change})[^,。]{0,20}(?:{rate})|{P}[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,20}(?:对|就|将)[^,。]{0,20}(?:{rate})[^,。]{0,24}(?:{change})',
      ],
      unless: [
        ...fairChange,
        '(?:下调|降低|减免|优惠)[^,]{0,6}(?:费率|手续费)',
        '变更[^,]{0,8}(?:结算账户|经营|信息|名称)',
      ],
      unlessNear: [
        '{notice30}',
        '{consent}',
        '(?:Ⓜ|商户|您|用户)[^,。]{0,8}(?:有权|可)[^,。]{0,10}(?:拒绝|免费(?:退出|解除)|无责)',
      ],
    },
    {
      says: [
        '(?:{rate})(?:标准|水平|项目)?[^,。]{0,14}(?:{change})[^。]{0,24}(?:{silently}|{announced}|{deemed})|(?:{change})(?:后的?)?[^,。]{0,10}(?:{rate})[^。]{0,24}(?:{silently}|{announced}|{deemed})',
      ],
      unless: [...fairChange, '(?:退款|持卡人|消费者)'],
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: ['(?:{silently}|{announced})[^。]{0,20}(?:{change})[^,。]{0,14}(?:费率|手续费|收费|服务费|价格)'],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:费率|手续费|收费标准|服务费)[^,。]{0,12}(?:随(?:市场|时|政策)|根据(?:市场|经营|成本|风控|Ⓟ|平台|公司)[^,。]{0,10})[^,。]{0,8}(?:{change}|浮动)',
      ],
      unless: [...fairChange, '国家|监管|人民银行|银联|清算机构|法律'],
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: ['(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,24}(?:新增|增设|增收|加收|另行收取)[^,。]{0,14}(?:费|款)'],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:{P})对[^,。]{0,8}(?:费率|手续费|收费|价格)[^,。]{0,8}(?:拥有|享有|有)[^,。]{0,8}(?:决定权|调整权|定价权|解释权)',
      ],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,12}(?:取消|终止|停止|撤销|收回)[^,。]{0,8}(?:优惠|减免|折扣|特惠)[^。]{0,12}(?:执行|按|恢复|适用|收取|调整)',
      ],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}', '虚假|违规|违反|不符合'],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^。]{0,16}(?:收取|加收)[^,。]{0,6}(?:其他|额外|新的|新增|相应|另外)[^,。]{0,6}(?:费用|服务费|款项)',
        '(?:标准|金额|项目|比例)[^,。]{0,6}(?:由|以|按)[^,。]{0,2}(?:{P})|{freely}|{silently}|{announced}',
      ],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:{M})[^,。]{0,10}(?:同意|接受|认可|无异议)[^。]{0,20}(?:{P})[^。]{0,20}(?:{change})(?:后的?)?[^,。]{0,10}(?:{rate})',
        '{freely}|{silently}|不时|随时',
      ],
      unless: fairChange,
      unlessNear: ['{notice30}', '{consent}'],
    },
  ],
  why: {
    zh: '对方可以自己涨价：签的是0.38%，以后可能变成0.68%。变更收费须公示至少30日并取得您的同意记录。',
    en: 'The other side may raise the price alone. A change needs at least 30 days of public notice and your recorded consent.',
  },
  basis: [cite('payment', 20), cite('paymentRules', 62), cite('civil', 497)],
  ask: {
    zh: '改为：提前30日书面通知，经商户书面同意后生效；不同意可无责退出，期间按原费率执行。',
    en: 'Ask for: 30 days’ written notice, effective only with your written consent; otherwise free exit at the old rate.',
  },
  trap: [
    '乙方有权根据市场情况随时调整交易费率，无需另行通知甲方。',
    '我司可单方变更手续费标准，商户继续使用即视为同意。',
    '费率调整以平台公告为准，公告发布之日起生效。',
    '服务商有权对收费标准进行调整，调整后的费率自公布之日起执行。',
    '收单机构保留随时上调费率的权利。',
    '手续费率随市场浮动，恕不另行通知。',
    '本协议约定费率为优惠费率，乙方有权随时取消该优惠并执行新的费率。',
    '甲方可根据业务发展需要向乙方收取其他服务费用，具体标准由甲方确定。',
    '第六条 费率\n乙方有权根据市场情况对费率进行上调。上述调整无需另行通知甲方。',
    '甲方有权：\n1. 检查终端使用情况；\n2. 根据自身经营情况随时调整服务费标准；\n3. 回收终端。',
  ],
  fair: [
    '收单机构拟调整费率的，应提前30日书面通知并经乙方同意后方可执行。',
    '未经商户书面同意，乙方不得单方调整费率。',
    '乙方无权单方变更收费标准。',
    '费率变更应提前三十个自然日公示，双方签订书面补充协议后生效。',
    '甲方变更结算账户信息的，应提前书面通知乙方。',
    '因国家政策调整导致费率变化的，双方应协商一致并签订补充协议。',
    '乙方在查实甲方提供虚假资质后，有权取消优惠类费率并恢复标准费率。',
    '甲方有权：\n1. 检查终端使用情况；\n2. 经乙方书面同意后调整费率；\n3. 回收终端。',
  ],
}
