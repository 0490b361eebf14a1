/**
 * How long what is kept, and why: domain §1.9 as data. `from` names the event the term runs from; until it has happened
 * nothing is due. Terms change by law, so each has the day it is known from.
 */
export type Keep = 'cdd' | 'agreement' | 'complaint' | 'account' | 'message' | 'answer' | 'house'

type Event = 'relation-ended' | 'ticket-closed' | 'account-ended' | 'written'

export type Term = {
  readonly from: Event
  readonly years: number
  readonly months: number
  readonly days: number
  /** Law, article and the day this term is known to hold from. */
  readonly basis: string
  readonly since: string
  readonly say: readonly [zh: string, en: string]
}

export const terms: Readonly<Record<Keep, Term>> = {
  cdd: {
    from: 'relation-ended',
    ...{ years: 10, months: 0, days: 0 },
    basis: '反洗钱法 (2024) 34; 客户尽职调查管理办法 44',
    since: '2025-01-01',
    say: [
      '身份、账户和证照资料：服务结束后至少保存 10 年',
      'Identity, account and papers: 10 years after the service ends',
    ],
  },
  agreement: {
    from: 'relation-ended',
    ...{ years: 5, months: 0, days: 0 },
    basis: '银行卡收单业务管理办法（公告〔2013〕9号）14',
    since: '2013-07-05',
    say: [
      '协议、上门、安装和培训记录：服务结束后保存 5 年',
      'Agreement, visits, installation and training: 5 years after the service ends',
    ],
  },
  complaint: {
    from: 'ticket-closed',
    ...{ years: 3, months: 0, days: 0 },
    basis: '中国人民银行金融消费者权益保护实施办法（人民银行令〔2020〕第5号）44',
    since: '2020-11-01',
    say: ['报修和投诉记录：办结后保存 3 年', 'Tickets and complaints: 3 years after they are closed'],
  },
  account: {
    from: 'account-ended',
    ...{ years: 0, months: 6, days: 0 },
    basis: '网络安全法 21',
    since: '2017-06-01',
    say: ['登录手机号和姓名：注销后保存 6 个月', 'Sign-in number and name: 6 months after the account ends'],
  },
  message: {
    from: 'written',
    ...{ years: 0, months: 6, days: 0 },
    basis: '网络安全法 21',
    since: '2017-06-01',
    say: ['发给您的短信：发出后保存 6 个月', 'Messages sent to you: 6 months after they were written'],
  },
  answer: {
    from: 'written',
    ...{ years: 0, months: 0, days: 7 },
    basis: '个人信息保护法 19',
    since: '2021-11-01',
    say: ['重复提交保护用的应答：7 天', 'Answers kept so that a repeated request is harmless: 7 days'],
  },
  house: {
    from: 'written',
    ...{ years: 0, months: 0, days: 0 },
    basis: '',
    since: '2021-11-01',
    say: ['平台自身的密钥，不是个人信息', "The platform's own keys, not personal data"],
  },
}

/** Never approved and signed, so never a business relation: what was handed in goes after the time for an appeal. */
export const unconcludedDays = 30

/** The instant a term that began at `from` ends. Months and years are calendar ones, in UTC. */
export const termEnd = (keep: Keep, from: string): string => {
  const { years, months, days } = terms[keep]
  const end = new Date(from)
  const day = end.getUTCDate()
  end.setUTCDate(1)
  end.setUTCFullYear(end.getUTCFullYear() + years, end.getUTCMonth() + months)
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day, last) + days)
  return end.toISOString()
}

export type Due = { readonly keep: Keep; readonly on: string }

/**
 * When each of a merchant's keys is destroyed once deletion was asked for (PIPL art. 47): until then sealed, that is
 * stored and nothing else. A merchant never signed with goes after `unconcludedDays`.
 */
export const shredSchedule = (relation: {
  readonly concluded: boolean
  readonly endedAt: string
}): readonly Due[] =>
  (['cdd', 'agreement', 'complaint'] as const).map((keep) => ({
    keep,
    on: relation.concluded
      ? termEnd(keep, relation.endedAt)
      : new Date(Date.parse(relation.endedAt) + unconcludedDays * 86_400_000).toISOString(),
  }))
