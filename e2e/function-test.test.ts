import { mkdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { shopSuite } from '#iso8583/shop-suite.ts'
import { readVerifierKey } from '#tlog/verifier-key.ts'
import type { Misbehaviour } from '../apps/cli/terminal-machine.ts'
import { verifyCard } from '../apps/server/src/function-tests/card.ts'
import { pdfText } from '../apps/server/test/pdf-text.ts'
import { terminalFor } from '../apps/server/test/tested-shop.ts'
import { cast, modelDemo } from '../scripts/demo/cast.ts'
import { agree, install } from '../scripts/demo/journey.ts'
import { enter } from './story/desk.ts'
import { graveOn, wear } from './story/grave.ts'
import { openStoryHouse, type StoryHouse } from './story/house.ts'
import type { Person } from './story/person.ts'
import { setStage } from './story/stage.ts'
import { surveyShop } from './story/surveyed.ts'

const stage = setStage(openStoryHouse)
const shop = { shopName: '按键小馆（演示）', uscc: '92110105DEMA00013A', phone: '19900000052' }
const seal = { serialNo: 'DEMO0104A1000731', arrival: 'SEAL-IN-731', journey: 'SEAL-OUT-731' }
const all = shopSuite.steps.filter(({ required }) => required).length

/** A shop with its terminal bound, all through the public interface. */
const bound = async (house: StoryHouse) => {
  const { caseId, ...crew } = await surveyShop(house, shop)
  await agree(house.url, caseId, crew)
  const { deviceIds } = await house.people.first.call('devices.register', {
    ...{ modelCode: modelDemo.modelCode, orderNo: 'DEMO-ORDER-2', channel: 'maker-portal' },
    serials: [{ serialNo: seal.serialNo, sealNo: seal.arrival }],
  })
  await crew.reviewer.call('capture.rotate-key', { immediately: false })
  await install(caseId, deviceIds[0] ?? '', seal, crew)
  const { visits } = await crew.merchant.call('cases.case', { caseId })
  return { caseId, visitId: visits.find(({ kind }) => kind === 'install')?.visitId ?? '' }
}

/** The numbers somebody types into the terminal, read off the screen. */
const told = async (me: Person) => {
  const line = await me.region('没有真机？用模拟终端跑同一套测试').getByRole('region').innerText()
  const after = (name: string) => new RegExp(`--${name} (\\S+)`).exec(line)?.[1] ?? ''
  return {
    ...{ terminalNo: after('terminal-no'), merchantNo: after('merchant-no') },
    ...{ tmk: after('tmk'), port: Number(after('port')) },
  }
}

const dress = async ({ page }: Person, language: 'zh-CN' | 'en', elder: 'off' | '30') => {
  await page.evaluate(
    `localStorage.setItem('fangxin.settings', '${JSON.stringify({ language, look: 'system', elder })}')`,
  )
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** The page as it stands, in both languages and looks, ordinary and large, on a small phone. */
const faultsOn = async (
  me: Person,
  about: string,
  words: readonly [zh: string, en: string],
): Promise<string[]> => {
  const faults: string[] = []
  await me.page.setViewportSize({ width: 360, height: 720 })
  for (const [index, language] of (['zh-CN', 'en'] as const).entries())
    for (const elder of ['off', '30'] as const) {
      await dress(me, language, elder)
      await me.sees(words[index] ?? '')
      for (const look of ['light', 'dark'] as const) {
        await wear(me, look)
        for (const fault of await graveOn(me)) faults.push(`${about} ${language} ${elder} ${look}: ${fault}`)
        if (process.env['KEEP_LOOKS']) {
          await mkdir('.cache/looks', { recursive: true })
          const path = `.cache/looks/${about}-${language}-${elder}-${look}.png`
          await me.page.screenshot({ path, fullPage: true })
        }
      }
      const beyond = await me.page.evaluate<number>('document.documentElement.scrollWidth')
      if (beyond > 360) faults.push(`${about} ${language} ${elder}: ${beyond - 360} px beyond 360`)
    }
  await wear(me, 'light')
  await dress(me, 'zh-CN', 'off')
  return faults
}

test('somebody presses the keys of a real terminal, step by step, through a bad day, without network and with the page closed', {
  timeout: 600_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { caseId, visitId } = await bound(house)
  const faults: string[] = []
  const me = await stage.somebody('phone')
  await enter(me, '上门人员', cast.providers[0].technicians[1].name)
  const page = `/technician/visits/${caseId}/${visitId}/function-test`
  await me.open(page)
  await me.sees('密钥算法')
  faults.push(...(await faultsOn(me, 'open', ['密钥算法', 'Cipher of the keys'])))
  await me.page.getByRole('radio', { name: '国密SM4' }).check()
  await me.press('开始测试')
  await me.sees(`第 1 步，共 ${all} 步`)
  const { terminalNo, merchantNo, tmk, port } = await told(me)
  const terminal = (misbehave: Misbehaviour | null) =>
    terminalFor(port, { terminalNo, merchantNo }, tmk, misbehave, 'sm4')
  const at = (place: number) => me.sees(`第 ${place} 步，共 ${all} 步`)
  const row = (title: string) =>
    me.page.getByRole('list', { name: '测试步骤' }).getByRole('listitem').filter({ hasText: title })

  // A terminal that never reverses, in the hands of somebody who also mistypes.
  const bad = terminal('no-reversal')
  await bad.press('sign-in')
  await at(2)
  await bad.press('echo')
  await bad.press('settlement')
  await me.sees('「批结算」没有计入')
  await at(3)
  await me.sees('选“消费”，输入 100.00，插入测试卡')
  await bad.press('sale-pin', { amountFen: 1000 })
  await me.sees('主机看到的是：消费 10.00 元，输了密码，成功。')
  await me.sees('请用测试卡插卡，金额 100.00')
  await bad.press('sale-pin')
  await me.sees(/通过$/, row('插卡消费 100.00 元'))
  await bad.press('sale-contactless')
  for (const step of ['decline', 'void', 'refund']) await bad.press(step)
  await at(8)
  await bad.press('reversal')
  await me.sees('主机已制造异常，现在看终端的')
  await bad.press('sale-contactless')
  await me.sees('主机看到：没有冲正就做了下一笔。')
  faults.push(
    ...(await faultsOn(me, 'failed', ['没有冲正就做了下一笔', 'The next transaction without a reversal'])),
  )

  // Put right, it starts over; the page is closed for some steps and without network for others.
  const good = terminal(null)
  await good.press('sign-in')
  await me.sees('终端或主机重新开始过')
  await me.open('about:blank')
  for (const step of ['echo', 'sale-pin', 'sale-contactless']) await good.press(step)
  await me.open(page)
  await at(5)
  await me.page.context().setOffline(true)
  for (const step of ['decline', 'void']) await good.press(step)
  await me.sees('手机没有网络')
  await me.sees('主机都记着')
  await me.page.context().setOffline(false)
  await at(7)
  for (const step of ['refund', 'reversal', 'no-answer', 'late-answer', 'mac-error']) await good.press(step)
  await at(12)
  faults.push(...(await faultsOn(me, 'step', ['选“消费”，输入 60.00', 'Choose Sale, type 60.00'])))
  await good.press('sign-in-again')
  await at(13)
  await good.press('settlement')
  await me.sees('全部通过')
  await me.sees(`已通过 ${all} / ${all}`)
  for (const each of await me.page.getByRole('list', { name: '测试步骤' }).getByRole('listitem').all())
    await me.sees(/通过$/, each)
  faults.push(...(await faultsOn(me, 'passed', ['全部通过', 'Everything passed'])))
  const [carried] = await Promise.all([me.page.waitForEvent('download'), me.press('下载结果卡（PDF）')])
  expect(carried.suggestedFilename()).toBe(`${seal.serialNo}-zh.pdf`)

  // The shop reads its card, and anybody checks the file without the house.
  const owner = await stage.somebody('phone')
  await enter(owner, '商户', shop.shopName)
  await owner.open(`/merchant/case/${caseId}/function-test`)
  await owner.sees('这台终端通过了验收测试')
  await owner.sees(seal.serialNo)
  await owner.sees(cast.providers[0].technicians[1].name)
  await owner.sees('之前失败 1 次')
  await owner.sees('国密SM4')
  const [download] = await Promise.all([owner.page.waitForEvent('download'), owner.press('保存签名文件')])
  const file = await readFile(await download.path(), 'utf8')
  const [printed] = await Promise.all([owner.page.waitForEvent('download'), owner.press('下载结果卡（PDF）')])
  expect((await pdfText(await readFile(await printed.path()))).includes('这台终端通过了验收测试')).toBe(true)
  const key = readVerifierKey((await (await fetch(`${house.url}/log/key`)).text()).trim())
  expect(verifyCard(file, [key])).toMatchObject({
    ...{ flaws: [], trusted: true },
    card: { outcome: 'passed', startedOver: 1, terminal: { serialNo: seal.serialNo, keySuite: 'sm4' } },
  })
  expect(verifyCard(file.replace(seal.serialNo, 'DEMO0104A1000732'), [key]).flaws).toEqual([
    { rule: 'TEST-11' },
  ])
  faults.push(
    ...(await faultsOn(owner, 'card', [
      '这台终端通过了验收测试',
      'This terminal has passed its acceptance test',
    ])),
  )

  expect(faults).toEqual([])
  // Being offline is told by the browser too; nothing else may be.
  expect(stage.troubles().filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})
