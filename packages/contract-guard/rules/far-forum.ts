import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Court or arbitration at the drafter's seat, and its costs on the merchant. */
export const farForum: Rule = {
  id: 'T31',
  name: { zh: '对方所在地管辖', en: 'Forum at the drafter’s seat' },
  risk: 'jurisdiction',
  severity: 'medium',
  cue: '法院|仲裁|诉讼|律师费',
  looksFor: [
    {
      says: [
        '(?:Ⓟ|Ⓔ|我司|我公司|本公司|平台|服务商|收单机构|我们|支付公司|公司)[^,。]{0,6}(?:所在地|住所地|注册地|住所|营业地|总部|工商注册地|主要办事机构)[^,。]{0,14}(?:人民)?(?:法院|仲裁)',
      ],
      unless: ['被告|合同(?:签订|履行)地|原告', '或(?:Ⓜ|商户)[^,]{0,6}(?:所在地|住所地)', '{warns}'],
    },
    {
      says: [
        '(?:诉讼费|仲裁费|律师费|差旅费|公证费|维权(?:费用)?|追偿费用)[^。]{0,20}(?:均|全部|一律)?由(?:{M})(?:承担|负担|支付)',
      ],
      unless: ['败诉方|违约方|过错方', '因(?:Ⓜ|商户)[^,]{0,8}违约', '违约'],
    },
    {
      says: [
        '(?:仲裁|诉讼|法院)[^。]{0,30}(?:全部|一切|相关)?费用(?:均|全部|一律)?由(?:{M})(?:承担|负担|支付)',
      ],
      unless: ['败诉方|违约方|过错方', '违约', '{warns}'],
    },
  ],
  why: {
    zh: '打官司要跑到对方城市，费用还归您，小额纠纷只能算了。',
    en: 'You would have to sue in their city at your own cost, so small claims are dropped.',
  },
  basis: [cite('civil', 496)],
  ask: {
    zh: '改为商户所在地或合同履行地法院。',
    en: 'Ask for the court at the shop’s place or where the contract is performed.',
  },
  trap: [
    '争议由我司所在地人民法院管辖。',
    '因本协议产生的律师费、差旅费均由商户承担。',
    '争议提交指定仲裁委员会仲裁，费用由商户承担。',
  ],
  fair: ['争议由被告所在地人民法院管辖。', '争议提交商户所在地人民法院。', '律师费由败诉方承担。'],
}
