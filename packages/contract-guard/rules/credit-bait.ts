import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** A terminal sold with the promise of credit. */
export const creditBait: Rule = {
  id: 'T30',
  name: { zh: '办卡提额诱饵', en: 'Credit as bait' },
  risk: 'other',
  severity: 'high',
  cue: '信用卡|提额|额度|养卡|流水|贷款|代还',
  looksFor: [
    {
      says: [
        '(?:办理?|申请)[^,。]{0,6}(?:大额|高额)(?:信用卡|贷款)[^。]{0,24}(?:{terminal}|刷|流水|送)|(?:信用卡)?(?:快速)?提额[^。]{0,24}(?:{terminal}|刷|流水)|(?:刷|做|养)(?:够)?(?:流水|卡)[^。]{0,20}(?:提额|提升额度|下卡|放款|贷款)|(?:养卡|代还|空卡代还|智能还款)[^。]{0,14}(?:{terminal}|服务|提额|刷)|(?:{terminal}|本机)[^。]{0,20}(?:助力|帮助|可)?(?:提额|养卡)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:送|下|批|办)[^,。]{0,8}(?:额度|大额|万)[^,。]{0,6}(?:信用卡|贷款|卡)[^。]{0,16}(?:先刷|流水|装机|办机|{terminal})|(?:办机|装机|办{terminal})[^,。]{0,8}送[^,。]{0,10}(?:额度|信用卡|贷款)|只?需?先刷[^,。]{0,8}流水',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '流水[^。]{0,24}(?:额度|借款?|授信)[^。]{0,12}(?:提到|提升|越高|万|预授信)|刷得越多额度越高|额度[^,。]{0,6}(?:给您)?提到[^,。]{0,6}万|凭[^,。]{0,4}流水[^,。]{0,8}(?:借|贷|授信)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
  ],
  why: {
    zh: '先刷流水、先装机才给办卡提额，是骗押金骗装机的套路，养卡套现还违法。',
    en: '“Make volume first, credit later” is how terminals and deposits are sold; feeding cards is illegal.',
  },
  basis: [cite('outsourcing', 20), cite('criminal', 225, 266)],
  ask: { zh: '拒绝。', en: 'Refuse.' },
  trap: [
    '办理大额信用卡送POS机，先刷流水三个月。',
    '本机助力提额养卡。',
    '办机即送5万额度信用卡，只需先刷三个月流水。',
    '凭收款流水最高可借50万元，刷得越多额度越高。',
  ],
  fair: ['服务商不得以信用卡提额为名推销POS机。', '商户受理信用卡应核对签名。'],
}
