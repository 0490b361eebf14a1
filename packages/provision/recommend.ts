import type { Needs, Recommendation, ShopFields } from '#provision/case.ts'

type Shop = Pick<ShopFields, 'merchantType' | 'businessKind'>
type Row<Choice> = {
  readonly rule: string
  readonly choose: Choice
  readonly when: (needs: Needs, shop: Shop) => boolean
}

const qrOnly = ({ cardPayments }: Needs): boolean => !cardPayments

/** Read from the top: the first row that fits decides (domain §6.1). */
const terminals: readonly Row<Recommendation['terminalKind']>[] = [
  {
    rule: 'NEED-10',
    choose: 'qr-box',
    when: (needs) => qrOnly(needs) && (needs.printedReceipt || needs.tillIntegration || needs.tills > 1),
  },
  { rule: 'NEED-11', choose: 'qr-plate', when: qrOnly },
  {
    rule: 'NEED-12',
    choose: 'mobile-pos',
    when: (needs, { businessKind }) => needs.mobile || businessKind === 'delivery',
  },
  {
    rule: 'NEED-13',
    choose: 'desktop-pos',
    when: (needs, { businessKind }) => needs.preAuthorisation || businessKind === 'hotel',
  },
  {
    rule: 'NEED-14',
    choose: 'desktop-pos',
    when: (needs, { businessKind }) => needs.tillIntegration || businessKind === 'supermarket',
  },
  {
    rule: 'NEED-15',
    choose: 'e-sign-pos',
    when: ({ tills, printedReceipt, foreignCards, qrPayments }, { merchantType }) =>
      tills === 1 && !printedReceipt && !foreignCards && !qrPayments && merchantType !== 'enterprise',
  },
  { rule: 'NEED-16', choose: 'smart-pos', when: () => true },
]

const dataLines: readonly (Omit<Row<Recommendation['dataLine']>, 'when'> & {
  readonly when: (needs: Needs, terminalKind: Recommendation['terminalKind']) => boolean
})[] = [
  { rule: 'NEED-20', choose: 'none', when: (_, terminalKind) => terminalKind === 'qr-plate' },
  {
    rule: 'NEED-21',
    choose: 'cellular',
    when: ({ mobile }, terminalKind) => mobile || terminalKind === 'mobile-pos',
  },
  { rule: 'NEED-22', choose: 'lan', when: ({ network }) => network === 'lan' },
  { rule: 'NEED-23', choose: 'wifi', when: ({ network }) => network === 'wifi' },
  { rule: 'NEED-24', choose: 'cellular', when: () => true },
]

/** Reduced classes follow the licence and the category code, never the wish alone (domain §2.2, 套码). */
const feePlans: readonly Row<Recommendation['feePlan']>[] = [
  { rule: 'NEED-30', choose: 'qr-only', when: qrOnly },
  {
    rule: 'NEED-31',
    choose: 'exempt',
    when: ({ profile }, { merchantType }) =>
      profile.merchantClass === 'exempt' && merchantType === 'institution',
  },
  {
    rule: 'NEED-32',
    choose: 'preferential',
    when: ({ profile }, { businessKind }) =>
      profile.merchantClass === 'preferential' && businessKind === 'supermarket',
  },
  { rule: 'NEED-33', choose: 'standard', when: () => true },
]

/** Every row that fits is said, none decides. */
const advice: readonly Omit<Row<never>, 'choose'>[] = [
  { rule: 'NEED-40', when: ({ settlement }) => settlement === 'D0' },
  { rule: 'NEED-41', when: ({ tills, tillIntegration }) => tills > 1 || tillIntegration },
  { rule: 'NEED-42', when: ({ network, mobile }) => network === 'cellular-only' || mobile },
  { rule: 'NEED-43', when: ({ foreignCards }) => foreignCards },
]

/** The last row of each deciding table always fits. */
const first = <R>(rows: readonly R[], fits: (row: R) => boolean): R => {
  const row = rows.find(fits)
  if (row === undefined) throw new Error('a recommendation table has no last resort')
  return row
}

/** From what the shop needs to what it should hold, with the rule behind every choice. */
export const recommend = (needs: Needs, shop: Shop): Recommendation => {
  const terminal = first(terminals, ({ when }) => when(needs, shop))
  const line = first(dataLines, ({ when }) => when(needs, terminal.choose))
  const plan = first(feePlans, ({ when }) => when(needs, shop))
  const also = advice.filter(({ when }) => when(needs, shop))
  return {
    terminalKind: terminal.choose,
    dataLine: line.choose,
    feePlan: plan.choose,
    because: [terminal, line, plan, ...also].map(({ rule }) => rule),
  }
}
