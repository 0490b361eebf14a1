import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Only their records count. */
export const evidenceMonopoly: Rule = {
  id: 'T45',
  name: { zh: '证据垄断', en: 'Only their records count' },
  risk: 'evidence_monopoly',
  severity: 'medium',
  cue: '为准|唯一|最终|认定',
  looksFor: [
    {
      says: [
        '(?:以|由)(?:{P})[^,。]{0,20}(?:记录|数据|系统|账单|后台|统计|计算|认定|判断|判定)[^。]{0,16}(?:唯一|最终|不得(?:提出)?(?:异议|质疑)|放弃[^,。]{0,4}异议|无条件(?:接受|认可))|(?:{P})[^,。]{0,14}(?:记录|数据|系统|账单|认定|判断)[^,。]{0,8}(?:为|系|是|具有)[^,。]{0,20}(?:唯一|最终)',
      ],
      unless: ['{forbids}', '相反证据|反证|有权(?:提出)?异议|可(?:以)?(?:提出)?异议|申诉|复核', '{warns}'],
      unlessNear: ['相反证据|反证|有权(?:提出)?异议|可(?:以)?(?:提出)?异议'],
      severity: 'high',
    },
    {
      says: ['(?:以|按)(?:{P})[^,。]{0,14}(?:记录|数据|系统(?:记录|数据|显示)?|账单|统计)[^,。]{0,6}为准'],
      unless: ['相反证据|反证|异议|申诉|复核|双方', '{warns}', '(?:费率|手续费|收费)'],
      unlessNear: ['相反证据|反证|异议'],
    },
  ],
  why: {
    zh: '账错了也只认对方的系统，您的签购单、流水不算数。',
    en: 'If the books are wrong only their system counts, not your slips.',
  },
  basis: [cite('civil', 497), cite('payment', 20)],
  ask: {
    zh: '改为双方记录互相核对，商户可提出异议并要求提供原始数据。',
    en: 'Ask that both sides’ records are compared and that you may object and see the raw data.',
  },
  trap: [
    '交易金额以乙方系统记录为唯一依据，商户不得提出异议。',
    '是否违规由平台认定，其认定为最终结论。',
    '结算数据以我司系统记录为准。',
    '双方对账不一致时，以乙方系统数据为最终依据，甲方无权提出异议。',
  ],
  fair: [
    '结算以双方核对的交易记录为准，商户可在30日内提出异议。',
    '有相反证据的除外，以收单机构系统记录为准。',
  ],
}
