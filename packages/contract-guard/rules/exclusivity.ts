import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** No other acquirer or way to pay. */
export const exclusivity: Rule = {
  id: 'T18',
  name: { zh: '排他使用', en: 'Exclusivity' },
  risk: 'lock_in',
  severity: 'medium',
  cue: '只|仅|其他|其它|第三方|别家|独家|排他|唯一|任何其他|他行|别的|同类',
  looksFor: [
    {
      says: [
        '(?:不得|禁止|不可|不能|无权|不应)[^,。]{0,18}(?:使用|安装|受理|接入|与|选择|办理|申请|开通|引入|装设|采用|布放)[^,。]{0,14}{otherAcquirer}',
      ],
      unless: [
        '{surelyP}[^ⓂⒺ,]{0,4}不得',
        '移机|转借|转让|出租|复制|改装|限制|排斥|强制|干涉',
        '{warns}',
        '{terminal}[^,]{0,8}(?:用于|交由|提供给)',
      ],
    },
    {
      says: ['(?:独家|排他|唯一)(?:性|地)?[^,。]{0,10}(?:使用|合作|收单|支付|服务|收款|提供)'],
      near: '{M}',
      unless: [
        '非独家|非排他|不具有?(?:排他|独家)',
        '{forbids}',
        '唯一(?:编号|标识|序列|性|有效|确定)',
        '知识产权|许可|授权|著作权|{warns}',
      ],
    },
    {
      says: ['(?:只|仅)(?:能|可|得|限)?使用[^,。]{0,4}(?:{P})[^,。]{0,10}(?:设备|终端|pos|收款|支付|机具)'],
      unless: ['{surelyP}[^ⓂⒺ,]{0,4}不得', '{warns}', '用途|用于'],
    },
    {
      says: [
        '(?:只|仅)(?:能|可|可以|得|限|允许)(?:使用|摆放|受理|接入|安装|布放|开通)[^,。]{0,4}(?:{P})[^,。]{0,12}(?:设备|终端|pos|收款|支付|机具|台卡|台牌|二维码|服务)|不(?:得)?与[^,。]{0,8}(?:竞争对手|竞争者|同行|同业|竞争关系)[^,。]{0,16}(?:合作|签约|开展|签订)',
      ],
      unless: ['{surelyP}[^ⓂⒺ,]{0,4}不得', '{warns}', '用途|用于', '{mutual}'],
    },
  ],
  why: {
    zh: '不许您用别家，就失去了比价和换机的自由；收单机构不得引导商户拒收其他合法支付方式。',
    en: 'No other provider means no comparing and no leaving; steering shops away from lawful means of payment is not allowed.',
  },
  basis: [cite('payment', 20), cite('terminals', '一、（三）'), cite('financial', 21)],
  ask: { zh: '要求删除。', en: 'Ask to delete it.' },
  trap: [
    '合作期间甲方不得使用其他收单机构的终端。',
    '商户不得受理第三方支付产品。',
    '商户应独家使用乙方提供的收款服务。',
    '协议有效期内，乙方门店收银台仅可摆放甲方的收款设备和台卡。',
    '商户承诺不与甲方的竞争对手开展同类业务合作。',
  ],
  fair: [
    '商户有权同时使用其他收单机构的服务，收单机构不得限制。',
    '商户不得将终端转借给其他商户使用。',
    '乙方授予甲方非独家、不可转让的软件使用许可。',
  ],
}
