import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { letIn } from './story/let-in.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

const [technician] = cast.providers[0].technicians

/** One visit for the whole file: a case has one at a time. */
let visit: Promise<string> | undefined

/** The technician's phone on the visit of the live terminal, and that terminal's serial. */
const atTheTerminal = async (): Promise<{ me: Person; path: string; deviceId: string; serialNo: string }> => {
  const house = stage.house()
  const { deviceId, serialNo, caseId } = await house.liveTerminal()
  const visitId = await (visit ??= letIn(house, caseId))
  const me = await stage.somebody('phone')
  await become(me, house, technician.phone)
  return { me, path: `/technician/visits/${caseId}/${visitId}`, deviceId, serialNo }
}

const lastFix = async (deviceId: string): Promise<{ lastInsideAt: string | null; strays: unknown[] }> =>
  (
    await stage
      .house()
      .sql<{ watch: { lastInsideAt: string | null; strays: unknown[] } }>(
        'select watch from device_watches where device_id = $1',
        [deviceId],
      )
  )[0]?.watch ?? { lastInsideAt: null, strays: [] }

test('a technician measures where a terminal stands: at its place; without a network it waits on the phone with its time', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const { me, path, deviceId, serialNo } = await atTheTerminal()
  await show(me, path)
  await me.follow(/^核对终端位置/)
  expect(await graveOn(me)).toEqual([])
  await me.press('提交位置')
  await me.sees('请取得或填写位置。')
  await me.fill('序列号', serialNo)
  await me.press('用我现在的位置')
  await me.sees('误差约 15 米')
  await me.page.context().setOffline(true)
  const before = new Date().toISOString()
  await me.press('提交位置')
  await me.sees('没有收到回应，内容已存在本机')
  // With a network again the phone sends it by itself, under the time it was measured.
  await me.page.context().setOffline(false)
  await me.sees('位置相符')
  await me.sees('300 米，另加两次测量的误差')
  const { lastInsideAt } = await lastFix(deviceId)
  expect(lastInsideAt !== null && lastInsideAt < before).toBe(true)
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
})

test('a phone that does not say where it is: typed by hand; far away the terminal stops, and the merchant may appeal', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const { me, path, deviceId, serialNo } = await atTheTerminal()
  await me.page.context().clearPermissions()
  await show(me, `${path}/place`)
  await me.fill('序列号', serialNo)
  await me.press('用我现在的位置')
  await me.sees('手机没有允许定位')
  await me.page.getByText('手动填写位置').click()
  await me.fill('纬度', '39.9815')
  await me.fill('经度', '116.4431')
  await me.fill('误差', '600')
  await me.press('用这个位置')
  await me.sees('误差超过 500 米')
  await me.refused('BIND-11', 'devices.record-fix', 409, () => me.press('提交位置'))
  await me.fill('误差', '20')
  await me.press('用这个位置')
  await me.press('提交位置')
  await me.sees('不在登记位置，终端将自动暂停收款')
  await me.sees(/约 66\d\d 米/)
  expect(await graveOn(me)).toEqual([])
  await stage.house().settled()
  const [device] = await stage
    .house()
    .sql<{ status: string }>('select status from devices where device_id = $1', [deviceId])
  expect(device?.status).toBe('suspended')
  expect(stage.troubles()).toEqual([])
})
