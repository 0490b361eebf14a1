import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { cast, modelDemo } from '../scripts/demo/cast.ts'
import { agree, bringTerminal, demoPicture } from '../scripts/demo/journey.ts'
import { enter } from './story/desk.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import { openStoryHouse, type StoryHouse } from './story/house.ts'
import { setStage } from './story/stage.ts'
import { surveyShop } from './story/surveyed.ts'

const stage = setStage(openStoryHouse)
const shop = { shopName: '不收这台小馆（演示）', uscc: '92110105DEMA00014B', phone: '19900000053' }
const seal = { serialNo: 'DEMO0104A1000741', arrival: 'SEAL-IN-741', journey: 'SEAL-OUT-741' }

/** A shop before whose owner a terminal has just been inspected. */
const inspected = async (house: StoryHouse) => {
  const { caseId, ...crew } = await surveyShop(house, shop)
  await agree(house.url, caseId, crew)
  const { deviceIds } = await house.people.first.call('devices.register', {
    ...{ modelCode: modelDemo.modelCode, orderNo: 'DEMO-ORDER-3', channel: 'maker-portal' },
    serials: [{ serialNo: seal.serialNo, sealNo: seal.arrival }],
  })
  await crew.reviewer.call('capture.rotate-key', { immediately: false })
  const [deviceId = ''] = deviceIds
  await bringTerminal(caseId, deviceId, seal, crew)
  return { caseId, deviceId, ...crew }
}

test('the desk hands a certificate in; the merchant reads it beside this serial, refuses, and the terminal is called back', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { caseId, deviceId } = await inspected(house)
  const picture = Buffer.from(await demoPicture('P9999'), 'base64')

  const desk = await stage.somebody('desk')
  await enter(desk, '收单机构审核', cast.reviewers[0].name)
  await desk.open('/reviewer/models')
  const name = '银联卡受理终端入网证书 P9999'
  await desk.press(`上传原件 ${modelDemo.modelCode} ${name}`)
  const form = desk.dialog(`上传原件 · ${name}`)
  await form
    .getByLabel('证书文件', { exact: true })
    .setInputFiles({ name: 'certificate.jpg', mimeType: 'image/jpeg', buffer: picture })
  await desk.page
    .getByRole('button', { name: `看原件 ${modelDemo.modelCode} ${name}`, exact: true })
    .waitFor()
  for (const look of looks) {
    await wear(desk, look)
    expect(await graveOn(desk)).toEqual([])
  }

  const me = await stage.somebody('phone')
  await enter(me, '商户', shop.shopName)
  await me.open(`/merchant/case/${caseId}/device`)
  await me.sees(seal.serialNo)
  const certificates = me.region('安全认证')
  // Every certificate without its document says so.
  await me.sees('收单机构还没有上传原件', certificates)
  await me.press('看证书原件：银联卡受理终端入网证书')
  const paper = me.dialog('银联卡受理终端入网证书')
  await paper.getByRole('img', { name: '银联卡受理终端入网证书', exact: true }).waitFor()
  await me.sees(createHash('sha256').update(picture).digest('hex'), paper)
  for (const look of looks) {
    await wear(me, look)
    expect(await graveOn(me)).toEqual([])
  }
  await me.press('关闭', paper)

  await me.press('不一致，拒收')
  const refusing = me.dialog('不一致，拒收')
  await me.fill('哪里不对', '机身背面有撬过的痕迹', refusing)
  expect(await graveOn(me)).toEqual([])
  await me.press('不一致，拒收', refusing)
  await refusing.waitFor({ state: 'hidden' })
  await me.sees('收回通知')
  expect(await me.page.getByRole('button', { name: '核对一致，接受', exact: true }).count()).toBe(0)

  // Its acquirer finds it among what must come back, refused, with the person who carries it and a day.
  await desk.open('/reviewer/custody')
  await desk.sees(seal.serialNo)
  await desk.sees('商户拒收')
  await desk.sees('期限内')
  expect(await graveOn(desk)).toEqual([])
  const { items } = await house.people.first.call('devices.returns', {})
  expect(items).toMatchObject([{ deviceId, reason: 'refused', overdue: false }])
  expect(stage.troubles()).toEqual([])
})
