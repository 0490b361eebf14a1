import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

type Bought = { device_id: string; serial_no: string; seal_no: string; order_no: string }

const bought = (): Promise<Bought[]> =>
  stage.house().sql<Bought>(
    `select device_id, serial_no, seal_no, order_no
       from devices where status = 'purchased' order by serial_no`,
  )

const statusOf = async (deviceId: string): Promise<string | undefined> =>
  (
    await stage.house().sql<{ status: string }>('select status from devices where device_id = $1', [deviceId])
  )[0]?.status

const desk = async (reviewer: 0 | 1): Promise<Person> => {
  const me = await stage.somebody('desk')
  await become(me, stage.house(), cast.reviewers[reviewer].phone)
  return me
}

const faultless = async (me: Person) => {
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
}

test('a delivery with a bag that differs: two boxes come in, one is set apart, and stays apart until two people end it', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const [first, second, third] = await bought()
  if (!first || !second || !third) throw new Error('the story buys at least three terminals')
  const me = await desk(0)
  await show(me, '/reviewer/custody')
  await me.page.getByRole('tab', { name: '交货对账' }).click()
  await me.press(`验收到货 ${first.order_no}`)
  const boxes = me.dialog('验收到货')
  await me.fill(
    '每行一台：序列号、封签袋号、重量（克）',
    [
      `${first.serial_no} ${first.seal_no} 520`,
      `${second.serial_no} ${second.seal_no} 520`,
      `${third.serial_no} NOT-ITS-BAG-1 520`,
    ].join('\n'),
    boxes,
  )
  await me.press('验收到货', boxes)
  await boxes.waitFor({ state: 'hidden' })
  expect(await statusOf(first.device_id)).toBe('in-stock')
  expect(await statusOf(third.device_id)).toBe('suspect')

  await me.page.getByRole('tab', { name: '存疑核查' }).click()
  await me.sees('隔离只有两条出路')
  await me.sees('清除密钥，提出处置')
  await faultless(me)
  await me.follow(third.serial_no)
  // Nobody's word clears it: neither receiving nor reserving is offered.
  await me.sees('不在库房')
  expect(await me.page.getByRole('button', { name: '验收入库', exact: true }).count()).toBe(0)

  await me.press('提出处置')
  const proposing = me.dialog('提出处置')
  await me.select('原因', '退回厂商', proposing)
  await proposing.getByLabel(/处置证明编号/).fill('RMA-2026-1')
  await me.press('提出处置', proposing)
  await proposing.waitFor({ state: 'hidden' })
  await me.sees('退回厂商，等另一人决定')
  await faultless(me)

  // Whoever proposed it is told that another person decides, and refused when trying all the same.
  await show(me, '/reviewer/custody')
  await me.page.getByRole('tab', { name: '等第二人' }).click()
  await me.sees('须由别人')
  await me.follow(third.serial_no)
  await me.press('同意处置')
  const mine = me.dialog('同意处置')
  await me.refused('CUST-18', 'devices.decide-disposal', 409, () => me.press('确认', mine))
  await me.press('取消', mine)

  const other = await desk(1)
  await show(other, '/reviewer/custody')
  await other.page.getByRole('tab', { name: '等第二人' }).click()
  await other.sees('您可以')
  expect(await graveOn(other)).toEqual([])
  await other.follow(third.serial_no)
  await other.press('同意处置')
  await other.press('确认', other.dialog('同意处置'))
  await expect.poll(() => statusOf(third.device_id), { timeout: 10_000 }).toBe('retired')
  expect(stage.troubles()).toEqual([])
})

test('a terminal is put into a storeroom and taken out again; a single one is received beside deliveries', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const me = await desk(0)
  await show(me, '/reviewer/custody')
  await me.page.getByRole('tab', { name: '库房与盘点' }).click()
  await me.press('登记库房')
  const store = me.dialog('登记库房')
  await me.fill('库房名称', '一号库', store)
  await me.press('登记库房', store)
  await store.waitFor({ state: 'hidden' })

  const [one] = await bought()
  if (!one) throw new Error('the story leaves terminals not received yet')
  await show(me, `/reviewer/devices/${one.device_id}`)
  await me.press('验收入库')
  const receiving = me.dialog('验收入库')
  await me.fill('机身序列号（照实物填写）', one.serial_no, receiving)
  await me.fill('封签号（照实物填写）', one.seal_no, receiving)
  await me.fill('封签袋重量（克）', '520', receiving)
  await me.select('封签袋', '完好，没有拆过', receiving)
  await me.press('验收入库', receiving)
  await receiving.waitFor({ state: 'hidden' })
  expect(await statusOf(one.device_id)).toBe('in-stock')

  await me.press('放入库房')
  const putting = me.dialog('放入库房')
  await me.select('库房', '一号库', putting)
  await me.press('放入库房', putting)
  await putting.waitFor({ state: 'hidden' })
  await me.sees('一号库')
  await me.press('取出库房')
  await me.press('确认', me.dialog('取出库房'))
  await me.sees('不在库房')
  await me.sees('还没有双方签名的交接')
  await faultless(me)
  expect(stage.troubles()).toEqual([])
})

test('a lost phone is revoked from another one, and signs nothing any more', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const lost = await stage.somebody('phone')
  const [technician] = cast.providers[0].technicians
  await become(lost, stage.house(), technician.phone)
  await show(lost, '/hand-over')
  await lost.press('登记本机')
  await lost.page.getByRole('heading', { name: '当面交接' }).waitFor()

  const me = await stage.somebody('phone')
  await become(me, stage.house(), technician.phone)
  await show(me, '/account')
  const phones = me.region('交接终端用的手机')
  await phones.getByRole('button', { name: /^停用 .* 登记的手机$/ }).click()
  await me.sees(/停用/, phones)
  await expect.poll(() => phones.getByRole('button').count(), { timeout: 10_000 }).toBe(0)
  await faultless(me)
  const [key] = await stage
    .house()
    .sql<{ revoked: boolean }>('select revoked_at is not null as revoked from custody_keys')
  expect(key?.revoked).toBe(true)
})

test('the yearly look: the merchant reads the label of the terminal in the shop, and the inventory knows', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { deviceId, serialNo, caseId } = await house.liveTerminal()
  const me = await stage.somebody('phone')
  await become(me, house, cast.merchants.live.phone)
  await show(me, `/merchant/case/${caseId}/device`)
  await me.page.getByText('看一眼终端，告诉收单机构它还在').click()
  await me.press('提交核对')
  await me.sees('请填写序列号。')
  // One digit short: asked to look again, and nothing has happened to the terminal.
  await me.fill('机身标签上的序列号', serialNo.slice(0, -1))
  await me.answer('机身完好、没有多出来的东西？', '完好')
  expect(await graveOn(me)).toEqual([])
  await me.refused('CUST-62', 'devices.attest', 409, () => me.press('提交核对'))
  await me.sees('请再对着机身标签看一遍')
  expect(await statusOf(deviceId)).toBe('live')
  await me.fill('机身标签上的序列号', serialNo)
  await me.press('提交核对')
  await me.sees('保管人确认在手且完好')
  const facts = await house.sql(`select 1 from facts where stream = $1 and type = 'device-attested'`, [
    `device/${deviceId}`,
  ])
  expect(facts).toHaveLength(1)
  expect(await statusOf(deviceId)).toBe('live')
})
