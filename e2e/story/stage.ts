import { mkdir, writeFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, onTestFailed } from 'vitest'
import type { WholeHouse } from '../../apps/server/test/whole-house.ts'
import { launchBrowser } from '../../scripts/browser.ts'
import { meet, type Person, type Screen } from './person.ts'

/** A house and a browser for one test file. */
export const setStage = <H extends WholeHouse>(openHouse: () => Promise<H>) => {
  let house: H
  let browser: Browser
  let met: Person[] = []

  beforeAll(async () => {
    ;[house, browser] = await Promise.all([openHouse(), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  return {
    house: () => house,
    browser: () => browser,
    /** By name: passkeys are bound to one, and no browser binds them to an address of numbers. */
    async somebody(screen: Screen, address = house.house.origin): Promise<Person> {
      const person = await meet(browser, address, screen)
      met.push(person)
      return person
    },
    /** A test that fails leaves what everybody saw last, and what their browsers complained of. */
    begin() {
      met = []
      onTestFailed(async () => {
        await mkdir('.cache/e2e', { recursive: true })
        for (const [index, { page, troubles }] of met.entries()) {
          const path = `.cache/e2e/${index}-${page.url().split('/')[3] ?? ''}`
          await page.screenshot({ path: `${path}.png`, fullPage: true })
          await writeFile(`${path}.txt`, [page.url(), ...troubles()].join('\n'))
        }
      })
    },
    /** Everything any browser complained of that nobody expected. */
    troubles: () => met.flatMap((person) => person.troubles()),
  }
}

/** The READMEs' pictures are of a real run; only who asks for them (WRITE_SCREENSHOTS=1) writes them. */
export const keepForReadme = async ({ page }: Person, path: string): Promise<void> => {
  if (process.env['WRITE_SCREENSHOTS'] !== '1') return
  await page.mouse.move(0, 0)
  await mkdir('docs', { recursive: true })
  await sharp(await page.screenshot())
    .png({ palette: true, colours: 128 })
    .toFile(path)
}
