import { expect, test } from 'vitest'
import { scanned, setInType } from '../apps/server/test/scans.ts'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { itsTraps, trappedAgreement } from './story/agreement-with-traps.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

test('a photographed agreement: the lines of each finding framed where they stand, and a tap leads to what was found', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const [sheet] = setInType(trappedAgreement, { size: 44 })
  if (!sheet) throw new Error('the agreement fills a sheet')
  const me = await stage.somebody('phone')
  await me.page.setViewportSize({ width: 360, height: 740 })
  await me.open('/')
  await me.page
    .locator('#check input[type=file]')
    .first()
    .setInputFiles({ name: 'page.jpg', mimeType: 'image/jpeg', buffer: await scanned(sheet.png, 1.2) })
  const photos = me.region('合同照片，框出的是有风险的地方')
  await photos.waitFor({ timeout: 90_000 })
  const frames = photos.getByRole('link')
  await expect.poll(() => frames.count(), { timeout: 10_000 }).toBeGreaterThanOrEqual(itsTraps.length)

  // Where a finger lands belongs to one frame, and inside the page it is framed on.
  const page = await photos.getByRole('img', { name: '第 1 页' }).boundingBox()
  if (!page) throw new Error('the photo is shown')
  const led: string[] = []
  for (const frame of await frames.all()) {
    const box = await frame.boundingBox()
    if (!box) throw new Error('a frame has a place')
    expect(box.x).toBeGreaterThanOrEqual(page.x)
    expect(box.x + box.width).toBeLessThanOrEqual(page.x + page.width + 1)
    expect(box.y + box.height).toBeLessThanOrEqual(page.y + page.height + 1)
    await frame.tap()
    const number = /(\d+)/.exec((await frame.getAttribute('aria-label')) ?? '')?.[1]
    const card = me.page.locator('li.finding:target')
    const heading = await card.getByRole('heading', { level: 3 }).innerText()
    expect(heading.startsWith(`${number} `)).toBe(true)
    expect(heading).toContain('第 1 页')
    // The words are those of the line that was framed, and one may go back to the text from them.
    led.push(await card.innerText())
  }
  for (const [risk, quote] of itsTraps)
    expect(led.some((words) => new RegExp(risk).test(words) && words.includes(quote))).toBe(true)

  // The frames of one clause stand below those of the clause before it.
  const tops = await frames.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top))
  expect(tops).toEqual(tops.toSorted((a, b) => a - b))

  for (const elder of ['标准版', '大字 24', '大字 30']) {
    await me.press('显示设置')
    await me.answer('长辈版', elder)
    await me.press('关闭', me.dialog('显示设置'))
    for (const look of looks) {
      await wear(me, look)
      expect(await graveOn(me), `${elder} ${look}`).toEqual([])
    }
    const beyond = await me.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(beyond, elder).toBeLessThanOrEqual(0)
  }
  await me.press('EN')
  const english = me.region('Photos of the agreement; risky lines are framed')
  await english
    .getByRole('link', { name: /^Risk 1/ })
    .first()
    .waitFor()
  expect(await graveOn(me)).toEqual([])
  expect(
    await me.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
  ).toBeLessThanOrEqual(0)
  expect(stage.troubles()).toEqual([])
})
