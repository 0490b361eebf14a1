import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Fees asked for at the door. */
export const doorstepFee: Rule = {
  id: 'T39',
  name: { zh: '上门现场收费', en: 'Fees at the door' },
  risk: 'hidden_fee',
  severity: 'medium',
  cue: '上门费|上门服务费|安装费|培训费|调试费|现场|当场',
  looksFor: [
    {
      says: [
        '(?:上门(?:服务|安装|维修)?费|安装(?:调试)?费|培训费|调试费)[^。]{0,16}(?:{money})|(?:现场|当场|上门时)[^,。]{0,10}(?:收取|支付|缴纳|付)[^,。]{0,12}(?:{money}|费)',
      ],
      unless: [
        '不(?:收取|收|另收|向)|免收?|(?<![0-9.])0元|无需',
        '{forbids}',
        '{warns}',
        '(?:附件|费率表|价目表)[^,]{0,6}(?:列明|所列|约定)',
      ],
    },
  ],
  why: {
    zh: '没列在价目里的上门费、培训费不该付。',
    en: 'A visit or training fee that is not listed need not be paid.',
  },
  basis: [cite('payment', 34)],
  ask: { zh: '只付合同列明的费用。', en: 'Pay only what the agreement lists.' },
  trap: ['技术人员上门服务费每次100元，现场支付。', '安装调试费200元由商户当场支付给上门人员。'],
  fair: ['上门安装不收取任何费用。', '上门服务费0元。'],
}
