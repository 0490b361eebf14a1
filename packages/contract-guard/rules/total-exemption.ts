import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

const excuse = [
  '{merchantFault}',
  '{forceMajeure}',
  '{providerFault}',
  '{warns}',
  '{forbids}[^,]{0,10}(?:免除|推卸|以)',
  '不(?:得)?(?:因此)?免除',
]
const near = [
  '{providerFault}',
  '(?:应|须|将)[^,。]{0,6}(?:赔偿|承担)[^,。]{0,10}(?:直接|实际|相应)(?:经济)?损失',
]

/** No liability for anything, including one's own systems and people. */
export const totalExemption: Rule = {
  id: 'T19',
  name: { zh: '全部免责', en: 'No liability at all' },
  risk: 'liability_exclusion',
  severity: 'high',
  cue: '负责|责任|赔偿|无关|自行承担',
  looksFor: [
    {
      says: [
        '(?:概不|一概不|均不|一律不|全部不|完全不)[^,。]{0,6}(?:负责|承担|赔偿|负)|不(?:承担|负)(?:任何|一切|全部)(?:形式的)?(?:法律|赔偿|经济|连带|直接或间接)*[^,。]{0,4}(?:责任|赔偿|损失)|免(?:除|于)[^,。]{0,6}(?:一切|任何|全部)[^,。]{0,4}责任|与(?:Ⓟ|我司|本公司|平台|服务商)(?:一概)?无关',
        '(?:任何|一切|所有|全部|各种)(?:原因|情况|情形|损失|后果|问题|故障|风险)|系统|网络|通讯|通信|终端|设备|机具|第三方|技术|中断|延迟|延误|泄露|服务商|故障|停机|升级|黑客|停电|线路|数据',
      ],
      unless: [
        ...excuse,
        '{surelyM}[^,。]{0,4}(?:概不|均不|不(?:承担|负))',
        '(?:真实性|合法性|准确性)[^,]{0,8}(?:由|负责)',
        '(?:商品|货物|买卖|交易)[^,]{0,6}(?:质量|纠纷|争议)',
      ],
      unlessNear: near,
    },
    {
      says: [
        '(?:{P})[^ⓂⒺ。]{0,30}(?:故意|重大过失|过错|过失)[^。]{0,20}(?:也|亦|均|仍)?不(?:承担|负|赔偿)[^,。]{0,8}(?:责任|损失|赔偿)?',
      ],
      unless: ['{forbids}', '没有[^,]{0,4}过错|无过错|无故意|不存在(?:故意|过错)'],
    },
    {
      says: [
        '(?:资金|款项|交易|货款)[^,。]{0,14}(?:损失|丢失|被盗|无法到账|未到账)[^。]{0,24}(?:概不|均不|一概不|不)(?:承担|负责|赔偿|负)[^,。]{0,8}',
      ],
      unless: excuse,
      unlessNear: near,
    },
    {
      says: [
        '(?:系统|网络|通讯|通信|设备|终端|机具|技术|线路|第三方|服务)[^,。]{0,10}(?:故障|中断|延迟|延误|异常|原因|问题|升级|维护)[^。]{0,40}(?:{P})[^ⓂⒺ,。]{0,8}不(?:承担|负)[^,。]{0,8}责任',
      ],
      unless: excuse,
      unlessNear: [...near, '及时(?:修复|通知|处理|恢复)', '提前[^,。]{0,10}(?:通知|公告)'],
      severity: 'medium',
    },
  ],
  why: {
    zh: '出了问题全由您承担，包括对方自己系统和人员的错；故意或重大过失造成财产损失的免责条款无效。',
    en: 'Everything falls on you, even their own systems’ and people’s faults. Exemption for intent or gross negligence is void.',
  },
  basis: [cite('civil', 497, 506), cite('payment', 20)],
  ask: {
    zh: '把免责限于不可抗力；因对方系统、人员、合作方造成的损失由对方赔偿。',
    en: 'Limit exemptions to force majeure; losses from their systems, people and partners are theirs.',
  },
  trap: [
    '因系统、网络、第三方原因造成的损失，乙方概不负责。',
    '无论任何原因导致的资金延迟到账，我司不承担任何责任。',
    '服务商对终端故障造成的一切损失概不承担赔偿责任。',
    '即使因乙方过失造成损失，乙方也不承担赔偿责任。',
  ],
  fair: [
    '因不可抗力造成服务中断的，乙方不承担任何责任，但应及时通知甲方。',
    '因甲方保管密码不善造成的损失，乙方不承担任何责任。',
    '商户与消费者之间的商品质量纠纷，收单机构不承担任何责任。',
    '收单机构不承担任何责任的情形仅限于法律法规规定的免责情形。',
    '因系统故障造成损失的，由有过错的一方承担赔偿责任。',
    '甲方不承担任何责任。',
  ],
}
