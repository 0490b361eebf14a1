import { confirm, desk } from './desk.ts'
import type { Person } from './person.ts'

const minute = 60_000

/** The value of a date-and-time field, Beijing time. */
const beijing = (instant: number) => new Date(instant + 8 * 60 * minute).toISOString().slice(0, 16)

/** Percent per kind of payment, in the order of the rows the form begins with. */
const rates = [
  ['借记卡', '0.5', '20'],
  ['信用卡', '0.6', ''],
  ['微信、支付宝扫码', '0.38', ''],
] as const

/** Somebody at the provider's desk. */
export const providerWith = (me: Person) => {
  const { openCase, section } = desk(me, 'provider')
  const propose = async (caseId: string, label: string, technician: string) => {
    await openCase(caseId)
    await me.press(label)
    const form = me.dialog(label)
    await me.select('上门人员', technician, form)
    await me.fill('上门时间', beijing(Date.now()), form)
    await me.press(label, form)
    await me.sees('此刻没有需要您办理的事项')
  }
  return {
    me,

    async answerRequest(shopName: string, model: string) {
      await me.follow(shopName)
      await me.press('报价')
      const offer = me.dialog('报价')
      await me.select('机型', model, offer)
      for (const [index, [product, percent, cap]] of rates.entries()) {
        const row = offer.getByRole('group', { name: `费率行 ${index + 1}`, exact: true })
        await me.select('交易种类', product, row)
        await row.getByRole('spinbutton', { name: '费率', exact: true }).fill(percent)
        if (cap !== '') await row.getByRole('spinbutton', { name: /^每笔封顶/ }).fill(cap)
      }
      for (const [label, value] of [
        ['合约期', '12'],
        ['多少分钟内回复', '30'],
        ['多少小时内到店', '4'],
        ['每年保养次数', '4'],
      ] as const)
        await offer.getByRole('spinbutton', { name: label, exact: true }).fill(value)
      await offer.getByRole('switch', { name: '提供备用机', exact: true }).click()
      await me.fill('报价有效至', beijing(Date.now() + 14 * 24 * 60 * minute).slice(0, 10), offer)
      await me.sees('没有需要提示商户的问题。', offer)
      await me.press('报价', offer)
      await me.sees('修改报价')
    },

    proposeSurvey: (caseId: string, technician: string) => propose(caseId, '预约勘查', technician),
    proposeInstallation: (caseId: string, technician: string) => propose(caseId, '预约安装', technician),

    /** Filled in from the chosen offer and the survey. */
    async draftProposal(caseId: string) {
      await openCase(caseId)
      await me.press('提出方案')
      const draft = me.dialog('提出方案')
      await me.press('提出方案', draft)
      await me.sees('待商户答复')
    },

    async pasteAgreement(caseId: string, text: string) {
      await openCase(caseId)
      await me.press('粘贴协议文本')
      const form = me.dialog('粘贴协议文本')
      await me.fill('协议全文', text, form)
      await me.press('粘贴协议文本', form)
      await form.waitFor({ state: 'hidden' })
    },

    async generateAgreement(caseId: string) {
      await openCase(caseId)
      await confirm(me, '按方案生成协议')
      await me.sees('按方案生成')
    },

    async answerTicket(subject: string, words: string) {
      await section('工单')
      await me.follow(subject)
      await me.fill('回复内容', words)
      await me.press('回复')
      await me.sees(words, me.region('往来'))
    },
  }
}
