import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { InputOf } from '#api/calls.ts'
import { serviceLevel, terms } from '#provision/given.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { performAsHouse } from '../house/corridor.ts'
import { rooms } from '../rooms.ts'
import { servedOf } from '../care/served.ts'
import { applyChange } from './changes.ts'

const began = '2026-11-20T02:00:00.000Z'
const dayMs = 86_400_000
let room: TestRoom
let shop: Shop

beforeAll(async () => {
  room = await openTestRoom(rooms())
})
afterAll(() => room?.close())

const onDay = (days: number) => {
  room.clock.now = new Date(Date.parse(began) + days * dayMs).toISOString()
}

/** A shop whose own agreement both have signed, word for word as the house writes it. */
beforeEach(async () => {
  onDay(0)
  shop = await openShop(room)
  const [signed] = (
    await room.owner.query(`select state->'agreement'->>'agreementId' as id from cases where case_id = $1`, [
      shop.caseId,
    ])
  ).rows
  await room.owner.query(
    `insert into agreement_texts (agreement_id, case_id, version, source, digest, content)
     values ($1 || $2, $2, 1, 'generated', 'x', $3)`,
    [signed.id, shop.caseId, '协议\n第一条 服务\n1. 服务商每年巡检两次。\n'],
  )
  await room.owner.query(
    `update cases set state = jsonb_set(state, '{agreement,agreementId}', to_jsonb($1 || $2::text)) where case_id = $2`,
    [signed.id, shop.caseId],
  )
})

const rows = terms.rows.map((row) => ({ ...row, ratePpm: row.ratePpm + 500 }))
const dearer = { ...terms, rows }
const wish = (change: Partial<InputOf<'changes.propose'>> = {}): InputOf<'changes.propose'> => ({
  ...{ caseId: shop.caseId, terms: dearer, serviceLevel, clauses: [] },
  ...{ reason: '演示：成本上升', effectiveOn: '2026-12-21' },
  ...change,
})
const list = async (who: Seat = shop.merchant) => {
  const told = await room.granted(who, 'changes.list', { caseId: shop.caseId })
  return { ...told, change: told.items.at(-1) }
}
const apply = (changeId: string) =>
  performAsHouse(room.house, 'apply-change', (errand) =>
    applyChange({ loadCase, moveCase })(errand, { caseId: shop.caseId, changeId }),
  )
const told = async (template: string): Promise<number> =>
  Number(
    (await room.owner.query('select count(*) as n from messages where template = $1', [template])).rows[0].n,
  )
const served = () =>
  performAsHouse(room.house, 'read-served', async (errand) => {
    expect(servedOf((await loadCase(errand, shop.caseId)).state).serviceLevel).toMatchObject({
      onSiteHours: 4,
    })
  })

test('[AGR-41] notice is told at once, shows old and new and what it costs, and takes 30 days', async () => {
  const { caseId, reviewer } = shop
  expect(await room.ask(reviewer, 'changes.propose', wish({ effectiveOn: '2026-12-20' }))).toMatchObject({
    ...{ rule: 'AGR-41', params: { earliest: '2026-12-21' }, field: 'effectiveOn' },
  })
  const before = await told('change-noticed')
  await room.granted(
    reviewer,
    'changes.propose',
    wish({ clauses: [{ clause: '第一条 1', wording: '服务商每季度巡检一次。' }] }),
  )
  expect(await told('change-noticed')).toBe(before + 1)
  const { change, earliestDay } = await list()
  expect(earliestDay).toBe('2026-12-21')
  expect(change).toMatchObject({
    ...{ standing: 'noticed', reason: '演示：成本上升', noticedAt: began, answer: null },
    ...{ effectiveAt: '2026-12-20T16:00:00.000Z', dearer: 'rows debit 0– ratePpm' },
    clauses: [{ clause: '第一条 1', before: '1. 服务商每年巡检两次。', after: '服务商每季度巡检一次。' }],
  })
  expect(change?.numbers[0]).toMatchObject({ before: { zh: '0.5%' }, after: { zh: '0.55%' } })
  // 9000 debit payments of 32 yuan a year: 0.16 each at 0.5 %, 0.18 at 0.55 %, rounded payment by payment.
  expect((change?.cost?.afterFen ?? 0) - (change?.cost?.beforeFen ?? 0)).toBe(9000 * 2)
  expect(change?.text).toContain('沉默或者继续使用终端都不视为同意')
  expect((await room.granted(shop.merchant, 'changes.list', { caseId })).now?.terms).toEqual(terms)
})

test('silence changes nothing: the day passes and the old terms stay', async () => {
  const { changeId } = await room.granted(shop.reviewer, 'changes.propose', wish())
  onDay(32)
  await apply(changeId)
  const { change, now } = await list()
  expect(change).toMatchObject({ standing: 'lapsed', inForceSince: null })
  expect(now?.terms).toEqual(terms)
})

test('[AGR-45] consent is to exactly this text, and takes effect on its day by the job that waits for it', async () => {
  const { caseId, merchant, reviewer } = shop
  const better = { ...serviceLevel, onSiteHours: 4 }
  const { changeId, digest } = await room.granted(reviewer, 'changes.propose', wish({ serviceLevel: better }))
  const consent = { caseId, changeId, choice: 'consent' as const, digest }
  onDay(3)
  expect(await room.refused(merchant, 'changes.answer', { ...consent, digest: 'f'.repeat(64) })).toBe('AGR-5')
  await expect(room.ask(reviewer, 'changes.answer', consent)).rejects.toThrow('HTTP-403')
  await room.granted(merchant, 'changes.answer', consent)
  const { rows: jobs } = await room.owner.query(
    `select run_at::text as at from graphile_worker.jobs where task_identifier = 'apply-agreement-change'`,
  )
  expect(jobs.map(({ at }) => new Date(at).toISOString())).toContain('2026-12-20T16:00:00.000Z')
  onDay(20)
  await expect(apply(changeId)).rejects.toThrow('AGR-46')
  expect((await list()).now?.terms).toEqual(terms)
  room.clock.now = '2026-12-20T16:00:00.000Z'
  await apply(changeId)
  await apply(changeId)
  const { change, now } = await list()
  expect(change).toMatchObject({ standing: 'in-force', inForceSince: '2026-12-20T16:00:00.000Z' })
  expect(now?.terms).toEqual(dearer)
  await served()
  expect(await room.refused(merchant, 'changes.answer', { ...consent, choice: 'refuse' })).toBe('AGR-45')
  const { rows: facts } = await room.owner.query(
    `select type from facts where stream = $1 and type like 'change-%' order by version`,
    [`case/${caseId}`],
  )
  expect(facts.map(({ type }) => type)).toEqual([
    ...['change-proposed', 'change-noticed', 'change-answered', 'change-applied'],
  ])
})

test('who changes their mind before the day is heard, and the job finds nothing to do', async () => {
  const { caseId, merchant, reviewer } = shop
  const { changeId, digest } = await room.granted(reviewer, 'changes.propose', wish())
  await room.granted(merchant, 'changes.answer', { caseId, changeId, choice: 'consent', digest })
  await room.granted(merchant, 'changes.answer', { caseId, changeId, choice: 'leave', digest })
  onDay(32)
  await apply(changeId)
  expect((await list()).change).toMatchObject({ inForceSince: null, answer: { choice: 'leave' } })
})

test('[AGR-44] dearer terms with a trap in them are not proposed', async () => {
  const clauses = [
    { clause: '第五条', wording: '收单机构有权随时调整费率，无需另行通知，继续使用视为同意。' },
  ]
  expect(await room.refused(shop.reviewer, 'changes.propose', wish({ clauses }))).toBe('AGR-44')
})

test('[AGR-47] a provider’s wish reaches the merchant only through the acquirer', async () => {
  const { caseId, merchant, provider, reviewer } = shop
  const { changeId, digest } = await room.granted(
    provider,
    'changes.propose',
    wish({ effectiveOn: '2026-12-25' }),
  )
  expect((await list()).items).toEqual([])
  expect((await list(reviewer)).change).toMatchObject({ standing: 'draft', proposedBy: 'provider' })
  const consent = { caseId, changeId, choice: 'consent' as const, digest }
  expect(await room.refused(merchant, 'changes.answer', consent)).toBe('AGR-45')
  onDay(2)
  await room.granted(reviewer, 'changes.endorse', { caseId, changeId })
  expect((await list()).change).toMatchObject({ standing: 'noticed' })
  expect(await room.refused(provider, 'changes.withdraw', { caseId, changeId })).toBe('AGR-47')
  await room.granted(reviewer, 'changes.withdraw', { caseId, changeId })
  expect((await list()).change).toMatchObject({ standing: 'withdrawn' })
})
