import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { renderSVG } from 'uqr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openToldHouse, type ToldHouse } from '../apps/server/test/told-house.ts'
import { launchBrowser } from '../scripts/browser.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn } from './story/grave.ts'
import { meet, type Person } from './story/person.ts'
import { letIn } from './story/let-in.ts'
import { become, show } from './story/screens.ts'

let house: ToldHouse
let folder: string
const browsers: Browser[] = []

beforeAll(async () => {
  house = await openToldHouse()
  folder = await mkdtemp(join(tmpdir(), 'fangxin-cameras-'))
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A phone whose camera sees what stands in a file: the other phone's screen, held before it. */
const phoneOf = async (name: string, phone: string): Promise<{ me: Person; camera: string }> => {
  const camera = join(folder, `${name}.y4m`)
  await seen(
    camera,
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer(),
  )
  const browser = await launchBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
  ])
  browsers.push(browser)
  const me = await meet(browser, house.house.origin, 'phone')
  await become(me, house, phone)
  return { me, camera }
}

/** One still picture as the only frame of a raw film (YUV4MPEG2): the camera of a headless browser. */
const seen = async (camera: string, picture: Buffer): Promise<void> => {
  const [width, height] = [1280, 960]
  const luma = await sharp(picture)
    .resize(width, height, { fit: 'contain', background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer()
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`)
  await writeFile(camera, Buffer.concat([head, luma.subarray(0, width * height), chroma]))
}

const screenOf = ({ page }: Person, name: string): Promise<Buffer> =>
  page.getByRole('img', { name }).screenshot()

test('a terminal goes from the shop to the technician, phone to phone, without a network; both tell it, once', {
  timeout: 180_000,
}, async () => {
  const { live } = cast.merchants
  const [technician] = cast.providers[0].technicians
  const { deviceId, serialNo, caseId } = await house.liveTerminal()
  const dueOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const reviewer = { cookie: await house.enter(cast.reviewers[0].phone) }
  const ordered = await house.ask('devices.order-return', { deviceId, reason: 'closing', dueOn }, reviewer)
  expect(ordered.status).toBe(200)
  await letIn(house, caseId, 'return')

  const [shop, carrier] = [await phoneOf('shop', live.phone), await phoneOf('carrier', technician.phone)]
  for (const { me } of [carrier, shop]) {
    await show(me, '/hand-over')
    await me.press('登记本机')
    await me.page.getByRole('heading', { name: '当面交接' }).waitFor()
    expect(await graveOn(me)).toEqual([])
  }
  await shop.me.page.getByRole('link', { name: `终端尾号 ${serialNo.slice(-4)}` }).click()
  await shop.me.page
    .getByLabel('交给谁')
    .selectOption({ label: `${technician.name} · ${cast.providers[0].name}` })
  await carrier.me.page.getByRole('link', { name: '我要接收' }).click()
  await refusesWrongCodes(shop, carrier, serialNo, technician.name)
  // Everything needed in a cellar, the reader of codes too, has come with the page.
  for (const { me } of [shop, carrier]) await me.page.waitForLoadState('networkidle')
  for (const { me } of [shop, carrier]) await me.page.context().setOffline(true)

  await shop.me.press('签名并出示交接码')
  await carrier.me.page.clock.setSystemTime(Date.now() + 3 * 3_600_000)
  await seen(carrier.camera, await screenOf(shop.me, '交出码'))
  await carrier.me.press('扫交出码')
  await carrier.me.page.getByText('这个码出示已超过两小时').waitFor()
  await carrier.me.page.clock.setSystemTime(Date.now())
  await seen(carrier.camera, await screenOf(shop.me, '交出码'))
  await carrier.me.press('扫交出码')
  await carrier.me.page.getByRole('textbox', { name: '序列号' }).fill(serialNo)
  expect(await graveOn(carrier.me)).toEqual([])
  await carrier.me.press('核对无误，签收')
  await seen(shop.camera, await screenOf(carrier.me, '接收码'))
  await carrier.me.page.getByRole('heading', { name: '第三步：让对方扫这个码' }).waitFor()
  // Signed and not told: it stands in the line like everything else done without a network.
  await carrier.me.page.getByText('第 1 项，共 1 项').waitFor()
  expect(await graveOn(carrier.me)).toEqual([])

  // The taker finds the network first and tells it; the giver has not even scanned.
  await carrier.me.page.context().setOffline(false)
  await expect.poll(() => standingOf(deviceId), { timeout: 20_000 }).toBe('taken')
  await carrier.me.page.getByText('交接已入册').waitFor()
  await shop.me.page.context().setOffline(false)
  await shop.me.press('扫对方的接收码')
  await shop.me.page.getByText('双方已签').waitFor()
  await expect.poll(() => toldByBoth(deviceId), { timeout: 20_000 }).toBe(true)
  const [after] = await house.sql<{ status: string; hands: number }>(
    `select status, (state ->> 'hands')::int as hands from devices where device_id = $1`,
    [deviceId],
  )
  expect(after).toEqual({ status: 'returned', hands: 3 })
})

type Phone = { readonly me: Person; readonly camera: string }

/** What a taker's camera may meet before the right code, each with its way on. */
const refusesWrongCodes = async (shop: Phone, carrier: Phone, serialNo: string, name: string) => {
  const scan = async (picture: Buffer, words: string) => {
    await seen(carrier.camera, picture)
    await carrier.me.press('扫交出码')
    await carrier.me.page.getByText(words).waitFor()
  }
  const label = renderSVG(`${house.house.origin}/t/lbl_1`, { border: 4, pixelSize: 12 })
  await scan(await sharp(Buffer.from(label)).png().toBuffer(), '这不是交出码')
  const [, other] = cast.providers[0].technicians
  await shop.me.page
    .getByLabel('交给谁')
    .selectOption({ label: `${other.name} · ${cast.providers[0].name} · 还没有登记手机` })
  await shop.me.press('签名并出示交接码')
  await scan(await screenOf(shop.me, '交出码'), '这个码是给另一个人的')
  expect(await graveOn(carrier.me)).toEqual([])
  await shop.me.page.goto('/hand-over')
  await shop.me.page.getByRole('link', { name: `终端尾号 ${serialNo.slice(-4)}` }).click()
  await shop.me.page.getByLabel('交给谁').selectOption({ label: `${name} · ${cast.providers[0].name}` })
}

test('a phone without a camera says so and how to go on, and takes pasted text', {
  timeout: 120_000,
}, async () => {
  const browser = await launchBrowser()
  browsers.push(browser)
  const me = await meet(browser, house.house.origin, 'phone')
  await become(me, house, cast.providers[0].technicians[1].phone)
  await show(me, '/hand-over')
  await me.press('登记本机')
  await me.page.getByRole('link', { name: '我要接收' }).click()
  await me.press('扫交出码')
  const scanner = me.page.getByRole('dialog', { name: '扫交出码' })
  await scanner.getByText('打不开相机').waitFor()
  expect(await graveOn(me)).toEqual([])
  await scanner.getByRole('button', { name: '关闭' }).click()
  await me.page.getByText('扫不了？粘贴文字').click()
  await me.page.getByLabel('对方屏幕上的文字').fill('SN000001')
  await me.press('使用这段文字')
  await me.page.getByText('这不是交出码').waitFor()
})

const standingOf = async (deviceId: string): Promise<string | undefined> =>
  (
    await house.sql<{ standing: string }>('select standing from hand_overs where device_id = $1', [deviceId])
  )[0]?.standing

const toldByBoth = async (deviceId: string): Promise<boolean> => {
  const rows = await house.sql(
    `select 1 from hand_overs where device_id = $1 and told_by_giver_at is not null and told_by_taker_at is not null`,
    [deviceId],
  )
  return rows.length === 1
}
