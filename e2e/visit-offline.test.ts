import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast, honestTerms, modelDemo, sealedDemo, service } from '../scripts/demo/cast.ts'
import { signIn } from '../scripts/demo/person.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { inCharge, reopened } from './story/pocket.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'
import { technicianWith } from './story/technician.ts'

const stage = setStage(openToldHouse)

const [anxin] = cast.providers
const [, technician] = anxin.technicians
const { premisesAddress: address = '' } = sealedDemo('', '')
const { phone: merchantPhone, shopName } = cast.merchants.offers

/** The shop of the story that has offers chooses one and is to be surveyed today. */
const surveyToday = async () => {
  const { url } = stage.house()
  const [merchant, desk, field] = await Promise.all(
    [merchantPhone, anxin.desk.phone, technician.phone].map((phone) => signIn(url, phone)),
  )
  if (!merchant || !desk || !field) throw new Error('the cast is there')
  const { items } = await merchant.call('cases.list', { limit: 1 })
  const caseId = items[0]?.caseId ?? ''
  const { offers } = await merchant.call('cases.case', { caseId })
  const { organisation } = await desk.call('people.me', {})
  const offer = offers.find(({ providerId }) => providerId === organisation?.organisationId)
  const { offerId } =
    offer ??
    (await desk.call('offers.make', {
      caseId,
      modelCode: modelDemo.modelCode,
      terminalKind: 'smart-pos',
      terms: { ...honestTerms, rows: [...honestTerms.rows] },
      serviceLevel: service,
      validUntil: new Date(Date.now() + 14 * 86_400_000).toISOString(),
    }))
  await merchant.call('offers.choose', { caseId, offerId })
  const { personId } = await field.call('people.me', {})
  const { visitId } = await desk.call('visits.propose', {
    caseId,
    kind: 'survey',
    technicianId: personId ?? '',
    startsAt: new Date(Date.now() + 60_000).toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  await merchant.call('visits.confirm', { caseId, visitId })
  const { merchantCode } = await merchant.call('visits.door-check', { caseId, visitId })
  return { caseId, visitId, merchantCode: merchantCode ?? '', merchant }
}

/** Every byte of the phone's own database, and whether its keys can be taken out. */
const onThePhone = (page: Person['page']) =>
  page.evaluate<{ text: string; answers: number; extractable: boolean[]; sealed: boolean }>(`(async () => {
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open('fangxin-field')
      opening.onsuccess = () => resolve(opening.result)
    })
    const all = (store) => new Promise((resolve) => {
      const asked = database.transaction(store).objectStore(store).getAll()
      asked.onsuccess = () => resolve(asked.result)
    })
    let text = JSON.stringify({ ...localStorage, ...sessionStorage })
    for (const store of database.objectStoreNames)
      for (const value of await all(store))
        text += JSON.stringify(value) + (value?.sealed ? new TextDecoder().decode(value.sealed) : '')
    const [answers, seals] = [await all('answers'), await all('seals')]
    database.close()
    return {
      text,
      answers: answers.length,
      extractable: seals.map(({ extractable }) => extractable),
      sealed: answers.every(({ sealed }) => sealed instanceof ArrayBuffer),
    }
  })()`)

test('a visit goes on without a network after the page was closed, is sent once when there is one, and leaves nothing behind', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { caseId, visitId, merchantCode, merchant } = await surveyToday()
  const path = `/technician/visits/${caseId}/${visitId}`
  let me = await stage.somebody('phone')
  await become(me, house, technician.phone)
  await show(me, path)
  await inCharge(me)

  // Opened once with a network: what to do, and the address after its reason was read.
  await me.follow('出发')
  await me.press('查看地址并出发')
  await me.sees(address)
  await me.follow('我到了，门口核验')
  const atWork = technicianWith(me, technician.name, technician.badgeNo)
  const { code } = await atWork.showBadge()
  await atWork.typeCode(merchantCode)
  await me.page.waitForLoadState('networkidle')

  const kept = await onThePhone(me.page)
  expect(kept.answers).toBeGreaterThan(2)
  expect(kept).toMatchObject({ sealed: true })
  expect(kept.extractable.length).toBeGreaterThan(0)
  expect(kept.extractable.every((each) => !each)).toBe(true)
  for (const word of [address, code, shopName]) expect(kept.text).not.toContain(word)

  await me.page.context().setOffline(true)
  me = await reopened(me, '/technician')
  // The day, the visit and its address open from the phone, and say how old they are.
  await me.page.getByText(/这一页是本机在 \d\d:\d\d 存下的/).waitFor({ timeout: 20_000 })
  await me.page.getByRole('link', { name: new RegExp(shopName) }).click()
  await me.page.getByText('已到店，按清单做').waitFor()
  await me.page.getByText(/这一页是本机在 \d\d:\d\d 存下的/).waitFor()
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
  const checklist = me.page.getByRole('list', { name: '这趟要做的事', exact: true })
  await checklist.getByRole('link', { name: '看地址，出发', exact: true }).click()
  await me.page.getByRole('button', { name: '查看地址并出发', exact: true }).click()
  await me.page.getByText(address).first().waitFor()
  await me.page.getByText(/这一页是本机在/).waitFor()
  await me.page.getByRole('link', { name: '返回', exact: true }).click()

  // The whole survey is done in the cellar.
  await me.page.getByRole('link', { name: '开始勘查', exact: true }).click()
  for (const question of [
    '招牌与执照名称一致？',
    '店铺确实在营业？',
    '密码键盘在摄像头拍不到的地方？',
    '旁边有可用的 220 V 插座？',
    '插座有接地？',
  ])
    await me.page
      .getByRole('group', { name: question, exact: true })
      .getByRole('radio', { name: '是', exact: true })
      .check()
  await me.page.getByLabel('已有的其他终端和收款码').fill('1')
  await me.page.getByLabel('终端打算放在哪里').fill('收银台右侧，远离灶台')
  await me.page
    .getByRole('group', { name: '可用的网络', exact: true })
    .getByRole('radio', { name: 'Wi-Fi（WPA2 以上）', exact: true })
    .check()
  await me.page.getByLabel('移动信号强度').fill('83')
  await me.page.getByRole('button', { name: '用我现在的位置', exact: true }).click()
  await me.page.getByText('39.921500, 116.443100').waitFor()
  await me.page.getByRole('button', { name: '提交勘查，完成', exact: true }).click()
  await me.page.getByText('没有收到回应，内容已存在本机').waitFor({ timeout: 20_000 })
  expect(await graveOn(me)).toEqual([])

  // Closed once more before there is a network: it still waits, sealed.
  me = await reopened(me, '/technician')
  await me.page.getByText('有内容还没发出去').waitFor({ timeout: 20_000 })
  expect((await onThePhone(me.page)).text).not.toContain('收银台右侧')

  await me.page.context().setOffline(false)
  await me.page.getByText('有内容还没发出去').waitFor({ state: 'hidden', timeout: 30_000 })
  const view = await merchant.call('cases.case', { caseId })
  expect(view.visits.find((each) => each.visitId === visitId)?.status).toBe('done')
  const facts = await house.sql<{ n: string }>(
    `select count(*) as n from facts where type = 'survey-recorded' and stream like '%' || $1`,
    [caseId],
  )
  expect(facts.map(({ n }) => Number(n))).toEqual([1])

  // The visit is over: nothing of it stays; signed out, the key goes too.
  await expect.poll(async () => (await onThePhone(me.page)).answers, { timeout: 20_000 }).toBeLessThan(2)
  await me.page.goto('/account')
  await me.page.getByRole('button', { name: '退出登录', exact: true }).click()
  await me.page.waitForURL(/\/$/)
  await expect
    .poll(async () => {
      const { answers, text } = await onThePhone(me.page)
      return `${answers} ${text.includes('answers')}`
    })
    .toBe('0 false')
})

test('what was done without a network is its doer’s alone, and what the house refuses later is told with its rule until it is read', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const device = await house.liveTerminal()
  const [doer, colleague] = anxin.technicians
  const { body } = await house.ask('visits.day', {}, { cookie: await house.enter(doer.phone) })
  const { items } = body as { items: { caseId: string; visit: { visitId: string } }[] }
  const visitId = items.find((each) => each.caseId === device.caseId)?.visit.visitId ?? ''
  let me = await stage.somebody('phone')
  await become(me, house, doer.phone)
  await show(me, '/technician')
  await inCharge(me)
  await show(me, `/technician/visits/${device.caseId}/${visitId}/place`)
  await me.page.context().setOffline(true)
  await me.fill('序列号', 'ANOTHER-SERIAL-1')
  await me.press('用我现在的位置')
  await me.press('提交位置')
  await me.sees('没有收到回应，内容已存在本机')

  // A colleague's session on the same phone neither shows nor sends it.
  await become(me, house, colleague.phone)
  await me.page.context().setOffline(false)
  me = await reopened(me, '/technician')
  await me.page.getByRole('heading', { level: 1, name: '我的上门' }).waitFor()
  await me.page.waitForLoadState('networkidle')
  expect(await me.page.getByText('有内容还没发出去').count()).toBe(0)
  const asked = () =>
    house.sql<{ n: string }>(`select count(*) as n from audit where call = 'devices.record-fix'`)
  const before = await asked()

  await become(me, house, doer.phone)
  me = await reopened(me, '/technician')
  const told = me.page.getByRole('region', { name: /^已自动发出，但没有被接受：终端位置/ })
  await told.waitFor({ timeout: 30_000 })
  await told.getByText(/规则 BIND-/).waitFor()
  expect(await asked()).not.toEqual(before)
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
  await me.page.reload()
  await told.waitFor()
  await told.getByRole('button', { name: '知道了', exact: true }).click()
  await told.waitFor({ state: 'hidden' })
  await me.page.reload()
  await me.page.getByRole('heading', { level: 1, name: '我的上门' }).waitFor()
  await me.page.waitForLoadState('networkidle')
  expect(await told.count()).toBe(0)
})
