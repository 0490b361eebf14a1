import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { postgresErrorFrom } from './postgres-error.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'
import { isRoot, nobody } from './postgres-process.ts'

const dataDirs: string[] = []
const running: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

const newDataDir = (under = 'data'): string => {
  const base = mkdtempSync(join(tmpdir(), 'fangxin-test-'))
  dataDirs.push(base)
  return join(base, under)
}

const start = async (dataDir: string, say?: (line: string) => void): Promise<EmbeddedPostgres> => {
  const postgres = await startPostgres(say === undefined ? { dataDir } : { dataDir, say })
  running.push(postgres)
  return postgres
}

const query = async (postgres: Pick<EmbeddedPostgres, 'connection'>, sql: string) => {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

/** A second process that starts PostgreSQL, commits one row and waits to be killed. */
const startElsewhere = async (dataDir: string) => {
  const script = `
    import pg from 'pg'
    const { startPostgres } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'postgres.ts')).href)})
    const { connection } = await startPostgres({ dataDir: process.argv[1] })
    const client = new pg.Client(connection)
    await client.connect()
    await client.query('create table kept as select 42 as answer')
    process.stdout.write('committed')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

const isUnfinished = (name: string): boolean => name.startsWith('postgres-unfinished-')

const postmasterPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()))
  for (const dir of dataDirs.splice(0)) rmSync(dir, { recursive: true, force: true, maxRetries: 10 })
})

describe('the embedded PostgreSQL', () => {
  test('is durable, checked, UTF-8 and reachable by its private socket only; rows survive a restart', async () => {
    const dataDir = newDataDir()
    const first = await start(dataDir)
    const [settings] = await query(
      first,
      `select current_setting('fsync') fsync, current_setting('data_checksums') checksums,
        current_setting('listen_addresses') listen, current_setting('server_encoding') encoding,
        (select datlocprovider::text || datlocale from pg_database where datname = 'postgres') locale,
        current_setting('server_version_num')::int / 10000 as major`,
    )
    expect(settings).toEqual({
      ...{ fsync: 'on', checksums: 'on', listen: '', encoding: 'UTF8', locale: 'bC.UTF-8', major: 18 },
    })
    await query(first, `create table kept as select '放心' as word`)
    await first.stop()
    await first.ended
    const second = await start(dataDir)
    expect(await query(second, 'select word from kept')).toEqual([{ word: '放心' }])
  })

  test('lives at a deep path with spaces and Chinese, below a directory closed to others', async () => {
    const postgres = await start(newDataDir(join('新 店'.repeat(12), 'a b'.repeat(30), '数据')))
    expect(postgres.connection.host.length).toBeLessThan(90)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('ends by itself when its parent is killed with SIGKILL, and the next start needs no help', async () => {
    const dataDir = newDataDir()
    const parent = await startElsewhere(dataDir)
    const postmaster = postmasterPid(dataDir)
    parent.kill('SIGKILL')
    const postgres = await start(dataDir)
    expect(() => process.kill(postmaster, 0)).toThrow('ESRCH')
    expect(await query(postgres, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('starts again after the postmaster and its parent were killed together', async () => {
    const dataDir = newDataDir()
    const parent = await startElsewhere(dataDir)
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    parent.kill('SIGKILL')
    const postgres = await start(dataDir)
    expect(await query(postgres, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('a pid file naming a living stranger does not stop the start', async () => {
    const dataDir = newDataDir()
    const first = await start(dataDir)
    const pidFile = join(dataDir, 'postgres/postmaster.pid')
    const left = readFileSync(pidFile, 'utf8')
    await first.stop()
    const stranger = spawn('sleep', ['60'], isRoot() ? { ...nobody } : {})
    children.push(stranger)
    writeFileSync(pidFile, left.replace(/^\d+/, String(stranger.pid)))
    const second = await start(dataDir)
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('half-made clusters are cleared away, and one that lost its control file is kept aside', async () => {
    const dataDir = newDataDir()
    mkdirSync(join(dataDir, 'postgres-unfinished-2147483646/base'), { recursive: true })
    mkdirSync(join(dataDir, 'postgres/base'), { recursive: true })
    const heard: string[] = []
    const postgres = await start(dataDir, (line) => heard.push(line))
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
    const left = readdirSync(dataDir)
    expect(left).not.toContain('postgres-unfinished-2147483646')
    expect(left.filter((name) => name.startsWith('postgres-unusable-'))).toHaveLength(1)
    expect(heard.join('\n')).toContain('was incomplete')
  })

  test('a kill during initdb leaves nothing that stops the next start', async () => {
    const dataDir = newDataDir()
    void startElsewhere(dataDir)
    const child = children.at(-1)!
    await vi.waitUntil(() => existsSync(dataDir) && readdirSync(dataDir).some(isUnfinished), 20_000)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const postgres = await start(dataDir)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(readdirSync(dataDir).filter(isUnfinished)).toEqual([])
  })

  test('a second one on the same directory is refused with a clear message', async () => {
    const dataDir = newDataDir()
    await start(dataDir)
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'POSTGRES_RUNNING',
      message: expect.stringContaining('Another Fangxin already runs on'),
    })
  })

  test('a cluster of another PostgreSQL version is named as such', async () => {
    const dataDir = newDataDir()
    await (await start(dataDir)).stop()
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '15\n')
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'POSTGRES_VERSION' })
  })

  test('a data directory that cannot be made is refused with its path', async () => {
    const file = join(newDataDir('.'), 'a-file')
    writeFileSync(file, '')
    await expect(startPostgres({ dataDir: join(file, 'data') })).rejects.toMatchObject({
      code: 'POSTGRES_FAILED',
      message: expect.stringContaining(`Opening ${file}`),
    })
  })

  test.each([
    ['POSTGRES_DISK_FULL', 'initdb: error: could not write to file "x": No space left on device'],
    ['POSTGRES_PERMISSION', 'FATAL:  data directory "x" has wrong ownership'],
    ['POSTGRES_PORT', 'LOG:  could not bind Unix address "x": Address already in use'],
    ['POSTGRES_FAILED', 'something else'],
  ])('says %s when PostgreSQL says "%s", and quotes it', (code, line) => {
    const error = postgresErrorFrom('Starting the database', ['LOG:  starting', line])
    expect(error.code).toBe(code)
    expect(error.message).toContain(line)
  })
})
