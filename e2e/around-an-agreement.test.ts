import { expect, test } from 'vitest'
import { cast, honestTerms, modelDemo, service } from '../scripts/demo/cast.ts'
import { agree } from '../scripts/demo/journey.ts'
import { itsTraps, trappedAgreement } from './story/agreement-with-traps.ts'
import { confirm, desk, enter } from './story/desk.ts'
import { graveOn, looks, wear } from './story/grave.ts'
import { openStoryHouse } from './story/house.ts'
import { merchantWith, plugInAuthenticator } from './story/merchant.ts'
import type { Person } from './story/person.ts'
import { reviewerWith } from './story/reviewer.ts'
import { setStage } from './story/stage.ts'
import { surveyShop } from './story/surveyed.ts'

const stage = setStage(openStoryHouse)
const shop = { shopName: '提问小馆（演示）', uscc: '92110105DEMA00009R', phone: '19900000043' }
const changed = { shopName: '变更小馆（演示）', uscc: '92110105DEMA00010W', phone: '19900000044' }

/** Grave faults of the page in both looks, and by how much it is wider than the phone. */
const faultsOf = async (me: Person): Promise<unknown[]> => {
  const faults: unknown[] = []
  for (const look of looks) {
    await wear(me, look)
    faults.push(...(await graveOn(me)))
  }
  const beyond = await me.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return beyond > 0 ? [...faults, `${beyond} px beyond the phone`] : faults
}

const [anxin] = cast.providers
const [reviewer] = cast.reviewers

test('a clause is asked about on a phone: nothing is signed before it is answered, and what was promised is written', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { caseId, merchant: caller, desk: provider } = await surveyShop(house, shop)
  const { version } = await provider.call('proposals.draft', {
    ...{ caseId, modelCode: modelDemo.modelCode, terminalKind: 'smart-pos', quantity: 1 },
    ...{ position: '收银台右侧', dataLine: 'wifi', serviceLevel: service },
    terms: { ...honestTerms, rows: [...honestTerms.rows] },
  })
  await caller.call('proposals.accept', { caseId, version })
  await provider.call('agreements.attach-text', { caseId, text: trappedAgreement })

  const me = await stage.somebody('phone')
  await me.page.setViewportSize({ width: 360, height: 740 })
  await enter(me, '商户', shop.shopName)
  const agreement = async () => {
    await me.open(`/merchant/case/${caseId}/agreement`)
    await me.sees('条款提问')
  }

  // What the salesperson said is noted first; nobody else sees it.
  await me.open(`/merchant/case/${caseId}/promises`)
  await me.sees('还没有记录口头承诺')
  await me.press('记录一条承诺')
  const noting = me.dialog('记录一条承诺')
  await me.fill('对方怎么说的', '上门安装和维护都不收钱', noting)
  await me.fill('谁说的', '演示业务员', noting)
  await me.press('记录一条承诺', noting)
  await me.sees('未写进协议')
  expect(await faultsOf(me)).toEqual([])

  // A grave clause is asked about where it is explained.
  await agreement()
  await me.sees('您记录的 1 条口头承诺还没有答复')
  await me.press(/^就这一条提问：风险 1$/)
  const asking = me.dialog('就条款提问')
  await me.sees(itsTraps[0][1], asking)
  await me.fill('您的问题（服务商和收单机构会看到）', '调价会提前告诉我吗？', asking)
  await me.press('发出提问', asking)
  await me.sees('还有 1 个提问没有了结，暂时不能签署')
  await me.sees('等对方答复，自')
  expect(await me.page.getByRole('button', { name: '签署', exact: true }).isDisabled()).toBe(true)
  expect(await faultsOf(me)).toEqual([])
  expect(
    await me.attempt('agreements.accept-finding', { caseId, findingId: 'T05-1', digest: '0'.repeat(64) }),
  ).toMatchObject({
    rule: 'AGR-5',
  })
  await me.open(`/merchant/case/${caseId}`)
  await me.sees('您有 1 个条款提问等对方答复')

  // The provider is told, sees whose turn it is, and offers wording instead of words.
  const office = await stage.somebody('desk')
  await enter(office, '服务商', anxin.desk.name)
  await desk(office, 'provider').openCase(caseId)
  await office.sees('商户有 1 个条款提问没有了结')
  await office.press('答复：条款 一')
  const answering = office.dialog('答复')
  await office.fill('答复内容（商户会看到）', '会提前三十天通知，您不同意就不变。', answering)
  await office.press('答复', answering)
  await answering.waitFor({ state: 'hidden' })

  await agreement()
  await me.sees('等您确认是否说清，自')
  await me.press('还没说清：条款 一')
  const pressing = me.dialog('还没说清')
  await me.fill('还有什么不清楚', '请写进协议。', pressing)
  await me.press('还没说清', pressing)
  await pressing.waitFor({ state: 'hidden' })

  await office.page.reload()
  await office.sees('请写进协议。')
  expect(await graveOn(office)).toEqual([])
  const wording = '手续费率的任何变更，均须提前30日书面通知商户并经商户明确同意。'
  await office.press('提出协商条款：一')
  const offering = office.dialog('提出协商条款')
  await office.fill('写进协议的措辞', '费率为0.5%', offering)
  await office.refused('AGR-16', 'negotiated-terms.offer', 409, () => office.press('提出协商条款', offering))
  await office.fill('写进协议的措辞', wording, offering)
  // The refused button may still be named by its fading "loading".
  await office.press(/提出协商条款$/, offering)
  await offering.waitFor({ state: 'hidden' })

  // Agreed to, it stands in a new version; the question is settled and the trap outdone.
  await me.open(`/merchant/case/${caseId}`)
  await me.sees('对方提出了协商条款，等您答复')
  await me.follow('看措辞')
  await me.press('同意，写进协议')
  const agreeing = me.dialog('同意，写进协议')
  await me.press('确认', agreeing)
  await me.sees('已写进协议')
  await me.sees('已用协商条款改掉')
  await me.sees(wording, me.region('合同原文，标出的是有风险的地方'))

  // The others are accepted one by one, each read with a tick of its own.
  for (;;) {
    const next = me.page.getByRole('button', { name: /^我知道风险，接受这一条：风险 \d+$/ })
    const left = await next.count()
    if (left === 0) break
    await next.first().click()
    const accepting = me.dialog('确定接受这一条？')
    const accept = accepting.getByRole('button', { name: '我知道风险，接受这一条', exact: true })
    expect(await accept.isDisabled()).toBe(true)
    await accepting.getByRole('checkbox').check()
    await accept.click()
    await accepting.waitFor({ state: 'hidden' })
    await expect.poll(() => next.count(), { timeout: 20_000 }).toBe(left - 1)
  }
  expect(await faultsOf(me)).toEqual([])

  // Opened by numbers, the page offers no passkey and says where one would be.
  const byNumbers = await stage.somebody('phone', house.url)
  await byNumbers.page.setViewportSize({ width: 360, height: 740 })
  await enter(byNumbers, '商户', shop.shopName)
  await byNumbers.open(`/merchant/case/${caseId}/agreement`)
  await byNumbers.press('签署')
  const unnamed = byNumbers.dialog('签署协议')
  await byNumbers.sees('通行密钥只认网站的名字', unnamed)
  expect(await unnamed.getByRole('button', { name: /通行密钥/ }).count()).toBe(0)
  expect(await unnamed.getByRole('link', { name: /^改用 .* 打开$/ }).getAttribute('href')).toBe(
    `${house.house.origin}/merchant/case/${caseId}/agreement`,
  )
  expect(await faultsOf(byNumbers)).toEqual([])
  const merchant = merchantWith(me, { ...shop, owner: '', idNo: '', address: '', accountNo: '' }, caseId)
  await merchant.sign('服务商提供的文本')

  // The acquirer signs the version the merchant signed.
  const bank = await stage.somebody('desk')
  await enter(bank, '收单机构审核', reviewer.name)
  await reviewerWith(bank).countersign(caseId)
  await me.open(`/merchant/case/${caseId}`)
  await me.sees('协议已生效，正在备机')
  expect(stage.troubles()).toEqual([])
})

test('a signed agreement changes by notice and consent: old beside new, and what it costs', {
  timeout: 180_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const { caseId, ...crew } = await surveyShop(house, changed)
  await agree(house.url, caseId, crew)

  const bank = await stage.somebody('desk')
  await enter(bank, '收单机构审核', reviewer.name)
  await bank.open(`/reviewer/cases/${caseId}?part=agreement`)
  await bank.press('提出协议变更')
  const form = bank.dialog('提出协议变更')
  const row = form.getByRole('group', { name: '费率行 1', exact: true })
  await row.getByRole('spinbutton', { name: '费率', exact: true }).fill('0.62')
  await bank.press('改一条条款', form)
  const clause = form.getByRole('group', { name: '条款变更 1', exact: true })
  await bank.select('条款', '第七条 1', clause)
  await bank.fill('变更后的措辞', '收单机构有权随时调整费率，无需另行通知，继续使用视为同意。', clause)
  await bank.fill('变更理由', '演示：成本上升', form)
  await bank.refused('AGR-44', 'changes.propose', 409, () => bank.press('提出协议变更', form))
  await bank.fill(
    '变更后的措辞',
    '服务商按附件的时限应答、到场，每季度巡检一次；收单机构对服务商的行为负责。',
    clause,
  )
  await bank.press(/提出协议变更$/, form)
  await form.waitFor({ state: 'hidden' })
  await bank.sees('尚未答复（不答复就不变）')
  expect(await graveOn(bank)).toEqual([])

  const me = await stage.somebody('phone')
  await me.page.setViewportSize({ width: 360, height: 740 })
  await enter(me, '商户', changed.shopName)
  await me.open(`/merchant/case/${caseId}`)
  await me.follow(/^协议变更/)
  // 3,600 credit payments of 320 yuan a year at two hundredths of a percent more: 1.92 becomes 1.98.
  await me.sees(/多付\s*¥216\.00/)
  const numbers = me.region('变更的数字和约定')
  await me.sees('费率行1·贷记卡·每笔比例', numbers)
  await me.sees('0.62%', numbers)
  await me.sees('服务商按附件的时限应答、到场和巡检', me.region('第七条 1'))
  expect(await faultsOf(me)).toEqual([])
  // Consent is a signature under the file: first read, then signed as the agreement is.
  await me.press('同意并签署')
  const consenting = me.dialog('同意并签署')
  expect(await consenting.getByRole('button', { name: '改用短信验证码（丙级）' }).count()).toBe(0)
  await consenting.getByRole('checkbox').check()
  await plugInAuthenticator(me)
  await me.fill('给它起个名字', '演示手机', consenting)
  await me.press('在本机添加通行密钥', consenting)
  await consenting.getByRole('button', { name: '用通行密钥签署（乙级）', exact: true }).waitFor()
  expect(await faultsOf(me)).toEqual([])
  await me.press('用通行密钥签署（乙级）', consenting)
  await me.sees('商户已签署，等收单机构密封')

  await bank.page.reload()
  await bank.sees(/商户已签署补充协议，请在 .* 之前到「协议」一栏密封/)
  await confirm(bank, '代表本机构签署')
  await bank.sees('双方已签署，到期生效')
  expect(await bank.page.getByRole('button', { name: '撤回变更' }).count()).toBe(0)
  await me.page.reload()
  await me.sees('双方已签署，到期生效')
  await me.sees('下载双方签署的正本（PDF）')
  expect(await faultsOf(me)).toEqual([])
  // Until its day the merchant may still say no, in as few presses.
  await me.press('不同意，按原条款继续')
  await me.press('确认', me.dialog('不同意，按原条款继续'))
  await me.sees('等您答复')
  await me.sees('不同意，按原条款继续，')
  expect(stage.troubles()).toEqual([])
})
