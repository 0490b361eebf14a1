import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** All chargebacks and fraud on the merchant, without asking whose fault. */
export const chargebackShift: Rule = {
  id: 'T42',
  name: { zh: '拒付风险全归商户', en: 'All chargebacks on the merchant' },
  risk: 'liability_exclusion',
  severity: 'medium',
  cue: '不问|不论|无论|不分|拒付|退单|伪卡|盗刷|欺诈|否认|风险损失',
  looksFor: [
    {
      says: [
        '(?:拒付|退单|伪卡|盗刷|欺诈|否认交易|风险)(?:交易)?[^。]{0,40}(?:全部|一切|所有|均|概|全额|无条件|无论|一律|不论[^,。]{0,6},?)[^,。]{0,10}(?:由|归)?(?:{M})[^,。]{0,6}(?:承担|负责|赔偿)|(?:一切|所有|任何|全部)[^,。]{0,6}(?:拒付|退单|伪卡|盗刷|调单)[^。]{0,16}由(?:{M})(?:承担|负责)|(?:{M})[^,。]{0,8}对(?:所有|一切|任何|全部)[^,。]{0,6}(?:拒付|退单|伪卡|盗刷|欺诈)[^。]{0,16}承担|(?:拒付|退单|伪卡|盗刷)[^。]{0,30}(?:{M})[^,。]{0,6}(?:承担|赔偿)[^,。]{0,4}(?:全部|一切|所有)',
      ],
      unless: [
        '{merchantFault}',
        '(?:Ⓜ|商户)[^,]{0,12}(?:过错|过失|故意|违规|违反|串通|未按|不能提供|无法提供)',
        '{providerFault}',
        '{warns}(?<!涉嫌)',
      ],
    },
    {
      says: [
        '(?:否认|拒付|退单|盗刷|伪卡|追索|索赔)[^。]{0,30}(?:不问|不分|无论|不论)[^,。]{0,8}(?:原因|过错|缘由)[^。]{0,24}(?:{M}|我单位|由)[^,。]{0,12}(?:垫付|承受|承担|赔)|(?:不问|不分|无论|不论)(?:{M})?[^,。]{0,8}过错[^。]{0,10}(?:由|均)[^,。]{0,8}(?:承受|承担|垫付|赔)',
      ],
      unless: ['{forbids}', '{warns}', '{providerFault}'],
      severity: 'high',
    },
  ],
  why: {
    zh: '不问是谁的错，拒付和盗刷都由您赔，退网以后也算。',
    en: 'Whoever is at fault, you pay for chargebacks and fraud, even after you have left.',
  },
  basis: [cite('civil', 497), cite('acquiring', 35)],
  ask: {
    zh: '限于商户自身过错，并写明期限。',
    en: 'Limit it to the merchant’s own fault, with a time limit.',
  },
  trap: [
    '任何拒付、伪卡交易损失均由商户承担全部责任。',
    '退单及盗刷损失无条件由甲方全额承担，协议终止后仍然有效。',
    '发卡行就任何一笔交易提出拒付的，不问原因、不分过错，商户一律先行全额垫付。',
  ],
  fair: [
    '因商户违规操作导致的拒付，由商户承担相应责任。',
    '伪卡损失由过错方承担。',
    '任何一方不论有无过错均应及时通知对方。',
  ],
}
