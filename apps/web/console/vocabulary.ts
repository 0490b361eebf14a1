import type { InputOf, OutputOf } from '#api/calls.ts'

type Pair = readonly [zh: string, en: string]
type Words<K extends string> = Readonly<Record<K, Pair>>

export type CaseView = OutputOf<'cases.case'>
type Application = NonNullable<CaseView['application']>
type Review = NonNullable<CaseView['review']>
type Needs = NonNullable<CaseView['needs']>
type Recommendation = NonNullable<CaseView['recommendation']>
type Shop = Application['shop']
type Ticket = OutputOf<'tickets.ticket'>['ticket']
type Device = OutputOf<'devices.device'>['device']
type Model = OutputOf<'devices.models'>['items'][number]
type ProviderRow = OutputOf<'providers.directory'>['items'][number]

export const merchantTypeWords: Words<NonNullable<Shop['merchantType']>> = {
  micro: ['小微商户', 'Micro merchant'],
  individual: ['个体工商户', 'Sole proprietor'],
  enterprise: ['企业', 'Company'],
  institution: ['事业单位或社会组织', 'Public institution or association'],
}

export const businessKindWords: Words<NonNullable<Shop['businessKind']>> = {
  snack: ['小吃', 'Snacks'],
  restaurant: ['餐厅', 'Restaurant'],
  retail: ['零售', 'Retail'],
  supermarket: ['超市', 'Supermarket'],
  hotel: ['酒店住宿', 'Hotel'],
  beauty: ['美容美发', 'Beauty and hair'],
  delivery: ['配送', 'Delivery'],
  medical: ['医疗', 'Medical'],
  other: ['其他', 'Other'],
}

export const shopWords: Words<keyof Shop> = {
  merchantType: ['商户类型', 'Kind of merchant'],
  shopName: ['店名', 'Shop name'],
  registeredName: ['登记名称', 'Registered name'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  regionCode: ['所在区县代码', 'District code'],
  businessKind: ['经营类别', 'Line of business'],
  fixedPremises: ['固定经营场所', 'Fixed premises'],
  settlementKind: ['结算账户类型', 'Kind of settlement account'],
  settlementBank: ['开户银行', 'Settlement bank'],
}

export const settlementKindWords: Words<NonNullable<Shop['settlementKind']>> = {
  corporate: ['对公账户', 'Corporate account'],
  personal: ['对私账户', 'Personal account'],
}

export const sealedWords: Words<keyof Application['masked']> = {
  legalPersonName: ['法定代表人姓名', 'Legal representative’s name'],
  legalPersonIdNo: ['法定代表人证件号', 'Legal representative’s ID number'],
  contactPhone: ['联系电话', 'Contact telephone'],
  premisesAddress: ['经营地址', 'Address of the premises'],
  settlementAccountName: ['结算账户户名', 'Settlement account name'],
  settlementAccountNo: ['结算账号', 'Settlement account number'],
}

export const documentWords: Words<keyof Application['documents']> = {
  'business-licence': ['营业执照', 'Business licence'],
  'id-front': ['身份证人像面', 'ID card, portrait side'],
  'id-back': ['身份证国徽面', 'ID card, emblem side'],
  'account-proof': ['结算账户证明', 'Proof of settlement account'],
  'door-photo': ['门头照', 'Shop front'],
  'interior-photo': ['店内照', 'Shop interior'],
  'cashier-photo': ['收银台照', 'Till'],
  'premises-proof': ['经营场所证明', 'Proof of premises'],
  'authorisation-letter': ['结算授权书', 'Settlement authorisation'],
  'exempt-class-proof': ['减免类资质证明', 'Proof of exempt class'],
}

export const applicationStatusWords: Words<Application['status']> = {
  draft: ['填写中', 'Draft'],
  submitted: ['待审核', 'Awaiting review'],
  returned: ['退回补正', 'Returned'],
  approved: ['已通过', 'Approved'],
  rejected: ['已拒绝', 'Rejected'],
}

export const rejectionWords: Words<NonNullable<Review['rejection']>['code']> = {
  'document-unreadable': ['资料不清晰', 'Document unreadable'],
  'document-mismatch': ['资料不一致', 'Documents disagree'],
  'identity-mismatch': ['身份核验不一致', 'Identity does not match'],
  'account-mismatch': ['结算账户不一致', 'Account does not match'],
  'premises-unconfirmed': ['经营场所未核实', 'Premises not confirmed'],
  'business-not-allowed': ['经营范围不予受理', 'Business not accepted'],
  'risk-record': ['存在风险记录', 'Risk record found'],
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

export const terminalKindWords: Words<Recommendation['terminalKind']> = {
  'qr-plate': ['收款码牌', 'QR plate'],
  'qr-box': ['扫码盒', 'QR box'],
  'e-sign-pos': ['电签 POS', 'E-sign POS'],
  'smart-pos': ['智能 POS', 'Smart POS'],
  'desktop-pos': ['台式 POS', 'Desktop POS'],
  'mobile-pos': ['移动 POS', 'Mobile POS'],
}

export const dataLineWords: Words<Recommendation['dataLine']> = {
  none: ['不需要', 'None'],
  lan: ['有线网络', 'Wired network'],
  wifi: ['无线网络', 'Wi-Fi'],
  cellular: ['移动网络', 'Cellular'],
}

export const networkWords: Words<Needs['network']> = {
  lan: ['有线网络', 'Wired network'],
  wifi: ['无线网络', 'Wi-Fi'],
  'cellular-only': ['只有移动网络', 'Cellular only'],
}

export const feePlanWords: Words<Recommendation['feePlan']> = {
  'qr-only': ['仅扫码', 'QR only'],
  standard: ['标准类', 'Standard class'],
  preferential: ['优惠类', 'Preferential class'],
  exempt: ['减免类', 'Exempt class'],
}

export const merchantClassWords: Words<Needs['profile']['merchantClass']> = {
  standard: ['标准类', 'Standard class'],
  preferential: ['优惠类', 'Preferential class'],
  exempt: ['减免类', 'Exempt class'],
}

export const productWords: Words<Needs['profile']['mix'][number]['product']> = {
  debit: ['借记卡', 'Debit card'],
  credit: ['贷记卡', 'Credit card'],
  'qr-wallet': ['微信/支付宝扫码', 'Wallet QR'],
  'upqr-small': ['云闪付小额', 'UnionPay QR, small'],
  'upqr-debit': ['云闪付借记', 'UnionPay QR, debit'],
  'upqr-credit': ['云闪付贷记', 'UnionPay QR, credit'],
  foreign: ['境外卡', 'Foreign card'],
}

export const answerWords: Words<CaseView['requests'][number]['answer']> = {
  asked: ['待回复', 'Asked'],
  declined: ['不报价', 'Declined'],
  offered: ['已报价', 'Offered'],
}

export const visitKindWords: Words<CaseView['visits'][number]['kind']> = {
  survey: ['现场勘查', 'Survey'],
  install: ['上门安装', 'Installation'],
}

export const visitStatusWords: Words<CaseView['visits'][number]['status']> = {
  proposed: ['待商户确认', 'Awaiting the merchant'],
  confirmed: ['已确认', 'Confirmed'],
  declined: ['商户要求改约', 'Declined'],
  arrived: ['已到店', 'On site'],
  done: ['已完成', 'Done'],
}

export const severityWords: Words<'high' | 'medium' | 'low'> = {
  high: ['高风险', 'High'],
  medium: ['中风险', 'Medium'],
  low: ['低风险', 'Low'],
}

export const deviceStatusWords: Words<Device['status']> = {
  purchased: ['已采购', 'Purchased'],
  'in-stock': ['在库', 'In stock'],
  reserved: ['已备机', 'Reserved'],
  'in-transit': ['随技术员', 'With the technician'],
  posted: ['邮寄中', 'Posted'],
  suspect: ['存疑封存', 'Suspect'],
  'on-site': ['已到店', 'On site'],
  bound: ['已绑定', 'Bound'],
  live: ['使用中', 'Live'],
  suspended: ['已停用', 'Suspended'],
  returned: ['已收回', 'Returned'],
  retired: ['已报废', 'Retired'],
}

export const custodianWords: Words<Device['custodian']['kind']> = {
  acquirer: ['收单机构', 'Acquirer'],
  technician: ['技术员', 'Technician'],
  courier: ['快递', 'Courier'],
  merchant: ['商户', 'Merchant'],
}

export const certificateWords: Words<Model['certificates'][number]['kind']> = {
  'network-access': ['银联入网认证', 'UnionPay network access'],
  'fintech-product': ['金融科技产品认证', 'Fintech product certificate'],
  'pci-pts': ['PCI PTS', 'PCI PTS'],
  srrc: ['无线电型号核准', 'Radio type approval'],
  'telecom-access': ['电信进网许可', 'Telecom access permit'],
}

export const ticketCategoryWords: Words<Ticket['category']> = {
  'device-fault': ['设备故障', 'Device fault'],
  'network-fault': ['网络故障', 'Network fault'],
  settlement: ['结算问题', 'Settlement'],
  'fee-dispute': ['费用争议', 'Fee dispute'],
  contract: ['合同问题', 'Contract'],
  privacy: ['信息保护', 'Privacy'],
  'suspected-fraud': ['疑似欺诈', 'Suspected fraud'],
  'move-or-close': ['移机或停用', 'Move or close'],
  training: ['培训', 'Training'],
  other: ['其他', 'Other'],
}

export const ticketStatusWords: Words<Ticket['status']> = {
  open: ['待回复', 'Open'],
  answered: ['处理中', 'Answered'],
  resolved: ['已解决', 'Resolved'],
  closed: ['已关闭', 'Closed'],
}

export const filingStatusWords: Words<ProviderRow['filingStatus']> = {
  effective: ['备案有效', 'Filing in force'],
  expired: ['备案过期', 'Filing expired'],
  cancelled: ['备案注销', 'Filing cancelled'],
}

type Filing = InputOf<'providers.publish'>
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
export const wordOf = (table: Readonly<Record<string, Pair>>, value: string, both: (pair: Pair) => string) => {
  const pair = table[value]
  return pair ? both(pair) : value
}
