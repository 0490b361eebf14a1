import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { custodyScreens } from './story/custody-screens.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { become, fleetScreens, mainScreens, show, trustScreens, type Visitor } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

/**
 * Words and marks depend on the language, contrast on the look: Chinese in light and English in dark meet every fault of
 * either. `ACCESSIBILITY=all` measures each language in each look.
 */
const isWhole = process.env['ACCESSIBILITY'] === 'all'
const languages = [
  ['zh-CN', 'EN', isWhole ? looks : looks.slice(0, 1)],
  ['en', '中文', isWhole ? looks : looks.slice(1)],
] as const

/** By how much the page is wider than the screen once it has settled: that would be read by scrolling sideways. */
const overflowAt = async ({ page }: Person, width: number): Promise<number> => {
  await page.setViewportSize({ width, height: 720 })
  let beyond = width
  for (let look = 0; look < 10 && beyond > 0; look++) {
    await page.waitForTimeout(50)
    beyond = (await page.evaluate<number>('document.documentElement.scrollWidth')) - width
  }
  return beyond
}

const faultsOn = async (visitors: readonly Visitor[]): Promise<string[]> => {
  const house = stage.house()
  const faults: string[] = []
  for (const { phone, screen, shows } of visitors) {
    const me = await stage.somebody(screen)
    if (phone !== null) await become(me, house, phone)
    for (const { path, about, steps } of shows) {
      await show(me, path)
      const size = me.page.viewportSize()
      for (const [language, other, worn] of languages) {
        for (const { role, zh, en } of steps ?? [])
          await me.page.getByRole(role, { name: language === 'en' ? en : zh, exact: true }).click()
        for (const colorScheme of worn) {
          await wear(me, colorScheme)
          for (const fault of await graveOn(me))
            faults.push(`${about}, ${language}, ${colorScheme}: ${fault}`)
        }
        const overflow = await overflowAt(me, 320)
        if (overflow > 0) faults.push(`${about}, ${language}: ${overflow} px beyond 320`)
        if (size) await me.page.setViewportSize(size)
        // A dialog covers the masthead: it is left first.
        if (steps) await show(me, path)
        await me.press(other)
      }
    }
  }
  return faults
}

test('every main screen is free of grave faults in both looks and languages, and reflows at 320 px', {
  timeout: 900_000,
}, async () => {
  stage.begin()
  expect(await faultsOn(await mainScreens(stage.house()))).toEqual([])
  expect(stage.troubles()).toEqual([])
})

test('so is every screen of terminals at work and of firmware', { timeout: 600_000 }, async () => {
  stage.begin()
  expect(await faultsOn(await fleetScreens(stage.house()))).toEqual([])
  expect(stage.troubles()).toEqual([])
})

test('and what opens over them: an approval, a withdrawal, an outage’s terminals', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  await fleetScreens(house)
  const me = await stage.somebody('desk')
  await become(me, house, cast.reviewers[0].phone)
  const opened: readonly (readonly [path: string, button: string, dialog: string])[] = [
    ['/reviewer/models', '为 DEMO-A1 登记批准的固件', '登记批准的固件'],
    ['/reviewer/models', '撤回 DEMO-A1 的固件 1.0.4', '撤回'],
    ['/reviewer/incidents', '看终端：中国移动 110105', '看终端：中国移动 110105'],
  ]
  const faults: string[] = []
  for (const [path, button, dialog] of opened) {
    await show(me, path)
    await me.press(button)
    await me.dialog(dialog).waitFor()
    for (const look of looks) {
      await wear(me, look)
      for (const fault of await graveOn(me)) faults.push(`${dialog}, ${look}: ${fault}`)
    }
  }
  expect(faults).toEqual([])
  expect(stage.troubles()).toEqual([])
})

test('so is every screen on which somebody is to trust a terminal, with its dialogs', {
  timeout: 600_000,
}, async () => {
  stage.begin()
  expect(await faultsOn(await trustScreens(stage.house()))).toEqual([])
})

test('so is what the desks, providers and the regulator see of stock, storerooms, key loading and reports', {
  timeout: 600_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  expect(await faultsOn(await custodyScreens(house))).toEqual([])
  expect(stage.troubles()).toEqual([])

  // Codes are shown once, to whoever opened the run.
  const [free] = await house.sql<{ deviceId: string; serialNo: string; sealNo: string }>(
    `select device_id as "deviceId", serial_no as "serialNo", seal_no as "sealNo"
       from devices where status = 'purchased' limit 1`,
  )
  if (!free) throw new Error('the story buys more terminals than it installs')
  const { phone } = cast.reviewers[1]
  const read = { readSerial: free.serialNo, readSeal: free.sealNo, sealIntact: true, weightGrams: 520 }
  const cookie = await house.enter(phone)
  await house.ask('devices.receive', { deviceId: free.deviceId, ...read }, { cookie })
  const me = await stage.somebody('desk')
  await become(me, house, phone)
  await show(me, '/reviewer/custody')
  await me.page.getByRole('tab', { name: '密钥装载' }).click()
  await me.press('开启批次')
  const opening = me.dialog('开启批次')
  await opening.getByLabel(/序列号/).fill(free.serialNo)
  await me.press('开启批次', opening)
  await me.sees('登记码：只显示这一次')
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
  expect(await overflowAt(me, 320)).toBe(0)
})

type Measured = { readonly words: string; readonly px: number }

/** The size of every piece of visible text. */
const textSizes = ({ page }: Person): Promise<Measured[]> =>
  page.getByRole('main').evaluate((main) => {
    const { document, getComputedStyle } = main.ownerDocument.defaultView
    const walker = document.createTreeWalker(main, 4)
    const found: Measured[] = []
    while (walker.nextNode()) {
      const words = walker.currentNode.textContent.trim()
      const box = walker.currentNode.parentElement.getBoundingClientRect()
      const { fontSize } = getComputedStyle(walker.currentNode.parentElement)
      if (words !== '' && box.width > 1 && box.height > 1)
        found.push({ words, px: Number.parseFloat(fontSize) })
    }
    return found
  })

test('the large-type edition: no text below 18 px, no target below 60 px', { timeout: 60_000 }, async () => {
  stage.begin()
  const house = stage.house()
  const me = await stage.somebody('phone')
  const { phone, shopName } = cast.merchants.live
  await become(me, house, phone)
  await show(me, '/merchant')
  await me.press('显示设置')
  await me.answer('长辈版', '大字 20')
  await me.press('关闭', me.dialog('显示设置'))
  await me.follow(new RegExp(shopName), me.page.getByRole('main'))
  await me.sees('办理进度')
  const sizes = await textSizes(me)
  expect(sizes.length).toBeGreaterThan(20)
  expect(sizes.filter(({ px }) => px < 18)).toEqual([])
  const main = me.page.getByRole('main')
  const targets = [...(await main.getByRole('link').all()), ...(await main.getByRole('button').all())]
  expect(targets.length).toBeGreaterThan(5)
  const small: string[] = []
  for (const target of targets) {
    const box = await target.boundingBox()
    if (box && Math.min(box.width, box.height) < 60)
      small.push(`${await target.innerText()} ${box.width}×${box.height}`)
  }
  expect(small).toEqual([])
  expect(await overflowAt(me, 320)).toBe(0)
})
