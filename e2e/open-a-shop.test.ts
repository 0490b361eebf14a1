import { expect, test } from 'vitest'
import { cast, modelDemo } from '../scripts/demo/cast.ts'
import { arrive } from '../scripts/demo/journey.ts'
import { CallRefused } from '../scripts/demo/person.ts'
import { itsTraps, trappedAgreement } from './story/agreement-with-traps.ts'
import { enter } from './story/desk.ts'
import { openStoryHouse } from './story/house.ts'
import { merchantWith } from './story/merchant.ts'
import { postTerminal } from './story/posted.ts'
import { providerWith } from './story/provider.ts'
import { regulatorWith } from './story/regulator.ts'
import { reviewerWith } from './story/reviewer.ts'
import { keepForReadme, setStage } from './story/stage.ts'
import { technicianWith } from './story/technician.ts'
import { runShown } from './story/terminal.ts'

const stage = setStage(openStoryHouse)
const { somebody } = stage

const shop = {
  shopName: '陈记小馆（演示）',
  uscc: '92110105DEMA00007T',
  owner: '陈演示',
  idNo: '110101199003070070',
  phone: '19900000041',
  address: '北京市朝阳区演示路 7 号 101 室',
  accountNo: '6222020000000000018',
}
const [anxin, , kuaizhuang] = cast.providers
const [technician] = anxin.technicians
const [firstReviewer, secondReviewer] = cast.reviewers
const model = `${modelDemo.maker} ${modelDemo.name} · 智能 POS · ${modelDemo.modelCode}`

const posted = { shopName: '邮寄小店（演示）', uscc: '92110105DEMA00008X', phone: '19900000042' }

test('one merchant goes from “I want a terminal” to go-live, and is answered when something breaks', {
  timeout: 300_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const merchant = merchantWith(await somebody('phone'), shop)
  const provider = providerWith(await somebody('desk'))
  const visitor = technicianWith(await somebody('phone'), technician.name, technician.badgeNo)
  const first = reviewerWith(await somebody('desk'))
  const second = reviewerWith(await somebody('desk'))
  const regulator = regulatorWith(await somebody('desk'))
  const [{ serialNo }] = house.stock
  const seal = 'SEAL-OUT-701'

  // Application: saved as it is typed, checked as it is sealed.
  await merchant.signIn()
  await merchant.openCase()
  await merchant.tellAboutShop()
  await merchant.sealPersonalData()
  await merchant.uploadPapers()
  await merchant.submitRefused('APP-5')
  await merchant.correctIdNumber()
  await merchant.submitRefused('VAULT-10')
  await merchant.consent()
  await merchant.submit()
  const caseId = merchant.caseId()
  await merchant.seesNobodyLooked()

  // Review: clear text for a purpose, and two people.
  await enter(first.me, '收单机构审核', firstReviewer.name)
  await first.takeFromQueue(shop.shopName)
  await first.reveal('核对证件与结算账户', '身份证号', shop.idNo)
  await first.hidesWithTab(shop.idNo)
  await first.recommend('5812')
  await first.approvingAloneIsRefused(caseId)
  await enter(second.me, '收单机构审核', secondReviewer.name)
  await second.approve(caseId)

  // 1 Needs. 2 Providers and offers.
  await merchant.tellNeeds()
  await merchant.askProviders(anxin.name, kuaizhuang.name)
  await enter(provider.me, '服务商', anxin.desk.name)
  await provider.answerRequest(shop.shopName, model)
  await merchant.choose(anxin.name)

  // 3 Survey: both sides are checked at the door.
  await provider.proposeSurvey(caseId, `${technician.name} · 工牌 ${technician.badgeNo}`)
  await merchant.confirmVisit()
  await enter(visitor.me, '上门人员', technician.name)
  await visitor.openVisit(shop.shopName)
  await visitor.setOut(shop.address)
  const shopCode = await merchant.answerDoor(await visitor.showBadge())
  await visitor.typeWrongCode(shopCode)
  await visitor.typeCode(shopCode)
  await merchant.seesVisitorArrived()
  await visitor.survey()

  // 4 Proposal, and the agreement that must keep to it.
  await provider.draftProposal(caseId)
  await merchant.acceptProposal()
  await provider.pasteAgreement(caseId, trappedAgreement)
  await merchant.readTraps(itsTraps)
  await merchant.refuseAgreement('押金、自动续约和随意调价都不接受，请按方案出协议。')
  await provider.generateAgreement(caseId)
  await merchant.sign()
  await second.countersign(caseId)

  // 5 Installation: every hand the terminal passes is on record.
  await second.reserve(serialNo, modelDemo.modelCode)
  await provider.proposeInstallation(caseId, `${technician.name} · 工牌 ${technician.badgeNo}`)
  await merchant.confirmVisit()
  await second.handOver(caseId, seal)
  await visitor.openVisit(shop.shopName)
  await visitor.takeCustody(serialNo, seal)
  await visitor.setOut(shop.address)
  await visitor.typeCode(await merchant.answerDoor(await visitor.showBadge()))
  await visitor.inspect(serialNo, seal, modelDemo.firmwareVersion)
  await merchant.acceptTerminal(serialNo, seal)
  await visitor.bind(serialNo)

  // 6 Functional test: the terminal is a process of its own; the host judges.
  await first.goingLiveIsRefused(caseId, 'GATE-12')
  await first.reportToRegistry(serialNo)
  await first.goingLiveIsRefused(caseId, 'GATE-6')
  await runShown(await visitor.openTest())
  await visitor.watchTestPass()

  // 7 Training: the quiz cannot be skipped.
  await merchant.startQuiz('店员小陈（演示）')
  await merchant.answerQuiz(false)
  await merchant.retryQuiz()
  await merchant.startQuiz('店员小陈（演示）')
  await merchant.answerQuiz(true)

  // 8 Go-live.
  await merchant.confirmInstallation()
  await visitor.seesFinished()
  await first.activate(caseId)
  await merchant.seesLive()

  // Who saw what: nobody may look any more, and every look of the way stands on the merchant's page.
  await merchant.seesWhoLooked([
    {
      ...{ reader: firstReviewer.name, role: '收单机构审核', kind: '资料审核' },
      ...{ fields: '身份证号', words: '核对证件与结算账户' },
    },
    ...[{ reader: technician.name, role: '上门人员', kind: '上门服务', fields: '经营地址' }],
  ])
  const demand = '公安机关依法调取（演示）'
  await first.asksBreakGlass(caseId, '联系电话', demand)
  await second.confirmsBreakGlass(caseId, firstReviewer.name, demand)
  await first.looksBehindGlass(caseId, '联系电话', shop.phone)
  await merchant.seesBreakGlass(firstReviewer.name, secondReviewer.name, demand)
  await merchant.seesLive()

  // 9 Support, and somebody who looks at it all from outside.
  const subject = '晚高峰偶尔断网（演示）'
  await merchant.openTicket(subject)
  await provider.answerTicket(subject, '今晚七点到店检查网络，备用机一起带来。')
  await merchant.seesAnswer('今晚七点到店检查网络，备用机一起带来。')
  await enter(regulator.me, '监管', cast.regulator.person.name)
  await regulator.seesLiveCase(shop.shopName, caseId)
  await regulator.seesLooks(
    caseId,
    [firstReviewer.name, technician.name],
    [shop.idNo, shop.phone, shop.accountNo, demand],
  )
  await regulator.downloadProof(caseId, house.url)

  expect(stage.troubles()).toEqual([])
})

test('a posted terminal stays locked until it is bound in the shop', { timeout: 120_000 }, async () => {
  stage.begin()
  const house = stage.house()
  const [, { deviceId, serialNo, sealNo }] = house.stock
  const { caseId, merchant, desk, technician, technicianId, began } = await postTerminal(
    house,
    posted,
    house.stock[1],
  )
  const me = await somebody('phone')
  const locked = '锁定：绑定前任何人都不能用它收款'
  await enter(me, '商户', posted.shopName)
  await me.follow(new RegExp(posted.shopName), me.page.getByRole('main'))
  await me.sees('终端已寄出，收到后核对封签')
  await me.follow('签收并核对')
  await me.sees(locked)
  await me.fill('包装标签上的序列号', serialNo)
  await me.fill('包装上的封签号', sealNo)
  await me.answer('封签袋完好，没有拆过？', '完好')
  await me.press('确认签收')
  await me.sees('商户签收', me.region('经手记录'))
  await me.page.getByRole('button', { name: '确认签收', exact: true }).waitFor({ state: 'hidden' })
  await me.sees(locked)
  await me.follow('返回')
  await me.sees('终端已备好，等待约定安装时间')

  // In the merchant's hands it still takes no payment: no test, no binding from afar, no go-live.
  const refusal = async (act: Promise<unknown>) => {
    const refused = await act.catch((error: unknown) => error)
    return refused instanceof CallRefused ? refused.rule : refused
  }
  const place = { latitudeE6: 39_921_520, longitudeE6: 116_443_080, accuracyMetres: 15 }
  const startsAt = new Date(Date.parse(began) + 60_000).toISOString()
  const endsAt = new Date(Date.parse(began) + 3_600_000).toISOString()
  const visit = { caseId, kind: 'install', technicianId, startsAt, endsAt } as const
  const { visitId } = await desk.call('visits.propose', visit)
  const binding = { deviceId, visitId, readSerial: serialNo, ...place }
  expect(await refusal(technician.call('function-tests.open', { caseId }))).toBe('TEST-1')
  expect(await refusal(technician.call('devices.bind', binding))).toMatch(/^(CUST|BIND|INST)-/)
  expect(await refusal(house.people.first.call('go-live.activate', { caseId }))).toMatch(/^GATE-/)

  await arrive(caseId, visitId, merchant, technician)
  await technician.call('devices.inspect-on-site', {
    ...{ deviceId, visitId, readSerial: serialNo, readSeal: sealNo },
    ...{ sealIntact: true, caseUndamaged: true, firmwareVersion: modelDemo.firmwareVersion },
  })
  await me.page.reload()
  await me.follow('核对终端')
  await me.press('核对一致，接受')
  await me.sees('您已接受这台终端')
  await me.sees(locked)
  await technician.call('devices.bind', binding)
  await me.page.reload()
  await me.sees('已解锁')
  expect(stage.troubles()).toEqual([])
})

test('a visitor understands the start page and enters as any role with one press', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const me = await somebody('desk')
  for (const [role, page] of [
    ['商户', '我的办理'],
    ['服务商', '询价'],
    ['上门人员', '我的上门'],
    ['收单机构审核', '待办'],
    ['监管', '总览'],
    ['平台运营', '总览'],
  ] as const) {
    await me.open('/')
    const people = me.page.getByRole('button', { name: new RegExp(`^以${role}身份进入：.`) })
    await people.first().click()
    await me.page.getByRole('heading', { name: page, exact: true, level: 1 }).waitFor()
  }
  await me.page.context().clearCookies()
  await me.open('/')
  await me.sees('有人上门装 POS 机？')
  await me.sees('演示：选一个人，进去看看')
  await keepForReadme(me, 'docs/screenshot.png')
  await me.press('EN')
  await me.sees('Somebody is coming to install a POS?')
  await me.sees('Demo: step into somebody’s shoes')
  await keepForReadme(me, 'docs/screenshot-en.png')
  expect(stage.troubles()).toEqual([])
})
