import { expect, test } from 'vitest'
import { cast, modelDemo } from '../scripts/demo/cast.ts'
import { agree, arrive } from '../scripts/demo/journey.ts'
import { enter } from './story/desk.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import { openStoryHouse } from './story/house.ts'
import type { Person } from './story/person.ts'
import { inCharge, reopened } from './story/pocket.ts'
import { setStage } from './story/stage.ts'
import { type SmallShop, surveyShop } from './story/surveyed.ts'

const stage = setStage(openStoryHouse)

/** A shop whose technician has passed its door with a sealed terminal in the bag. */
const atWork = async (shop: SmallShop, serialNo: string, which: 0 | 1) => {
  const house = stage.house()
  const { caseId, merchant, desk, reviewer, ...crew } = await surveyShop(house, shop, which)
  await agree(house.url, caseId, { merchant, desk, reviewer })
  const sealNo = `OUT-${serialNo.slice(-3)}`
  const { first } = house.people
  const { deviceIds } = await first.call('devices.register', {
    ...{ modelCode: modelDemo.modelCode, orderNo: `ORDER-${serialNo.slice(-3)}`, channel: 'maker-portal' },
    serials: [{ serialNo, sealNo: `IN-${serialNo.slice(-3)}` }],
  })
  const [deviceId = ''] = deviceIds
  await first.call('devices.receive', {
    deviceId,
    readSerial: serialNo,
    readSeal: `IN-${serialNo.slice(-3)}`,
    sealIntact: true,
    weightGrams: 520,
  })
  await first.call('devices.reserve', { deviceId, caseId })
  const { visitId } = await desk.call('visits.propose', {
    ...{ caseId, kind: 'install', technicianId: crew.technicianId },
    startsAt: new Date(Date.now() + 60_000).toISOString(),
    endsAt: new Date(Date.now() + 7_200_000).toISOString(),
  })
  await first.call('devices.hand-over', { deviceId, technicianId: crew.technicianId, sealNo })
  await crew.technician.call('devices.accept-device', {
    deviceId,
    readSerial: serialNo,
    readSeal: sealNo,
    sealIntact: true,
  })
  await arrive(caseId, visitId, merchant, crew.technician)
  const path = `/technician/visits/${caseId}/${visitId}`
  return { ...{ caseId, visitId, deviceId, serialNo, sealNo, merchant, path }, technician: crew.technician }
}

const carried = async (path: string, which: 0 | 1): Promise<Person> => {
  const me = await stage.somebody('phone')
  await enter(me, '上门人员', cast.providers[0].technicians[which].name)
  await me.open(path)
  await me.sees('这趟要做的事')
  await inCharge(me)
  await me.page.waitForLoadState('networkidle')
  return me
}

const bindHere = async (me: Person, serialNo: string) => {
  await me.fill('序列号', serialNo)
  await me.press('用我现在的位置')
  await me.sees('误差约 15 米')
  await me.press('绑定这台终端')
}

const placeHere = async (me: Person, serialNo: string) => {
  await me.page.getByRole('link', { name: /核对终端位置/ }).click()
  await me.fill('序列号', serialNo)
  await me.press('用我现在的位置')
  await me.sees('误差约 15 米')
  await me.press('提交位置')
}

const noneGrave = async (me: Person) => {
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
}

/** What the house did about a terminal, in its own order. */
const factsOf = async (deviceId: string) => {
  const { database } = stage.house()
  const { default: pg } = await import('pg')
  const owner = new pg.Client(database.connection)
  await owner.connect()
  const { rows } = await owner.query<{ type: string }>(
    `select type from facts where stream = 'device/' || $1 order by version`,
    [deviceId],
  )
  await owner.end()
  return rows.map(({ type }) => type)
}
const occurs = (facts: readonly string[], type: string) => facts.filter((each) => each === type).length

test('after the door, in a cellar: inspection, binding and place are done one after the other, and sent once, in their order, each when it may', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const shop = { shopName: '地窖小馆（演示）', uscc: '92110105DEMA00013A', phone: '19900000052' }
  const { deviceId, serialNo, sealNo, merchant, path } = await atWork(shop, 'DEMO0104A1000741', 0)
  let me = await carried(path, 0)
  await me.page.context().setOffline(true)

  await me.follow('核验终端')
  await me.fill('序列号', serialNo)
  await me.fill('封签号', sealNo)
  await me.answer('封签完好，没有拆过？', '是')
  await me.answer('机身没有破损、撬痕、多出来的东西？', '是')
  await me.fill('固件版本', modelDemo.firmwareVersion)
  await me.press('提交核验')
  await me.sees('第 1 项，共 1 项')
  await me.follow('回到这趟上门')
  // The next step is there at once, and what nobody can do for the merchant says so.
  await me.sees('已做好，存在本机：第 1 项，共 1 项待发')
  await me.sees('要网络：商户用自己的手机看过再接受，您替不了。')
  await me.sees('要网络：终端要连上测试主机，由主机判定。')
  await noneGrave(me)
  await me.follow('开始绑定')
  await me.sees('商户还没有接受这台终端')
  await bindHere(me, serialNo)
  await me.sees('第 2 项，共 2 项')
  await noneGrave(me)

  // The page is closed and opened again: the line is as it was, and goes on.
  me = await reopened(me, path)
  await me.page.getByText('已做好，存在本机：第 2 项，共 2 项待发').waitFor({ timeout: 20_000 })
  await placeHere(me, serialNo)
  await me.sees('第 3 项，共 3 项')
  expect(occurs(await factsOf(deviceId), 'inspected-on-site')).toBe(0)

  me = await reopened(me, path)
  await me.page.context().setOffline(false)
  // The inspection goes out; the binding waits for somebody who is not this phone's.
  await me.page.getByText('等商户在自己的手机上接受终端；接受后自动发出。').waitFor({ timeout: 30_000 })
  await expect.poll(async () => occurs(await factsOf(deviceId), 'inspected-on-site')).toBe(1)
  expect(occurs(await factsOf(deviceId), 'device-bound')).toBe(0)
  await merchant.call('devices.accept', { deviceId })
  await expect.poll(async () => occurs(await factsOf(deviceId), 'device-bound'), { timeout: 40_000 }).toBe(1)
  await me.page.getByText(/已自动发出，有结果：终端位置/).waitFor({ timeout: 30_000 })
  const facts = await factsOf(deviceId)
  for (const type of ['inspected-on-site', 'device-bound']) expect(occurs(facts, type)).toBe(1)
  expect(facts.indexOf('inspected-on-site')).toBeLessThan(facts.indexOf('device-bound'))
  await me.page.getByRole('link', { name: '做功能测试', exact: true }).waitFor()
})

test('a step that is refused stops those behind it, which lose nothing and follow once it is put right', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const shop = { shopName: '错号小馆（演示）', uscc: '92110105DEMA00014B', phone: '19900000053' }
  const { deviceId, visitId, serialNo, sealNo, merchant, path, ...crew } = await atWork(
    shop,
    'DEMO0104A1000742',
    1,
  )
  await crew.technician.call('devices.inspect-on-site', {
    ...{ deviceId, visitId, readSerial: serialNo, readSeal: sealNo, sealIntact: true, caseUndamaged: true },
    firmwareVersion: modelDemo.firmwareVersion,
  })
  await merchant.call('devices.accept', { deviceId })
  let me = await carried(path, 1)
  await me.page.context().setOffline(true)
  await me.follow('开始绑定')
  await bindHere(me, 'DEMO0104A1000999')
  await me.sees('第 1 项，共 1 项')
  await me.follow('回到这趟上门')
  await placeHere(me, serialNo)
  await me.sees('第 2 项，共 2 项')
  await me.page.context().setOffline(false)

  me = await reopened(me, path)
  const told = me.page.getByRole('region', { name: /^已自动发出，但没有被接受：绑定终端/ })
  await told.waitFor({ timeout: 30_000 })
  await told.getByText('规则 BIND-4').waitFor()
  await told.getByText(/排在它后面的 1 项没有发出，内容都还在/).waitFor()
  await me.page.getByText('排在「绑定终端」后面：它没有被接受，要先处理它。').waitFor()
  await noneGrave(me)
  expect(occurs(await factsOf(deviceId), 'device-bound')).toBe(0)

  // What was typed is still there; put right, it goes out first and the rest follows by itself.
  await told.getByRole('link', { name: '打开并更正' }).click()
  await me.page.getByText('规则 BIND-4').waitFor()
  expect(await me.page.getByLabel('序列号', { exact: true }).inputValue()).toBe('DEMO0104A1000999')
  await me.page.getByLabel('序列号', { exact: true }).fill(serialNo)
  await me.page.getByRole('button', { name: '绑定这台终端', exact: true }).click()
  await me.page.getByText('已绑定').first().waitFor()
  await me.page.goto(path)
  await me.page.getByText(/已自动发出，有结果：终端位置/).waitFor({ timeout: 30_000 })
  expect(occurs(await factsOf(deviceId), 'device-bound')).toBe(1)
})
