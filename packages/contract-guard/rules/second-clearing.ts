import { cite } from '#contract-guard/basis.ts'
import type { Rule } from '#contract-guard/finding.ts'

/** The money passes through somebody without a licence. */
export const secondClearing: Rule = {
  id: 'T12',
  name: { zh: '二次清算', en: 'Settlement through an unlicensed account' },
  risk: 'unlicensed_settlement',
  severity: 'high',
  cue: '统一收取|中转|过账|归集|代收|汇总|账户|转付|转给|再由|统一收|代为|打款',
  looksFor: [
    {
      says: [
        '(?:交易|结算|货|收款)?(?:资金|款项|款)[^。]{0,12}(?:先|统一|均)?(?:由|经|通过|先(?:进入|划入|到))[^,。]{0,10}(?:{P}|个人)[^,。]{0,10}(?:归集|代收|统一收取|汇总|收取)[^。]{0,24}(?:结算|划付|转付|打款|支付给|转给|分配|下发|返还)',
      ],
      unless: ['{forbids}', '{warns}', '备付金', '持牌'],
    },
    {
      says: [
        '(?:资金|款项|货款|交易款)[^,。]{0,12}(?:先行)?(?:进入|划入|归集至|归集到|汇入|结算至|结算到|先到|转入|打入)[^,。]{0,10}(?:Ⓟ|Ⓔ|服务商|代理商|我司|我公司|本公司|平台|公司|业务员|个人)[^,。]{0,8}(?:账户|账号|对公户|私户|名下)',
      ],
      unless: [
        '{forbids}',
        '{warns}',
        '备付金',
        '(?:Ⓜ|商户|本人|您|用户)[^,]{0,6}(?:账户|名下)',
        '费(?:用)?[^,。]{0,6}(?:进入|划入|汇入|转入|打入)',
        '押金',
      ],
    },
    {
      says: [
        '(?:由|经)(?:{P})[^,。]{0,12}(?:归集|汇总|代收)后[^。]{0,20}(?:结算|划付|转付|打款|支付|转|分账)',
      ],
      unless: ['{forbids}', '{warns}', '备付金', '投诉|信息|材料|资料|数据|账单'],
    },
    {
      says: [
        '(?:服务商|代理商|我司|我公司|Ⓟ)[^,。]{0,6}(?:代为|统一|负责)[^,。]{0,4}(?:收取|代收)[^,。]{0,10}(?:交易|结算)(?:资金|款)',
      ],
      unless: ['{forbids}', '{warns}'],
    },
    {
      says: [
        '(?:资金|款项|货款|结算款|交易款)[^。]{0,8}(?:由|经|经由|通过)[^,。]{0,8}(?:{surelyP}|Ⓔ|公司)[^,。]{0,8}(?:统一收取|中转|代收|过账|周转)[^。]{0,24}(?:转账|支付|结算|打款|转给|划付)',
      ],
      unless: ['{forbids}', '{warns}', '备付金|持牌', '手续费[^,]{0,4}由'],
    },
  ],
  why: {
    zh: '钱先进了没有支付牌照的公司账户再转给您，属于二次清算：对方跑了钱就没了。',
    en: 'Your money first lands in the account of a firm without a licence. If it disappears, so does the money.',
  },
  basis: [cite('payment', 6, 47), cite('outsourcing', 13, 21), cite('criminal', 225)],
  ask: {
    zh: '要求由持牌收单机构直接结算到本人账户；第一笔到账时核对付款方名称。',
    en: 'Insist on settlement by the licensed acquirer straight to your own account; check the payer’s name on the first payment.',
  },
  trap: [
    '交易资金由服务商归集后于次日结算给商户。',
    '货款先划入我司对公账户，再由我司转付商户。',
    '交易款项统一由代理商代收，扣除费用后转给甲方。',
  ],
  fair: [
    '交易资金由收单机构直接结算至商户同名银行结算账户，服务商不得以任何形式归集资金。',
    '商户应及时将退货款项存入其结算账户。',
    '投诉信息由服务商汇总后转收单机构处理。',
  ],
}
