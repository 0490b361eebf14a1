import { type Pair, say } from '#words/say.ts'

/** Drafts of what PIPL art. 57 and the PBoC's rules want told after a breach; a person reads and sends them. */
export type Told = {
  readonly breachId: string
  /** What the data are called, in both tongues. */
  readonly kinds: readonly Pair[]
  readonly cause: 'person' | 'api-key' | 'key'
  readonly from: string
  readonly to: string
  readonly foundAt: string
  readonly could: number
  readonly did: number
}

/** An instant as people in China read it. */
const china = (at: string): string =>
  `${new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} (UTC+8)`

const causes: Readonly<Record<Told['cause'], Pair>> = {
  person: [
    '一名工作人员的账号被他人使用或被滥用',
    'an account of a member of staff was used by others or misused',
  ],
  'api-key': ['一个系统接口密钥泄露', 'an interface key of a system leaked'],
  key: ['一个加密密钥泄露', 'an encryption key leaked'],
}

const params = (told: Told, zh: boolean) => ({
  breach: told.breachId,
  kinds: told.kinds.map((pair) => pair[zh ? 0 : 1]).join(zh ? '、' : '; '),
  cause: causes[told.cause][zh ? 0 : 1],
  from: china(told.from),
  to: china(told.to),
  found: china(told.foundAt),
  could: told.could,
  did: told.did,
})

const both = (pairs: readonly Pair[], told: Told, more: Readonly<Record<string, string | number>>): string =>
  (['zh', 'en'] as const)
    .map((tongue) =>
      pairs.map((pair) => say(pair, tongue, { ...params(told, tongue === 'zh'), ...more })).join('\n'),
    )
    .join('\n\n---\n\n')

const toPerson: readonly Pair[] = [
  ['# 个人信息安全事件告知书（草稿）', '# Notice of a personal-data incident (draft)'],
  ['{name}（{phone}），您好：', 'To {name} ({phone}):'],
  ['涉及的信息种类：{kinds}。', 'Kinds of data: {kinds}.'],
  [
    '原因：{cause}。期间：{from} 至 {to}。发现时间：{found}。',
    'Cause: {cause}. Period: {from} to {to}. Found: {found}.',
  ],
  [
    '其中有查看记录的 {did} 项；其余是在该期间可能被看到、但没有查看记录的。共 {could} 项。',
    '{could} items in all: {did} have a recorded look; the others could have been seen in that time, with no look on record.',
  ],
  [
    '可能的危害：冒用身份、电话或短信诈骗、账户被冒用。任何人以“退款”“解冻”“换机”为由向您要验证码、密码或转账，都是诈骗。',
    'Possible harm: somebody posing as you, fraud by telephone or message, misuse of the account. Whoever asks you for a code, a password or a transfer because of a refund, a freeze or a new terminal is a fraud.',
  ],
  [
    '已采取的措施：相关账号、授权或密钥（由发送人核对后填写：____）。每次查看的记录在公开日志中，无法删改。',
    'Measures taken on accounts, grants or keys (to be filled in and checked by the sender: ____). Every look is on record in a public log that cannot be rewritten.',
  ],
  [
    '您可以：登录后在“谁看过我的资料”核对每一次查看；留意账户变动；如有异常立即联系开户银行并报警（110）；要求更正或删除。',
    'What you can do: sign in and check each look under “Who saw my data”; watch the account; if anything is wrong call your bank and the police (110) at once; ask for correction or deletion.',
  ],
  [
    '联系方式：{acquirer}，{hotline}。事件编号 {breach}。',
    'Contact: {acquirer}, {hotline}. Incident {breach}.',
  ],
]

export type Addressee = {
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly acquirer: string
  readonly hotline: string
}

/** To one person: kinds, cause, harm, measures, what they can do, contact (PIPL art. 57). Names and numbers are masked. */
export const noticeToPerson = (told: Told, to: Addressee): string =>
  both(toPerson, told, {
    name: to.nameMasked || '—',
    phone: to.phoneMasked || '—',
    acquirer: to.acquirer,
    hotline: to.hotline || '—',
  })

const facts: readonly Pair[] = [
  [
    '原因：{cause}。期间：{from} 至 {to}。发现时间：{found}。',
    'Cause: {cause}. Period: {from} to {to}. Found: {found}.',
  ],
  [
    '涉及商户 {merchants} 户，信息 {could} 项，其中有查看记录 {did} 项。种类：{kinds}。',
    '{merchants} merchants, {could} items of data, {did} of them with a recorded look. Kinds: {kinds}.',
  ],
  [
    '其中账户、轨迹类 {property} 项（刑事立案参考数 50，履职或提供服务中获得的减半），其他 {other} 项（5,000，减半同）。仅供法务参考。',
    'Of these {property} are account or location data (criminal threshold 50, half of it when obtained while on duty or serving) and {other} other data (5,000, halved likewise). A hint for counsel only.',
  ],
  [
    '可能的危害：身份冒用、电信网络诈骗、账户冒用。已采取的措施：____。联系人：____。事件编号 {breach}。',
    'Possible harm: identity misuse, telecom fraud, account misuse. Measures taken: ____. Contact: ____. Incident {breach}.',
  ],
]

const toPboc: readonly Pair[] = [
  [
    '# 致中国人民银行分支机构：数据安全事件报告（草稿）',
    '# To the branch of the People’s Bank of China: data security incident (draft)',
  ],
  [
    '最迟报告时间：{deadline}（发现后 72 小时；危及安全的，立即报告）。',
    'To be reported by {deadline} (72 hours after it was found; at once where safety is endangered).',
  ],
  ...facts,
]

const toAuthority: readonly Pair[] = [
  [
    '# 致履行个人信息保护职责的部门：个人信息安全事件通知（草稿）',
    '# To the personal-information protection authority: incident (draft)',
  ],
  ['个人信息保护法第 57 条：立即通知。', 'PIPL art. 57: to be notified at once.'],
  ...facts,
]

export type Counts = { readonly merchants: number; readonly property: number; readonly other: number }

export const noticeToPboc = (told: Told, counts: Counts, deadline: string): string =>
  both(toPboc, told, { ...counts, deadline: china(deadline) })

export const noticeToAuthority = (told: Told, counts: Counts): string => both(toAuthority, told, counts)
