import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Silence or further use counts as agreement. */
export const deemedConsent: Rule = {
  id: 'T44',
  name: { zh: '沉默视为同意', en: 'Silence counts as consent' },
  risk: 'deemed_consent',
  severity: 'high',
  cue: '自动加盖|注销|刷卡|代表|接纳|认可|{deemed}',
  looksFor: [
    {
      says: [
        '继续(?:使用|办理|交易|刷卡|合作|接受服务)[^。]{0,24}(?:{deemed})',
        '{change}|新的?(?:费率|协议|规则|条款|标准)|生效',
      ],
      unless: ['{forbids}', '不(?:得)?视为', '{consent}', '{warns}'],
      unlessNear: ['{notice30}', '不(?:得)?视为'],
    },
    {
      says: [
        '(?:未|不|没有)(?:在[^,。]{0,20})?[^,。]{0,14}(?:提出)?(?:书面)?(?:异议|反对|回复|答复|反馈|拒绝|解约|退出|终止)[^。]{0,16}(?:{deemed})',
        '{change}|费率|费用|收费|扣款|扣收|新(?:的)?(?:协议|规则)|续|授权|债权|转让',
      ],
      unless: ['{forbids}', '不(?:得)?视为', '对账|账单|结算单|清单|验收', '{warns}'],
      unlessNear: ['{notice30}', '不(?:得)?视为'],
    },
    {
      says: [
        '(?:未|不|没有)(?:在[^,。]{0,20})?[^,。]{0,14}(?:提出)?(?:书面)?(?:异议|反对|回复|答复|反馈)[^。]{0,16}(?:{deemed})|继续(?:使用|办理|合作)[^。]{0,24}(?:{deemed})',
      ],
      unless: ['{forbids}', '不(?:得)?视为', '对账|账单|结算单|清单|验收', '{warns}'],
      severity: 'medium',
    },
    {
      says: [
        '(?:未|不|没有)(?:主动)?(?:停用|停止使用|注销|取消|关闭|退订)[^。]{0,12}(?:{deemed})',
        '{change}|新的?|规则|费率|协议|续',
      ],
      unless: ['{forbids}', '不(?:得)?视为', '{warns}'],
      unlessNear: ['{notice30}', '不(?:得)?视为'],
    },
    {
      says: [
        '不(?:同意|接受|认可)[^。]{0,40}否则[^,。]{0,4}(?:视为|视同|即为|即表示)[^,。]{0,6}(?:同意|接受|认可)',
      ],
      unless: ['不(?:得)?视为', '{warns}'],
      unlessNear: ['{notice30}'],
    },
    {
      says: [
        '(?:未|没有|不)[^。]{0,40}(?:异议|异议函|拒签|退回|注销|退订|书面说明|提出|停止使用)[^。]{0,24}(?:{deemed}|自动加盖)|继续(?:刷卡|收款|使用|交易)[^。]{0,8}(?:表示|代表|即|就)[^,。]{0,8}(?:认可|同意|接受|接纳)|(?:未|尚未|没有)注销[^。]{0,10}(?:等同|视为|即)',
      ],
      unless: ['不(?:得)?视为', '对账|账单|结算单|清单|验收', '{warns}', '不可抗力'],
      unlessNear: ['{notice30}', '不(?:得)?视为'],
    },
  ],
  why: {
    zh: '没说话、接着用，就被当成同意涨价或改合同；同意必须明确并留记录。',
    en: 'Saying nothing, or going on using it, counts as agreeing. Consent must be explicit and recorded.',
  },
  basis: [cite('payment', 20), cite('paymentRules', 62), cite('civil', 140)],
  ask: {
    zh: '改为以书面或电子方式明确同意为准，沉默不视为同意。',
    en: 'Ask for explicit written or electronic consent; silence is no consent.',
  },
  trap: [
    '费率调整后商户继续使用服务的，视为同意调整。',
    '甲方未在3日内提出异议的，视为同意新的收费标准。',
    '商户不同意变更的，应在3日内停止使用终端，否则视为同意。',
    '授权人没有点选拒签的，系统自动加盖授权人的电子签章。',
    '新版服务规则已上线，继续刷卡表示您认可全部条款。',
    '公告后七日内您没有寄回异议函，即代表您接纳新版本。',
  ],
  fair: [
    '商户沉默或继续使用不视为同意费率变更。',
    '商户收到对账单后5个工作日内未提出异议的，视为确认该期账目。',
    '您点击确认即表示已阅读本协议。',
  ],
}
