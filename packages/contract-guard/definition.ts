import { type Mapped, rewrite } from '#contract-guard/offset.ts'
import { compile } from '#contract-guard/pattern.ts'

/** “X”指 …, “X”是指 …, “X”系指 …: a name and its meaning. */
const meaningAfter =
  /["“「『《'‘]([\p{Script=Han}a-z0-9]{2,12})["”」』》'’](?:一词)?[,:]?(?:是|系|均|即)?(?:指|包括|为)(?:的是)?([^。\n]{4,120})/gu
/**
 * What a defined term may stand for, told by its meaning, and the plain word the rules know it by. The first that fits
 * wins: what is not given back before what is merely paid.
 */
const kinds: readonly { readonly meaning: RegExp; readonly plain: string }[] = [
  {
    meaning: compile(
      '(?:押金|保证金|担保)[^。]{0,30}(?:款|费|资金|金额)|(?:激活|开通|领用|使用终端|领取终端|开机)[^。]{0,30}(?:交纳|缴纳|支付|预付|扣收|收取)[^。]{0,12}(?:款|费|金)',
    ),
    plain: '押金',
  },
  {
    meaning: compile(
      '(?:暂停|延迟|暂缓|冻结|停止|扣留)[^。]{0,12}(?:结算|划付|资金)[^。]{0,40}(?:措施|行为|处理|安排|权利|方式|等)',
    ),
    plain: '冻结结算资金',
  },
  {
    meaning: compile('(?:尚未|待|应)(?:结算|划付|支付)[^。]{0,24}(?:资金|款项|金额)'),
    plain: '结算资金',
  },
  {
    meaning: compile(
      '(?:个人信息|资料|联系方式|交易(?:数据|信息|记录))[^。]{0,40}(?:信息|数据|资料|内容|等)',
    ),
    plain: '信息',
  },
  { meaning: compile('关联(?:公司|方)|合作(?:方|伙伴|机构)|第三方(?:公司|机构|主体)'), plain: '合作方' },
  {
    meaning: compile('(?:营销|推广|广告|推介)[^。]{0,30}(?:活动|目的|用途|服务|行为|信息)'),
    plain: '营销推广',
  },
]

/** Names that already say what they are, or that everybody uses: they are read as they stand. */
const plainAlready = compile(
  '{deposit}|{fee}|{funds}|{terminal}|{P}|{M}|协议|合同|服务|银行卡|卡$|^[甲乙丙丁]方$|交易|结算|银联|持卡人|商户|平台|系统|退单|退货|差错|调单|账户|个人信息',
)

type Term = { readonly term: string; readonly plain: string; readonly at: number }

/** A text defines few terms; more than this are not looked up, which keeps the rewriting linear. */
const mostTerms = 40

/** Terms this text defines whose meaning the rules know under another word. `at` is where the definition ends. */
export const definedTerms = (text: string): readonly Term[] => {
  const terms: Term[] = []
  for (const match of text.matchAll(meaningAfter)) {
    const [whole, term = '', meaning = ''] = match
    const kind = plainAlready.test(term) ? undefined : kinds.find((one) => one.meaning.test(meaning))
    if (kind !== undefined) terms.push({ term, plain: kind.plain, at: match.index + whole.length })
    if (terms.length >= mostTerms) return terms
  }
  return terms
}

/** Puts the plain word where a defined term is used, after its definition: the rules then read what is meant. */
export const withDefinitions = (source: Mapped): Mapped => {
  const terms = new Map(definedTerms(source.text).map((one) => [one.term, one]))
  if (terms.size === 0) return source
  const names = [...terms.keys()].sort((a, b) => b.length - a.length)
  return rewrite(source, new RegExp(names.join('|'), 'gu'), (match) => {
    const term = terms.get(match[0])
    return term !== undefined && match.index >= term.at ? term.plain : null
  })
}
