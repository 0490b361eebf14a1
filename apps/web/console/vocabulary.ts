import type { InputOf, OutputOf } from '#api/calls.ts'

type Pair = readonly [zh: string, en: string]
type Words<K extends string> = Readonly<Record<K, Pair>>

export type CaseView = OutputOf<'cases.case'>
type Application = NonNullable<CaseView['application']>
type Review = NonNullable<CaseView['review']>
type Needs = NonNullable<CaseView['needs']>
type Ticket = OutputOf<'tickets.ticket'>['ticket']
type Device = OutputOf<'devices.device'>['device']
type Filing = InputOf<'providers.publish'>

/**
 * Values as a desk says them; the values that read the same to everybody stand in ../domain-words.ts.
 * A value of the calls without words here does not compile.
 */

export const shopFields: readonly (keyof Application['shop'])[] = [
  'shopName',
  'registeredName',
  'merchantType',
  'uscc',
  'regionCode',
  'businessKind',
  'fixedPremises',
  'settlementKind',
  'settlementBank',
]

export const sealedFields: readonly (keyof Application['masked'])[] = [
  'legalPersonName',
  'legalPersonIdNo',
  'contactPhone',
  'premisesAddress',
  'settlementAccountName',
  'settlementAccountNo',
]

export const settlementKindWords: Words<NonNullable<Application['shop']['settlementKind']>> = {
  corporate: ['对公账户', 'Corporate account'],
  personal: ['对私账户', 'Personal account'],
}

export const riskLevelWords: Words<NonNullable<Review['recommendation']>['riskLevel']> = {
  low: ['低风险', 'Low risk'],
  medium: ['中风险', 'Medium risk'],
  high: ['高风险', 'High risk'],
}

export const needsWords: Words<
  Extract<
    keyof Needs,
    | 'cardPayments'
    | 'qrPayments'
    | 'foreignCards'
    | 'preAuthorisation'
    | 'mobile'
    | 'printedReceipt'
    | 'tillIntegration'
  >
> = {
  cardPayments: ['刷卡', 'Card payments'],
  qrPayments: ['扫码', 'QR payments'],
  foreignCards: ['境外卡', 'Foreign cards'],
  preAuthorisation: ['预授权', 'Pre-authorisation'],
  mobile: ['移动收款', 'Takes payments on the move'],
  printedReceipt: ['打印小票', 'Printed slip'],
  tillIntegration: ['对接收银系统', 'Connects to the till'],
}

export const answerWords: Words<CaseView['requests'][number]['answer']> = {
  asked: ['待回复', 'Asked'],
  declined: ['不报价', 'Declined'],
  offered: ['已报价', 'Offered'],
}

export const visitStatusWords: Words<CaseView['visits'][number]['status']> = {
  proposed: ['待商户确认', 'Awaiting the merchant'],
  confirmed: ['已确认', 'Confirmed'],
  declined: ['商户要求改约', 'Declined by the merchant'],
  arrived: ['已到店', 'On site'],
  done: ['已完成', 'Done'],
}

export const deviceStatusWords: Words<Device['status']> = {
  purchased: ['已采购', 'Purchased'],
  'in-stock': ['在库', 'In stock'],
  reserved: ['已备机', 'Reserved'],
  'in-transit': ['交付途中', 'In transit'],
  posted: ['邮寄中', 'Posted'],
  suspect: ['存疑封存', 'Suspect'],
  'on-site': ['已到店', 'On site'],
  bound: ['已绑定', 'Bound'],
  live: ['使用中', 'Live'],
  suspended: ['已暂停', 'Suspended'],
  returned: ['已退回', 'Returned'],
  'in-repair': ['维修中', 'In repair'],
  retired: ['已报废', 'Retired'],
}

export const ticketStatusWords: Words<Ticket['status']> = {
  open: ['待回复', 'Open'],
  answered: ['处理中', 'Answered'],
  resolved: ['待商户确认', 'Resolved, merchant to confirm'],
  closed: ['已关闭', 'Closed'],
}

export const serviceWords: Words<Filing['services'][number]> = {
  'merchant-service': ['特约商户服务和受理终端维护', 'Merchant service and terminal maintenance'],
  referral: ['特约商户引荐', 'Merchant referral'],
  'sign-posting': ['支付受理标识张贴', 'Posting of acceptance marks'],
  switching: ['交易信息转接', 'Transaction switching'],
}

export const evaluationWords: Words<Filing['evaluations'][number]> = {
  优秀: ['优秀', 'Excellent'],
  合格: ['合格', 'Passed'],
  不合格: ['不合格', 'Failed'],
}

/** The choices of a table of words, in its order. */
export const optionsOf = <K extends string>(table: Words<K>, both: (pair: Pair) => string) =>
  (Object.keys(table) as K[]).map((value) => ({ value, label: both(table[value]) }))

/** The word for a value that the server sends as free text; an unknown one shows as it is. */
export const wordOf = (
  table: Readonly<Record<string, Pair>>,
  value: string,
  both: (pair: Pair) => string,
) => {
  const pair = table[value]
  return pair ? both(pair) : value
}
