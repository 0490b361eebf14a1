import { cite } from '#contract-guard/basis.ts'
import type { Missing } from '#contract-guard/finding.ts'
import { compile } from '#contract-guard/pattern.ts'

type Mandatory = Missing & { readonly words: string }

/** What 条例 art. 20 and 收单业务管理办法 art. 11 want in every agreement, and the words that show it is there. */
const mandatory: readonly Mandatory[] = [
  {
    term: 'rights-and-duties',
    words: '权利|义务|(?:[ⓅⓂⒺ]|{P}|{M}|双方)[^。\\n]{0,20}(?:应|须|有权|不得|负责|责任)',
    why: {
      zh: '协议没有写明双方的权利和义务。',
      en: 'The agreement does not state the rights and duties of both sides.',
    },
    basis: [cite('payment', 20)],
  },
  {
    term: 'business-scope',
    words:
      '(?:受理|支持|接受|可收|收款|开通|适用|范围|包括|产品|品种|业务|种类)[^。\\n]{0,40}(?:银行卡|借记卡|贷记卡|信用卡|二维码|条码|扫码|付款码|收款码|微信|支付宝|云闪付|数字人民币)|(?:银行卡|借记卡|贷记卡|信用卡|二维码|条码|付款码|微信|支付宝|云闪付)[^。\\n]{0,24}(?:受理|收款|收单|支付|交易|业务|付款|消费)',
    why: {
      zh: '没有写明受理的卡种、码种和开通的交易类型。',
      en: 'It does not say which cards, codes and kinds of transaction are accepted.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11)],
  },
  {
    term: 'payment-instruction',
    words:
      '支付指令|指令[^。\\n]{0,30}(?:传|递|送|转|提交|发出|路径|执行|返回)|(?:传送|传输|转送|递送|转发|上送|提交|发送|转接|送达)[^。\\n]{0,24}(?:清算|发卡|银联|网联|账户机构|收单|付款方|银行)|授权(?:结果|应答|请求)|(?:交易|业务|支付)(?:的)?(?:办理|处理)?(?:流程|步骤|路径)|(?:清算机构|银联|网联)[^。\\n]{0,24}(?:传|转|递|送|返回|处理|扣款|确认)|(?:扫|刷|插|挥)[^。\\n]{0,50}(?:扣款|验证密码|返回结果|确认后|语音播报)',
    why: {
      zh: '没有写明业务流程和支付指令如何传递。',
      en: 'It does not describe the flow of a payment and the path of its instruction.',
    },
    basis: [cite('payment', 20)],
  },
  {
    term: 'settlement',
    words:
      '(?:结算|清算|到账|划付|入账|划款|转付|付到|付至|打到|打款|出款|结款)[^。\\n]{0,40}(?:t\\+?[0-9]|d\\+?[0-9]|[0-9]+(?:个)?(?:自然|工作)?[日天]|次[日一]|第二天|隔天|工作日|周期|每[日天周])|(?:t\\+?[0-9]|d\\+?[0-9]|次日|次一(?:个)?工作日|第二天|隔天|第[一二三](?:个)?工作日|每[日天周])[^。\\n]{0,40}(?:结算|到账|划付|入账|清算|划款|转付|付到|付至|打到|打款|出款|结款|付给)',
    why: {
      zh: '没有写明资金结算的周期，钱多久到账无从追究。',
      en: 'No settlement cycle: nobody can be held to when the money arrives.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11, 30)],
  },
  {
    term: 'settlement-account',
    words:
      '(?:结算|收款|收单|指定|入账|登记|约定|同名|对公|本人|载明|预留)[^。\\n]{0,10}(?:账户|账号|银行卡|存折|(?<!商|用|客|门|散|账|农)户(?!名|外|主|籍))|户名|开户(?:行|银行|名)|账户(?:的)?(?:变更|更换)|(?:变更|更换|换|改)[^。\\n]{0,6}账户|(?:划|付|打|转|汇)(?:付|入|至|到)[^。\\n]{0,20}(?:账户|卡上|存折)',
    why: {
      zh: '没有写明结算账户及其变更办法。',
      en: 'It does not name the settlement account or how it is changed.',
    },
    basis: [cite('acquiring', 11)],
  },
  {
    term: 'fee-standard',
    words:
      '(?:费率|手续费|扣率|服务费|收费)[^。\\n]{0,60}(?:[0-9.]+%|[0-9.]+元|附件|附表|费率表|价目表|如下|见表)|(?:附件|附表|费率表|价目表)[^。\\n]{0,30}(?:费率|手续费|扣率|收费|费用)|(?:借记卡|贷记卡|信用卡|扫码|二维码|微信|支付宝|银联)[^。\\n]{0,30}[0-9.]+%',
    why: {
      zh: '没有写明收费项目和费率，未标明的费用不得收取。',
      en: 'No fee items or rates: what is not listed may not be charged.',
    },
    basis: [cite('payment', 34), cite('acquiring', 11)],
  },
  {
    term: 'dispute-handling',
    words:
      '差错|争议|纠纷|(?:查询|调单|投诉|账款|账目|金额)[^。\\n]{0,20}(?:不符|不一致|有误|对不上|处理|答复|查明|不对)|协商不成|仲裁|法院',
    why: {
      zh: '没有写明差错和争议怎么处理。',
      en: 'It does not say how errors and disputes are handled.',
    },
    basis: [cite('payment', 20), cite('acquiring', 11)],
  },
  {
    term: 'breach-liability',
    words: '违约|赔偿|赔付|承担[^。\\n]{0,12}责任|(?:按|照|要|再|应|须|全)[^。\\n]{0,16}赔|不守约|滞纳金',
    why: {
      zh: '没有写明违约责任。',
      en: 'It does not say what follows from a breach.',
    },
    basis: [cite('payment', 20)],
  },
]

/** The title says what a paper is; a supplement, a lease of the device or an announcement needs no terms of its own. */
const agreementTitle = /协议|合同|本约|条款|规则|须知|登记表|信息表|申请表|订单|约定/u
const otherTitle =
  /补充|附[件录表]|变更|公告|通知|告知|说明|价目|收费|费率|租赁|租用|租借|领用|使用协议|免费|购买|买卖|采购|维护|维修|保养|授权|承诺|委托|会员|隐私|个人信息|推广|代理|招募|加盟|分账|预授权|实时|即时|当日|分期|软件|系统/u
const forTitle = 60
const acquiringWords =
  /收单|pos机|刷卡|特约商户|支付服务|结算服务|收款(?:服务|工具|码|终端|机|设备|业务|方式|功能|商户)|付款码|扫码|码牌|聚合|手续费|费率|到账|分账|入账/gu
const partyWords = compile('[ⓅⓂⒺ]|{P}|{M}|本协议|本合同|本约')
const clauseWords =
  /第[^。\n]{1,5}条|(?:^|\n)\s*[一二三四五六七八九十]{1,3}[、.]|(?:^|\n)\s*\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.、)]?/gu
/** A lease or a subscription speaks of taking payments once or twice. */
const fewestAcquiringWords = 4

/** Shorter texts are adverts, chats or single clauses: nothing is mandatory in them. */
const shortestAgreement = 300
const fewestClauses = 3

/** Whether this reads as a whole agreement for taking payments, and not as an advert, a message or a supplement. */
export const looksLikeAgreement = (text: string): boolean => {
  const title = text.trimStart().slice(0, forTitle).split('\n', 1)[0] ?? ''
  return (
    text.length >= shortestAgreement &&
    (agreementTitle.test(title) || /(?:协议|合同|本约)/u.test(text.slice(0, forTitle))) &&
    !otherTitle.test(title) &&
    partyWords.test(text) &&
    (text.match(acquiringWords)?.length ?? 0) >= fewestAcquiringWords &&
    (text.match(clauseWords)?.length ?? 0) >= fewestClauses
  )
}

let compiled: readonly { readonly words: RegExp; readonly missing: Missing }[] | undefined

/** Mandatory terms this agreement lacks; none for a text that is no agreement. Takes the normalised text. */
export const missingTerms = (text: string): readonly Missing[] => {
  if (!looksLikeAgreement(text)) return []
  compiled ??= mandatory.map(({ words, ...missing }) => ({ words: compile(words), missing }))
  return compiled.filter(({ words }) => !words.test(text)).map(({ missing }) => missing)
}
