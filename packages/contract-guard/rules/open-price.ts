import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The price is whatever a system, an app or a notice shows. */
export const openPrice: Rule = {
  id: 'T34',
  name: { zh: '费率以系统显示为准', en: 'Price is whatever the system shows' },
  risk: 'vague_terms',
  severity: 'high',
  cue: '设置|设定|系统|规定|为准|解释权|公布的|另行|届时|口头',
  looksFor: [
    {
      says: [
        '(?:费率|手续费|收费(?:标准|项目)?|价格|扣率|费用标准|各项费用|服务费)[^。]{0,20}以[^,。]{0,24}(?:系统|app|后台|平台|小程序|页面|公告|公示|网站|官网|Ⓟ|我司|服务商|业务员|口头|当时|届时|实时|最新)[^,。]{0,14}为准',
      ],
      unless: [
        '(?:附件|本协议|费率表|合同|价目表|申请表|第[^条]{1,4}条)[^,。]{0,8}为准',
        '{forbids}',
        '{consent}',
        '{warns}',
        '不得以',
      ],
    },
    {
      says: [
        '(?:具体|实际)?(?:费率|手续费标准|收费标准|结算周期)[^,。]{0,8}(?:由(?:{P})(?:另行|单独|届时)?(?:确定|决定|通知|核定)|(?:另行|届时)(?:通知|告知|确定))',
      ],
      unless: ['协商|双方|书面补充|{forbids}|{warns}'],
    },
    {
      says: ['以(?:{P})[^,。]{0,6}口头[^,。]{0,8}为准', '协议|合同|费|价|一致|约定'],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: ['(?:{P})(?:不时|随时)(?:公布|调整|发布|通知)的[^,。]{0,8}(?:费用|收费|费率)'],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:本协议|合同)未尽[^,。]{0,6}[^。]{0,10}以(?:{P})[^,。]{0,10}(?:口头|规定|解释|通知|公告|规则)[^,。]{0,6}为准|(?:最终|一切)解释权[^,。]{0,6}(?:归|属|由)[^,。]{0,3}(?:{P})',
      ],
      unless: ['{warns}', '{forbids}'],
      severity: 'medium',
    },
    {
      says: [
        '(?:费率|手续费率?|收费标准|服务费(?:标准)?)[^,。]{0,4}(?:按|由|依)(?:照)?(?:{P})[^,。]{0,8}(?:设置|设定|系统|规定|另行(?:确定|制定|公布))',
      ],
      unless: ['协商|双方|书面补充|附件|本协议|{forbids}|{warns}'],
    },
  ],
  why: {
    zh: '价格没写死，等于什么都没约定，对方改个页面就能涨价。',
    en: 'Nothing is agreed: a change on a page changes your price.',
  },
  basis: [cite('acquiring', 11), cite('payment', 34), cite('civil', 498)],
  ask: {
    zh: '要求把每一行费率填进附件，未列明的不收。',
    en: 'Have every row of the fee table filled in; what is not listed is not charged.',
  },
  trap: [
    '具体费率以系统显示为准。',
    '手续费标准以平台公告为准。',
    '收费标准由乙方另行通知。',
    '各项费用以APP页面实时公示为准。',
  ],
  fair: [
    '费率以本协议附件费率表为准。',
    '结算金额以实际清算金额为准。',
    '公示价格与本协议不一致的，以本协议为准。',
  ],
}
