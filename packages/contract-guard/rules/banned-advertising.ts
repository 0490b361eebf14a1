import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

const selling =
  '免费领|免费办|限时|抢购|咨询|热线|加微信|招商|加盟|火爆|名额|优惠|推荐|值得|首选|放心(?:用|刷)|办理|!|送|领取|全国'

/** Words providers may not advertise with. */
export const bannedAdvertising: Rule = {
  id: 'T48',
  name: { zh: '违禁宣传用语', en: 'Banned advertising words' },
  risk: 'prohibited_ad_wording',
  severity: 'medium',
  cue: '零扣率|低扣率|费率|秒到|到账|t[+]?0|d[+]?0|刷单|套现|最|第一|永久|终身|绝对|国家级|一机',
  looksFor: [
    {
      says: [
        '零扣率|0扣率|低扣率|零费率|费率自由定义|商户滚动切换|一机多商户|(?:t[+]?0|d[+]?0|秒到账?|即时到账)(?:[^,。]{0,6}(?:到账|支持|火爆|免费))?|(?:支持|可|轻松|代)刷单',
      ],
      near: selling,
      unless: ['{forbids}', '{warns}', '协议|合同|收单机构|[ⓅⓂⒺ]', '违禁|禁用'],
    },
    {
      says: [
        '(?:全国|全网|行业|市场|业内)(?:内)?(?:最低|最便宜|第一|唯一|最好|最安全)[^,。]{0,6}(?:费率|价|品牌|pos|机|平台)?|(?:费率|价格)[^,。]{0,4}(?:永久|终身|永远)(?:不变|不涨|有效|固定|稳定)?|(?:永久|终身)(?:低|固定|不变)?(?:费率|免费|不涨)|(?:绝对|100%|百分百)(?:安全|到账|正规|通过)',
      ],
      unless: ['{forbids}', '{warns}', '免费维修|质保|保密'],
    },
  ],
  why: {
    zh: '这些是行业明令禁止的宣传词，用它们揽客的人往往还有别的坑。',
    en: 'These words are banned in the trade; who sells with them usually hides more.',
  },
  basis: [cite('outsourcing', 19), cite('advertising', 9)],
  ask: {
    zh: '不要相信，把承诺写进合同。',
    en: 'Do not believe it; have the promise written into the agreement.',
  },
  trap: ['全国免费办理，秒到账，零扣率!', '费率永久不变，行业最低费率。'],
  fair: ['服务商宣传中不得使用零扣率、即时到账等用语。', '费率在12个月内固定不变，写入附件。'],
}
