import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Second-hand, modified or mismatching devices. */
export const doubtfulDevice: Rule = {
  id: 'T38',
  name: { zh: '二手、改装、序列号不符', en: 'Second-hand, modified or mismatching device' },
  risk: 'other',
  severity: 'high',
  cue: '[二2]次|回收|使用过|二手|翻新|改装|改机|破解|刷机|封条|封签|铅封|序列号|拆封',
  looksFor: [
    {
      says: [
        '翻新机|二手机|改装机|(?:二手|翻新|改装|拆机|破解|刷机|改机)[^,。]{0,6}(?:{terminal})|(?:{terminal})[^,。]{0,10}(?:二手|翻新|改装过|刷机|破解)',
      ],
      unless: [
        '{forbids}[^,]{0,10}(?:使用|提供|销售|二手|翻新|改装|布放|擅自|私自|自行)',
        '{warns}',
        '非(?:二手|翻新)|并非|不是|不(?:使用|提供|存在|为)|全新|如(?:发现|有|为)|擅自|违规|私自|自行',
      ],
    },
    {
      says: [
        '(?:封条|封签|铅封|序列号|包装)[^。]{0,14}(?:破损|拆封|撕毁|不一致|不符|缺失)[^。]{0,20}(?:属正常|不影响|不得(?:拒|以此)|视为(?:合格|接受)|无权(?:拒|退))',
      ],
      unless: ['{warns}'],
    },
    {
      says: [
        '(?:{terminal})[^,。]{0,10}(?:[二2]次利用|[二2]次使用|回收(?:再)?利用|使用过的|旧机)|(?:[二2]次利用|回收利用|使用过)(?:的)?(?:{terminal})',
      ],
      unless: ['{forbids}', '{warns}', '不(?:是|得|为|使用)|并非|全新'],
    },
  ],
  why: {
    zh: '来路不明或被改动的机器可能盗取卡信息：有上门装机测录卡片的真实案件。',
    en: 'A device of unknown origin or with changes inside may skim cards; this has happened with door-to-door units.',
  },
  basis: [cite('terminals', '一、序列号管理'), cite('rating', '违规改装终端')],
  ask: {
    zh: '当面扫描序列号核对，封签不完整就拒收。',
    en: 'Scan the serial on the spot; refuse when the seal is broken.',
  },
  trap: [
    '所供机具可能为翻新机，商户不得拒收。',
    '提供改装POS机。',
    '封条破损属正常现象，不影响使用。',
    '乙方提供的终端可能为二次利用设备，甲方对此无异议。',
  ],
  fair: [
    '收单机构提供全新终端，不得使用二手或改装机具。',
    '发现序列号不一致的，商户有权拒收。',
    '商户不得擅自改装终端。',
  ],
}
