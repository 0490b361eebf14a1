import { expect } from 'vitest'
import { confirm, desk } from './desk.ts'
import type { Person } from './person.ts'

/** Somebody at the acquirer's desk. */
export const reviewerWith = (me: Person) => {
  const { openCase } = desk(me, 'reviewer')
  return {
    me,
    openCase,

    async takeFromQueue(shopName: string) {
      await me.follow(shopName)
      await confirm(me, '领取审核')
    },

    /** Clear text only for a purpose, which is on record before anything is shown. */
    async reveal(purpose: string, field: string, expected: string) {
      await me.press('查看申请明文')
      const asked = me.dialog('查看申请明文')
      await me.sees('您的查看授权至', asked)
      await me.press('显示明文', asked)
      await me.sees('请至少选一项', asked)
      await asked.getByRole('checkbox', { name: field, exact: true }).check()
      await me.fill('查看用途', purpose, asked)
      await me.press('显示明文', asked)
      await me.sees('申请明文')
      await me.sees(expected)
      await me.sees(purpose)
      await me.sees(/\d+ 秒后自动收起/)
    },

    /** Clear text goes from the screen with the tab. */
    async hidesWithTab(expected: string) {
      await me.page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));
         delete document.visibilityState`,
      )
      await me.seesNoMore(expected)
      await me.sees('查看申请明文')
    },

    async asksBreakGlass(caseId: string, field: string, reason: string) {
      await me.open(`/reviewer/cases/${caseId}?part=looks`)
      await me.press('申请紧急查看')
      const asked = me.dialog('申请紧急查看')
      await asked.getByRole('checkbox', { name: field, exact: true }).check()
      await me.fill('理由', reason, asked)
      await me.press('申请紧急查看', asked)
      await asked.waitFor({ state: 'hidden' })
      await me.sees('须由另一位同事复核')
    },

    /** The second person reads the reason before anything opens. */
    async confirmsBreakGlass(caseId: string, who: string, reason: string) {
      await me.open(`/reviewer/cases/${caseId}?part=looks`)
      await me.press(`复核同意：${who}的紧急查看`)
      const asked = me.dialog('复核同意')
      await me.sees(reason, asked)
      await me.press('确认', asked)
      await asked.waitFor({ state: 'hidden' })
    },

    async looksBehindGlass(caseId: string, field: string, expected: string) {
      await me.open(`/reviewer/cases/${caseId}?part=looks`)
      await me.press('查看')
      const asked = me.dialog('查看')
      await asked.getByRole('checkbox', { name: field, exact: true }).check()
      await me.press('显示明文', asked)
      await me.sees(expected)
    },

    async recommend(mccCode: string) {
      await me.press('初审通过')
      const opinion = me.dialog('初审通过')
      await me.fill('商户类别码（MCC）', mccCode, opinion)
      await me.select('风险等级', '低风险', opinion)
      await me.press('初审通过', opinion)
      await me.sees('您已初审，须由另一位同事复审。')
    },

    /** The desk offers no button for it; the house refuses the act itself too. */
    async approvingAloneIsRefused(caseId: string) {
      expect(await me.page.getByRole('button', { name: '复审通过', exact: true }).count()).toBe(0)
      expect(await me.attempt('reviews.approve', { caseId })).toMatchObject({ status: 409, rule: 'REV-5' })
    },

    async approve(caseId: string) {
      await openCase(caseId)
      await confirm(me, '复审通过')
      await me.sees('等待「需求评估」')
    },

    async countersign(caseId: string) {
      await openCase(caseId)
      await confirm(me, '代表本机构签署')
      await me.page.getByRole('button', { name: '为此办理备机', exact: true }).waitFor()
    },

    async reserve(serialNo: string, modelCode: string) {
      await me.press('为此办理备机')
      const choice = me.dialog('为此办理备机')
      await me.select('选择终端', `${serialNo} · ${modelCode}`, choice)
      await me.press('为此办理备机', choice)
      await me.sees('交机前，服务商须先约好安装时间和上门人员。')
    },

    async handOver(caseId: string, sealNo: string) {
      await openCase(caseId)
      await me.press('交给上门人员')
      const form = me.dialog('交给上门人员')
      await me.fill('新封签号', sealNo, form)
      await me.press('交给上门人员', form)
      await form.waitFor({ state: 'hidden' })
    },

    /** An early attempt: the gate names what is open, and the act itself is refused. */
    async goingLiveIsRefused(caseId: string, rule: string) {
      await openCase(caseId)
      const gate = me.region('上线条件')
      const condition = gate.getByRole('listitem').filter({ hasText: rule })
      await me.sees('未满足', condition)
      expect(await me.page.getByRole('button', { name: '开通上线', exact: true }).count()).toBe(0)
      expect(await me.attempt('go-live.activate', { caseId })).toMatchObject({ status: 409, rule })
    },

    /** Due within two days of binding, and before the terminal takes money. */
    async reportToRegistry(serialNo: string) {
      await me.open('/reviewer/registry')
      const row = me.page.getByRole('row').filter({ hasText: serialNo })
      await me.sees('待报送', row)
      await me.page.getByRole('button', { name: /^生成报送文件（\d+ 台）$/ }).click()
      const form = me.page.getByRole('dialog')
      const saved = me.page.waitForEvent('download')
      await form.getByRole('button', { name: /^生成报送文件/ }).click()
      await saved
      await me.sees('已报送', row)
    },

    async activate(caseId: string) {
      await openCase(caseId)
      await me.sees('全部满足，可以开通。', me.region('上线条件'))
      await confirm(me, '开通上线')
      await me.sees('开通于')
    },
  }
}
