import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '../scripts/demo/cast.ts'
import { launchBrowser } from '../scripts/browser.ts'
import { arrive } from '../scripts/demo/journey.ts'
import { enter } from './story/desk.ts'
import { meet } from './story/person.ts'
import { postTerminal } from './story/posted.ts'
import { openServedHouse, type ServedHouse } from './story/served-house.ts'

/** Typed on a real phone's page, never seen again in clear until the acquirer opens it. */

let house: ServedHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([openServedHouse(), launchBrowser()])
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const canary = {
  name: '金丝雀经办（演示）',
  idNo: '110101199003070070',
  phone: '19900000077',
}
// The demo's own people have this published sample number too, so the telephone and the name are looked for as well.
const secrets = [canary.name, canary.idNo, canary.phone]

const disguises = (text: string): string[] => {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return whole.slice(shift === 0 ? 0 : 4, whole.length - 4)
  })
  return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), bytes.toString('hex'), ...base64]
}
const leaks = (where: string): string[] =>
  secrets.filter((secret) => disguises(secret).some((each) => where.includes(each)))

/** Everything a page of this origin can keep: both storages, every record of every IndexedDB, caches and the worker's. */
const keptByBrowser = `(async () => {
  // The phone's own seal is opened first, as anything on this origin could: what is inside must be silent too.
  const opened = async (database, store, key, value) => {
    if (!value?.sealed) return value
    const seals = await new Promise((resolve) => {
      const all = database.transaction('seals').objectStore('seals').getAll()
      all.onsuccess = () => resolve(all.result)
    })
    for (const seal of seals) {
      try {
        const place = new TextEncoder().encode(store + ' ' + key)
        const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: value.iv, additionalData: place }, seal, value.sealed)
        return JSON.parse(new TextDecoder().decode(clear))
      } catch {}
    }
    throw new Error('sealed by no key of this phone: ' + store)
  }
  const kept = { local: { ...localStorage }, session: { ...sessionStorage }, databases: {}, caches: [], history: history.state, url: location.href }
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    for (const store of database.objectStoreNames) {
      const read = (how) => new Promise((resolve, reject) => {
        const all = database.transaction(store).objectStore(store)[how]()
        all.onsuccess = () => resolve(all.result)
        all.onerror = () => reject(all.error)
      })
      const [keys, values] = await Promise.all([read('getAllKeys'), read('getAll')])
      kept.databases[name + '/' + store] = await Promise.all(values.map((value, n) => opened(database, store, keys[n], value)))
    }
    database.close()
  }
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      kept.caches.push(request.url, await (await (await caches.open(name)).match(request)).text().catch(() => ''))
  return JSON.stringify(kept)
})()`

test('what the technician types leaves the page as ciphertext only, and opens at the acquirer’s desk', {
  timeout: 180_000,
}, async () => {
  const { people, terminal } = await house.cast()
  const shop = { shopName: '经办小店（演示）', uscc: '92110105DEMA00008X', phone: '19900000043' }
  const { caseId, merchant, desk, technician, technicianId } = await postTerminal(
    { url: house.url, people, caller: house.caller } as Parameters<typeof postTerminal>[0],
    shop,
    terminal,
  )
  const startsAt = new Date(Date.now() + 60_000).toISOString()
  const endsAt = new Date(Date.now() + 3_600_000).toISOString()
  const { visitId } = await desk.call('visits.propose', {
    caseId,
    kind: 'install',
    technicianId,
    startsAt,
    endsAt,
  })
  await arrive(caseId, visitId, merchant, technician)

  const me = await meet(browser, house.url, 'phone')
  const sent: string[] = []
  me.page.context().on('request', (request) => {
    sent.push(
      `${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`,
    )
  })
  await enter(me, '上门人员', cast.providers[0].technicians[1].name)
  await me.open(`/technician/visits/${caseId}/${visitId}`)
  await me.follow('登记经办人')
  await me.sees(`加密给`)
  await me.sees(cast.acquirer.name)

  // The page itself: free of grave faults in both looks, in either language.
  for (const language of ['EN', '中文'])
    for (const colorScheme of ['dark', 'light'] as const) {
      await me.page.emulateMedia({ colorScheme })
      await expect
        .poll(() => me.page.evaluate<string>('document.documentElement.dataset.theme'))
        .toBe(colorScheme)
      const { violations } = await new AxeBuilder({ page: me.page }).setLegacyMode(true).analyze()
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(grave.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([])
      if (colorScheme === 'light') await me.press(language)
    }

  // A mistyped number is told on the phone, and nothing goes out.
  await me.fill('姓名', canary.name)
  await me.select('证件种类', '居民身份证')
  await me.fill('证件号码', '110101199003070071')
  await me.fill('证件有效期至', '长期')
  await me.fill('联系电话', canary.phone)
  await me.press('加密并登记')
  await me.sees('这一项与证件或号码的格式不符')
  await me.fill('证件号码', canary.idNo)

  // No network: what waits on the phone is ciphertext, even before the page is left.
  await me.page.context().setOffline(true)
  await me.press('加密并登记')
  await me.sees('已加密，有网络后自动发出')
  const waiting = await me.page.evaluate<string>(keptByBrowser)
  expect(waiting).toContain('visits.record-handler')
  expect(leaks(waiting)).toEqual([])
  await me.sees('110****70')
  await me.page.context().setOffline(false)
  await me.sees('经办人已登记')
  await me.sees('110****70')
  expect(leaks(await me.page.evaluate<string>(keptByBrowser))).toEqual([])

  // The echo is gone with the page.
  await me.follow('返回')
  await me.sees(`只有${cast.acquirer.name}能打开`)
  await me.seesNoMore('110****70')

  const posted = sent.filter((each) => each.includes('/api/visits.record-handler'))
  expect(posted.length).toBeGreaterThan(0)
  expect(posted.join('\n')).toMatch(/"idNo":"[A-Za-z0-9+/]{450}=="/)
  expect(leaks(sent.join('\n'))).toEqual([])

  // The provider's desk sees that, and where it opens.
  const provider = await meet(browser, house.url, 'desk')
  await enter(provider, '服务商', cast.providers[0].desk.name)
  await provider.open(`/provider/cases/${caseId}?part=install`)
  await provider.sees(`只有${cast.acquirer.name}能打开`)
  expect(leaks(await provider.page.content())).toEqual([])

  // Nothing in clear in any table, nor in anything the process printed with its log at its loudest.
  const tables = await house.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')`,
  )
  expect(tables.map(({ name }) => name)).toContain('public.captures')
  const like = secrets.flatMap(disguises).map((each) => `%${each.replaceAll('\\', '\\\\')}%`)
  for (const { name } of tables)
    expect(
      await house.sql(`select 1 from ${name} as t where t::text like any ($1) limit 1`, [like]),
      name,
    ).toEqual([])
  expect(house.printed().includes('/api/visits.record-handler')).toBe(true)
  expect(leaks(house.printed())).toEqual([])

  // The acquirer opens it for a purpose, and the history says so.
  const reviewer = await meet(browser, house.url, 'desk')
  await enter(reviewer, '收单机构审核', cast.reviewers[0].name)
  await reviewer.open(`/reviewer/cases/${caseId}?part=install`)
  await reviewer.press('查看经办人明文')
  await reviewer.fill('查看用途', '核对经办人（演示）')
  await reviewer.press('显示明文')
  for (const secret of secrets) await reviewer.sees(secret)
  await reviewer.open(`/reviewer/cases/${caseId}?part=history`)
  await reviewer.sees('收单机构查看了经办人')
  expect(me.troubles().filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  expect([...provider.troubles(), ...reviewer.troubles()]).toEqual([])
})

test('a field says why while somebody types a card number, and sends nothing', {
  timeout: 60_000,
}, async () => {
  const me = await meet(browser, house.url, 'phone')
  const sent: string[] = []
  me.page.context().on('request', (request) => sent.push(request.postData() ?? ''))
  await enter(me, '商户', '街角煎饼（演示）')
  await me.follow(/街角煎饼/, me.page.getByRole('main'))
  await me.open(`${new URL(me.page.url()).pathname}/application`)
  const account = '账号'
  await me.fill(account, '4111 1111 1111 1111')
  await me.sees('这个结算账号是一张信用卡')
  await me.page.getByLabel(account, { exact: true }).blur()
  await me.fill('店铺名称', '煎饼 6222020000000000018')
  await me.sees('这里写了一个像银行卡号的号码')
  await me.fill(account, '6222020000000000018')
  await me.sees(/^(?![\s\S]*信用卡，我们没有保存)/)
  await me.page.getByLabel(account, { exact: true }).blur()
  await me.sees('****0018')
  expect(sent.some((body) => body.includes('4111 1111') || body.includes('41111111'))).toBe(false)
  const printed = house.printed()
  expect(['6222020000000000018', '4111 1111', '41111111'].filter((each) => printed.includes(each))).toEqual(
    [],
  )
})
