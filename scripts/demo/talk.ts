import { addDays, chinaDay } from '#ground/calendar.ts'
import { honestTerms, service } from './cast.ts'
import type { Person } from './person.ts'

/** What is said around an agreement in the story: a question that ends in wording, a promise, a change to come. */

const clause = '服务商按附件的时限应答、到场和巡检'

/** Before anybody signs. Told again after a kill, every command is the same: wording added later moves no earlier clause. */
export const talkItOver = async (
  caseId: string,
  agreementId: string,
  { merchant, desk, began }: { merchant: Person; desk: Person; began: string },
): Promise<void> => {
  await merchant.call('promises.record', {
    ...{ caseId, text: '终身免流量费', speaker: '业务员（演示）', saidOn: chinaDay(began) },
  })
  const { text } = await merchant.call('agreements.agreement', { caseId })
  const start = text.indexOf(clause)
  const { questionId } = await merchant.call('questions.ask', {
    ...{ caseId, agreementId, start, end: start + clause.length },
    text: '晚上和节假日坏了，也按这个时限到场吗？',
  })
  await desk.call('questions.answer', { caseId, questionId, text: '也按，可以写进协议。' })
  const { termId } = await desk.call('negotiated-terms.offer', {
    ...{ caseId, questionId, wording: '附件的应答和到场时限不分昼夜和节假日，到场前先电话告知预计时间。' },
  })
  await merchant.call('negotiated-terms.agree', { caseId, termId })
}

/** Notice of dearer credit payments, and of a visit more often: the merchant has not answered, its day is weeks away. */
export const noticeChange = async (caseId: string, reviewer: Person, began: string): Promise<void> => {
  const rows = honestTerms.rows.map((row) => (row.product === 'credit' ? { ...row, ratePpm: 6_200 } : row))
  await reviewer.call('changes.propose', {
    caseId,
    terms: { ...honestTerms, rows },
    serviceLevel: { ...service, maintenancePerYear: 6 },
    clauses: [
      {
        clause: '第七条 1',
        wording: '服务商按附件的时限应答、到场，每两个月巡检一次；收单机构对服务商的行为负责。',
      },
    ],
    reason: '演示：清算成本上升，同时增加巡检',
    effectiveOn: addDays(chinaDay(began), 45),
  })
}
