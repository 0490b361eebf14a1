import { type Mapped, rewrite } from '#contract-guard/offset.ts'

/** Who 甲方, 乙方 … are in this text. */
export type Side = 'provider' | 'merchant' | 'unknown'

const sign = { provider: 'Ⓟ', merchant: 'Ⓜ', unknown: 'Ⓔ' } as const

const providerNames =
  '支付|银行|收单|服务商|服务方|服务提供|代理|科技|网络|信息技术|信息服务|金融|电子商务|数据|平台|银联|受托|提供方|出租|甲方单位'
const merchantNames =
  '商户|商家|客户|用户|使用方|使用人|申请人|门店|商店|超市|餐|饭店|酒店|服装|便利|店|经营者|委托方|承租|商行|个体'

/** Each clue: a pattern in which `X` is the party's own name, and what a match says about it. */
const clues: readonly {
  readonly pattern: string
  readonly side: 'provider' | 'merchant'
  readonly weight: number
}[] = [
  { pattern: `X(?:\\([^)\\n]{0,20})?[(:][^。;\\n,]{0,24}(?:${merchantNames})`, side: 'merchant', weight: 3 },
  { pattern: `X(?:\\([^)\\n]{0,20})?[(:][^。;\\n,]{0,24}(?:${providerNames})`, side: 'provider', weight: 3 },
  {
    pattern: `(?:${merchantNames})[^。;\\n]{0,12}(?:简称|称为|称)[^。;\\n]{0,4}X`,
    side: 'merchant',
    weight: 3,
  },
  {
    pattern: `(?:${providerNames})[^。;\\n]{0,16}(?:简称|称为|称)[^。;\\n]{0,4}X`,
    side: 'provider',
    weight: 3,
  },
  {
    pattern: 'X(?:向|为)[甲乙丙]方(?:免费)?提供[^。;\\n]{0,20}(?:服务|pos|终端|机具|设备|收单|支付|技术)',
    side: 'provider',
    weight: 3,
  },
  {
    pattern: '(?:向|为|给)X(?:免费)?提供[^。;\\n]{0,20}(?:服务|pos|终端|机具|设备|收单|支付|技术)',
    side: 'merchant',
    weight: 3,
  },
  {
    pattern:
      'X(?:应|须|需|同意|按|应当)?[^。;\\n,]{0,8}(?:支付|缴纳|交纳|承担)[^。;\\n,]{0,10}(?:手续费|服务费|押金|流量费|激活费|费用)',
    side: 'merchant',
    weight: 1,
  },
  { pattern: '向X(?:支付|缴纳|交纳)[^。;\\n,]{0,10}(?:手续费|服务费|押金|费)', side: 'provider', weight: 2 },
  { pattern: '向X(?:收取|扣收|扣取)', side: 'merchant', weight: 2 },
  { pattern: 'X(?:向[甲乙丙]方)?(?:收取|扣收|扣取|扣除)', side: 'provider', weight: 1 },
  { pattern: '(?:结算|划付|划入|打款|清算|划拨)(?:至|给|到)X', side: 'merchant', weight: 2 },
  { pattern: '(?:从|对|自)X(?:的)?(?:结算|交易|待结算)', side: 'merchant', weight: 2 },
  { pattern: 'X(?:不可撤销地)?(?:授权|委托|同意并授权)[甲乙丙]方', side: 'merchant', weight: 2 },
  { pattern: 'X(?:的)?(?:经营|门店|店铺|营业|收银|店内|结算账户|交易真实)', side: 'merchant', weight: 1 },
  { pattern: 'X(?:的)?(?:系统|后台|平台|官网|客服|公告|总部|网站|app)', side: 'provider', weight: 1 },
  {
    pattern: 'X(?:有权|可)[^。;\\n,]{0,8}(?:调整|暂停|冻结|延迟|变更费率|扣划|扣除)',
    side: 'provider',
    weight: 1,
  },
  { pattern: 'X(?:使用|领用|申请(?:开通|使用|成为)|保管|租用|受理)', side: 'merchant', weight: 1 },
  { pattern: 'X(?:收到|提供)?的?(?:营业执照|身份证)', side: 'merchant', weight: 1 },
]

/** Enough to place the parties; a contract names its sides early and often. */
const readFor = 20_000
const matchesCounted = 5

const scoreOf = (text: string, party: string): number => {
  let score = 0
  for (const clue of clues) {
    const pattern = new RegExp(clue.pattern.replaceAll('X', party), 'gu')
    let count = 0
    while (count < matchesCounted && pattern.exec(text) !== null) count += 1
    score += (clue.side === 'provider' ? 1 : -1) * clue.weight * count
  }
  return score
}

const sideOf = (score: number): Side => (score === 0 ? 'unknown' : score > 0 ? 'provider' : 'merchant')

/** A party that is not in the text but for a word or two is no party. */
const fewestMentions = 3

/**
 * Places 甲方 and 乙方 against each other; where 丙方 is the merchant both may be on the other side. 丙方 and 丁方 are
 * placed by their own clues.
 */
export const sidesOf = (text: string): Readonly<Record<string, Side>> => {
  const head = text.slice(0, readFor)
  const [first, second] = [scoreOf(head, '甲方'), scoreOf(head, '乙方')]
  const third = head.split('丙方').length > fewestMentions ? scoreOf(head, '丙方') : 0
  const others = { 丙方: sideOf(third), 丁方: sideOf(scoreOf(head, '丁方')) }
  if (third < Math.min(first, second, 0)) return { 甲方: 'provider', 乙方: 'provider', ...others }
  return { 甲方: sideOf(first - second), 乙方: sideOf(second - first), ...others }
}

/** （以下简称“X”）, （下称“X”）, （“X”）: a name given to the party that was just named in full. */
const shortName =
  /\((?:以下|下文|下|以下均|合|统)?(?:简称|统称|合称|称|称为|称作)?(?:为|:)?["“「『'‘]([\p{Script=Han}a-z0-9]{2,10})["”」』'’](?:[或、]["“「『'‘][^)]{2,12})?\)|(?:以下|下|合|统)(?:简)?称(?:为)?["“「『'‘]([\p{Script=Han}a-z0-9]{2,10})["”」』'’]/gu
const longestFullName = 60
const mostNames = 12
const sharedNames =
  /协议|合同|服务$|业务|系统|产品|双方|各方|条款|规则|[甲乙丙丁]方|设备|终端|机具|公司$|信息|费/u
const firm = /公司|银行|支行|机构|运营者|企业|联盟/u
const merchantWords = new RegExp(`${merchantNames}|会员|授权|本人|本单位|申请|承诺|您|注册`, 'u')
const providerWords = new RegExp(providerNames, 'u')

const namedSides = (head: string): Map<string, Side> => {
  const names = new Map<string, Side>()
  for (const match of head.matchAll(shortName)) {
    const name = match[1] ?? match[2] ?? ''
    if (sharedNames.test(name) || names.size >= mostNames) continue
    const before = head.slice(Math.max(0, match.index - longestFullName), match.index)
    const fullName = before.split(/[。;\n(]/u).at(-1) ?? ''
    if (merchantWords.test(name)) names.set(name, 'merchant')
    else if (firm.test(fullName) && providerWords.test(fullName)) names.set(name, 'provider')
    else if (merchantWords.test(fullName)) names.set(name, 'merchant')
  }
  return names
}

/** A promise or mandate written by the merchant: there 我单位 is the merchant and 贵司 the provider. */
const writtenByMerchant = /(?:承诺书|声明书?|保证书|授权书|委托书|申请书|确认书|告知书)/u
const merchantSpeaks = /我单位|本单位|我店|本店|本商户|授权人|承诺人|声明人|委托人|本人/u
const forTitle = 120
const forVoice = 800

const pronouns = (head: string): Map<string, Side> => {
  const byMerchant =
    writtenByMerchant.test(head.slice(0, forTitle)) && merchantSpeaks.test(head.slice(0, forVoice))
  const [we, you]: [Side, Side] = byMerchant ? ['merchant', 'provider'] : ['provider', 'merchant']
  return new Map([
    ...['我方', '我司', '我公司'].map((name): [string, Side] => [name, we]),
    ...['贵司', '贵方', '贵公司', '贵单位', '贵行', '贵平台'].map((name): [string, Side] => [name, you]),
    ...['我单位', '本单位', '我店', '本店', '本商户', '贵店'].map((name): [string, Side] => [
      name,
      'merchant',
    ]),
  ])
}

/** “X用户服务协议”, X的会员条款: the name before it drafts. And who again and again 有权, 不承担, 保留 is a power's name. */
const titleName =
  /^[^\n]{0,20}?["“「『《]?([\p{Script=Han}a-z0-9]{2,8}?)["”」』》]?(?:平台|app|商户|用户|会员|收款|支付)*(?:服务|使用|合作|入驻|会员)(?:协议|条款|规则|须知)/u
const power =
  /(?<=[。;,\n:、]|^)(?:且|并|则|但|届时|此时)?([\p{Script=Han}a-z0-9]{2,6}?)(?:亦|均|仍|也)?(?:有权|可随时|得随时|得以|不承担|不负|概不|保留|将有权|可自行|可单方|可视)/gu
const noName =
  /[ⓅⓂⒺ甲乙丙丁]|本人|您|双方|一方|对方|各方|任何|如果|因此|同意|客户|消费者|持卡人|发卡|银联|法院|机关|公安|监管|第三方|上述|下列|方面|部门|协会|委员会|损失|责任|后果|期间|费用|人员|我|不/u
const fewestPowers = 2
const mostPowers = 60

const powerNames = (head: string): Map<string, Side> => {
  const counts = new Map<string, number>()
  let seen = 0
  for (const [, name = ''] of head.matchAll(power)) {
    seen += 1
    if (seen > mostPowers) break
    if (!noName.test(name) && !merchantWords.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const title = titleName.exec(head.slice(0, forTitle))?.[1]
  const named = [...counts].filter(([name, count]) => count >= fewestPowers || name === title)
  return new Map(named.map(([name]): [string, Side] => [name, 'provider']))
}

/** Writes the side in place of the party's name, so that rules can tell whose right it is. */
export const withSides = (source: Mapped): Mapped => {
  const head = source.text.slice(0, readFor)
  const sides = new Map([
    ...powerNames(head),
    ...Object.entries(sidesOf(source.text)),
    ...pronouns(head),
    ...namedSides(head),
  ])
  const names = [...sides.keys()]
    .filter((name) => !/^[甲乙丙丁]方$/u.test(name))
    .sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`[甲乙丙丁]方(?!案|式|法|向)|${names.join('|')}`, 'gu')
  return rewrite(source, pattern, ([party]) => sign[sides.get(party) ?? 'unknown'])
}
