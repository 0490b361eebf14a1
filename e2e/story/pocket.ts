import { expect } from 'vitest'
import { type Person, personOn } from './person.ts'

/** The browser has kept the pages: installed and in charge. */
export const inCharge = async ({ page }: Person) => {
  await expect
    .poll(() => page.evaluate<boolean>(`navigator.serviceWorker.controller?.state === 'activated'`), {
      timeout: 30_000,
    })
    .toBe(true)
}

/** Closes the page and opens another in the same browser: what was in memory is gone. */
export const reopened = async (me: Person, path: string): Promise<Person> => {
  const context = me.page.context()
  await me.page.close()
  const page = await context.newPage()
  await page.goto(path)
  return personOn(page)
}
