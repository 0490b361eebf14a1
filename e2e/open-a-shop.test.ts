import { mkdir, writeFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { launchBrowser } from '../scripts/browser.ts'
import { cast, modelDemo } from '../scripts/demo/cast.ts'
import { itsTraps, trappedAgreement } from './story/agreement-with-traps.ts'
import { enter } from './story/desk.ts'
import { openStoryHouse, type StoryHouse } from './story/house.ts'
import { merchantWith } from './story/merchant.ts'
import { meet, type Person, type Screen } from './story/person.ts'
import { providerWith } from './story/provider.ts'
import { regulatorWith } from './story/regulator.ts'
import { reviewerWith } from './story/reviewer.ts'
import { technicianWith } from './story/technician.ts'
import { runShown } from './story/terminal.ts'

let house: StoryHouse
let browser: Browser
const met: Person[] = []

beforeAll(async () => {
  ;[house, browser] = await Promise.all([openStoryHouse(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** A failed run leaves what everybody saw last, and what their browsers complained of. */
const keepScreens = async () => {
  await mkdir('.cache/e2e', { recursive: true })
  for (const [index, { page, troubles }] of met.entries()) {
    const path = `.cache/e2e/${index}-${page.url().split('/')[3] ?? ''}`
    await page.screenshot({ path: `${path}.png`, fullPage: true })
    await writeFile(`${path}.txt`, [page.url(), ...troubles()].join('\n'))
  }
}

const somebody = async (screen: Screen) => {
  const person = await meet(browser, house.url, screen)
  met.push(person)
  return person
}

const shop = {
  shopName: '陈记小馆（演示）',
  uscc: '92110105DEMA000077',
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

test('one merchant goes from “I want a terminal” to go-live, and is answered when something breaks', {
  timeout: 300_000,
}, async () => {
  onTestFailed(keepScreens)
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
  await merchant.submit()
  const caseId = merchant.caseId()

  // Review: clear text for a purpose, and two people.
  await enter(first.me, '收单机构审核', firstReviewer.name)
  await first.takeFromQueue(shop.shopName)
  await first.reveal('核对证件与结算账户', shop.idNo)
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

  // 9 Support, and somebody who looks at it all from outside.
  const subject = '晚高峰偶尔断网（演示）'
  await merchant.openTicket(subject)
  await provider.answerTicket(subject, '今晚七点到店检查网络，备用机一起带来。')
  await merchant.seesAnswer('今晚七点到店检查网络，备用机一起带来。')
  await enter(regulator.me, '监管', cast.regulator.person.name)
  await regulator.seesLiveCase(shop.shopName, caseId)
  await regulator.downloadProof(caseId, house.url)

  expect(met.flatMap((person) => person.troubles())).toEqual([])
})
