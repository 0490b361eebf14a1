import { cite } from '#contract-guard/basis.ts'
import type { Missing } from '#contract-guard/finding.ts'
import { compile } from '#contract-guard/pattern.ts'

type Mandatory = Missing & { readonly words: string }

/** What 条例 art. 20 and 收单业务管理办法 art. 11 want in every agreement, and the words that show it is there. */
const mandatory: readonly Mandatory[] = [
  {
    term: 'rights-and-duties',
    words:
      '权利(?:和|与|及|、)?义务|双方(?:的)?(?:权利|责任)|[ⓅⒺ][^。\\n]{0,6}(?:的)?(?:义务|责任)|应当?履行|您(?:需要|应|可以|有权)|(?:{M})(?:应|不得|有权)',
    why: {
      zh: '协议没有写明双方的权利和义务。',
      en: 'The agreement does not state the rights and duties of both sides.',
    },
    basis: [cite('payment', 20)],
  },
  {
    term: 'business-scope',
    words: '银行卡|借记卡|贷记卡|信用卡|二维码|条码|扫码|微信|支付宝|云闪付',
    why: {
      zh: '没有写明受理的卡种、码种和开通的交易类型。',
      en: 'It does not say which cards, codes and kinds of transaction are accepted.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11)],
  },
  {
    term: 'payment-instruction',
    words:
      '交易(?:信息|指令|报文|数据|处理|流程)|支付指令|业务(?:办理)?流程|指令(?:的)?(?:传递|传输|路径)|授权(?:交易|应答)',
    why: {
      zh: '没有写明业务流程和支付指令如何传递。',
      en: 'It does not describe the flow of a payment and the path of its instruction.',
    },
    basis: [cite('payment', 20)],
  },
  {
    term: 'settlement',
    words:
      '(?:结算|清算|到账|划付|入账)[^。\\n]{0,30}(?:t\\+?[0-9]|d\\+?[0-9]|[0-9]+(?:个)?(?:自然|工作)?日|次日|工作日|周期)|(?:t\\+?[0-9]|d\\+?[0-9]|次日|次一工作日|第[一二三]个工作日)[^。\\n]{0,20}(?:结算|到账|划付|入账|清算)',
    why: {
      zh: '没有写明资金结算的周期，钱多久到账无从追究。',
      en: 'No settlement cycle: nobody can be held to when the money arrives.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11, 30)],
  },
  {
    term: 'settlement-account',
    words: '(?:结算|收款|收单|指定|银行结算)(?:银行)?(?:账户|账号|卡)|开户(?:行|银行|名)',
    why: {
      zh: '没有写明结算账户及其变更办法。',
      en: 'It does not name the settlement account or how it is changed.',
    },
    basis: [cite('acquiring', 11)],
  },
  {
    term: 'fee-standard',
    words:
      '(?:费率|手续费|扣率|收费标准|费用标准)[^。\\n]{0,60}(?:[0-9.]+%|[0-9.]+元|附件|附表|费率表|申请表|如下|见表)|[0-9.]+%',
    why: {
      zh: '没有写明收费项目和费率，未标明的费用不得收取。',
      en: 'No fee items or rates: what is not listed may not be charged.',
    },
    basis: [cite('payment', 34), cite('acquiring', 11)],
  },
  {
    term: 'dispute-handling',
    words:
      '差错(?:处理|交易|争议|账务)?|争议(?:的)?(?:处理|解决)|争议[^。\\n]{0,20}(?:协商|法院|仲裁)|纠纷[^。\\n]{0,20}(?:协商|法院|仲裁)',
    why: {
      zh: '没有写明差错和争议怎么处理。',
      en: 'It does not say how errors and disputes are handled.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11)],
  },
  {
    term: 'breach-liability',
    words:
      '违约责任|赔偿责任|违约[^。\\n]{0,20}赔偿|赔付|违约金|承担(?:相应)?(?:的)?(?:违约|赔偿|法律)责任|赔偿(?:因此|由此)?[^。\\n]{0,8}损失',
    why: {
      zh: '没有写明违约责任。',
      en: 'It does not say what follows from a breach.',
    },
    basis: [cite('payment', 20)],
  },
]

const agreementWords = compile('协议|合同|本约')
const acquiringWords = compile('收单|pos机|刷卡|收款服务|收款工具|特约商户|支付服务|结算服务')
const partyWords = compile('[ⓅⓂⒺ]|本协议|本合同|本约')
const clauseWords = /第[^。\n]{1,5}条|(?:^|\n)\s*[一二三四五六七八九十]、|(?:^|\n)\s*[0-9]{1,2}[.、]/gu

/** Shorter texts are adverts, chats or single clauses: nothing is mandatory in them. */
const shortestAgreement = 300
const fewestClauses = 3

/** Whether this reads as an agreement for taking payments, and not as an advert or a message. */
export const looksLikeAgreement = (text: string): boolean =>
  text.length >= shortestAgreement &&
  agreementWords.test(text) &&
  acquiringWords.test(text) &&
  partyWords.test(text) &&
  (text.match(clauseWords)?.length ?? 0) >= fewestClauses

let compiled: readonly { readonly words: RegExp; readonly missing: Missing }[] | undefined

/** Mandatory terms this agreement lacks; none for a text that is no agreement. Takes the normalised text. */
export const missingTerms = (text: string): readonly Missing[] => {
  if (!looksLikeAgreement(text)) return []
  compiled ??= mandatory.map(({ words, ...missing }) => ({ words: compile(words), missing }))
  return compiled.filter(({ words }) => !words.test(text)).map(({ missing }) => missing)
}
