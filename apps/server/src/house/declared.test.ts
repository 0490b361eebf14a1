import { afterAll, beforeAll, expect, test } from 'vitest'
import { data, vaultFields } from '#vault/datum.ts'
import { terms } from '#vault/retention.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'

let room: TestRoom
beforeAll(async () => {
  room = await openTestRoom({})
})
afterAll(() => room?.close())

test('the database takes exactly the fields the vault declares', async () => {
  const { rows } = await room.owner.query(
    `select pg_get_constraintdef(oid) as told from pg_constraint where conname = 'declared'`,
  )
  const allowed = [...String(rows[0]?.told).matchAll(/'([^']+)'::text/g)].map(([, field]) => field)
  expect(new Set(allowed)).toEqual(new Set(vaultFields))
})

test('every sealed column is a declared datum, and every declared datum has its column', async () => {
  const { rows } = await room.owner.query<{ datum: string }>(
    `select table_name || '.' || regexp_replace(column_name, '_sealed$', '') as datum from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed'`,
  )
  const columns = rows.map(({ datum }) => datum).filter((datum) => datum !== 'vault_values.value')
  // Pages of papers stand in the file store, not in a column.
  const declaredOutside = Object.keys(data).filter(
    (datum) => !datum.startsWith('vault_values.') && datum !== 'documents.content',
  )
  expect(new Set(columns)).toEqual(new Set(declaredOutside))
})

test('each datum says why, how long and to whom, and its term cites a law', () => {
  for (const [datum, each] of Object.entries(data)) {
    expect(each.say[0], datum).toMatch(/\p{Script=Han}/u)
    expect(each.say[1], datum).toMatch(/^[A-Z]/)
    if (each.keep !== 'house') expect(terms[each.keep].basis, datum).toMatch(/\d/)
    if (each.class === 'account') expect(each.sensitive, datum).toBe(true)
    // S4 art. 23: the provider's desk sees no merchant's identity or account, not even under a grant.
    if (each.keep === 'cdd') expect(each.readers, datum).not.toContain('provider')
  }
})
