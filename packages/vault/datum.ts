import type { Declared } from '#vault/declaration.ts'

const cdd = { class: 'identity', basis: 'legal-duty', purpose: 'merchant-review', keep: 'cdd' } as const
const examiners = ['merchant', 'reviewer'] as const
const words = { class: 'other', sensitive: false, basis: 'contract' } as const
/** Keys of the house itself: nobody's personal data, opened by nobody but the house. */
const houseKey = {
  ...words,
  class: 'authentication',
  purpose: 'house',
  keep: 'house',
  readers: [],
} as const

/**
 * Every personal datum the house keeps, by `table.column` (in the vault: by field), declared once. What does not stand
 * here cannot be sealed (no type, no key), and columns for clear personal data do not exist: a test holds the database
 * against this table.
 */
export const data = {
  'vault_values.legalPersonName': {
    ...cdd,
    sensitive: false,
    readers: examiners,
    say: ['法定代表人姓名', 'Legal representative’s name'],
  },
  'vault_values.legalPersonIdNo': {
    ...cdd,
    sensitive: true,
    readers: examiners,
    say: ['法定代表人证件号码', 'Legal representative’s identity number'],
  },
  'vault_values.contactPhone': {
    ...cdd,
    sensitive: false,
    readers: examiners,
    say: ['联系电话', 'Contact phone'],
  },
  'vault_values.premisesAddress': {
    ...cdd,
    sensitive: false,
    readers: ['merchant', 'reviewer', 'technician'],
    say: ['经营地址', 'Premises address'],
  },
  'vault_values.settlementAccountName': {
    ...cdd,
    class: 'account',
    purpose: 'settlement',
    sensitive: true,
    readers: examiners,
    say: ['结算账户户名', 'Settlement account name'],
  },
  'vault_values.settlementAccountNo': {
    ...cdd,
    class: 'account',
    purpose: 'settlement',
    sensitive: true,
    readers: examiners,
    say: ['结算账号', 'Settlement account number'],
  },
  'documents.content': {
    ...cdd,
    sensitive: true,
    readers: examiners,
    say: ['上传的证照和照片', 'Uploaded papers and photos'],
  },
  'documents.evidence': {
    ...cdd,
    sensitive: true,
    readers: examiners,
    say: ['照片拍摄信息（位置、时间、相机）', 'Where, when and with what a photo was taken'],
  },
  'captures.fields': {
    ...cdd,
    sensitive: true,
    readers: ['reviewer'],
    say: ['授权经办人信息（上门采集）', 'Authorised handler, captured on site'],
  },
  'vault_values.terminalPlace': {
    ...words,
    sensitive: true,
    purpose: 'terminal-place',
    keep: 'agreement',
    readers: [],
    say: ['终端安装位置', 'Where the terminal stands'],
  },
  'vault_values.survey-place': {
    ...words,
    sensitive: true,
    purpose: 'on-site-visit',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'technician', 'reviewer'],
    say: ['勘察定位', 'Where the survey stood'],
  },
  'vault_values.survey-note': {
    ...words,
    purpose: 'on-site-visit',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'technician', 'reviewer'],
    say: ['勘察备注', 'Survey note'],
  },
  'vault_values.appeal-statement': {
    ...words,
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['申诉陈述', 'Appeal statement'],
  },
  'vault_values.appeal-decision': {
    ...words,
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['申诉裁决', 'Appeal decision'],
  },
  'vault_values.rejection-remedy': {
    ...words,
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['驳回补救说明', 'Remedy for a rejection'],
  },
  'vault_values.reveal-purpose': {
    ...words,
    basis: 'legal-duty',
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['查看明文的用途', 'Purpose of a look at clear text'],
  },
  'vault_values.agreement-refusal': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['拒签理由', 'Reason for refusing an agreement'],
  },
  'vault_values.clause-question': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['就条款提的问题', 'Question about a clause'],
  },
  'vault_values.clause-answer': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['对条款提问的答复', 'Answer about a clause'],
  },
  'vault_values.negotiated-wording': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['协商条款措辞', 'Wording of a negotiated term'],
  },
  'vault_values.spoken-promise': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['口头承诺', 'Spoken promise'],
  },
  'vault_values.promise-speaker': {
    ...words,
    class: 'identity',
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['口头承诺的说话人', 'Who made a spoken promise'],
  },
  'vault_values.agreement-change': {
    ...words,
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'reviewer'],
    say: ['协议变更的理由和措辞', 'Reason and wording of a change'],
  },
  'vault_values.change-request': {
    ...words,
    purpose: 'on-site-visit',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'technician', 'reviewer'],
    say: ['方案修改要求', 'Wish for another proposal'],
  },
  'vault_values.device-refusal': {
    ...words,
    purpose: 'on-site-visit',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'technician', 'reviewer'],
    say: ['拒收终端理由', 'Reason for refusing a terminal'],
  },
  'vault_values.place-appeal': {
    ...words,
    purpose: 'terminal-place',
    keep: 'agreement',
    readers: examiners,
    say: ['终端位置申诉', 'Appeal about a terminal’s place'],
  },
  'vault_values.place-decision': {
    ...words,
    purpose: 'terminal-place',
    keep: 'agreement',
    readers: examiners,
    say: ['终端位置申诉的答复', 'Answer to an appeal about a terminal’s place'],
  },
  'vault_values.correction-reason': {
    ...words,
    basis: 'legal-duty',
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['请求更正的理由', 'Reason for a correction'],
  },
  'vault_values.correction-answer': {
    ...words,
    basis: 'legal-duty',
    purpose: 'merchant-review',
    keep: 'cdd',
    readers: examiners,
    say: ['对更正请求的答复', 'Answer to a correction'],
  },
  'agreement_files.pdf': {
    ...words,
    class: 'identity',
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: examiners,
    say: ['已签或待签的协议文件', 'The agreement as a file, signed or to be signed'],
  },
  'agreement_files.evidence': {
    ...words,
    class: 'authentication',
    purpose: 'merchant-review',
    keep: 'agreement',
    readers: [],
    say: ['协议签署证据', 'Evidence of how an agreement was signed'],
  },
  'persons.name': {
    class: 'identity',
    sensitive: false,
    purpose: 'sign-in',
    basis: 'contract',
    keep: 'account',
    readers: ['merchant', 'provider', 'technician', 'reviewer', 'regulator', 'operator'],
    say: ['使用者姓名', 'User’s name'],
  },
  'persons.phone': {
    class: 'identity',
    sensitive: false,
    purpose: 'sign-in',
    basis: 'contract',
    keep: 'account',
    readers: [],
    say: ['登录手机号', 'Sign-in number'],
  },
  'messages.phone': {
    class: 'identity',
    sensitive: false,
    purpose: 'notice',
    basis: 'contract',
    keep: 'message',
    readers: [],
    say: ['短信号码', 'Message recipient'],
  },
  'messages.text': {
    class: 'authentication',
    sensitive: true,
    purpose: 'notice',
    basis: 'contract',
    keep: 'message',
    readers: [],
    say: ['短信内容', 'Message text'],
  },
  'visits.secret': {
    class: 'authentication',
    sensitive: false,
    purpose: 'on-site-visit',
    basis: 'contract',
    keep: 'agreement',
    readers: [],
    say: ['上门核验密钥', 'Door-check secret'],
  },
  'quizzes.trainee': {
    class: 'identity',
    sensitive: false,
    purpose: 'training',
    basis: 'legal-duty',
    keep: 'agreement',
    readers: ['merchant', 'provider', 'technician', 'reviewer'],
    say: ['受训人姓名', 'Trainee’s name'],
  },
  'tickets.subject': {
    ...words,
    purpose: 'support',
    keep: 'complaint',
    readers: ['merchant', 'provider', 'reviewer', 'regulator'],
    say: ['工单标题', 'Ticket subject'],
  },
  'ticket_messages.text': {
    ...words,
    purpose: 'support',
    keep: 'complaint',
    readers: ['merchant', 'provider', 'reviewer', 'regulator'],
    say: ['工单内容', 'Ticket text'],
  },
  'idempotency.reply': {
    ...words,
    purpose: 'repeat-protection',
    keep: 'answer',
    readers: [],
    say: ['重复请求的应答', 'Answer to a repeated request'],
  },
  /** Nobody's personal datum; sealed like every paper. */
  'certificate_pages.content': {
    ...words,
    purpose: 'house',
    keep: 'house',
    readers: ['merchant', 'provider', 'technician', 'reviewer', 'regulator', 'operator'],
    say: ['机型证书原件', 'Certificate of a model as its maker sent it'],
  },
  /** A closed bag on a table; whoever takes the photo may catch more. */
  'bag_photos.content': {
    ...words,
    purpose: 'house',
    keep: 'house',
    readers: ['reviewer'],
    say: ['封签袋照片', 'Photo of a closed bag'],
  },
  'capture_keys.private': {
    ...houseKey,
    say: ['收单机构采集私钥', 'Acquirer’s capture key'],
  },
  'signing_certificates.key': {
    ...houseKey,
    say: ['演示用测试证书私钥', 'Key of a demo test certificate'],
  },
  'function_tests.card': {
    ...words,
    class: 'identity',
    purpose: 'on-site-visit',
    keep: 'agreement',
    readers: ['merchant', 'technician', 'reviewer', 'regulator'],
    say: ['功能测试结果卡', 'Result card of a functional test'],
  },
  'device_identities.key': { ...houseKey, say: ['终端应答密钥', 'A device’s answering key'] },
  'device_authorities.key': {
    ...houseKey,
    say: ['终端证书签发私钥', 'Key that signs devices’ certificates'],
  },
  'function_tests.master_key': { ...houseKey, say: ['功能测试密钥', 'Functional test key'] },
} as const satisfies Readonly<Record<string, Declared>>

export type Datum = keyof typeof data
/** A field of the vault: what follows `vault_values.` in a declared datum. */
export type VaultField = Datum extends infer D ? (D extends `vault_values.${infer F}` ? F : never) : never

export const declared = (datum: Datum): Declared => {
  const found: Declared | undefined = data[datum]
  // Types keep ours honest; this keeps out a name that came by a cast or from a row.
  if (!found) throw new Undeclared(datum)
  return found
}

/** A datum nobody declared: it is not stored. */
export class Undeclared extends Error {
  override readonly name = 'Undeclared'
  constructor(datum: string) {
    super(`${datum} is not declared in packages/vault/datum.ts and cannot be kept`)
  }
}

export const vaultFields = Object.keys(data)
  .filter((datum) => datum.startsWith('vault_values.'))
  .map((datum) => datum.slice('vault_values.'.length)) as VaultField[]
