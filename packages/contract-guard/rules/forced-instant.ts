import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Same-day settlement with a surcharge switched on without being asked for. */
export const forcedInstant: Rule = {
  id: 'T08',
  name: { zh: '默认当日到账并加收费用', en: 'Same-day settlement by default, with a surcharge' },
  risk: 'hidden_fee',
  severity: 'high',
  cue: '垫资|提现|{instant}',
  looksFor: [
    {
      says: [
        '默认[^,。]{0,10}(?:{instant})|(?:{instant})[^,。]{0,4}\\(?(?:系统)?默认|(?:仅|只)(?:支持|提供|采用)[^,。]{0,6}(?:{instant})|(?:{instant})[^,。]{0,10}默认(?:开通|开启|勾选)|(?:自动|统一|强制|必须|一律)(?:为[^,。]{0,6})?(?:调整为|改为|变更为|开通|开启|采用|使用|按|执行)[^,。]{0,8}(?:{instant})',
      ],
      near: '{money}|{percent}|费|收取|加收',
      unless: [
        '默认(?:为)?(?:关闭|不开通|t[+]?1|次日)',
        '{forbids}[^,。]{0,10}(?:默认|强制|开通|收取|捆绑|诱导|以)',
        '{warns}',
        '(?:不|未|非)默认',
        '(?:商户|Ⓜ|您)(?:主动|自行|自愿)(?:申请|选择|开通)',
        '不(?:另)?(?:收取|加收)|免费',
      ],
    },
    {
      says: [
        '(?:{instant})[^。]{0,30}(?:每笔)?(?:加收|另收|收取|扣收|另加|[+加])[^。]{0,10}(?:{money}|{percent})|每笔[^。]{0,12}(?:{money}|{percent})[^。]{0,10}(?:{instant})',
        '关闭(?:需|须|应)|不可关闭|无法关闭|不得关闭|不能关闭|不支持(?:关闭|修改|更改)|强制|默认|自动开通|系统统一',
      ],
      unless: [
        '默认(?:为)?(?:关闭|不开通|t[+]?1|次日)',
        '{warns}',
        '(?:商户|Ⓜ|您)(?:主动|自行|自愿)(?:申请|选择|开通)',
      ],
    },
    {
      says: [
        '(?:所有|全部|每笔|一律|均|全程)[^,。]{0,10}(?:采用|为|按|走|使用|实行|支持)?[^,。]{0,4}(?:{instant})[^。]{0,30}(?:每笔)?[^,。]{0,10}(?:{money}|{percent})|(?:{instant})[^。]{0,40}(?:{money}|{percent})[^。]{0,16}(?:不支持|不提供|无法|不得|没有)[^,。]{0,8}(?:t[+]?1|次日|隔日)|(?:不支持|不提供|无)[^,。]{0,4}(?:t[+]?1|次日到账)[^。]{0,30}(?:{money}|{percent})',
      ],
      unless: [
        '{warns}',
        '(?:商户|Ⓜ|您)(?:主动|自行|自愿)(?:申请|选择|开通)',
        '不(?:另)?(?:收取|加收)|免费|可(?:随时)?(?:关闭|选择)',
      ],
    },
    {
      says: [
        '(?:{instant}|垫资|提现|次日)',
        '{money}|{percent}',
        '(?:默认|入网即|激活即|自动|随[^,。]{0,6}|跟随[^,。]{0,6}|已?给您)(?:开启|开通|开好|打开|勾选)|默认给',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '(?:商户|Ⓜ|您)(?:主动|自行|自愿)(?:申请|选择|开通)',
        '默认(?:为)?(?:关闭|不)',
      ],
    },
  ],
  why: {
    zh: '每笔多收几元，小额生意等于多付百分之几；当日到账本应由您自己选择，新商户还有时间限制。',
    en: 'A few yuan on every payment is several percent of a small ticket. Same-day settlement must be your own choice.',
  },
  basis: [cite('payment', 34), cite('fraud261', '特约商户T+0限制'), cite('outsourcing', 19)],
  ask: {
    zh: '要求默认T+1、零附加费；需要当日到账时自己开通、随时可关。',
    en: 'Ask for T+1 without surcharge by default; same-day only when you switch it on, and off again at will.',
  },
  trap: [
    '系统默认开通D0秒到，每笔加收3元提现费，关闭需提交书面申请。',
    '商户结算统一采用T+0实时到账，每笔另收2元。',
    '即时到账服务默认勾选，按交易金额0.05%收取服务费。',
    '所有交易均采用秒到模式，除交易手续费外另收每笔3元。',
    '商户交易款实时结算，单笔提现费3元，不支持T+1结算。',
    '秒到每笔就3块钱，默认给您开好了，要关得打总部电话。',
    '垫资服务费每笔2元，跟随设备自动开通。',
  ],
  fair: [
    '默认为T+1结算，商户可自行申请开通当日到账，每笔1元，随时可关闭。',
    '当日到账服务默认关闭。',
    '服务商不得默认开通秒到功能。',
    '商户可自愿申请实时到账，每笔1元，未申请的均按T+1免费结算。',
  ],
}
