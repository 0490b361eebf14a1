import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { characterErrors, scanned, setInType } from '../apps/server/test/scans.ts'
import { honestTerms, modelDemo, service } from '../scripts/demo/cast.ts'
import { desk, enter } from './story/desk.ts'
import { openStoryHouse } from './story/house.ts'
import { setStage } from './story/stage.ts'
import { surveyShop } from './story/surveyed.ts'

const shop = { shopName: '长约小馆（演示）', uscc: '92110105DEMA00012C', phone: '19900000051' }

const contract = readFileSync(
  new URL('../packages/contract-guard/corpus/trap/06-lawyerly.txt', import.meta.url),
  'utf8',
)
/** The contract in large type, photographed page by page: before the house opens, which would be kept from answering. */
const photos = await Promise.all(
  setInType(contract, { size: 52 }).map(async ({ png }, index) => ({
    name: `${index + 1}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await scanned(png, 0.4),
  })),
)
const stage = setStage(openStoryHouse)
const letters = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '')

/** Notes every value a progress bar shows from now on, however short: the bar is gone as soon as all is read. */
const watchProgress = `globalThis.progressSeen = []
new MutationObserver(() => {
  const bar = document.querySelector('progress[aria-label="读取进度"]')
  if (bar && bar.value !== progressSeen.at(-1)) progressSeen.push(bar.value)
}).observe(document.body, { subtree: true, childList: true, attributes: true })`
const slow = { timeout: 120_000, interval: 100 }

test('the photos of one contract are read with their progress, stopped on request, and attached by the provider', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  expect(photos.length).toBeGreaterThan(2)
  const pages = photos.length

  const me = await stage.somebody('phone')
  await me.open('/')
  const choose = () => me.page.getByLabel('合同文件或照片', { exact: true }).setInputFiles(photos)
  await choose()
  await me.sees(`正在读第 1 页，共 ${pages} 页`)
  await me.press('停止读取')
  await me.seesNoMore('正在读第')
  await me.page.evaluate(watchProgress)
  await choose()
  await expect.poll(() => me.page.getByRole('main').innerText(), slow).toMatch(/找到 \d+ 处风险/)
  const seen = await me.page.evaluate<number[]>('progressSeen')
  expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other))
  expect(seen[0]).toBe(0)
  expect(seen.length, 'it went on while the pages were read').toBeGreaterThan(1)
  expect(seen.at(-1)).toBeLessThanOrEqual(pages)
  await expect.poll(() => me.page.getByRole('figure').count(), slow).toBe(pages)

  const { caseId, merchant, desk: office } = await surveyShop(stage.house(), shop)
  const { version } = await office.call('proposals.draft', {
    ...{ caseId, modelCode: modelDemo.modelCode, terminalKind: 'smart-pos', quantity: 1 },
    ...{ position: '收银台右侧', dataLine: 'wifi', serviceLevel: service },
    terms: { ...honestTerms, rows: [...honestTerms.rows] },
  })
  await merchant.call('proposals.accept', { caseId, version })
  const provider = await stage.somebody('desk')
  await enter(provider, '服务商', '安心客服（演示）')
  await desk(provider, 'provider').openCase(caseId)
  await provider.press('上传协议文件')
  const drawer = provider.dialog('上传协议文件')
  await drawer.getByLabel('协议文件，或全部页的照片', { exact: true }).setInputFiles(photos)
  await provider.sees(/正在读第 \d 页/, drawer)
  await drawer.waitFor({ state: 'hidden', timeout: 120_000 })
  const attached = await merchant.call('agreements.agreement', { caseId })
  const read = letters(attached.text).slice(0, letters(contract).length)
  expect(characterErrors(letters(contract), read)).toBeLessThan(0.02)
  expect(attached.findings.length).toBeGreaterThan(3)
  expect(stage.troubles()).toEqual([])
})
