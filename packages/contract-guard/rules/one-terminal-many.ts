import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** One terminal used for several merchants. */
export const oneTerminalMany: Rule = {
  id: 'T11',
  name: { zh: '一机多商户', en: 'One terminal for many merchants' },
  risk: 'mcc_or_rate_misstatement',
  severity: 'high',
  cue: '轮流|登录|家里|亲友|借用|共用|共用|合用|绑|添加|一台|亲戚|一机|1机|多户|多商户|多个|多家|不同|同一台?',
  looksFor: [
    {
      says: [
        '(?:一|1)机(?:多户|多商户|多用|多主体|多店|双商户)|(?:同一台?|一台|单台|1台)[^,。]{0,4}{terminal}[^,。]{0,12}(?:多个|多家|不同|若干|[2-9]个)[^,。]{0,4}(?:商户|门店|店铺|主体|执照)|(?:多个|多家|不同)(?:商户|主体|门店|执照)[^,。]{0,8}(?:共用|合用|绑定)[^,。]{0,6}(?:同一|一台|1台)',
      ],
      unless: ['{forbids}', '{warns}', '违规|违反'],
    },
    {
      says: [
        '(?:共用|合用)(?:这|本|该|同)?[^,。]{0,2}(?:{terminal})|(?:绑|添加|挂)(?:定|上|了)?[^,。]{0,8}(?:[2-9]|[0-9]{2}|多达[0-9]+|多|几)个商户|一台(?:机器?)?(?:顶|抵)[^,。]{0,3}(?:台|用)|(?:另一家|其他|亲戚|朋友)[^,。]{0,4}(?:店|摊位)[^,。]{0,8}(?:共用|合用|也(?:可|能)用)',
      ],
      unless: ['{forbids}', '{warns}', '违规|违反'],
    },
    {
      says: [
        '{terminal}|一码|账户|一部',
        '多个|多家|若干|几个|几家|不同|其他(?:门店|店铺|商户)|他人|亲友|朋友|家人|同行',
        '共用|合用|轮流|借用|通用|一起用|都(?:能|可)(?:用|拿)|绑定|登录|拿来',
        '可|支持|允许|能|随意|登录',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '违规|违反|分别|各自|不(?:得|可|能)|总店|连锁|会员|结算账户|银行卡|支付方式',
      ],
    },
  ],
  why: {
    zh: '一台终端只能对应一个商户；一机多户会被停机、列入黑名单。',
    en: 'One terminal belongs to one merchant. Sharing gets it cut off and you blacklisted.',
  },
  basis: [cite('terminals', '一、（一）2'), cite('outsourcing', 19)],
  ask: { zh: '拒绝该安排。', en: 'Refuse this arrangement.' },
  trap: [
    '本终端支持一机多户，方便切换。',
    '同一台POS机可绑定多个商户使用。',
    '亲戚的摊位也可以共用这台设备，后台能添加八个商户。',
    '本机器允许您与朋友的店铺轮流使用、共用一个账户。',
  ],
  fair: ['禁止一机多商户。', '一台终端仅绑定一个商户，不同门店应分别申请终端。'],
}
