/** What was taken out of a text before anybody outside sees it, and how often. */
export type Redacted = {
  readonly text: string
  readonly taken: Readonly<Partial<Record<Kind, number>>>
}
export type Kind =
  | 'phone'
  | 'id-number'
  | 'account'
  | 'credit-code'
  | 'email'
  | 'organisation'
  | 'name'
  | 'address'

const marks: Readonly<Record<Kind, string>> = {
  phone: '【电话】',
  'id-number': '【证件号】',
  account: '【账号】',
  'credit-code': '【信用代码】',
  email: '【邮箱】',
  organisation: '【单位】',
  name: '【姓名】',
  address: '【地址】',
}

const labelled = (labels: string, value: string): RegExp =>
  new RegExp(`((?:${labels})[^\\S\\n]*(?:[:：]|是|为)[^\\S\\n]*)(${value})`, 'gu')

/** In this order: what is longer and more certain first. Each pattern is bounded. A label stays, its value goes. */
const patterns: readonly (readonly [Kind, RegExp])[] = [
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gu],
  ['id-number', /(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/gu],
  ['credit-code', /(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])/gu],
  ['account', /(?<![0-9])[0-9](?:[ -]?[0-9]){11,22}(?![0-9])/gu],
  [
    'phone',
    /(?<![0-9])(?:1[3-9][0-9](?:[ -]?[0-9]){8}|0[0-9]{2,3}-?[0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4})(?![0-9])/gu,
  ],
  [
    'organisation',
    /[\p{Script=Han}（）()A-Za-z0-9]{2,24}(?:有限责任公司|股份有限公司|有限公司|集团|事务所|合作社|经营部|商行|分公司|支行|超市|饭店|餐厅|小吃店|服装店|便利店|面馆|药房)/gu,
  ],
  ['address', labelled('地址|住址|住所|经营场所|安装地址', '[^\\n。；;]{2,60}')],
  [
    'name',
    labelled('姓名|户名|联系人|负责人|法定代表人|经办人|业务员|授权代表|签字人', '[\\p{Script=Han}·]{2,12}'),
  ],
]

/**
 * The text without what names or reaches somebody: numbers of people and accounts, addresses, names behind their labels
 * and firms by their legal ending. A name standing free in a sentence is not recognised: whoever sends the text on looks
 * at it first.
 */
export const redact = (text: string): Redacted => {
  const taken: Partial<Record<Kind, number>> = {}
  let left = text
  for (const [kind, pattern] of patterns)
    left = left.replace(pattern, (_whole, ...rest: unknown[]) => {
      taken[kind] = (taken[kind] ?? 0) + 1
      const label = kind === 'address' || kind === 'name' ? String(rest[0]) : ''
      return `${label}${marks[kind]}`
    })
  return { text: left, taken }
}
