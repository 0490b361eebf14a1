import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { type Flock, sealedOf } from './seed.ts'
import type { Told } from './told.ts'

const labels = {
  legalPersonName: '法定代表人姓名',
  legalPersonIdNo: '身份证号',
  contactPhone: '联系电话',
  premisesAddress: '经营地址',
  settlementAccountName: '账户户名',
  settlementAccountNo: '账号',
} as const

/** Types six sealed fields into the merchant's form, as a hand would; what the page shows and keeps afterwards is told. */
export const typeIntoForm = async (
  url: string,
  birds: Flock,
  { caseId, cookie }: { caseId: string; cookie: string },
  told: Told[],
): Promise<void> => {
  const browser: Browser = await launchBrowser()
  try {
    const context = await browser.newContext({ baseURL: url, locale: 'zh-CN' })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname
      if (path.startsWith('/api/'))
        void response.text().then(
          (text) =>
            told.push({ principal: 'merchant', call: path.slice(5), status: response.status(), text }),
          () => undefined,
        )
    })
    await page.goto(`/merchant/case/${caseId}/application`)
    const sealed = sealedOf(birds)
    for (const field of Object.keys(labels) as (keyof typeof labels)[]) {
      const label = labels[field]
      await page.getByLabel(label, { exact: true }).fill(sealed[field])
      await page.getByLabel(label, { exact: true }).press('Enter')
      await page.getByRole('button', { name: `修改${label}`, exact: true }).waitFor()
    }
    await page.reload()
    await page.getByRole('button', { name: `修改${labels.legalPersonIdNo}`, exact: true }).waitFor()
    const kept = JSON.stringify(await context.storageState({ indexedDB: true }))
    for (const text of [await page.content(), kept])
      told.push({ principal: 'merchant', call: 'the page', status: 200, text })
  } finally {
    await browser.close()
  }
}
