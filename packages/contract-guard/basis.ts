import type { Basis } from '#contract-guard/finding.ts'

/** The laws the guard cites, with the version it was written against. Reference data, not legal advice. */
export const laws = {
  payment: { name: '非银行支付机构监督管理条例（国务院令第768号）', version: '2024-05-01' },
  paymentRules: {
    name: '非银行支付机构监督管理条例实施细则（人民银行令〔2024〕第4号）',
    version: '2024-07-09',
  },
  acquiring: { name: '银行卡收单业务管理办法（人民银行公告〔2013〕第9号）', version: '2013-07-05' },
  terminals: { name: '关于加强支付受理终端及相关业务管理的通知（银发〔2021〕259号）', version: '2022-03-01' },
  outsourcing: { name: '收单外包服务自律管理办法（中支协发〔2024〕108号）', version: '2024-09-04' },
  rating: { name: '收单外包服务评价管理规范（中支协发〔2025〕64号）', version: '2025-05-27' },
  filing: { name: '收单外包服务机构备案管理规范（中支协发〔2025〕62号）', version: '2025-05-27' },
  compliance: { name: '非银行支付机构业务合规发展自律指引（中支协发〔2023〕139号）', version: '2023-01-01' },
  market: { name: '关于加强收单外包服务市场规范管理的意见（中支协发〔2023〕81号）', version: '2023-01-01' },
  fraud261: {
    name: '关于加强支付结算管理防范电信网络新型违法犯罪有关事项的通知（银发〔2016〕261号）',
    version: '2016-12-01',
  },
  civil: { name: '中华人民共和国民法典', version: '2021-01-01' },
  personal: { name: '中华人民共和国个人信息保护法', version: '2021-11-01' },
  signature: { name: '中华人民共和国电子签名法', version: '2019-04-23' },
  financial: {
    name: '中国人民银行金融消费者权益保护实施办法（人民银行令〔2020〕第5号）',
    version: '2020-11-01',
  },
  consumer: { name: '消费者权益保护法实施条例（国务院令第778号）', version: '2024-07-01' },
  advertising: { name: '中华人民共和国广告法', version: '2021-04-29' },
  telecomFraud: { name: '中华人民共和国反电信网络诈骗法', version: '2022-12-01' },
  criminal: { name: '中华人民共和国刑法', version: '2024-03-01' },
} as const

export type Law = keyof typeof laws

/** `cite('payment', 34)` → the regulation, article 34. Several articles may be named. */
export const cite = (law: Law, ...articles: (number | string)[]): Basis => ({
  law: laws[law].name,
  article: articles.map((article) => (typeof article === 'number' ? `第${article}条` : article)).join('、'),
})
