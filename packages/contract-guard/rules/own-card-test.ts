import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** “Testing” with the merchant's own card and PIN. */
export const ownCardTest: Rule = {
  id: 'T41',
  name: { zh: '要求刷自己的卡、输密码测试', en: 'Asked to test with one’s own card and PIN' },
  risk: 'other',
  severity: 'high',
  cue: '安装|人员|师傅|调试|测试|验机|激活|试机|检测|试刷',
  looksFor: [
    {
      says: [
        '(?:调试|测试|验机|激活|试机|检测|试刷)[^。]{0,24}(?:{M}|店主|老板|负责人|法人)?(?:须|需|应|请|要)?[^,。]{0,8}(?:刷|用|使用|插入|出示|提供)[^,。]{0,6}(?:本人|自己|自有|个人|其|名下)(?:的)?(?:银行卡|信用卡|储蓄卡|借记卡)|(?:调试|测试|验机|激活|试机)[^。]{0,24}输入[^,。]{0,6}(?:银行卡|取款|交易|支付)?密码',
      ],
      unless: ['{forbids}', '{warns}', '测试卡', '无需|不(?:要求|需)|管理员密码|主管密码|操作员密码'],
    },
    {
      says: [
        '(?:(?:安装|技术|上门|装机)(?:人员|师傅|员)|师傅)[^。]{0,14}(?:店主|{M}|老板|本人|我)[^,。]{0,4}(?:银行卡|信用卡|储蓄卡)[^。]{0,14}(?:刷|密码)',
      ],
      unless: ['{forbids}', '{warns}', '测试卡', '不(?:要求|需|会)'],
    },
  ],
  why: {
    zh: '调试不需要您的银行卡和密码，这是盗刷手法。',
    en: 'No test needs your card and PIN; this is how cards are robbed.',
  },
  basis: [cite('criminal', 196, 264), cite('acquiring', 27)],
  ask: { zh: '拒绝；核对上门码和证件。', en: 'Refuse; check the visit code and the badge.' },
  trap: ['终端调试时，商户须使用本人银行卡刷卡并输入密码。', '激活测试请刷自己的信用卡。'],
  fair: ['测试使用收单机构的测试卡，不得要求商户使用本人银行卡。', '技术人员不得要求商户输入银行卡密码。'],
}
