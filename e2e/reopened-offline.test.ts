import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { inCharge } from './story/pocket.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

const [technician] = cast.providers[0].technicians

/** Closes the page and opens another one without a network, as somebody does in a cellar. */
const reopened = async (me: Person, path: string): Promise<Person['page']> => {
  const context = me.page.context()
  await me.page.close()
  await context.setOffline(true)
  const page = await context.newPage()
  await page.goto(path)
  return page
}

test('the technician’s page opens again without a network: what lies on the phone is there, and no answer of the house lies in the browser’s caches', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const me = await stage.somebody('phone')
  await become(me, house, technician.phone)
  await show(me, '/technician')
  await inCharge(me)
  const page = await reopened(me, '/technician')
  await page.getByRole('heading', { level: 1, name: '我的上门' }).waitFor({ timeout: 20_000 })
  await page.getByText('没有网络，也能先做这些').waitFor()
  const again = { ...me, page }
  for (const look of looks) {
    await wear(again, look)
    expect(await graveOn(again)).toEqual([])
  }
  const held = await page.evaluate<string[]>(
    `caches.keys().then(async (names) => (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())`,
  )
  expect(held.length).toBeGreaterThan(10)
  expect(held.filter((path) => !/^\/$|^\/mark\.svg$|^\/assets\//.test(path))).toEqual([])
  // With a network it is the ordinary page again, without being asked to.
  await page.context().setOffline(false)
  await page.getByText('没有网络，也能先做这些').waitFor({ state: 'hidden', timeout: 20_000 })
  await page
    .getByRole('link', { name: /老灶小馆/ })
    .first()
    .waitFor({ timeout: 20_000 })
})

test('the hand-over page opens again without a network, with the key and whom to give the terminal to; signed out, it does not', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { deviceId, serialNo } = await house.liveTerminal()
  const dueOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const reviewer = { cookie: await house.enter(cast.reviewers[0].phone) }
  expect(
    (await house.ask('devices.order-return', { deviceId, reason: 'closing', dueOn }, reviewer)).status,
  ).toBe(200)
  const me = await stage.somebody('phone')
  await become(me, house, cast.merchants.live.phone)
  await show(me, '/hand-over')
  await me.press('登记本机')
  const tail = `终端尾号 ${serialNo.slice(-4)}`
  await me.page.getByRole('link', { name: tail }).waitFor()
  await me.page.waitForLoadState('networkidle')
  await inCharge(me)
  const page = await reopened(me, '/hand-over')
  await page.getByRole('link', { name: tail }).click({ timeout: 20_000 })
  // Names in clear never lie on the phone: initials are enough to choose by.
  await page.getByLabel('交给谁').selectOption({ label: `李＊ · ${cast.providers[0].name} · 还没有登记手机` })
  await page.getByRole('button', { name: '签名并出示交接码', exact: true }).click()
  await page.getByRole('img', { name: '交出码' }).waitFor()
  expect(await graveOn({ ...me, page })).toEqual([])

  await page.context().setOffline(false)
  await page.goto('/account')
  await page.getByRole('button', { name: '退出登录', exact: true }).click()
  await page.waitForURL(/\/$/)
  const again = await reopened({ ...me, page }, '/hand-over')
  await again.getByRole('alert').filter({ hasText: '检查网络' }).waitFor({ timeout: 20_000 })
  expect(await again.getByRole('link', { name: tail }).count()).toBe(0)
})
