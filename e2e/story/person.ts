import { type Browser, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** How long anybody waits for a page to say something; two busy cores are slow. */
const PATIENCE_MS = 20_000

/** The screen somebody holds: a shop's phone or a desk's monitor. */
export type Screen = 'phone' | 'desk'
const viewports = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } } as const

/** Where the shop of the story stands; phones in it know. */
const shopPlace = { latitude: 39.9215, longitude: 116.4431, accuracy: 15 }

type Where = Page | Locator

/** Somebody with a browser of their own, who finds everything by role and name. */
export type Person = {
  readonly page: Page
  open(path: string): Promise<void>
  press(button: string | RegExp, where?: Where): Promise<void>
  follow(link: string | RegExp, where?: Where): Promise<void>
  /** Types into the field of this label. */
  fill(label: string, value: string, where?: Where): Promise<void>
  /** Picks an option of a list by its words. */
  select(label: string, option: string, where?: Where): Promise<void>
  /** Answers a question of several choices. */
  answer(question: string, choice: string): Promise<void>
  region(name: string): Locator
  dialog(name: string): Locator
  /** Waits until the page (or a part of it) says this. */
  sees(words: string | RegExp, where?: Locator): Promise<void>
  /** Waits until it does not say this any more. */
  seesNoMore(words: string, where?: Locator): Promise<void>
  /** Reads the first match out of what the page says. */
  reads(pattern: RegExp, where?: Locator): Promise<string>
  /** Acts, and is refused by this rule with words on the screen; the failed request is the only one allowed. */
  refused(rule: string, call: string, status: number, act: () => Promise<void>): Promise<void>
  /** Tries a call with this person's own session, past the screens. */
  attempt(call: string, input: object): Promise<{ status: number; rule?: string }>
  /** Everything the browser complained of that nobody expected. */
  troubles(): readonly string[]
}

const failedLoad = /^Failed to load resource: the server responded with a status of (\d{3})/

const listen = (page: Page) => {
  const troubles: string[] = []
  const allowed: string[] = []
  page.on('pageerror', (error) => troubles.push(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const { url } = message.location()
    const status = failedLoad.exec(message.text())?.[1]
    const place = allowed.indexOf(`${status} ${url.slice(url.indexOf('/api/'))}`)
    if (place >= 0) allowed.splice(place, 1)
    else troubles.push(`console: ${message.text()} (${url})`)
  })
  return { troubles, allowed }
}

/** Whoever holds a page that is open already. */
export const personOn = (page: Page): Person => {
  const { troubles, allowed } = listen(page)
  const main = page.getByRole('main')

  const person: Person = {
    page,
    open: async (path) => void (await page.goto(path)),
    press: (button, where = page) => where.getByRole('button', { name: button, exact: true }).click(),
    follow: (link, where = page) => where.getByRole('link', { name: link, exact: true }).click(),
    fill: (label, value, where = page) => where.getByLabel(label, { exact: true }).fill(value),
    select: async (label, option, where = page) =>
      void (await where.getByLabel(label, { exact: true }).selectOption({ label: option })),
    answer: (question, choice) =>
      page
        .getByRole('group', { name: question, exact: true })
        .getByRole('radio', { name: choice, exact: true })
        .check(),
    region: (name) => page.getByRole('region', { name, exact: true }),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
    async sees(words, where = main) {
      const says = () => where.innerText()
      const patience = { timeout: PATIENCE_MS, interval: 100 }
      if (typeof words === 'string') await expect.poll(says, patience).toContain(words)
      else await expect.poll(says, patience).toMatch(words)
    },
    async seesNoMore(words, where = main) {
      const patience = { timeout: PATIENCE_MS, interval: 100 }
      const shows = async () => (await where.innerText()).includes(words)
      await expect.poll(shows, patience).toBe(false)
    },
    async reads(pattern, where = main) {
      await person.sees(pattern, where)
      return pattern.exec(await where.innerText())?.[1] ?? ''
    },
    async refused(rule, call, status, act) {
      allowed.push(`${status} /api/${call}`)
      await act()
      await page
        .getByRole('alert')
        .filter({ hasText: `规则 ${rule}` })
        .waitFor()
      await expect.poll(() => allowed, { message: `the refusal of ${call}` }).toEqual([])
    },
    async attempt(call, input) {
      const answer = await page.request.post(`/api/${call}`, { data: input })
      return { status: answer.status(), ...((await answer.json()) as { rule?: string }) }
    },
    troubles: () => [...troubles, ...allowed.map((each) => `expected and never happened: ${each}`)],
  }
  return person
}

export const meet = async (browser: Browser, url: string, screen: Screen): Promise<Person> => {
  const context = await browser.newContext({
    baseURL: url,
    viewport: viewports[screen],
    hasTouch: screen === 'phone',
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
    geolocation: shopPlace,
    permissions: ['geolocation'],
  })
  context.setDefaultTimeout(PATIENCE_MS)
  return personOn(await context.newPage())
}
