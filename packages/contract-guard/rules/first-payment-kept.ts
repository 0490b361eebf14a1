import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The first sale's own money is frozen or withheld as a fee. */
export const firstPaymentKept: Rule = {
  id: 'T03',
  name: { zh: '首笔交易被冻结或扣作费用', en: 'First payment frozen or withheld' },
  risk: 'hidden_fee',
  severity: 'high',
  cue: '{firstSale}|激活|首|第一|第1',
  looksFor: [
    {
      says: [
        '(?:首笔|首刷|第一笔|第1笔|首次(?:刷卡|交易|消费|收款)|首单)……(?:冻结|扣除|扣收|预扣|扣取|扣划|划扣|扣下|扣押|抵扣|作为(?:激活|押金|保证金|服务费)|不予结算|不结算|充作|收取[^,]{0,6}{money})',
      ],
      unless: ['{forbids}', '{warns}', '不(?:扣|冻结|收取)', '手续费[^,]{0,8}(?:按|依)'],
    },
    {
      says: [
        '首刷[^,。]{0,6}{money}[^,。]{0,6}(?:激活|押金|返)|(?:激活|押金)[^,。]{0,6}首刷[^,。]{0,6}{money}',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:冻结|扣除|扣收|扣取|预扣)……(?:首笔|首刷|第一笔|首次(?:刷卡|交易|消费))|从[^,]{0,4}(?:首笔|第一笔)[^,]{0,12}(?:扣|冻)',
      ],
      unless: ['{forbids}', '{warns}', '不(?:扣|冻结|收取)'],
    },
    {
      says: [
        '激活[^。]{0,10}(?:需|须|要)?(?:先)?刷[^。]{0,24}(?:不到账|转为|冻结|作为|扣)|激活交易[^。]{0,14}(?:不予?结算|不到账|冻结|扣除|扣收|作为)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:首笔|首刷|第一(?:笔|下|次)|首次(?:刷卡|交易|消费|收款)|首单)[^。]{0,24}(?:冻(?:结)?|扣(?:走|下|掉)?|划走|留下|收走)[^,。]{0,8}[0-9]{2,4}|[0-9]{2,4}[^,。]{0,12},?[^,。]{0,4}(?:首笔|首刷|第一(?:笔|下|次))[^,。]{0,4}(?:就)?(?:划走|扣走|冻)',
      ],
      unless: ['{forbids}', '{warns}', '不(?:扣|冻结|收取)', '手续费[^,。]{0,8}(?:按|依)'],
    },
    {
      says: [
        '{firstSale}',
        '{takes}|留存|不(?:予)?(?:结算|入账|到账|返)|充作|计作|作为[^,。]{0,8}(?:费|金|款)',
        '[0-9]{2,4}元|激活|押|保证|服务费|开通|启用|设备',
      ],
      unless: ['{forbids}', '{warns}', '不(?:扣|冻结|收取)', '手续费[^,。]{0,10}(?:按|依|后)', '演示|测试'],
    },
  ],
  why: {
    zh: '您第一笔生意的钱会被扣下当激活费或押金，只有持牌机构才能依约扣费，而且必须事先列明。',
    en: 'Money from your first sale is kept as a fee. Only the licensed acquirer may deduct, and only what was listed.',
  },
  basis: [cite('outsourcing', 21, 32), cite('payment', 34)],
  ask: {
    zh: '要求删去；已被扣的，保留签购单，向收单机构和12363投诉。',
    en: 'Ask to delete it; if already taken, keep the slip and complain to the acquirer and to 12363.',
  },
  trap: [
    '首笔交易冻结299元用于终端激活。',
    '商户第一笔刷卡金额中扣除198元作为设备激活款。',
    '系统将从首笔结算款中扣收服务押金三百元。',
    '激活时预扣首刷金额299元。',
    '激活交易中的99元不予结算。',
    '刷第一笔的时候系统会冻298，算开机的。',
    '第一单收款中的一百九十八元计作开通费，由系统代扣。',
  ],
  fair: [
    '首笔交易按费率表收取手续费，不冻结、不扣除其他任何费用。',
    '收单机构不得从商户首笔交易中扣除激活费。',
    '首次交易前，技术人员应向商户演示退款操作。',
  ],
}
