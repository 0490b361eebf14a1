import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast, sealedDemo } from '../../../../scripts/demo/cast.ts'
import { sealedFields } from '#provision/field.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'
import { type BreachReport, examineBreach, personBehind, UnknownLeak } from './breach.ts'

let house: ToldHouse
const always = { from: '2026-01-01T00:00:00.000Z', to: '2099-01-01T00:00:00.000Z' }
const foundAt = '2026-11-25T00:00:00.000Z'
const drafts = mkdtempSync(join(tmpdir(), 'fangxin-breach-'))
beforeAll(async () => {
  house = await openToldHouse()
})
afterAll(async () => {
  rmSync(drafts, { recursive: true, force: true })
  await house?.close()
})

const ofPhone = async (phone: string, period = always): Promise<BreachReport> =>
  examineBreach(
    house.house,
    { kind: 'person', personId: await personBehind(house.house, `+86${phone}`) },
    period,
    foundAt,
  )
const names = (exposures: BreachReport['exposures']) =>
  exposures.map(({ caseId, field }) => `${caseId} ${field}`)
const underGrant = (report: BreachReport) =>
  names(report.exposures.filter(({ by }) => by.some((each) => each.startsWith('gra_'))))
const byRole = (report: BreachReport) => names(report.exposures.filter(({ by }) => by.includes('role')))

/** Cases of the story by the sign-in number of their merchant. */
const caseOf = async (phone: string): Promise<string> => {
  const personId = await personBehind(house.house, `+86${phone}`)
  const [row] = await house.sql<{ case_id: string }>(
    `select case_id from cases where merchant_id in (select organisation_id from memberships where person_id = $1)`,
    [personId],
  )
  return row?.case_id ?? ''
}
const papersOf = async (caseId: string) =>
  (await house.sql<{ kind: string }>('select distinct kind from documents where case_id = $1', [caseId])).map(
    ({ kind }) => `document:${kind}`,
  )

test('the examiner of the story could have seen the forms and papers they claimed, and the looks on record are theirs', async () => {
  const report = await ofPhone(cast.reviewers[0].phone)
  const personId = await personBehind(house.house, `+86${cast.reviewers[0].phone}`)
  const claimed = await house.sql<{ case_id: string }>(
    `select replace(stream, 'case/', '') as case_id from facts where type = 'review-claimed' and person_id = $1`,
    [personId],
  )
  expect(claimed.length).toBeGreaterThanOrEqual(1)
  const expected: string[] = []
  for (const { case_id } of claimed)
    for (const field of [...sealedFields, ...(await papersOf(case_id))]) expected.push(`${case_id} ${field}`)
  expect(underGrant(report)).toEqual(expected.toSorted())

  // Every look is in the list, and nothing else is.
  const looks = await house.sql<{ told: string }>(
    `select reveal_id || ' ' || case_id || ' ' || unnest(fields) as told from reveals where person_id = $1`,
    [personId],
  )
  expect(looks.length).toBeGreaterThanOrEqual(sealedFields.length)
  const listed = report.exposures.flatMap(({ caseId, field, seen }) =>
    seen.map((id) => `${id} ${caseId} ${field}`),
  )
  expect(listed.toSorted()).toEqual(looks.map(({ told }) => told).toSorted())
  // By role alone nothing that takes a grant.
  for (const each of byRole(report))
    expect(each).not.toMatch(/ (document:|legalPerson|contactPhone|premises|settlement)/)
})

test('a technician: the addresses of their visits under a grant, and what the visit itself wrote', async () => {
  const report = await ofPhone(cast.providers[0].technicians[0].phone)
  const [live] = [await caseOf(cast.merchants.live.phone)]
  expect(underGrant(report)).toEqual([`${live} premisesAddress`])
  expect(byRole(report).filter((each) => !each.startsWith(live))).toEqual([])
  expect(new Set(byRole(report).map((each) => each.split(' ')[1]))).toEqual(
    new Set(['survey-place', 'trainee']),
  )
})

test('a stranger to every case could have seen nothing, nor anybody before the story began', async () => {
  const stranger = await ofPhone(cast.providers[2].technicians[0].phone)
  expect(stranger).toMatchObject({ could: 0, did: 0, exposures: [], touched: [] })
  const before = { from: '2020-01-01T00:00:00.000Z', to: '2020-02-01T00:00:00.000Z' }
  expect(await ofPhone(cast.reviewers[0].phone, before)).toMatchObject({ could: 0, did: 0 })
  await expect(ofPhone('13800138000')).rejects.toThrow(UnknownLeak)
})

test('a key-encryption key shows everything it wraps, a subject’s key what is theirs, and a rotated one says what it assumes', async () => {
  const live = await caseOf(cast.merchants.live.phone)
  const [whose] = await house.sql<{ merchant_id: string }>(
    'select merchant_id from cases where case_id = $1',
    [live],
  )
  const key = async (name: string) => examineBreach(house.house, { kind: 'key', key: name }, always, foundAt)
  const subject = await key(whose?.merchant_id ?? '')
  expect(new Set(subject.touched.map(({ caseId }) => caseId))).toEqual(new Set([live]))
  expect(names(subject.exposures)).toEqual(
    expect.arrayContaining([`${live} settlementAccountNo`, `${live} trainee`]),
  )
  const kek = await key('file:1')
  const [counted] = await house.sql<{ values: number; people: number }>(
    `select (select count(distinct (case_id, field))::int from vault_values) as values, (select count(*)::int from persons) as people`,
  )
  expect(kek.exposures.filter(({ datum }) => datum.startsWith('vault_values.'))).toHaveLength(
    counted?.values ?? -1,
  )
  expect(kek).toMatchObject({ people: counted?.people, assumed: false })
  expect(await key('file:9')).toMatchObject({ could: kek.could, assumed: true })
  await expect(key('org_nobody')).rejects.toThrow(UnknownLeak)
})

test('an API key could show what its calls show while it lived, and nothing by calls that show nothing', async () => {
  const personId = await personBehind(house.house, `+86${cast.reviewers[0].phone}`)
  const issue = (id: string, calls: readonly string[], at: string, revoked: string | null) =>
    house.sql(
      `insert into api_keys (api_key_id, organisation_id, issued_by, principal, key_hash, label, calls, created_at, revoked_at)
       select $1, organisation_id, person_id, principal, sha256(convert_to($1, 'utf8')), 'x', $3, $4, $5 from memberships where person_id = $2`,
      [id, personId, calls, at, revoked],
    )
  await issue('key_reveals', ['reviews.reveal-dossier'], always.from, null)
  await issue('key_lists', ['cases.list'], always.from, null)
  await issue('key_gone', ['reviews.reveal-dossier'], '2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z')
  const key = (apiKeyId: string) => examineBreach(house.house, { kind: 'api-key', apiKeyId }, always, foundAt)
  // What a grant opened at that time, and what was looked at by one that ended with its look (a report to the registry).
  const { exposures } = await ofPhone(cast.reviewers[0].phone)
  const inClear = names(
    exposures.filter(({ by, seen }) => seen.length > 0 || by.some((each) => each.startsWith('gra_'))),
  )
  expect(inClear.filter((each) => each.endsWith(' terminalPlace'))).toHaveLength(2)
  expect(names((await key('key_reveals')).exposures)).toEqual(inClear)
  expect(await key('key_lists')).toMatchObject({ could: 0 })
  expect(await key('key_gone')).toMatchObject({ could: 0 })
})

test('the command drafts notices for its owner’s eyes alone, without a clear value, and each examination is in the records', async () => {
  const child = spawn(
    process.execPath,
    [
      ...[
        join(import.meta.dirname, '../../../cli/fangxin.mjs'),
        'breach',
        '--phone',
        cast.reviewers[0].phone,
      ],
      ...['--from', '2026-01-01', '--to', '2099-01-01', '--found', foundAt, '--notices', drafts, '--json'],
    ],
    { env: { ...process.env, DATA_DIR: house.house.config.dataDir, DATABASE_URL: house.database.url } },
  )
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code, err).toBe(1)
  const report = JSON.parse(out) as BreachReport
  expect(report.reportBy).toBe('2026-11-28T00:00:00.000Z')
  const files = readdirSync(drafts)
  expect(files).toHaveLength(report.touched.length + 3)
  const clear = Object.values(sealedDemo(cast.merchants.live.shopName, cast.merchants.live.phone))
  for (const file of files) {
    expect(statSync(join(drafts, file)).mode & 0o777, file).toBe(0o600)
    const text = readFileSync(join(drafts, file), 'utf8')
    for (const value of clear) expect(text, file).not.toContain(value)
    if (file.endsWith('.md')) expect(text).not.toMatch(/[{}]/)
  }
  const pboc = readFileSync(join(drafts, `${report.breachId}-pboc.md`), 'utf8')
  expect(pboc).toContain('2026-11-28 08:00 (UTC+8)')
  expect(pboc).toContain('branch of the People’s Bank of China')
  const [fact] = await house.sql<{ body: Record<string, unknown> }>(
    'select body from facts where stream = $1',
    [`breach/${report.breachId}`],
  )
  expect(fact?.body).toMatchObject({ could: report.could, did: report.did, cases: report.touched.length })
  expect(JSON.stringify(fact?.body)).not.toContain(cast.reviewers[0].phone)
  await expect
    .poll(
      async () =>
        (
          await house.sql<{ leaf_index: number | null }>(
            'select leaf_index from log_leaves join facts on seq = fact_seq where stream = $1',
            [`breach/${report.breachId}`],
          )
        )[0]?.leaf_index ?? null,
      { timeout: 15_000 },
    )
    .not.toBe(null)
})
