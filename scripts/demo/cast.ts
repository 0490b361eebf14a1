import type { InputOf } from '#api/calls.ts'
import type { Terms } from '#fees/schedule.ts'

/** Who plays in the demo. Every name says 演示 and every number ends a block nobody was given: obviously not real. */
export const cast = {
  operator: { phone: '19900000000' },
  acquirer: {
    name: '示范收单机构（演示）',
    uscc: '91110000DEMA00000T',
    licenceNo: 'Z2000000000000',
    hotline: '400-000-0000',
  },
  reviewers: [
    { phone: '19900000001', name: '审核员甲（演示）' },
    { phone: '19900000002', name: '审核员乙（演示）' },
  ],
  regulator: { name: '示范监管机构（演示）', person: { phone: '19900000009', name: '监管员（演示）' } },
  providers: [
    {
      name: '安心支付服务（演示）',
      uscc: '91440300DEMA10001M',
      filingNo: 'DEMO-BA-0001',
      regionCodes: ['110000'],
      evaluations: ['优秀', '合格', '合格'] as const,
      about: '上门勘查、安装、培训与维护，报价含全部费用。演示机构。',
      desk: { phone: '19900000011', name: '安心客服（演示）' },
      technicians: [
        { phone: '19900000021', name: '李工（演示）', badgeNo: 'AX-001' },
        { phone: '19900000022', name: '周工（演示）', badgeNo: 'AX-002' },
      ],
    },
    {
      name: '城东商服（演示）',
      uscc: '91440300DEMA10002Q',
      filingNo: 'DEMO-BA-0002',
      regionCodes: ['110000', '310000'],
      evaluations: ['合格', '合格', '合格'] as const,
      about: '服务城东商圈，两小时内回应。演示机构。',
      desk: { phone: '19900000012', name: '城东客服（演示）' },
      technicians: [{ phone: '19900000023', name: '陈工（演示）', badgeNo: 'CD-001' }],
    },
    {
      name: '快装通（演示）',
      uscc: '91440300DEMA10003U',
      filingNo: 'DEMO-BA-0003',
      regionCodes: ['110000'],
      evaluations: ['合格'] as const,
      about: '次日上门。演示机构。',
      desk: { phone: '19900000013', name: '快装客服（演示）' },
      technicians: [{ phone: '19900000024', name: '赵工（演示）', badgeNo: 'KZ-001' }],
    },
  ],
  merchants: {
    live: {
      phone: '19900000031',
      shopName: '老灶小馆（演示）',
      registeredName: '老灶小馆（演示）',
      uscc: '92110105DEMA000018',
    },
    troubled: {
      phone: '19900000036',
      shopName: '巷口面馆（演示）',
      registeredName: '巷口面馆（演示）',
      uscc: '92110105DEMA00004H',
    },
    offers: {
      phone: '19900000032',
      shopName: '青禾服饰（演示）',
      registeredName: '青禾服饰店（演示）',
      uscc: '92110105DEMA00002B',
    },
    review: {
      phone: '19900000033',
      shopName: '云间客栈（演示）',
      registeredName: '云间客栈（演示）',
      uscc: '92440300DEMA000031',
    },
    draft: { phone: '19900000034', shopName: '街角煎饼（演示）' },
  },
} as const

export const sealedDemo = (
  name: string,
  phone: string,
): NonNullable<InputOf<'applications.save-draft'>['sealed']> => ({
  legalPersonName: name,
  legalPersonIdNo: '110101199003070070',
  contactPhone: phone,
  premisesAddress: '北京市朝阳区演示路 1 号 101 室',
  settlementAccountName: name,
  settlementAccountNo: '6222020000000000018',
})

export const shopDemo = ({
  shopName,
  registeredName,
  uscc,
}: {
  readonly shopName: string
  readonly registeredName: string
  readonly uscc: string
}): NonNullable<InputOf<'applications.save-draft'>['shop']> => ({
  merchantType: 'individual',
  shopName,
  registeredName,
  uscc,
  regionCode: '110105',
  businessKind: 'restaurant',
  fixedPremises: true,
  settlementKind: 'personal',
  settlementBank: '演示银行',
})

export const needsDemo: InputOf<'needs.record'>['needs'] = {
  tills: 1,
  cardPayments: true,
  qrPayments: true,
  foreignCards: false,
  preAuthorisation: false,
  mobile: false,
  printedReceipt: true,
  tillIntegration: false,
  network: 'wifi',
  settlement: 'T1',
  profile: {
    merchantClass: 'standard',
    mix: [
      { product: 'credit', countPerYear: 3_600, averageFen: 32_000 },
      { product: 'debit', countPerYear: 1_800, averageFen: 32_000 },
      { product: 'qr-wallet', countPerYear: 7_200, averageFen: 16_000 },
    ],
  },
}

/** Nothing hidden: credit 0.60 %, debit 0.50 % capped at 20 yuan, QR 0.38 %, next-day settlement. */
export const honestTerms: Terms = {
  rows: [
    { product: 'credit', ratePpm: 6_000, fromMonth: 0 },
    { product: 'debit', ratePpm: 5_000, capFen: 2_000, fromMonth: 0 },
    { product: 'qr-wallet', ratePpm: 3_800, fromMonth: 0 },
  ],
  settlement: 'T1',
  d0FixedFen: 0,
  d0Ppm: 0,
  insurancePpm: 0,
  sim: { feeFen: 0, intervalMonths: 12, freeMonths: 12 },
  membershipFenPerYear: 0,
  minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
  deposit: { amountFen: 0, refundVolumeFen: 0, refundWithinMonths: 0 },
  devicePriceFen: 0,
  termMonths: 12,
  exitFeeFen: 0,
}

/** The same card terms with a yearly SIM fee after a free first year. */
export const simTerms: Terms = {
  ...honestTerms,
  sim: { feeFen: 6_000, intervalMonths: 12, freeMonths: 12 },
  termMonths: 24,
}

/** The bait: 0.38 % on credit for three months, then 0.68 %, +3 yuan a payment, a deposit hard to see again. */
export const baitTerms: Terms = {
  rows: [
    { product: 'credit', ratePpm: 3_800, fromMonth: 0, untilMonth: 3 },
    { product: 'credit', ratePpm: 6_800, fromMonth: 3 },
    { product: 'debit', ratePpm: 5_000, capFen: 2_000, fromMonth: 0 },
    { product: 'qr-wallet', ratePpm: 3_800, fromMonth: 0 },
  ],
  settlement: 'D0',
  d0FixedFen: 300,
  d0Ppm: 0,
  insurancePpm: 500,
  sim: { feeFen: 9_900, intervalMonths: 3, freeMonths: 0 },
  membershipFenPerYear: 39_900,
  minimumVolume: { monthlyFen: 5_000_000, penaltyFen: 10_000 },
  deposit: { amountFen: 29_900, refundVolumeFen: 20_000_000, refundWithinMonths: 3 },
  devicePriceFen: 0,
  termMonths: 36,
  exitFeeFen: 200_000,
}

export const service: InputOf<'offers.make'>['serviceLevel'] = {
  answerMinutes: 30,
  onSiteHours: 4,
  spareUnit: true,
  maintenancePerYear: 4,
}

export const modelDemo: InputOf<'devices.register-model'> = {
  modelCode: 'DEMO-A1',
  maker: '演示终端厂',
  name: '智能 POS A1（演示）',
  terminalKind: 'smart-pos',
  registryCode: '04',
  firmwareVersion: '1.0.3',
  capabilities: ['chip', 'contactless', 'pin-pad', 'printer', 'sm4-keys', 'aes-keys'],
  priceCapFen: 60_000,
  certificates: [
    {
      kind: 'network-access',
      number: 'P9999',
      issuer: '演示认证机构',
      validFrom: '2026-01-01',
      validUntil: '2029-12-31',
    },
    {
      kind: 'fintech-product',
      number: 'DEMO-FT-001',
      issuer: '演示认证机构',
      validFrom: '2026-01-01',
      validUntil: null,
    },
    {
      kind: 'srrc',
      number: 'DEMO-SRRC-001',
      issuer: '演示认证机构',
      validFrom: '2026-01-01',
      validUntil: '2030-12-31',
    },
    {
      kind: 'telecom-access',
      number: 'DEMO-NAL-001',
      issuer: '演示认证机构',
      validFrom: '2026-01-01',
      validUntil: '2028-12-31',
    },
    {
      kind: 'pci-pts',
      number: 'DEMO-PTS-6',
      issuer: '演示认证机构',
      validFrom: '2026-01-01',
      validUntil: '2030-04-30',
    },
  ],
}
