import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A definition that hides a fee, a hold or a right behind a harmless name. Its uses are read by `definition.ts`. */
export const hiddenDefinition: Rule = {
  id: 'T49',
  name: { zh: '定义里藏着收费或权利', en: 'A fee or a right hidden in a definition' },
  risk: 'vague_terms',
  severity: 'medium',
  cue: '指|含|包括',
  looksFor: [
    {
      says: [
        '["“「『][^"”」』]{2,14}["”」』](?:一词)?(?:是|系|均|即)?(?:指|包括|包含|含)',
        '{kept}|{unasked}|(?:{hold})[^,。]{0,10}(?:{funds}|{settle})|由(?:{P})[^,。]{0,10}(?:决定|认定|确定|计算)|不限于[^。]{0,30}(?:费|款)|任何(?:目的|用途)|营销|推广|广告|推荐产品|(?:公告|弹窗|短信)[^。]{0,20}(?:任一|任何)形式',
      ],
      unless: ['{forbids}', '{consent}', '法律法规|监管|清算机构', '不可抗力', '{warns}'],
    },
  ],
  why: {
    zh: '定义把收费、冻结或用途藏进一个普通的名字里，后面的条款一用这个名字就生效。',
    en: 'The definition hides a charge, a hold or a use behind a plain name; every clause that uses the name applies it.',
  },
  basis: [cite('civil', 496, 498)],
  ask: {
    zh: '要求把定义改成它字面的意思，收费和权利写进单独的条款。',
    en: 'Ask that the name means what it says, and that charges and rights stand in clauses of their own.',
  },
  trap: [
    '“基础服务费”是指商户激活终端时一次性支付且不予退还的款项。',
    '“通知”指平台以公告、弹窗、短信等任一形式作出的表示，发布即生效。',
    '“身份核验”含运营方为推荐产品所需的核验。',
  ],
  fair: [
    '“银行卡”是指发卡机构发行的借记卡和贷记卡。',
    '“工作日”指国家法定工作日，不包括法定节假日。',
    '“交易手续费”是指商户按附件费率表支付的费用。',
  ],
}
