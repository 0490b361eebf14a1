import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

/** The address a label of this device says, printed by its acquirer. */
const labelOf = async (status: string): Promise<{ path: string; deviceId: string; serialNo: string }> => {
  const house = stage.house()
  const cookie = await house.enter(cast.reviewers[0].phone)
  const { body: listed } = await house.ask('devices.list', { status } as never, { cookie })
  const { items } = listed as { items: { deviceId: string; serialNo: string }[] }
  const device = status === 'live' ? await house.liveTerminal() : items[0]
  if (!device) throw new Error(`no ${status} device in the story`)
  const { body } = await house.ask(
    'terminals.print-label',
    { deviceId: device.deviceId, anew: false },
    { cookie },
  )
  return { path: new URL((body as { url: string }).url).pathname, ...device }
}

const faultsOf = async (me: Person, about: string): Promise<string[]> => {
  const faults: string[] = []
  for (const other of ['EN', '中文']) {
    for (const look of looks) {
      await wear(me, look)
      for (const fault of await graveOn(me)) faults.push(`${about}, before ${other}, ${look}: ${fault}`)
    }
    await me.page.setViewportSize({ width: 320, height: 720 })
    await me.page.waitForTimeout(100)
    const beyond = (await me.page.evaluate<number>('document.documentElement.scrollWidth')) - 320
    if (beyond > 0) faults.push(`${about}, before ${other}: ${beyond} px beyond 320`)
    await me.press(other)
  }
  return faults
}

test('without scripts, and before they have come over a slow line, a passer-by reads what the label says and whom to call', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const { path, serialNo } = await labelOf('live')
  const baseURL = stage.house().house.origin
  const viewport = { width: 360, height: 720 }
  const bare = await stage.browser().newContext({ baseURL, viewport, javaScriptEnabled: false })
  const page = await bare.newPage()
  const saysLabel = async (text: string) => {
    for (const word of [
      '在册终端，正常使用',
      'Registered and in use',
      '老灶',
      'DEMO01••••',
      '400-000-0000',
      '110',
    ])
      expect(text).toContain(word)
    expect(text).not.toContain(serialNo)
    expect(text).not.toContain(cast.merchants.live.shopName)
  }
  await page.goto(path)
  await saysLabel(await page.getByRole('main').innerText())
  expect(await page.getByRole('link', { name: '400-000-0000' }).getAttribute('href')).toBe('tel:4000000000')
  await page.goto(`/t/${'x'.repeat(10)}`)
  expect(await page.getByRole('main').innerText()).toContain('查无此标签，请勿付款')
  expect(await page.getByText('请拨打 110').first().isVisible()).toBe(true)
  await bare.close()

  // A third-generation line: the words are there while the page's own files are still on their way.
  const slow = await stage.browser().newContext({ baseURL, viewport })
  const passer = await slow.newPage()
  const line = await slow.newCDPSession(passer)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 30_000 },
  })
  await passer.goto(path, { waitUntil: 'commit' })
  await passer.getByText('在册终端，正常使用').first().waitFor()
  await saysLabel(await passer.getByRole('main').innerText())
  await passer.getByRole('button', { name: '报可疑' }).waitFor({ timeout: 60_000 })
  await slow.close()
})

test('a passer-by scans a label, sees whose it is, reports in three taps and reads what became of it', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const { path, serialNo } = await labelOf('live')
  const me = await stage.somebody('phone')
  await show(me, path)
  await me.sees('在册终端，正常使用')
  await me.sees('老灶')
  await me.sees('所需证书都在有效期内')
  expect(await me.page.getByRole('main').innerText()).not.toContain(serialNo)
  expect(await me.page.getByRole('main').innerText()).not.toContain(cast.merchants.live.shopName)
  expect(await faultsOf(me, 'live terminal')).toEqual([])

  // Three taps, nothing typed.
  await me.press('报可疑')
  await me.answer('是哪一种？', '机身被拆过、封贴破损')
  expect(await graveOn(me)).toEqual([])
  await me.press('提交')
  await me.sees('已提交，收单机构会处理')
  const number = await me.reads(/([0-9A-Z]{5}-[0-9A-Z]{5})/, me.region('已提交，收单机构会处理'))
  expect(await graveOn(me)).toEqual([])

  const reviewer = await stage.somebody('desk')
  await become(reviewer, stage.house(), cast.reviewers[0].phone)
  await show(reviewer, '/reviewer/terminal-reports')
  await reviewer.sees('机身被拆过、封贴破损')
  expect(await graveOn(reviewer)).toEqual([])
  await reviewer.press(`办结 ${serialNo}`)
  const form = reviewer.dialog('办结')
  await reviewer.select('结果', '终端已停用', form)
  await reviewer.press('办结', form)
  await form.waitFor({ state: 'hidden' })

  // As people type it: small letters, no dash.
  await me.fill('查询号码', number.replace('-', '').toLowerCase())
  await me.press('查询')
  await me.sees('终端已停用', me.region('查询举报进度'))
  await show(me, path)
  await me.sees('已暂停使用，请勿付款')
  expect(await faultsOf(me, 'suspended terminal')).toEqual([])
  expect(stage.troubles()).toEqual([])
})

test('a device in stock, an unknown label and a lost network are told plainly', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const { path } = await labelOf('purchased')
  const me = await stage.somebody('phone')
  await show(me, path)
  await me.sees('没有装在任何店里，请勿付款')

  await me.press('报移机')
  await me.answer('是哪一种？', '在别的店里见到它')
  await me.page.context().setOffline(true)
  await me.press('提交')
  await me.sees('检查网络后点「重试」；重试不会重复办理。')
  await me.page.context().setOffline(false)
  // What was chosen is still there: one more tap.
  await me.press('提交')
  await me.sees('已提交，收单机构会处理')

  await show(me, `/t/${'A'.repeat(22)}`)
  await me.sees('查无此标签，请勿付款')
  expect(await faultsOf(me, 'unknown label')).toEqual([])
  await show(me, '/t/short')
  await me.sees('查无此标签，请勿付款')
})

test('the large-type edition: no text below 18 px, no target below 60 px', { timeout: 120_000 }, async () => {
  stage.begin()
  const { path } = await labelOf('live').catch(() => labelOf('suspended'))
  const me = await stage.somebody('phone')
  await show(me, path)
  await me.press('显示设置')
  await me.answer('长辈版', '大字 30')
  await me.press('关闭', me.dialog('显示设置'))
  await me.press('报故障')
  await me.answer('是哪一种？', '不开机、黑屏')
  const small: string[] = []
  for (const button of await me.page.getByRole('main').getByRole('button').all()) {
    const box = await button.boundingBox()
    if (box && Math.min(box.width, box.height) < 60) small.push(await button.innerText())
  }
  expect(small).toEqual([])
  await me.page.setViewportSize({ width: 360, height: 720 })
  expect(await me.page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360)
  expect(await graveOn(me)).toEqual([])
})

test('each of the three reports takes three taps and no typed word', { timeout: 120_000 }, async () => {
  stage.begin()
  const { path } = await labelOf('live').catch(() => labelOf('suspended'))
  const me = await stage.somebody('phone')
  for (const [kind, reason] of [
    ['报故障', '不开机、黑屏'],
    ['报移机', '在别的店里见到它'],
    ['报可疑', '机身被拆过、封贴破损'],
  ] as const) {
    await show(me, path)
    await me.page.evaluate(
      `window.taps = 0; window.typed = 0; addEventListener('pointerdown', () => window.taps++, true); addEventListener('beforeinput', () => window.typed++, true)`,
    )
    await me.press(kind)
    await me.answer('是哪一种？', reason)
    await me.press('提交')
    await me.sees('已提交，收单机构会处理')
    expect(await me.page.evaluate<number[]>('[window.taps, window.typed]'), kind).toEqual([3, 0])
  }
  expect(stage.troubles()).toEqual([])
})
