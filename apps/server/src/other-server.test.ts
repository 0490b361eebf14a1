import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../../../scripts/demo/person.ts'
import { type EmbeddedPostgres, startPostgres } from './house/postgres.ts'

/** The whole command on a PostgreSQL 18 server that somebody else started, owned by a user who is no superuser. */

let folder: string
let server: EmbeddedPostgres
let url: string
let child: ChildProcess | null = null

const cli = join(import.meta.dirname, '../../cli/fangxin.mjs')

const serve = async (): Promise<string> => {
  const env = {
    ...process.env,
    PORT: '0',
    ISO8583_PORT: '0',
    DATA_DIR: join(folder, 'house'),
    DATABASE_URL: url,
    FANGXIN_DEMO: '1',
  }
  const started = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child = started
  return new Promise((resolve, reject) => {
    createInterface({ input: started.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('fangxin ready ')) resolve(line.split(' ')[2] ?? '')
    })
    started.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

const end = (signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child?.once('exit', (code) => resolve(code))
    child?.kill(signal)
  })

const ask = async (sql: string) => {
  const client = new pg.Client({ ...server.connection, database: 'elsewhere' })
  await client.connect()
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fangxin-serve-'))
  server = await startPostgres({ dataDir: join(folder, 'server') })
  const admin = new pg.Client(server.connection)
  await admin.connect()
  await admin.query('create role shop_owner login createrole')
  await admin.query('create database elsewhere owner shop_owner')
  await admin.end()
  url = `postgres://shop_owner@localhost/elsewhere?host=${encodeURIComponent(server.connection.host)}`
})

afterAll(async () => {
  child?.kill('SIGKILL')
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('DATABASE_URL: everything lands on that server, and the application owns nothing there', async () => {
  const house = await serve()
  const merchant = await signIn(house, '19900000034')
  const { items } = await merchant.call('cases.list', {})
  expect(items.map(({ applicationStatus }) => applicationStatus)).toEqual(['draft'])
  const owners = await ask(`select distinct tableowner from pg_tables where schemaname = 'public'`)
  expect(owners).toEqual([{ tableowner: 'shop_owner' }])
  const [{ cases }] = (await ask('select count(*)::int as cases from cases')) as [{ cases: number }]
  expect(cases).toBe(5)
}, 90_000)

test('a killed process starts again on the same server and keeps what it acknowledged', async () => {
  await end('SIGKILL')
  const house = await serve()
  const merchant = await signIn(house, '19900000034')
  const { caseId } = await merchant.call('cases.open', {})
  await end('SIGKILL')
  const again = await signIn(await serve(), '19900000034')
  expect((await again.call('cases.list', {})).items.map((each) => each.caseId)).toContain(caseId)
}, 90_000)

test('SIGTERM drains and answers 0', async () => {
  expect(await end('SIGTERM')).toBe(0)
  child = null
}, 30_000)

test('the demo never opens a house that other organisations use', async () => {
  await ask(`update organisations set name = '别家机构' where kind = 'acquirer'`)
  await expect(serve()).rejects.toThrow('ended with 1')
  await ask(`update organisations set name = '示范收单机构（演示）' where kind = 'acquirer'`)
}, 60_000)
