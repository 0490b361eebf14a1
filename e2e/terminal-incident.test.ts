import { expect, test } from 'vitest'
import { enrol, takeKey } from '../apps/cli/terminal-identity.ts'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { cast } from '../scripts/demo/cast.ts'
import { firmwareRunning, tell } from '../scripts/demo/terminal.ts'
import { become, show } from './story/screens.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

test('a terminal alarms, the desk takes it up, the merchant reads it; nobody’s word closes it, a heartbeat does', {
  timeout: 240_000,
}, async () => {
  stage.begin()
  const house = stage.house()
  const alarm = '终端有 2 笔交易超过 24 小时未结算。'
  const reviewer = await stage.somebody('desk')
  await become(reviewer, house, cast.reviewers[0].phone)
  await show(reviewer, '/reviewer/incidents')
  await reviewer.sees(alarm)
  const serialNo = await reviewer.reads(/(DEMO0104A1\d{6})/)
  await reviewer.press(`着手处理 ${serialNo}：未结算`)
  await reviewer.press('确认', reviewer.dialog('着手处理'))
  await reviewer.seesNoMore('着手处理')

  await reviewer.press(`关闭 ${serialNo}：未结算`)
  const form = reviewer.dialog('关闭')
  await reviewer.refused('BEAT-14', 'incidents.close', 409, () => reviewer.press('确认', form))
  await reviewer.press('取消', form)

  const merchant = await stage.somebody('phone')
  await become(merchant, house, cast.merchants.troubled.phone)
  await show(merchant, '/merchant')
  await merchant.follow(new RegExp(cast.merchants.troubled.shopName), merchant.page.getByRole('main'))
  await merchant.follow(/我的终端/)
  await merchant.sees(alarm)
  await merchant.sees('请在终端上做批结算')

  // The terminal lost its keys: its acquirer lets it enrol anew, and it takes its working key by its own answer.
  const cookie = await house.enter(cast.reviewers[0].phone)
  const { body: fleet } = await house.ask('fleet.list', {}, { cookie })
  const { items } = fleet as { items: { deviceId: string; serialNo: string }[] }
  const { deviceId = '' } = items.find((each) => each.serialNo === serialNo) ?? {}
  const { body: leave } = await house.ask(
    'identities.open-enrolment',
    { deviceId, variant: 'aes' },
    { cookie },
  )
  const work = await takeKey(house.url, await enrol(house.url, serialNo, (leave as { code: string }).code))
  const now = new Date().toISOString()
  await tell(house.url, work, 'heartbeats.send', {
    ...{
      beatNo: 1,
      at: now,
      health: 'ok',
      printer: 'ok',
      battery: 90,
      signalDbm: -70,
      unsent: 0,
      unsentSince: null,
    },
    ...{
      lastSaleAt: now,
      lastSettledAt: now,
      ...firmwareRunning,
      parametersNo: 0,
      tampered: false,
      fix: null,
    },
  })
  await merchant.page.reload()
  await merchant.sees('终端运行情况')
  await merchant.sees('90%')
  await merchant.seesNoMore(alarm)
  await show(reviewer, '/reviewer/incidents?show=closed')
  await reviewer.sees(alarm)
  expect(stage.troubles()).toEqual([])
})
