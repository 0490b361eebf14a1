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

/** Places 甲方 and 乙方 against each other, 丙方 and 丁方 by their own clues. */
export const sidesOf = (text: string): Readonly<Record<string, Side>> => {
  const head = text.slice(0, readFor)
  const lead = scoreOf(head, '甲方') - scoreOf(head, '乙方')
  const alone = (party: string): Side => {
    const score = scoreOf(head, party)
    return score === 0 ? 'unknown' : score > 0 ? 'provider' : 'merchant'
  }
  const first: Side = lead === 0 ? 'unknown' : lead > 0 ? 'provider' : 'merchant'
  const second: Side = lead === 0 ? 'unknown' : lead > 0 ? 'merchant' : 'provider'
  return { 甲方: first, 乙方: second, 丙方: alone('丙方'), 丁方: alone('丁方') }
}

/** Writes the side in place of the party's name, so that rules can tell whose right it is. */
export const withSides = (source: Mapped): Mapped => {
  const sides = sidesOf(source.text)
  return rewrite(source, /[甲乙丙丁]方(?!案|式|法|向)/gu, ([party]) => sign[sides[party] ?? 'unknown'])
}
