import { expect, test } from 'vitest'
import { photographed, plainPaper } from '../apps/server/test/papers.ts'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import { desk } from './story/desk.ts'
import type { Person } from './story/person.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'
import { technicianWith } from './story/technician.ts'

const stage = setStage(openToldHouse)
const [provider] = cast.providers
const [, technician] = provider.technicians

const faultless = async (me: Person) => {
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
}
/** Beijing time of a date-and-time field. */
const beijing = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16)

test('somebody comes to look at a live terminal: booked, confirmed, let in at the door, inspected with photos; one "no" stops it', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const [device] = await house.sql<{
    device_id: string
    serial_no: string
    case_id: string
    version: string
  }>(
    `select d.device_id, d.serial_no, d.case_id, m.firmware_version as version
       from devices d join models m using (model_code) join organisations o on o.organisation_id = d.merchant_id
      where d.status = 'live' and o.name = $1`,
    [cast.merchants.live.shopName],
  )
  const {
    device_id: deviceId = '',
    serial_no: serialNo = '',
    case_id: caseId = '',
    version = '',
  } = device ?? {}

  const office = await stage.somebody('desk')
  await become(office, house, provider.desk.phone)
  await desk(office, 'provider').openCase(caseId)
  const label = '预约检查、维修或取回'
  await office.press(label)
  const form = office.dialog(label)
  await office.select('上门做什么', '终端检查', form)
  await office.select('上门人员', `${technician.name} · 工牌 ${technician.badgeNo}`, form)
  await office.fill('上门时间', beijing(Date.now()), form)
  await office.press(label, form)
  await form.waitFor({ state: 'hidden' })
  await faultless(office)

  const me = await stage.somebody('phone')
  await become(me, house, cast.merchants.live.phone)
  await show(me, `/merchant/case/${caseId}/visits`)
  await me.sees('不拆机，不带走')
  await me.sees('现金或转账、证件原件、银行卡')
  await faultless(me)
  await me.press('确认这个时间')
  await me.sees('已约定')

  const tech = await stage.somebody('phone')
  await become(tech, house, technician.phone)
  const person = technicianWith(tech, technician.name, technician.badgeNo)
  await person.openVisit(cast.merchants.live.shopName)
  const path = new URL(tech.page.url()).pathname
  // Before the door nobody inspects anything (INSP-1).
  await show(tech, `${path}/surface`)
  await tech.sees('门口核验之后才能检查')
  await show(tech, `${path}/door`)
  const { code } = await person.showBadge()
  await me.follow('门口核验')
  await me.sees(code)
  await me.press('姓名、工牌和核验码都一致')
  const mine = await me.reads(/现在把您的码念给对方\s*(\d{6})/)
  await person.typeCode(mine)
  await faultless(tech)

  await tech.follow('开始检查')
  await faultless(tech)
  await tech.press('提交检查')
  await tech.sees('请拍一张。')
  await tech.fill('序列号', serialNo)
  await tech.fill('固件版本', version)
  for (const question of [
    '机身标签完好、没有被换过？',
    '螺丝和外壳没有被撬、被换？',
    '键盘没有覆盖物、不松动？',
    '线缆是原来的、没有多接东西？',
    '封签和防拆标都完好？',
    '旁边没有来路不明的设备？',
    '摄像头看不到键盘？',
  ])
    await tech.answer(question, '是')
  await tech.answer('卡槽里外没有多出来的东西？', '否')
  for (const [side, text] of [
    ['正面照片', '演示终端正面'],
    ['背面照片', '演示终端背面'],
  ] as const)
    await tech.page.getByLabel(side, { exact: true }).setInputFiles({
      name: 'terminal.jpg',
      mimeType: 'image/jpeg',
      buffer: await photographed.turned(plainPaper([text])),
    })
  await tech.sees(/正面照片[^]*已拍/)
  await tech.press('提交检查')
  await tech.sees('终端已停用')
  await faultless(tech)

  await house.settled()
  const [after] = await house.sql<{ status: string; kinds: string[] }>(
    `select d.status, array(select i.kind from incidents i where i.device_id = d.device_id) as kinds
       from devices d where d.device_id = $1`,
    [deviceId],
  )
  expect(after).toEqual({ status: 'suspect', kinds: ['surface-doubted'] })

  const reviewer = await stage.somebody('desk')
  await become(reviewer, house, cast.reviewers[0].phone)
  await show(reviewer, `/reviewer/devices/${deviceId}`)
  await reviewer.sees('卡槽有异物或变样')
  await reviewer.press(/^看终端正面照片/)
  await reviewer.page.getByRole('img', { name: /^终端正面照片/ }).waitFor()
  await faultless(reviewer)
  const looked = await house.sql<{ fields: string[] }>(
    `select fields from reveals where case_id = $1 and fields = array['document:terminal-front']`,
    [caseId],
  )
  expect(looked).toHaveLength(1)
  expect(stage.troubles()).toEqual([])
})
