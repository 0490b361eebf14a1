/**
 * What a merchant is told and asked, purpose by purpose (PIPL art. 13, 14, 17, 23, 29). `asked` is false where the law
 * demands the data (legal duty): then there is a notice and nothing to refuse. Each text has a version; a receipt names the
 * one that was read, and a new version asks again.
 */
export type ConsentPurpose =
  | 'merchant-review'
  | 'settlement-account'
  | 'on-site-visit'
  | 'terminal-place'
  | 'news'

export type Notice = {
  readonly version: number
  readonly since: string
  readonly asked: boolean
  /** Without it the application cannot be handed in. */
  readonly needed: boolean
  readonly basis: string
  readonly title: readonly [zh: string, en: string]
  /** Who, what for, how, which kinds, how long, how to use one's rights: PIPL art. 17, and 30 where sensitive. */
  readonly text: readonly [zh: string, en: string]
  readonly withdrawn: readonly [zh: string, en: string]
}

export const notices: Readonly<Record<ConsentPurpose, Notice>> = {
  'merchant-review': {
    version: 1,
    since: '2026-11-01',
    asked: false,
    needed: false,
    basis: '个人信息保护法 13(1)(三)；反洗钱法；公告〔2013〕9号',
    title: ['商户审核（法定义务）', 'Merchant review (required by law)'],
    text: [
      '持牌收单机构依法核验您的身份、证照和经营地址。平台加密保存，审核人员经授权才能看到明文，每次查看您都能查到。服务结束后按法律保存 10 年，到期销毁。',
      'The licensed acquirer has to verify identity, papers and premises. They are kept encrypted; a reviewer sees clear text only under a grant, and every look is shown to you. They are kept for 10 years after the service ends, then destroyed.',
    ],
    withdrawn: [
      '法律要求，不能单独撤回；可以在签约前撤销申请并删除资料。',
      'Required by law; before signing you may give the application up and have the data deleted.',
    ],
  },
  'settlement-account': {
    version: 1,
    since: '2026-11-01',
    asked: true,
    needed: true,
    basis: '个人信息保护法 28–30（敏感个人信息，单独同意）',
    title: ['结算账户（敏感信息，单独同意）', 'Settlement account (sensitive, separate consent)'],
    text: [
      '收单机构用结算户名和账号把您的货款结算给您，必须提供才能收款；泄露可能造成资金风险，因此单独加密，服务商和上门人员永远看不到。服务结束后按法律保存 10 年，到期销毁。',
      'The acquirer uses account name and number to pay you what you took; without them no money can reach you. A leak could cost you money, so they are sealed by themselves and never shown to provider or technician. They are kept for 10 years after the service ends, then destroyed.',
    ],
    withdrawn: [
      '撤回后不能提交申请，也不能签约；已签约的按协议和法律保存。',
      'Without it no application is handed in and no agreement signed; once signed, agreement and law keep it.',
    ],
  },
  'on-site-visit': {
    version: 1,
    since: '2026-11-01',
    asked: true,
    needed: true,
    basis: '个人信息保护法 23（向其他处理者提供，单独同意）',
    title: ['上门服务（把地址提供给您选的服务商）', 'Visits (your address goes to the provider you choose)'],
    text: [
      '您确认上门后，您所选服务商的当次上门人员可看到经营地址，上门结束 2 小时后自动收回；服务商办公台看不到。上门记录在服务结束后保存 5 年，到期销毁。',
      'When you confirm a visit, that technician of the provider you chose sees the premises address until two hours after it ends; the provider’s desk does not. Records of visits are kept for 5 years after the service ends, then destroyed.',
    ],
    withdrawn: [
      '撤回后立即收回上门人员的查看权限，新的上门需要重新同意。',
      'Technicians lose sight of it at once; a new visit asks you again.',
    ],
  },
  'terminal-place': {
    version: 1,
    since: '2026-11-01',
    asked: false,
    needed: false,
    basis: '银发〔2021〕259号；反电信网络诈骗法 18',
    title: ['终端位置（法定义务）', 'Where the terminal stands (required by law)'],
    text: [
      '终端要与一家商户、一个地点绑定，安装时记录位置，只用于防移机，不作他用。服务结束后保存 5 年，到期销毁。',
      'A terminal is bound to one merchant and one place; its position is recorded to detect moving it, and for nothing else. It is kept for 5 years after the service ends, then destroyed.',
    ],
    withdrawn: ['法律要求，不能单独撤回。', 'Required by law; it cannot be withdrawn by itself.'],
  },
  news: {
    version: 1,
    since: '2026-11-01',
    asked: true,
    needed: false,
    basis: '个人信息保护法 13(1)(一)、16',
    title: ['消息推送（可选）', 'News (optional)'],
    text: [
      '平台用登录手机号告诉您费率政策变化和新功能，不提供给别人。不同意不影响任何服务，随时可以撤回。',
      'The platform uses your sign-in number to tell you of changes in fee rules and of new functions, and gives it to nobody. Saying no changes nothing else, and you may withdraw at any time.',
    ],
    withdrawn: ['撤回后不再发送。', 'Nothing more is sent.'],
  },
}

/** What every notice ends with: the rights and where to use them (PIPL art. 17(1)(3), 44–50). */
export const rights: readonly [zh: string, en: string] = [
  '您可以在“我的资料”查阅、导出、更正、撤回同意或申请删除；有疑问请拨打收单机构的服务电话。',
  'Under “My data” you may read, export and correct your data, withdraw consent or ask for deletion; with questions call the acquirer.',
]

export type Receipt = {
  readonly purpose: ConsentPurpose
  readonly version: number
  readonly withdrawnAt: string | null
}

/** Does a standing receipt cover the purpose as it is worded today? */
export const consented = (receipts: readonly Receipt[], purpose: ConsentPurpose): boolean =>
  receipts.some(
    (receipt) =>
      receipt.purpose === purpose &&
      receipt.withdrawnAt === null &&
      receipt.version === notices[purpose].version,
  )

export const consentPurposes = Object.keys(notices) as readonly ConsentPurpose[]

/** The purposes still to be agreed to before an application is handed in. */
export const missingConsents = (receipts: readonly Receipt[]): readonly ConsentPurpose[] =>
  consentPurposes.filter((purpose) => notices[purpose].needed && !consented(receipts, purpose))

/** Both tongues' names of some purposes, for the refusal that asks for them. */
export const titlesOf = (purposes: readonly ConsentPurpose[]): { zh: string; en: string } => ({
  zh: purposes.map((purpose) => notices[purpose].title[0]).join('、'),
  en: purposes.map((purpose) => notices[purpose].title[1]).join(', '),
})
