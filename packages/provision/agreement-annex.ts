import { percent, yuan } from '#ground/fen.ts'
import type { FeeProduct, FeeRow, Terms } from '#fees/schedule.ts'
import type { Proposal, TerminalKind } from '#provision/case.ts'

/** One line of the annex: a label and exactly one value, in both languages. */
export type AnnexLine = { readonly zh: Entry; readonly en: Entry }
export type Entry = { readonly label: string; readonly value: string }

const products: Readonly<Record<FeeProduct, readonly [string, string]>> = {
  debit: ['借记卡', 'Debit card'],
  credit: ['贷记卡', 'Credit card'],
  'qr-wallet': ['微信与支付宝扫码', 'Wallet QR'],
  'upqr-small': ['银联二维码1000元及以下', 'UnionPay QR up to 1,000 yuan'],
  'upqr-debit': ['银联二维码1000元以上借记卡', 'UnionPay QR above 1,000 yuan, debit'],
  'upqr-credit': ['银联二维码1000元以上贷记卡', 'UnionPay QR above 1,000 yuan, credit'],
  foreign: ['境外卡', 'Foreign card'],
}

const kinds: Readonly<Record<TerminalKind, readonly [string, string]>> = {
  'qr-plate': ['收款码牌', 'QR plate'],
  'qr-box': ['扫码盒', 'QR scanner box'],
  'e-sign-pos': ['电签终端', 'e-signature terminal'],
  'smart-pos': ['智能终端', 'smart terminal'],
  'desktop-pos': ['台式终端', 'desktop terminal'],
  'mobile-pos': ['移动终端', 'mobile terminal'],
}

const lines: Readonly<Record<Proposal['dataLine'], readonly [string, string]>> = {
  none: ['不需要', 'none'],
  lan: ['有线网络', 'wired network'],
  wifi: ['无线局域网', 'Wi-Fi'],
  cellular: ['移动网络', 'cellular'],
}

const line = (label: readonly [string, string], value: readonly [string, string]): AnnexLine => ({
  zh: { label: label[0], value: value[0] },
  en: { label: label[1], value: value[1] },
})

const money = (label: readonly [string, string], fen: number): AnnexLine =>
  line(label, [`${yuan(fen)}元`, `${yuan(fen)} yuan`])
const rate = (label: readonly [string, string], ppm: number): AnnexLine =>
  line(label, [`${percent(ppm)}%`, `${percent(ppm)} %`])
const count = (
  label: readonly [string, string],
  figure: number,
  unit: readonly [string, string],
): AnnexLine => line(label, [`${figure}${unit[0]}`, `${figure} ${unit[1]}`])

const months = ['个月', 'months'] as const

/** Months are counted from 1 for people: row 0..3 reads “第1个月至第3个月”. */
const period = ({ fromMonth, untilMonth }: FeeRow): readonly [string, string] =>
  untilMonth === undefined
    ? [`自第${fromMonth + 1}个月起`, `from month ${fromMonth + 1}`]
    : [`第${fromMonth + 1}个月至第${untilMonth}个月`, `months ${fromMonth + 1} to ${untilMonth}`]

const rowLines = (row: FeeRow, index: number): AnnexLine[] => {
  const [zh, en] = products[row.product]
  const of = (zhPart: string, enPart: string): readonly [string, string] => [
    `费率行${index + 1}·${zh}·${zhPart}`,
    `Fee row ${index + 1} · ${en} · ${enPart}`,
  ]
  const optional = (label: readonly [string, string], fen: number | undefined): AnnexLine =>
    fen === undefined ? line(label, ['无', 'none']) : money(label, fen)
  return [
    line(of('适用期间', 'period'), period(row)),
    rate(of('每笔比例', 'share of each payment'), row.ratePpm),
    money(of('每笔固定', 'fixed per payment'), row.fixedFen ?? 0),
    optional(of('每笔最低', 'least per payment'), row.minFen),
    optional(of('每笔封顶', 'cap per payment'), row.capFen),
  ]
}

const chargeLines = (terms: Terms): AnnexLine[] => [
  line(
    ['结算方式', 'Settlement'],
    terms.settlement === 'T1'
      ? ['交易日后第1个工作日', 'first working day after the payment']
      : ['商户选择的交易当日', 'same day, chosen by the merchant'],
  ),
  money(['当日结算·每笔固定', 'Same-day settlement · fixed per payment'], terms.d0FixedFen),
  rate(['当日结算·每笔比例', 'Same-day settlement · share of each payment'], terms.d0Ppm),
  rate(['交易保障·每笔比例', 'Transaction cover · share of each payment'], terms.insurancePpm),
  money(['网络资费·每次', 'Data line · each time'], terms.sim.feeFen),
  count(['网络资费·间隔', 'Data line · interval'], terms.sim.intervalMonths, months),
  count(['网络资费·免收', 'Data line · free'], terms.sim.freeMonths, months),
  money(['会员·每年', 'Membership · a year'], terms.membershipFenPerYear),
  money(['每月交易下限', 'Least monthly volume'], terms.minimumVolume.monthlyFen),
  money(['低于下限的每月费用', 'Monthly charge below it'], terms.minimumVolume.penaltyFen),
  money(['押金', 'Deposit'], terms.deposit.amountFen),
  money(['押金·所需交易额', 'Deposit · volume required'], terms.deposit.refundVolumeFen),
  count(['押金·期限', 'Deposit · time'], terms.deposit.refundWithinMonths, months),
  money(['终端价款', 'Terminal price'], terms.devicePriceFen),
  count(['协议期限', 'Term'], terms.termMonths, months),
  money(['期限内退出费用', 'Exit fee within the term'], terms.exitFeeFen),
]

/** Every number of the accepted proposal, one line each, in a fixed order. */
export const annexOf = (proposal: Proposal): readonly AnnexLine[] => [
  line(['终端型号', 'Terminal model'], [proposal.modelCode, proposal.modelCode]),
  line(['终端种类', 'Terminal kind'], kinds[proposal.terminalKind]),
  count(['终端数量', 'Terminals'], proposal.quantity, ['台', 'pcs']),
  line(['安装位置', 'Position'], [proposal.position, proposal.position]),
  line(['数据线路', 'Data line'], lines[proposal.dataLine]),
  ...proposal.terms.rows.flatMap(rowLines),
  ...chargeLines(proposal.terms),
  count(['服务·热线应答', 'Service · hotline answers within'], proposal.serviceLevel.answerMinutes, [
    '分钟内',
    'minutes',
  ]),
  count(['服务·到场', 'Service · on site within'], proposal.serviceLevel.onSiteHours, ['小时内', 'hours']),
  line(
    ['服务·备用终端', 'Service · spare terminal'],
    proposal.serviceLevel.spareUnit ? ['提供', 'yes'] : ['未约定', 'not agreed'],
  ),
  count(['服务·每年巡检', 'Service · inspections a year'], proposal.serviceLevel.maintenancePerYear, [
    '次',
    'times',
  ]),
]
