import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import type { Person } from './story/person.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

/** Presses a button and reads the file that comes down. */
const savedBy = async (me: Person, label: string): Promise<string> => {
  const [file] = await Promise.all([me.page.waitForEvent('download'), me.press(label)])
  return readFile(await file.path(), 'utf8')
}

test('a merchant consents, takes the data along, has one put right, seals all off and takes that back', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { phone } = cast.merchants.review
  const me = await stage.somebody('phone')
  await become(me, house, phone)
  await show(me, '/account')
  await me.follow(/^我的资料/)
  await me.sees('告知与同意')

  const news = '消息推送（可选）'
  await me.press(`同意：${news}`)
  await me.press(`撤回同意：${news}`)
  const asked = me.dialog(`撤回同意：${news}`)
  await me.sees('撤回后不再发送', asked)
  await me.press('撤回同意', asked)
  await me.page.getByRole('button', { name: `同意：${news}`, exact: true }).waitFor()

  const exported = JSON.parse(await savedBy(me, '保存为 JSON')) as {
    format: string
    cases: { caseId: string; values: { datum: string; value: string }[] }[]
  }
  expect(exported.format).toBe('fangxin-my-data/1')
  const [mine] = exported.cases
  const idNo = mine?.values.find(({ datum }) => datum === 'vault_values.legalPersonIdNo')?.value ?? ''
  expect(idNo).toMatch(/^\d{17}[\dX]$/)
  expect(await savedBy(me, '保存为可打印网页')).toContain(idNo)

  await me.select('更正哪一项', '联系电话')
  await me.fill('正确的内容', '19900000049')
  await me.fill('为什么要更正', '换了号码（演示）')
  await me.press('提交更正')
  await me.sees('等待答复', me.region('更正'))
  const reviewer = await stage.somebody('desk')
  await become(reviewer, house, cast.reviewers[0].phone)
  await show(reviewer, `/reviewer/cases/${mine?.caseId}`)
  await reviewer.press('答复更正请求')
  const answer = reviewer.dialog('答复更正请求')
  await reviewer.select('裁决', '同意更正', answer)
  await reviewer.fill('理由', '已核对（演示）', answer)
  await reviewer.press('答复更正请求', answer)
  await answer.waitFor({ state: 'hidden' })
  await me.page.reload()
  await me.sees('答复：已核对（演示）', me.region('更正'))

  await me.press('申请删除')
  const deleting = me.dialog('申请删除')
  await me.sees('撤销办理中的申请；收回所有授权', deleting)
  await me.sees(/\d{4}-\d{2}-\d{2}/, deleting)
  await me.press('申请删除', deleting)
  await me.sees('请先勾选“我明白”。', deleting)
  await deleting.getByRole('checkbox').check()
  await me.press('申请删除', deleting)
  await me.sees('资料已封存，只保存、不再使用')
  await me.page.getByRole('button', { name: '保存为 JSON', exact: true }).waitFor({ state: 'hidden' })
  await me.press('取消删除')
  await me.page.getByRole('button', { name: '保存为 JSON', exact: true }).waitFor()
  await me.seesNoMore('资料已封存，只保存、不再使用')
  expect(stage.troubles()).toEqual([])
})
