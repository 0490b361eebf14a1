import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

const fairly = [
  '{consent}',
  '{notice30}',
  '{forbids}[^,]{0,16}(?:单方|擅自|自行|随意|{change})',
  '{warns}',
  '{mutual}[^,]{0,10}(?:协商|书面)',
]

/** The other side may rewrite the contract alone. */
export const unilateralAmendment: Rule = {
  id: 'T43',
  name: { zh: '单方修改协议', en: 'Contract amended by one side' },
  risk: 'unilateral_amendment',
  severity: 'high',
  cue: '协议|合同|条款|规则|业务规定|服务内容',
  looksFor: [
    {
      says: [
        '(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,24}(?:修改|变更|修订|调整|更新|更改|补充)[^,。]{0,14}(?:协议|合同|条款|规则|规定|服务内容)|(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,16}对[^,。]{0,10}(?:协议|合同|条款|规则)[^,。]{0,10}(?:进行)?(?:修改|变更|修订|调整|更新)',
        '{freely}|{silently}|{announced}|{deemed}|任何时候|保留',
      ],
      unless: fairly,
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:本?协议|合同|条款|规则)[^,。]{0,16}(?:修改|变更|修订|更新|调整)[^。]{0,24}(?:{silently}|公[告示布](?:后|即|之日)[^,。]{0,6}(?:生效|有约束)|一经(?:公布|发布|公示|公告|上线)[^,。]{0,10}(?:生效|约束|有效))',
      ],
      unless: [...fairly, '(?:终止|解除)'],
      unlessNear: ['{notice30}', '{consent}'],
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ,;。]{0,24}{may}[^ⓂⒺ。]{0,24}(?:修改|变更|修订|调整|更新)[^,。]{0,14}(?:本?协议|合同|条款)',
      ],
      unless: fairly,
      unlessNear: ['{notice30}', '{consent}'],
      severity: 'medium',
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ。]{0,16}(?:不(?:经|事先)?通知)[^。]{0,16}(?:修改|变更|修订|调整)[^,。]{0,8}(?:协议|合同|条款|规则)|(?:{P})[^,。]{0,10}(?:可|有权|可以)[^。]{0,4}(?:不通知|不经)[^。]{0,14}(?:修改|变更|修订)[^,。]{0,8}(?:协议|合同|条款|规则)',
      ],
      unless: fairly,
      unlessNear: ['{notice30}', '{consent}'],
    },
  ],
  why: {
    zh: '签的是一份，执行的可能是另一份：变更须公示30日、征求意见并取得同意。',
    en: 'You sign one text and live under another. A change needs 30 days’ posting, your opinion and your agreement.',
  },
  basis: [cite('payment', 20), cite('civil', 497, 543)],
  ask: {
    zh: '改为提前30日通知、经书面同意后生效，不同意可无责退出。',
    en: 'Ask for 30 days’ notice, written consent and a free exit.',
  },
  trap: [
    '我司有权随时修改本协议条款，无需另行通知。',
    '本协议修改后一经公布即生效，对商户具有约束力。',
    '平台保留单方变更业务规则的权利。',
  ],
  fair: [
    '修改本协议须提前30日公示并经双方书面同意。',
    '未经甲方同意，乙方不得单方修改本协议。',
    '本协议的变更须经双方协商一致并签署补充协议。',
  ],
}
