import type { Dialect, Words } from '#iso8583/dialect.ts'
import type { Fact } from '#iso8583/fact.ts'
import type { Trouble } from '#iso8583/recorder.ts'
import type { ShopStep, ShopSuite } from '#iso8583/shop-suite.ts'
import { matches } from '#iso8583/suite.ts'

/** What the host saw, and what to do about it, for whoever stands at the terminal. */
export type Explained = { readonly happened: Words; readonly remedy: Words }

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

const transactionWords = (dialect: Dialect, name: string): Words =>
  dialect.transactions.find((each) => each.name === name)?.words ?? { zh: name, en: name }

const answerWords = (dialect: Dialect, code: string): Words => {
  const words = dialect.responses.find((each) => each.code === code)?.words
  return words ? { zh: `${words.zh}（${code}）`, en: `${words.en} (${code})` } : { zh: code, en: code }
}

/** One fact in a sentence. */
export const sayFact = (dialect: Dialect, fact: Fact): Words => {
  switch (fact.fact) {
    case 'approved': {
      const { zh, en } = transactionWords(dialect, fact.transaction)
      const amount = yuan(fact.amountFen)
      return {
        zh: `${zh} ${amount} 元，${fact.pin ? '输了密码' : '没有输密码'}，成功`,
        en: `${en} of ${amount} yuan ${fact.pin ? 'with' : 'without'} PIN, approved`,
      }
    }
    case 'declined':
    case 'refused': {
      const { zh, en } = transactionWords(dialect, fact.transaction)
      const why = answerWords(dialect, fact.code)
      return { zh: `${zh}被拒绝：${why.zh}`, en: `${en} declined: ${why.en}` }
    }
    case 'reversed':
      return { zh: `冲正，原因 ${fact.reason}`, en: `Reversal with reason ${fact.reason}` }
    case 'reversal-skipped':
      return { zh: '没有冲正就做了下一笔', en: 'The next transaction without a reversal' }
    case 'settled':
      if (!fact.ownBatch)
        return {
          zh: '批结算，批次号不是签到应答给的',
          en: 'Settlement under another batch number than the sign-in gave',
        }
      return fact.equal
        ? { zh: '批结算，总额一致', en: 'Settlement, totals equal' }
        : { zh: '批结算，总额不一致', en: 'Settlement, totals not equal' }
    case 'signed-off':
      return { zh: '签退', en: 'Sign off' }
    case 'signed-in':
      return { zh: '签到', en: 'Sign in' }
    default:
      return { zh: '另一种交易', en: 'Another transaction' }
  }
}

/** Why a step is red and what to do: the suite's own words where it has some, else what was seen and what was wanted. */
export const explain = (
  suite: ShopSuite,
  dialect: Dialect,
  step: ShopStep,
  { kind, saw }: Trouble,
  seen: ReadonlySet<string>,
  /** What people are told of a rule; null where nobody has words for it. */
  saysRule: (rule: string) => Explained | null = () => null,
): Explained => {
  if (kind === 'failed') {
    const { zh, en } = sayFact(dialect, saw)
    return { happened: { zh: `主机看到：${zh}。`, en: `The host saw: ${en}.` }, remedy: step.remedy }
  }
  if (kind === 'too-early') {
    const before = suite.steps
      .filter((each) => step.needs.includes(each.step) && !seen.has(each.step))
      .map(({ words }) => words)
    return {
      happened: { zh: '这一步做早了，没有计入。', en: 'This step came too early and does not count.' },
      remedy: {
        zh: `先完成这些，再做一遍：${before.map(({ zh }) => zh).join('、')}。`,
        en: `First finish these, then do it again: ${before.map(({ en }) => en).join(', ')}.`,
      },
    }
  }
  const mistake = suite.mistakes.find((each) => matches(each.saw, saw))
  if (mistake) return { happened: mistake.words, remedy: mistake.remedy }
  const ruled = saw.fact === 'refused' ? saysRule(saw.rule) : null
  if (ruled) return ruled
  const { zh, en } = sayFact(dialect, saw)
  return { happened: { zh: `主机看到的是：${zh}。`, en: `The host saw: ${en}.` }, remedy: step.remedy }
}
