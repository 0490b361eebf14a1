import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyConsistency, proveConsistency } from '#tlog/proof.ts'
import { nodesOf, tilesAround } from '#tlog/tile.ts'
import { audit, leafOf, openedBy, plainRoot } from '../../test/auditor.ts'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { houseOn } from '../../test/house.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { Handlers } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { openHttp } from '../house/http.ts'
import { logIdentity } from './identity.ts'
import { BATCH, sequence, startSequencer } from './sequencer.ts'
import { openLog } from './serve.ts'
import { loadTiles } from './stored-tree.ts'

const rootKey = Buffer.alloc(32, 5)
let database: FreshDatabase
let house: House
let app: FastifyInstance

beforeEach(async () => {
  database = await freshDatabase()
  house = houseOn(database.connection, rootKey)
  // No call is made here: the log stands beside them.
  app = await openHttp(house, {} as Handlers)
  openLog(app, house)
})
afterEach(async () => {
  await app.close()
  await house.pool.end()
  await database.drop()
})

let streams = 0
const happen = (count: number, on = house): Promise<void> =>
  performAsHouse(on, 'test-facts', (errand) =>
    errand.record(
      `test/${++streams}-${process.pid}`,
      0,
      Array.from({ length: count }, (_, at) => ({ type: 'thing-happened', at })),
    ),
  )
const turn = (on = house) => performAsHouse(on, 'test-turn', (errand) => sequence(errand, logIdentity(on)))
const asOwner = async (sql: string) => {
  const client = new pg.Client(database.connection)
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows as Record<string, unknown>[]
}
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('an outsider with plain SHA-256 and Ed25519', () => {
  test('rebuilds the root from the entries, tile by tile, at every size on the way', async () => {
    const seen: { size: number; root: string }[] = []
    for (const count of [0, 1, 254, 1, 1, 300, 600]) {
      if (count > 0) await happen(count)
      expect(await turn()).toBe(count)
      const { size, root, entries, origin } = await audit(app)
      expect(origin).toBe('fangxin.local/log')
      seen.push({ size, root })
      // Append only: every earlier root is the root of today's first entries.
      const leaves = entries.map(leafOf)
      for (const earlier of seen)
        expect(plainRoot(leaves.slice(0, earlier.size)).toString('base64')).toBe(earlier.root)
    }
    expect(seen.map(({ size }) => size)).toEqual([0, 1, 255, 256, 257, 557, 1157])
    const [order] = await asOwner(
      'select bool_and(leaf_index = place - 1) as kept from (select leaf_index, row_number() over (order by fact_seq) as place from log_leaves) as numbered',
    )
    expect(order).toEqual({ kept: true })
  })

  test('has a consistency proof between any two signed checkpoints', async () => {
    for (const count of [3, 200, 100, 250]) {
      await happen(count)
      await turn()
    }
    const signed = (await asOwner('select note from log_checkpoints order by tree_size')).map(({ note }) =>
      openedBy(keyLine, String(note)),
    )
    for (const [at, one] of signed.entries())
      for (const two of signed.slice(at)) {
        const tiles = await performAsHouse(house, 'test-read', (errand) =>
          loadTiles(errand, tilesAround(one.size - 1, two.size)),
        )
        const proof = proveConsistency(one.size, two.size, nodesOf(tiles))
        const root = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
        verifyConsistency(one.size, root(one.root), two.size, root(two.root), proof)
      }
    expect(signed.map(({ size }) => size)).toEqual([3, 203, 303, 553])
  })
  let keyLine = ''
  beforeEach(async () => {
    keyLine = (await get('/log/key')).body
  })

  test('sees a changed entry, a swapped number, a changed tile and a changed note', async () => {
    await happen(300)
    await turn()
    await audit(app)
    const spoil = async (change: string, back: string, sign: string) => {
      await asOwner(change)
      await expect(audit(app)).rejects.toThrow(sign)
      await asOwner(back)
      await audit(app)
    }
    const flip = (table: string, column: string, at: number, row: string) =>
      `update ${table} set ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1) where ${row}`
    const entry = flip('log_leaves', 'entry', 40, 'leaf_index = 17')
    await spoil(entry, entry, 'root')
    const swap = (from: string) => `update log_leaves set leaf_index = ${from} where leaf_index = `
    const swapped = `${swap('-1')}3; ${swap('3')}4; ${swap('4')}-1`
    await spoil(swapped, swapped, 'root')
    const wall = (state: string) => `alter table log_tiles ${state} trigger only_widens`
    const tile = `${wall('disable')}; ${flip('log_tiles', 'hashes', 99, 'level = 0 and tile_index = 0')}; ${wall('enable')}`
    await spoil(tile, tile, 'tile 0/0')
    const note = (from: string, to: string) =>
      `update log_checkpoints set note = replace(note, e'\\n${from}\\n', e'\\n${to}\\n')`
    await spoil(note('300', '299'), note('299', '300'), 'signature')
  })
})

describe('the sequencer', () => {
  test('publishes a fact within two seconds of its commit, and the last ones when it stops', async () => {
    const sequencer = await startSequencer(house)
    expect((await audit(app)).size).toBe(0)
    await happen(5)
    const committed = performance.now()
    while ((await audit(app)).size < 5) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(performance.now() - committed).toBeLessThan(2_000)
    await happen(2)
    await sequencer.stop()
    expect((await audit(app)).size).toBe(7)
  })

  test('does nothing when nothing is new', async () => {
    await happen(1)
    expect([await turn(), await turn(), await turn()]).toEqual([1, 0, 0])
    expect(await asOwner('select count(*)::int as signed from log_checkpoints')).toEqual([{ signed: 1 }])
  })

  test('takes what is more than a batch in the next turn', async () => {
    await happen(BATCH + 3)
    expect([await turn(), await turn()]).toEqual([BATCH, 3])
    expect((await audit(app)).size).toBe(BATCH + 3)
  })

  test('is one at a time, however many run, while facts keep coming', async () => {
    const other = houseOn(database.connection, rootKey)
    const writing = Array.from({ length: 30 }, () => happen(7))
    const turns = Array.from({ length: 40 }, (_, at) => turn(at % 2 ? house : other))
    await Promise.all([...writing, ...turns])
    await turn()
    await other.pool.end()
    expect((await audit(app)).size).toBe(210)
  })

  test('killed with -9 anywhere, again and again, leaves a whole log', async () => {
    const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
    const script = `
      import { houseOn } from ${at('../../test/house.ts')}
      import { performAsHouse } from ${at('../house/corridor.ts')}
      import { logIdentity } from ${at('./identity.ts')}
      import { sequence } from ${at('./sequencer.ts')}
      const house = houseOn(JSON.parse(process.argv[1]), Buffer.alloc(32, 5))
      for (let n = 0; ; n++) {
        await performAsHouse(house, 'test-facts', (errand) => errand.record('test/' + n + '-' + process.pid, 0,
          Array.from({ length: 90 }, (_, at) => ({ type: 'thing-happened', at }))))
        const numbered = await performAsHouse(house, 'test-turn', (errand) => sequence(errand, logIdentity(house)))
        if (n === 0) process.stdout.write(String(numbered))
      }`
    let before = 0
    for (let life = 0; life < 4; life++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', script, '--', JSON.stringify(database.connection)],
        { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../../../..', import.meta.url)) },
      )
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, 40 + 37 * life))
      child.kill('SIGKILL')
      await once(child, 'exit')
      const { size } = await audit(app)
      expect(size).toBeGreaterThan(before)
      before = size
    }
    await turn()
    const [left] = await asOwner('select count(*)::int as waiting from log_leaves where leaf_index is null')
    expect(left).toEqual({ waiting: 0 })
    await audit(app)
  })

  test('waits in silence for a database that is away, then goes on', async () => {
    const said: string[] = []
    const sequencer = await startSequencer(house, 1, (line) => said.push(line))
    // Ended over and over, in whatever it was doing: a connection's death unheard would end this process too.
    const until = performance.now() + 2_000
    while (performance.now() < until)
      await asOwner(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    await happen(4)
    await sequencer.stop()
    expect((await audit(app)).size).toBe(4)
    expect(said).toEqual([])
  })

  test('signs nothing on a tree that is not what was signed, and says so once', async () => {
    await happen(10)
    await turn()
    const before = (await get('/log/checkpoint')).body
    const spoil = `alter table log_tiles disable trigger only_widens;
      update log_tiles set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1); alter table log_tiles enable trigger only_widens`
    await asOwner(spoil)
    await happen(1)
    await expect(turn()).rejects.toThrow('TLOG-13')
    const said: string[] = []
    const sequencer = await startSequencer(house, 10, (line) => said.push(line))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sequencer.stop()
    expect(said).toEqual([expect.stringContaining('size 10')])
    expect((await get('/log/checkpoint')).body).toBe(before)
    await asOwner(spoil)
    expect(await turn()).toBe(1)
  })

  test('signs nothing when numbered leaves are gone, or under another key', async () => {
    await happen(10)
    await turn()
    const stranger = houseOn(database.connection)
    await happen(1)
    await expect(turn(stranger)).rejects.toThrow('TLOG-8')
    await stranger.pool.end()
    await asOwner('delete from log_leaves where leaf_index = 9')
    await expect(turn()).rejects.toThrow('TLOG-13')
  })

  test('under a new public name signs the same tree again under that name', async () => {
    await happen(3)
    await turn()
    const named = houseOn(database.connection, rootKey, { PUBLIC_URL: 'https://pos.example:8443/app' })
    const there = await openHttp(named, {} as Handlers)
    openLog(there, named)
    expect(await turn(named)).toBe(0)
    expect(await audit(there)).toMatchObject({ origin: 'pos.example:8443/log', size: 3 })
    expect(await audit(app)).toMatchObject({ origin: 'fangxin.local/log', size: 3 })
    await there.close()
    await named.pool.end()
  })
})

describe('the database itself', () => {
  const asApplication = async (sql: string): Promise<string> => {
    const client = await house.pool.connect()
    try {
      await client.query('begin')
      await client.query("set local fx.principal = 'house'")
      const { rowCount } = await client.query(sql)
      return `${rowCount} rows`
    } catch (error) {
      return (error as Error).message
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  test('lets the application add, never rewrite', async () => {
    await happen(3)
    await turn()
    await happen(1)
    expect(await asApplication(`update log_leaves set leaf_index = 3 where leaf_index is null`)).toBe(
      '1 rows',
    )
    expect(await asApplication(`update log_leaves set leaf_index = 9 where leaf_index = 0`)).toBe('0 rows')
    expect(await asApplication(`update log_leaves set entry = 'x'`)).toContain('permission denied')
    expect(await asApplication('delete from log_leaves')).toContain('permission denied')
    expect(await asApplication('update log_tiles set hashes = hashes || hashes')).toBe('1 rows')
    expect(await asApplication('update log_tiles set hashes = substring(hashes for 32)')).toContain(
      'only grow',
    )
    expect(await asApplication('update log_tiles set hashes = set_byte(hashes, 0, 1)')).toContain('only grow')
    expect(await asApplication('delete from log_tiles')).toContain('permission denied')
    expect(await asApplication(`update log_checkpoints set note = ''`)).toContain('permission denied')
    expect(
      await asApplication(`insert into log_checkpoints select * from log_checkpoints where tree_size = 3`),
    ).toContain('duplicate key')
    expect(await asApplication(`insert into log_leaves select seq, '', 7 from facts limit 1`)).toContain(
      'row-level security',
    )
  })
})

describe('what is served', () => {
  test('has its types and caching, and answers nothing else', async () => {
    await happen(300)
    await turn()
    const told = async (url: string) => {
      const { statusCode, headers, rawPayload } = await get(url)
      return [statusCode, headers['content-type'], headers['cache-control'], rawPayload.length]
    }
    const bytes = 'application/octet-stream'
    const always = 'public, max-age=31536000, immutable'
    expect(await told('/log/tile/0/000')).toEqual([200, bytes, always, 8192])
    expect(await told('/log/tile/0/001.p/44')).toEqual([200, bytes, 'public, max-age=3600', 44 * 32])
    expect(await told('/log/tile/1/000.p/1')).toEqual([200, bytes, 'public, max-age=3600', 32])
    expect((await told('/log/tile/entries/000')).slice(0, 3)).toEqual([200, bytes, always])
    expect((await told('/log/checkpoint')).slice(0, 3)).toEqual([
      200,
      'text/plain; charset=utf-8',
      'no-cache',
    ])
    expect((await told('/log/key')).slice(0, 2)).toEqual([200, 'text/plain; charset=utf-8'])
    for (const path of [
      '0/001',
      '0/001.p/45',
      '0/002',
      '1/000',
      '2/000.p/1',
      '0/1',
      '64/000',
      'entries/001',
      'entries/001.p/45',
      'x',
      '0/..%2f000',
    ])
      expect([path, (await get(`/log/tile/${path}`)).statusCode]).toEqual([path, 404])
    const missing = await get('/log/tile/9/000')
    expect(missing.headers['content-type']).toContain('application/problem+json')
    expect(missing.headers['cache-control']).toBeUndefined()
  })

  test('bundles travel compressed to who asks, the same bytes inside', async () => {
    await happen(40)
    await turn()
    const url = '/log/tile/entries/000.p/40'
    const plain = (await get(url)).rawPayload
    const squeezed = await get(url, { 'accept-encoding': 'gzip' })
    expect(squeezed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(squeezed.rawPayload).equals(plain)).toBe(true)
    expect(squeezed.rawPayload.length).toBeLessThan(plain.length)
  })

  test('nobody has to sign in, and no leaf tells whose it is', async () => {
    await happen(1)
    await turn()
    const { entries } = await audit(app)
    expect(Object.keys(JSON.parse(String(entries[0])) as object).sort()).toEqual([
      'at',
      'commitment',
      'subject',
      'type',
      'v',
    ])
  })
})
