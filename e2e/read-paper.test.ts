import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { landscapeLicence, photographed, plainPaper } from '../apps/server/test/papers.ts'
import { openStoryHouse } from './story/house.ts'
import { merchantWith } from './story/merchant.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openStoryHouse)

const licence = {
  uscc: '92440300MADEM00X1N',
  name: '演示市样本区示范面馆',
  kind: '个体工商户',
  person: '样本甲',
  address: '演示省演示市样本区示范路一百二十号',
}

test('a licence is read on request: each value is taken or refused by the shopkeeper; a credit card is taken out and told', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const me = await stage.somebody('phone')
  const merchant = merchantWith(me, {
    shopName: '演示面馆',
    uscc: licence.uscc,
    owner: licence.person,
    idNo: '110101199003070011',
    phone: '19900000077',
    address: licence.address,
    accountNo: '6217000000000000004',
  })
  const upload = (paper: string, buffer: Buffer) =>
    me.page
      .getByLabel(paper, { exact: true })
      .setInputFiles({ name: 'demo.jpg', mimeType: 'image/jpeg', buffer })
  const suggestion = (field: string) => me.page.getByRole('group', { name: `${field}的识别建议` })

  // Reading takes a second or two of a core; on a busy machine that is long.
  const slow = { timeout: 60_000, interval: 200 }
  const says = () => me.page.getByRole('main').innerText()

  await merchant.signIn()
  await merchant.openCase()
  await me.answer('商户类型', '企业')
  await me.fill('执照登记名称', '打错的名称')
  await upload('营业执照', await photographed.slanted(landscapeLicence(licence)))
  // The house's own look comes first: one picture at a time.
  await me.page.getByRole('button', { name: '识别并填写：营业执照', exact: true }).waitFor()
  await expect.poll(says, slow).not.toContain('正在检查照片里')
  await me.press('识别并填写：营业执照')
  await expect.poll(says, slow).toContain('读出 5 项')
  await me.press('去核对')

  // Nothing is written before somebody decides.
  expect(await me.page.getByLabel('统一社会信用代码', { exact: true }).inputValue()).toBe('')
  await me.sees('打错的名称', suggestion('执照登记名称'))
  await me.press('采用执照登记名称的识别结果')
  expect(await me.page.getByLabel('执照登记名称', { exact: true }).inputValue()).toBe(licence.name)
  await me.press('采用统一社会信用代码的识别结果')
  await me.press('不用经营地址的识别结果')
  await me.press('采用商户类型的识别结果')

  const { violations } = await new AxeBuilder({ page: me.page }).setLegacyMode(true).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual(
    [],
  )
  await me.page.setViewportSize({ width: 320, height: 720 })
  await expect.poll(() => me.page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320)
  await me.page.setViewportSize({ width: 390, height: 844 })

  await me.press('采用法定代表人姓名的识别结果')
  await me.page.getByRole('button', { name: '修改法定代表人姓名', exact: true }).waitFor()
  await me.sees('识别结果已逐项处理')
  const kept = await me.page.evaluate<string>('JSON.stringify([{...localStorage}, {...sessionStorage}])')
  for (const value of [licence.person, licence.address]) expect(kept).not.toContain(value)

  await upload(
    '结算账户证明',
    await photographed.turned(plainPaper(['演示银行 信用卡', '6222 0200 0000 0000 018', 'VALID THRU 12/29'])),
  )
  await expect.poll(says, slow).toContain('照片上像是信用卡')

  // What was taken is saved, what was refused is not.
  await me.page.reload()
  await me.page.getByLabel('执照登记名称', { exact: true }).waitFor()
  expect(await me.page.getByLabel('执照登记名称', { exact: true }).inputValue()).toBe(licence.name)
  expect(await me.page.getByLabel('统一社会信用代码', { exact: true }).inputValue()).toBe(licence.uscc)
  expect(await me.page.getByLabel('经营地址', { exact: true }).inputValue()).toBe('')
  expect(stage.troubles()).toEqual([])
})
