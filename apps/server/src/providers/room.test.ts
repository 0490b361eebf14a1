import { afterAll, beforeAll, expect, test } from 'vitest'
import { coversRegion } from '#provider/licence.ts'
import { nobody, openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShop } from '../../test/shop.ts'
import { loadCase } from '../cases/case.ts'
import { tickets } from '../care/tickets.ts'
import { performAsHouse } from '../house/corridor.ts'
import { NotFound } from '../house/errand.ts'
import { providers, vettedProviders } from './providers.ts'

let room: TestRoom
let reviewer: Seat

beforeAll(async () => {
  room = await openTestRoom({ ...providers, ...tickets(loadCase) })
  reviewer = await room.seat('reviewer', '演示收单机构甲')
})
afterAll(() => room.close())

const filing = (providerId: string) => ({
  providerId,
  filingNo: 'DEMO-44-0001',
  filingStatus: 'effective' as const,
  filingValidUntil: '2027-06-30T15:59:59Z',
  services: ['merchant-service' as const],
  regionCodes: ['440000'],
  evaluations: ['合格' as const],
  hotline: '400-000-0000',
  about: '本地上门安装与培训。',
})
const listed = async (input: { regionCode?: string } = {}) =>
  (await room.granted(nobody, 'providers.directory', input)).items

test('published once, renewed in place, readable by anybody; facts without the hotline', async () => {
  const providerId = await room.organisation('provider', '演示服务商甲')
  await room.granted(reviewer, 'providers.publish', filing(providerId))
  await room.granted(reviewer, 'providers.publish', { ...filing(providerId), filingNo: 'DEMO-44-0002' })
  const found = (await listed()).filter((each) => each.providerId === providerId)
  expect(found).toMatchObject([
    {
      name: '演示服务商甲',
      filingNo: 'DEMO-44-0002',
      vetted: true,
      problems: [],
      acquirers: ['演示收单机构甲'],
      casesLive: 0,
      ticketsOnTime: null,
      ticketsCounted: 0,
    },
  ])
  const { rows } = await room.owner.query(
    'select version, body from facts where stream = $1 order by version',
    [`provider/${providerId}`],
  )
  expect(rows.map((row) => row.version)).toEqual([1, 2])
  expect(JSON.stringify(rows)).not.toContain('400-000-0000')
})

test('problems are shown, not hidden: an expired or failed provider stays in the directory, unvetted', async () => {
  const providerId = await room.organisation('provider', '演示服务商乙')
  await room.granted(reviewer, 'providers.publish', {
    ...filing(providerId),
    filingValidUntil: '2026-01-01T00:00:00Z',
    evaluations: ['不合格'],
  })
  expect((await listed()).find((each) => each.providerId === providerId)).toMatchObject({
    vetted: false,
    problems: ['PROV-2', 'PROV-5'],
  })
})

test('PROV-7 and PROV-9 through the corridor; a provider unknown is not found', async () => {
  const providerId = await room.organisation('provider', '演示服务商丙')
  const unlawful = { ...filing(providerId), about: '零扣率，T+0 秒到' }
  expect(await room.refused(reviewer, 'providers.publish', unlawful)).toBe('PROV-7')
  expect((await listed()).map((each) => each.providerId)).not.toContain(providerId)
  expect(await room.refused(reviewer, 'providers.publish', filing(reviewer.organisationId))).toBe('PROV-9')
  const nowhere = filing(`org_${'0'.repeat(32)}`)
  await expect(room.ask(reviewer, 'providers.publish', nowhere)).rejects.toThrow(NotFound)
})

test('the region filter of the database agrees with the rule', async () => {
  const city = await room.organisation('provider', '演示服务商丁')
  await room.granted(reviewer, 'providers.publish', { ...filing(city), regionCodes: ['330100', '320500'] })
  for (const regionCode of ['330106', '330206', '320506', '440305', '110101']) {
    const inDirectory = (await listed({ regionCode })).some((each) => each.providerId === city)
    const covered = coversRegion({ ...filing(city), regionCodes: ['330100', '320500'] }, regionCode)
    expect({ regionCode, inDirectory }).toEqual({ regionCode, inDirectory: covered })
  }
})

test('who may be asked: vetted, covering, and on the register', async () => {
  const good = await room.organisation('provider', '演示服务商戊')
  const lapsed = await room.organisation('provider', '演示服务商己')
  const silent = await room.organisation('provider', '演示服务商庚')
  await room.granted(reviewer, 'providers.publish', filing(good))
  await room.granted(reviewer, 'providers.publish', { ...filing(lapsed), filingStatus: 'cancelled' })
  const may = (regionCode: string) =>
    performAsHouse(room.house, 'vetting-1', (errand) =>
      vettedProviders(errand, [good, lapsed, silent], regionCode),
    )
  expect(await may('440300')).toEqual([good])
  expect(await may('330100')).toEqual([])
})

test('figures are counted by the house over finished tickets, late ones included', async () => {
  const provider = await room.seat('provider', '演示服务商辛')
  await room.granted(reviewer, 'providers.publish', filing(provider.organisationId))
  const shop = await openShop(room, { provider }, (state) => ({ ...state, step: 'support' }))
  const say = {
    caseId: shop.caseId,
    category: 'training' as const,
    businessStopped: false,
    subject: 's',
    description: 'd',
  }
  const finish = async (minutes: number) => {
    const { ticketId } = await room.granted(shop.merchant, 'tickets.open', say)
    room.clock.now = new Date(Date.parse(room.clock.now) + minutes * 60_000).toISOString()
    await room.granted(provider, 'tickets.resolve', { ticketId, text: 'ok' })
  }
  await finish(5)
  await finish(10)
  await finish(31)
  await room.granted(shop.merchant, 'tickets.open', say)
  const row = (await listed()).find((each) => each.providerId === provider.organisationId)
  expect(row).toMatchObject({ casesLive: 1, ticketsCounted: 3, ticketsOnTime: 66 })
  expect(row?.acquirers).toEqual(['演示收单机构', '演示收单机构甲'])
})

test('a provider cannot publish about itself, whatever it sends', async () => {
  const provider = await room.seat('provider', '演示服务商壬')
  await expect(room.ask(provider, 'providers.publish', filing(provider.organisationId))).rejects.toThrow()
  const client = await room.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('fx.principal', 'provider', true), set_config('fx.organisation', $1, true)`,
      [provider.organisationId],
    )
    const { rowCount } = await client.query(`update filings set filing_status = 'effective'`)
    expect(rowCount).toBe(0)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
