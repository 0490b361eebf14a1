import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** Fee, term or penalty left blank. */
export const blankFields: Rule = {
  id: 'T50',
  name: { zh: '关键栏目空白', en: 'Key fields left blank' },
  risk: 'blank_fields',
  severity: 'medium',
  cue: '_{2,}|\\( *\\)|\\[ *\\]|【 *】|xx|□|\\.{4,}',
  looksFor: [
    {
      says: [
        '(?:费率|手续费|押金|保证金|服务费|封顶|违约金|结算周期|合同期|期限|流量费|扣率|金额)[^,。]{0,16}(?:_{2,}|\\( *\\)|\\[ *\\]|【 *】|x{2,})(?=[^,。]{0,4}(?:%|元|日|天|个?月|年|,|。|/|$))|(?:_{2,}|\\( *\\)|\\[ *\\]|【 *】|x{2,})(?:%|元/?笔)',
      ],
      unless: ['{warns}'],
    },
  ],
  why: {
    zh: '费率、期限等关键处空着，签完谁都能填。',
    en: 'The price or the term is blank: anybody may fill it in after you sign.',
  },
  basis: [cite('acquiring', 11), cite('payment', 34)],
  ask: { zh: '填好或划掉每一处空白再签。', en: 'Fill in or strike out every blank before signing.' },
  trap: ['贷记卡费率____%，借记卡封顶____元。', '终端押金（  ）元。'],
  fair: ['甲方：____________', '联系电话：____________', '贷记卡费率0.60%，借记卡封顶20元。'],
}
