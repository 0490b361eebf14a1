import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast, sealedDemo } from '../../../../scripts/demo/cast.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'

let house: ToldHouse
beforeAll(async () => {
  house = await openToldHouse()
})
afterAll(() => house?.close())

/** A text as it could stand in a row: plain, in hex, or in base64 wherever in the stream it begins. */
const disguises = (text: string): string[] => {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // The first and last groups mix with their neighbours: only what is surely ours is looked for.
    return whole.slice(shift === 0 ? 0 : 4, whole.length - 4)
  })
  return [text, bytes.toString('hex'), ...base64.filter((each) => each.length >= 8)]
}

/** Every table of the database in which a text stands, whatever the column's type. */
const findText = async (text: string): Promise<string[]> => {
  const tables = await house.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    // JSON in a text form doubles its quotes but leaves words and digits as they are; bytea reads as hex.
    const rows = await house.sql(`select 1 from ${name} as t where t::text ilike any ($1) limit 1`, [
      disguises(text).map((each) => `%${each}%`),
    ])
    if (rows.length > 0) found.push(name)
  }
  return found
}

const phones = [
  cast.operator.phone,
  cast.regulator.person.phone,
  ...cast.reviewers.map(({ phone }) => phone),
  ...cast.providers.flatMap(({ desk, technicians }) => [
    desk.phone,
    ...technicians.map(({ phone }) => phone),
  ]),
  ...Object.values(cast.merchants).map(({ phone }) => phone),
]
const names = [
  ...cast.reviewers.map(({ name }) => name),
  cast.regulator.person.name,
  ...cast.providers.flatMap(({ desk, technicians }) => [desk.name, ...technicians.map(({ name }) => name)]),
  '店员（演示）',
]

test('the search finds a text in any column it stands in', async () => {
  expect(await findText(cast.merchants.live.shopName)).toEqual(
    expect.arrayContaining(['public.organisations', 'public.cases']),
  )
  await house.sql(`create table hiding (a bytea, b text, c jsonb, d text[])`)
  const canary = '演示金丝雀-13800'
  for (const [column, value] of [
    ['a', Buffer.from(`x${canary}y`)],
    ['b', Buffer.from(`xy${canary}z`).toString('base64')],
    ['c', JSON.stringify({ deep: [canary] })],
    ['d', [`{"${canary}"}`]],
  ] as const) {
    await house.sql('delete from hiding')
    await house.sql(`insert into hiding (${column}) values ($1)`, [value])
    expect(await findText(canary), column).toEqual(['public.hiding'])
  }
  await house.sql('drop table hiding')
})

test('no telephone of the story stands in any table in clear', async () => {
  for (const phone of phones) expect(await findText(phone), phone).toEqual([])
})

test('no person’s name, number, account or address stands in any table in clear', async () => {
  const { legalPersonIdNo, settlementAccountNo, premisesAddress } = sealedDemo('', '')
  for (const text of [
    ...names,
    '演示甲',
    '演示乙',
    '演示丙',
    legalPersonIdNo,
    settlementAccountNo,
    premisesAddress,
  ])
    expect(await findText(text ?? ''), text).toEqual([])
})

test('no code, ticket word or session token stands in any table in clear', async () => {
  const cookie = await house.enter(cast.merchants.live.phone)
  expect(await findText(cookie.split('=')[1] ?? '')).toEqual([])
  expect(await findText('晚高峰偶尔断网')).toEqual([])
  expect(await findText('刷卡时提示网络超时')).toEqual([])
  expect(await findText('登录验证码')).toEqual([])
})

test('a kept answer is sealed, whatever it says, and so is the key it is kept under', async () => {
  const desk = await house.enter(cast.providers[0].desk.phone)
  const key = `my-telephone-${cast.providers[0].desk.phone}`
  const ask = () =>
    house.ask('organisations.issue-api-key', { label: '演示', calls: ['cases.list'] }, { cookie: desk, key })
  const { body } = await ask()
  expect((await ask()).body).toEqual(body)
  expect(await findText(body.apiKey)).toEqual([])
  expect(await findText(key)).toEqual([])
})

test('what people write freely may hold anybody’s telephone, so facts and states keep none of it', async () => {
  const canary = '请致电十九九零零零五五五五五'
  const reviewer = await house.enter(cast.reviewers[0].phone)
  const merchant = await house.enter(cast.merchants.review.phone)
  const [row] = await house.sql<{ case_id: string }>(`select case_id from cases where step = 'review'`)
  const caseId = row?.case_id ?? ''
  const asked = async (cookie: string, name: Parameters<typeof house.ask>[0], input: object) => {
    const answer = await house.ask(name, { caseId, ...input }, { cookie })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  await asked(reviewer, 'reviews.claim', {})
  await asked(reviewer, 'reviews.reveal-dossier', { purpose: `核对 ${canary}` })
  await asked(reviewer, 'reviews.reject', {
    code: 'risk-record',
    field: 'uscc',
    remedy: `补正 ${canary}`,
    deadlineDays: 30,
  })
  await asked(merchant, 'applications.appeal', { statement: `申诉 ${canary}` })
  const second = await house.enter(cast.reviewers[1].phone)
  await asked(second, 'reviews.decide-appeal', { upheld: false, note: `维持 ${canary}` })
  expect(await findText(canary)).toEqual([])
  const view = await house.ask('cases.case', { caseId }, { cookie: merchant })
  expect(view.body.review).toMatchObject({
    rejection: { remedy: `补正 ${canary}` },
    appeal: { statement: `申诉 ${canary}`, decision: { note: `维持 ${canary}` } },
  })
})
