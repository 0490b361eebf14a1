import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Sign now, fill in later; or somebody else signs. */
export const blankSigning: Rule = {
  id: 'T23',
  name: { zh: '空白签字、代签', en: 'Signing blanks or by proxy' },
  risk: 'blank_fields',
  severity: 'high',
  cue: '签|空白|补填|补充填写',
  looksFor: [
    {
      says: [
        '先(?:行)?签(?:字|名|署|章|约)?[^。]{0,16}(?:后|再)[^,。]{0,8}(?:补|填|完善)|(?:空白|未填写)(?:之处|处|部分|栏|内容|项|合同|协议|条款)[^,。]{0,12}(?:由(?:{P}|业务员|工作人员)|授权|事后|后续)[^,。]{0,10}(?:填|补|完善)|签(?:署|字|名)[^,。]{0,8}空白|(?:_{2,}|空白|金额栏|费率栏)[^,。]{0,8}由(?:{P})[^,。]{0,8}填',
      ],
      unless: ['{forbids}', '{warns}', '无效|有权拒'],
    },
    {
      says: [
        '(?:授权|委托|同意(?:由)?|允许)(?:{P}|业务员|工作人员|客户经理|业务人员|代办人员)[^,。]{0,20}(?:代为?签|代签|代为签署|签署(?:本?协议|合同|电子)|代为确认|代为电子签)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:业务员|代理商?|服务商|工作人员|客户经理)[^,。]{0,10}(?:代(?:为|理)?(?:Ⓜ|商户|客户)?签|在其手机|用(?:自己|其)的?手机)[^,。]{0,12}(?:签|操作|认证|确认)?',
      ],
      unless: ['{forbids}', '{warns}', '无效'],
    },
    {
      says: [
        '签(?:名|字|署)后[^。]{0,20}由(?:{P}|业务员|客户经理|工作人员)[^,。]{0,8}(?:填|补)|(?:业务员|客户经理|工作人员|代理商)[^,。]{0,4}代[^,。]{0,12}签(?:名|字|署|约)',
      ],
      unless: ['{forbids}', '{warns}', '无效'],
    },
    {
      says: ['在?空白(?:的)?(?:协议|合同|文本|表格)[^,。]{0,4}(?:上)?签'],
      unless: ['{forbids}', '{warns}', '无效|不要|拒绝'],
    },
  ],
  why: {
    zh: '先签后填、别人代签，等于把价格和条款交给对方写。',
    en: 'Signing blanks or by proxy lets the other side write the price and the terms.',
  },
  basis: [cite('payment', 22), cite('signature', 13), cite('civil', 143, 148)],
  ask: {
    zh: '所有空格填好再签，用自己的手机签，当场拿到一份完整合同。',
    en: 'Sign only when every blank is filled, on your own phone, and take a complete copy at once.',
  },
  trap: [
    '商户先签字，其余内容由业务员后补填写。',
    '空白处由乙方补填，商户予以认可。',
    '甲方授权业务员代为签署电子协议。',
  ],
  fair: [
    '服务商工作人员不得代商户签字。',
    '双方授权代表签字盖章后生效。',
    '空白处未填写的，该条款不生效，商户有权拒绝签署。',
  ],
}
