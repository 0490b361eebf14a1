import { words } from './wording.ts'

/** Names of the values the calls answer with; keys are the values themselves. */

export const merchantTypeWords = words({
  micro: ['小微商户', 'Micro merchant'],
  individual: ['个体工商户', 'Sole trader'],
  enterprise: ['企业', 'Company'],
  institution: ['事业单位或社会组织', 'Public institution or association'],
})

export const businessKindWords = words({
  snack: ['小吃、摊位', 'Snacks, stall'],
  restaurant: ['餐饮', 'Restaurant'],
  retail: ['零售店', 'Shop'],
  supermarket: ['超市', 'Supermarket'],
  hotel: ['酒店住宿', 'Hotel'],
  beauty: ['美容美发', 'Beauty and hair'],
  delivery: ['配送、上门收款', 'Delivery'],
  medical: ['医疗', 'Medical'],
  other: ['其他', 'Other'],
})

export const documentWords = words({
  'business-licence': ['营业执照', 'Business licence'],
  'id-front': ['法定代表人身份证人像面', 'Identity card, portrait side'],
  'id-back': ['法定代表人身份证国徽面', 'Identity card, emblem side'],
  'account-proof': ['结算账户证明', 'Proof of the settlement account'],
  'door-photo': ['门头照', 'Photo of the shop front'],
  'interior-photo': ['店内照', 'Photo of the interior'],
  'cashier-photo': ['收银台照', 'Photo of the cash desk'],
  'premises-proof': ['经营场所证明', 'Proof of premises'],
  'authorisation-letter': ['结算授权书', 'Authorisation letter'],
  'exempt-class-proof': ['减免类资质证明', 'Proof of exempt class'],
  'terminal-front': ['终端正面照片', 'Photo of the terminal, front'],
  'terminal-back': ['终端背面照片', 'Photo of the terminal, back'],
})

export const fieldWords = words({
  terminalPlace: ['终端安装位置', 'Where the terminal stands'],
  merchantType: ['商户类型', 'Kind of merchant'],
  shopName: ['店铺名称', 'Shop name'],
  registeredName: ['执照登记名称', 'Registered name'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  regionCode: ['所在地区', 'Region'],
  businessKind: ['经营内容', 'Line of business'],
  fixedPremises: ['固定经营场所', 'Fixed premises'],
  settlementKind: ['结算账户类型', 'Settlement account type'],
  settlementBank: ['开户银行', 'Bank'],
  legalPersonName: ['法定代表人姓名', 'Legal representative'],
  legalPersonIdNo: ['身份证号', 'Identity card number'],
  contactPhone: ['联系电话', 'Contact phone'],
  premisesAddress: ['经营地址', 'Address of the shop'],
  settlementAccountName: ['账户户名', 'Account name'],
  settlementAccountNo: ['账号', 'Account number'],
})

export const applicationStatusWords = words({
  draft: ['填写中', 'Draft'],
  submitted: ['已提交', 'Submitted'],
  returned: ['退回修改', 'Returned'],
  approved: ['已通过', 'Approved'],
  rejected: ['未通过', 'Rejected'],
})

export const rejectionWords = words({
  'document-unreadable': ['资料看不清', 'Document unreadable'],
  'document-mismatch': ['资料之间不一致', 'Documents do not match'],
  'identity-mismatch': ['身份信息不一致', 'Identity does not match'],
  'account-mismatch': ['结算账户不一致', 'Account does not match'],
  'premises-unconfirmed': ['经营场所无法确认', 'Premises could not be confirmed'],
  'business-not-allowed': ['该业务不能受理', 'This business cannot be served'],
  'risk-record': ['存在风险记录', 'Risk record'],
})

export const terminalWords = words({
  'qr-plate': ['收款码牌', 'QR plate'],
  'qr-box': ['扫码盒', 'QR box'],
  'e-sign-pos': ['电签 POS', 'E-sign POS'],
  'smart-pos': ['智能 POS', 'Smart POS'],
  'desktop-pos': ['台式 POS', 'Desktop POS'],
  'mobile-pos': ['移动 POS', 'Mobile POS'],
})

export const dataLineWords = words({
  none: ['不需要', 'None needed'],
  lan: ['有线网络', 'Wired network'],
  wifi: ['无线网络 Wi-Fi', 'Wi-Fi'],
  cellular: ['移动网络（流量卡）', 'Mobile network (SIM)'],
  'cellular-only': ['只有移动网络', 'Mobile network only'],
})

export const feePlanWords = words({
  'qr-only': ['仅扫码', 'QR only'],
  standard: ['标准类', 'Standard class'],
  preferential: ['优惠类', 'Preferential class'],
  exempt: ['减免类', 'Exempt class'],
})

export const feeProductWords = words({
  debit: ['借记卡', 'Debit card'],
  credit: ['信用卡', 'Credit card'],
  'qr-wallet': ['微信、支付宝扫码', 'Wallet QR'],
  'upqr-small': ['云闪付小额', 'UnionPay QR, small amounts'],
  'upqr-debit': ['云闪付借记', 'UnionPay QR, debit'],
  'upqr-credit': ['云闪付信用', 'UnionPay QR, credit'],
  foreign: ['境外卡', 'Foreign card'],
})

export const settlementWords = words({
  T1: ['次日到账(T+1)', 'Next working day (T+1)'],
  D0: ['当日到账(D+0)', 'Same day (D+0)'],
})

export const visitWords = words({
  survey: ['现场勘查', 'Survey'],
  install: ['上门安装', 'Installation'],
  inspection: ['终端检查', 'Inspection'],
  repair: ['上门维修', 'Repair'],
  replacement: ['更换终端', 'Replacement'],
  return: ['取回终端', 'Taking the terminal back'],
  proposed: ['待您确认', 'Waiting for you'],
  confirmed: ['已约定', 'Booked'],
  declined: ['已改约', 'Declined'],
  arrived: ['已到店', 'Arrived'],
  done: ['已完成', 'Done'],
})

export const deviceStatusWords = words({
  purchased: ['已采购', 'Purchased'],
  'in-stock': ['在库', 'In stock'],
  reserved: ['已为本店备机', 'Reserved'],
  'in-transit': ['上门人员携带中', 'With the technician'],
  posted: ['邮寄中', 'In the post'],
  suspect: ['存疑，停用', 'Suspect, stopped'],
  'on-site': ['已到店', 'In the shop'],
  bound: ['已绑定本店', 'Bound to the shop'],
  live: ['使用中', 'Live'],
  suspended: ['已暂停', 'Suspended'],
  returned: ['已退回', 'Returned'],
  'in-repair': ['维修中', 'In repair'],
  retired: ['已报废', 'Retired'],
})

export const custodianWords = words({
  acquirer: ['收单机构', 'Acquirer'],
  technician: ['上门人员', 'Technician'],
  courier: ['快递', 'Courier'],
  repairer: ['维修方', 'Repairer'],
  merchant: ['商户', 'Merchant'],
})

export const certificateWords = words({
  'network-access': ['银联卡受理终端入网证书', 'Network access certificate'],
  'fintech-product': ['金融科技产品认证', 'Fintech product certificate'],
  'pci-pts': ['PCI PTS 安全认证', 'PCI PTS security approval'],
  srrc: ['无线电型号核准', 'Radio type approval (SRRC)'],
  'telecom-access': ['电信设备进网许可', 'Telecom access permit'],
})

export const ticketWords = words({
  'device-fault': ['机器故障', 'Device fault'],
  'network-fault': ['网络故障', 'Network fault'],
  settlement: ['结算到账', 'Settlement'],
  'fee-dispute': ['收费争议', 'Fee dispute'],
  contract: ['合同问题', 'Contract'],
  privacy: ['个人信息', 'Personal data'],
  'suspected-fraud': ['疑似诈骗', 'Suspected fraud'],
  'move-or-close': ['搬迁或停业', 'Moving or closing'],
  training: ['使用培训', 'Training'],
  other: ['其他', 'Other'],
})

export const ticketStatusWords = words({
  open: ['待回复', 'Open'],
  answered: ['处理中', 'Answered'],
  resolved: ['已解决，待您确认', 'Resolved, yours to confirm'],
  closed: ['已关闭', 'Closed'],
})

export const filingWords = words({
  effective: ['备案有效', 'Filing in force'],
  expired: ['备案已过期', 'Filing expired'],
  cancelled: ['备案已注销', 'Filing cancelled'],
})

/** Why a desk takes a phone out of service. */
export const revocationWords = words({
  lost: ['遗失', 'Lost'],
  stolen: ['被盗', 'Stolen'],
  left: ['离岗', 'Left the post'],
  misuse: ['使用不当', 'Misused'],
})
