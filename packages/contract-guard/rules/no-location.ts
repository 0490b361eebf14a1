import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A terminal sold as movable and untraceable. */
export const noLocation: Rule = {
  id: 'T26',
  name: { zh: '免定位、随意移机', en: 'No location, move at will' },
  risk: 'kyc_bypass',
  severity: 'high',
  cue: '跨省|走遍|地域|哪|gps|外省|外地|定位|移机|全国|异地|跨省|地区|漫游',
  looksFor: [
    {
      says: [
        '(?:免|无需|关闭|屏蔽|不受|取消|修改|破解|解除)(?:终端)?定位|(?:全国|异地|跨省|跨区)(?:各地|范围)?[^,。]{0,6}(?:通用|可用|都能用|均可使用|随意使用|通刷|漫游|移机)|(?:可|支持|允许|随意|任意|自由)(?:随意|任意)?移机|不限(?:地区|地点|区域)(?:使用|刷卡)?',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '违规|发现|监测|停用|暂停',
        '(?<!无)(?:须|应|需|先|可)[^,。]{0,12}(?:申请|审批|核准|报备|核实|核验)|(?:客服|热线|电话|服务网点|网点)',
      ],
    },
    {
      says: [
        '(?:支持|可|允许)(?:异地|跨省|跨区)[^,。]{0,4}(?:使用|刷卡|收款)|(?:无需|无须|不用)(?:报备|申请)[^,。]{0,4}移机|移机[^,。]{0,8}(?:无需|无须|不用)[^,。]{0,6}(?:报备|申请)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:gps|定位|位置)[^,。]{0,6}(?:可|能)?(?:关闭|屏蔽|修改)|(?:拿到|带到)?(?:外省|外地)[^,。]{0,4}(?:一样用|照样用|都能用|也能用)',
      ],
      unless: ['{forbids}', '{warns}', '违规|监测|发现|暂停'],
    },
    {
      says: [
        '不锁?定位|不受(?:地域|区域|地区)限制|走遍全国|(?:带(?:去|到)|拿到)哪(?:里)?都能?(?:刷|用)|跨省(?:均可|也行|都行)|外地(?:都|也)(?:行|能)',
      ],
      unless: ['{forbids}', '{warns}', '违规|监测|发现|暂停', '客服|网点'],
    },
  ],
  why: {
    zh: '移机、屏蔽定位的终端会被停机、列入黑名单，资金也可能被冻结。',
    en: 'A moved or untraceable terminal is suspended and blacklisted, and your money may be frozen.',
  },
  basis: [cite('terminals', '三、（三）')],
  ask: {
    zh: '拒绝；换地址先向收单机构申请核验。',
    en: 'Refuse; when you move, apply to the acquirer first.',
  },
  trap: [
    '本机全国通用，免定位，可随意移机。',
    '终端已屏蔽定位，异地可用。',
    '机器您带到哪都能刷，不锁定位。',
  ],
  fair: [
    '商户不得擅自移机。',
    '终端位置与登记不符的，收单机构应暂停使用并核实。',
    '商户迁址的，可申请移机，经核实后办理。',
  ],
}
