import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { columnsOf, type SheetKind, sheetNameOf } from '#device/sheet.ts'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import type { Person } from './story/person.ts'
import { letIn } from './story/let-in.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

const faultless = async (me: Person) => {
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
}

const workbook = (rows: Readonly<Partial<Record<SheetKind, readonly (readonly string[])[]>>>) =>
  writeXlsxFile(
    (Object.entries(rows) as [SheetKind, string[][]][]).map(([kind, body]) => ({
      sheet: sheetNameOf(kind),
      data: [columnsOf[kind].map(({ heads }) => heads[0]), ...body].map((row) =>
        row.map((value) => ({ value, type: String })),
      ),
    })),
  ).toBuffer()

test('a sheet with two bad rows: the desk reads which, takes the good ones, and one bag of the delivery is not its own', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const me = await stage.somebody('desk')
  await become(me, house, cast.reviewers[0].phone)
  await show(me, '/reviewer/models')
  await me.press('导入 Excel／CSV')
  const drawer = me.dialog('导入 Excel／CSV')
  const buffer = await workbook({
    models: [['SHEET-1', '演示终端厂', '台式收银（演示）', '台式POS', '02', '', '3.0', '300', 'chip', 'lan']],
    certificates: [
      ['SHEET-1', '银联入网认证', 'P8001', '演示认证机构', '2025-01-01', '2029-12-31', '', '', '', ''],
      ['SHEET-1', '金融科技产品认证', 'F-8001', '演示认证机构', '2025 年初', '2029-12-31', '', '', '', ''],
    ],
    serials: [
      ['SHEET-1', 'SHEET-0001', 'SB-1'],
      ['SHEET-1', 'SHEET-0002', 'SB-2'],
      ['NO-SUCH-MODEL', 'SHEET-0003', 'SB-3'],
    ],
  })
  await drawer.getByLabel('文件（.xlsx 或 .csv）', { exact: true }).setInputFiles({
    name: '采购.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  })
  await me.fill('交货单号', 'SHEET-ORDER', drawer)
  await me.select('清单从哪里来', '厂商门户下载', drawer)
  await me.press('检查文件', drawer)
  await me.sees('有 2 行不对', drawer)
  await faultless(me)
  await me.press('只导入正确的行', drawer)
  // It says what came in, and what did not is still to be read.
  await me.sees('正确的行已导入；下面这些没有导入', drawer)
  await me.sees('有 2 行不对', drawer)
  await faultless(me)
  expect(
    (
      await house.sql<{ serial_no: string }>(
        `select serial_no from devices where order_no = 'SHEET-ORDER' order by 1`,
      )
    ).map(({ serial_no }) => serial_no),
  ).toEqual(['SHEET-0001', 'SHEET-0002'])
  await me.press('关闭', drawer)

  await show(me, '/reviewer/custody')
  await me.page.getByRole('tab', { name: '交货对账' }).click()
  await me.press('验收到货 SHEET-ORDER')
  const boxes = me.dialog('验收到货')
  await me.fill('每行一台：序列号、封签袋号、重量（克）', 'SHEET-0001 SB-1 520\nSHEET-0002 SB-9 520', boxes)
  await me.press('验收到货', boxes)
  await boxes.waitFor({ state: 'hidden' })
  expect(
    (
      await house.sql<{ status: string }>(
        `select status from devices where order_no = 'SHEET-ORDER' order by serial_no`,
      )
    ).map(({ status }) => status),
  ).toEqual(['in-stock', 'suspect'])
  await me.page.getByRole('tab', { name: '存疑核查' }).click()
  await me.sees('SHEET-0002')
  expect(stage.troubles()).toEqual([])
})

test('a terminal away from its place stops: its merchant is told on the first screen, appeals, another person decides, and it pays again', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { deviceId, serialNo, caseId } = await house.liveTerminal()
  await letIn(house, caseId)
  const measured = async (latitudeE6: number) => {
    const fix = { latitudeE6, longitudeE6: 116_443_100, accuracyMetres: 20 }
    await house.ask(
      'devices.record-fix',
      { deviceId, readSerial: serialNo, ...fix, measuredAt: new Date().toISOString() },
      { cookie: await house.enter(cast.providers[0].technicians[0].phone) },
    )
    await house.settled()
  }
  await measured(39_981_500)

  const me = await stage.somebody('phone')
  await become(me, house, cast.merchants.live.phone)
  await show(me, `/merchant/case/${caseId}`)
  await me.sees('终端已暂停，现在不能收款')
  await faultless(me)
  await me.follow('看原因，申请恢复')
  await me.sees('1 次定位离登记位置约 6.7 公里')
  await me.sees('已暂停：恢复前不能收款')
  await me.answer('是哪种情况？', '定位不准')
  await me.press('提交申诉')
  await me.sees('申诉已提交，等待收单机构裁决')
  await faultless(me)

  const desk = await stage.somebody('desk')
  await become(desk, house, cast.reviewers[1].phone)
  await show(desk, '/reviewer/displacements')
  await desk.sees('定位不准')
  await desk.press(`裁决 ${serialNo}`)
  const deciding = desk.page.getByRole('dialog')
  await desk.select('结论', '恢复使用', deciding)
  await desk.fill('理由', '上门人员手机定位漂移，终端在店', deciding)
  await faultless(desk)
  // Words alone do not put it back at its place.
  // While it waits for the answer the button keeps its name, and gets it back where no transition ever ends.
  const decide = deciding.getByRole('button', { name: '裁决', exact: true })
  await desk.page.evaluate(
    `const still = new CSSStyleSheet(); still.replaceSync('* { transition: none !important }'); document.adoptedStyleSheets.push(still)`,
  )
  const answer = Promise.withResolvers<void>()
  await desk.page.route('**/api/displacements.decide', async (route) => {
    await answer.promise
    await route.continue()
  })
  await desk.refused('BIND-25', 'displacements.decide', 409, async () => {
    await decide.click()
    await expect.poll(() => decide.getAttribute('aria-busy')).toBe('true')
    answer.resolve()
  })
  await expect.poll(() => decide.getAttribute('aria-busy')).toBe(null)
  await desk.sees('终端停用之后，还没有定位回到登记位置之内', deciding)
  await measured(39_921_520)
  await desk.press('裁决', deciding)
  await deciding.waitFor({ state: 'hidden' })

  await show(me, `/merchant/case/${caseId}/device`)
  await me.sees('申诉通过，终端已恢复收款')
  await me.sees('上门人员手机定位漂移')
  await show(me, `/merchant/case/${caseId}`)
  await me.seesNoMore('终端已暂停，现在不能收款')
  // An address that leads nowhere says so and leads on.
  await show(me, `/merchant/case/${caseId}/nothing`)
  await me.sees('没有这个页面')
  await me.follow('首页', me.page.getByRole('main'))
  await me.sees('我的办理')
  expect(stage.troubles()).toEqual([])
})
