import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'

const opened: FreshDatabase[] = []

const open = async () => {
  const database = await freshDatabase()
  opened.push(database)
  return database
}

const query = async (config: pg.ClientConfig, sql: string) => {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.drop()))
})

test('two fresh databases are migrated alike and do not see each other', async () => {
  const [one, two] = await Promise.all([open(), open()])
  const tables = `select count(*)::int as tables from pg_tables where schemaname = 'public'`
  const [counted] = (await query(one.connection, tables)) as { tables: number }[]
  expect(counted?.tables).toBeGreaterThan(5)
  expect(await query(two.connection, tables)).toEqual([counted])
  await query(one.connection, 'create table only_here ()')
  expect(await query(two.connection, `select to_regclass('only_here') as found`)).toEqual([{ found: null }])
})

test('its URL reaches the same database, and drop ends those still connected', async () => {
  const database = await open()
  await query(database.connection, 'create table kept as select 7 as number')
  expect(await query({ connectionString: database.url }, 'select number from kept')).toEqual([{ number: 7 }])
  const lingering = new pg.Client(database.connection)
  const cut = new Promise((resolve) => lingering.on('error', resolve))
  await lingering.connect()
  await database.drop()
  await cut
  await expect(query(database.connection, 'select 1')).rejects.toThrow('does not exist')
})
