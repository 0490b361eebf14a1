import { cite } from '#contract-guard/basis.ts'
import { type Contradiction, noPromise, promisesOf, type Read } from '#contract-guard/offer-paper.ts'
import { compile } from '#contract-guard/pattern.ts'

const sooner = compile('{instant}')
const later =
  /(?:t\+?[1-9]|d\+?[1-9]|次日|次一?个?工作日|第[二三四五]个?(?:工作)?日|[2-9]个?(?:工作|自然)日|[1-9][0-9]个?(?:工作|自然)?日)[^。]{0,16}(?:结算|到账|划付|划入|入账)|(?:结算|到账)(?:周期|时间)?[^。]{0,10}(?:t\+?[1-9]|d\+?[1-9]|次日|[2-9]个?(?:工作|自然)日)/u

/** Money “at once” in words and days later on paper. */
export const bySettlement = (promises: readonly Read[], written: readonly Read[]): Contradiction[] => {
  const said = promises.flatMap((one) => promisesOf(one, sooner))
  const days = written.flatMap(({ sentences }) =>
    sentences.filter(({ words }) => later.test(words) && !sooner.test(words)),
  )
  const alsoInstant = written.some(({ plain }) => sooner.test(plain))
  if (said.length === 0 || days.length === 0 || alsoInstant) return []
  return [
    {
      rule: 'J07',
      risk: 'settlement_delay_or_hold',
      severity: 'medium',
      why: {
        zh: '说当天到账，合同写的是次日或更晚。',
        en: 'Money on the same day was promised; the agreement says the next day or later.',
      },
      basis: [cite('acquiring', 11, 30), cite('civil', 498)],
      ask: {
        zh: '问清到账时间和费用，以写进合同的为准。',
        en: 'Ask when the money arrives and what it costs, and go by what is written.',
      },
      places: [...said, ...days.map(({ place }) => place)],
    },
  ]
}

const firmName = /([\p{Script=Han}]{2,6}?(?:支付|商务|银行))(?:有限公司|股份|公司|的|,|。|!|直|通道|官|$)/u
const saysFirm = /(?:走的?是?|用的?是?|接的?是?|通过|就是|属于|我们是|签约|收单机构是?为?|持牌(?:机构)?是?)/u
const commonWords =
  /扫码|微信|移动|聚合|第三方|条码|快捷|线上|电子|本人|结算|收款|发卡|开户|所有|各|他行|合作/u
const partyLine = /(?:[ⓅⓂⒺ]|收单机构|服务商)(?:\([^)\n]{0,12}\))?:[^\n]{2,40}(?:公司|银行)/u

/** The acquirer named in words does not stand in the agreement. */
export const byAcquirer = (promises: readonly Read[], written: readonly Read[]): Contradiction[] => {
  const party = written.flatMap(({ sentences }) => sentences).find(({ words }) => partyLine.test(words))
  if (party === undefined) return []
  for (const { words, place } of promises.flatMap(({ sentences }) => sentences)) {
    const lead = saysFirm.exec(words)
    if (lead === null || noPromise.test(words)) continue
    const name = firmName.exec(words.slice(lead.index + lead[0].length))?.[1]
    if (name === undefined || commonWords.test(name)) continue
    if (written.some(({ plain }) => plain.includes(name))) continue
    return [
      {
        rule: 'J11',
        risk: 'unlicensed_settlement',
        severity: 'high',
        why: {
          zh: `说是“${name}”，合同里没有这家：签约方是别人。`,
          en: `“${name}” was named, but the agreement does not have it: somebody else is the other party.`,
        },
        basis: [cite('payment', 6, 22), cite('civil', 498)],
        ask: {
          zh: '要求由说好的持牌机构盖章，写明许可证编号。',
          en: 'Ask that the licensed firm that was named signs, with its licence number.',
        },
        places: [place, party.place],
      },
    ]
  }
  return []
}
