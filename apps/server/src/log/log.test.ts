import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { proveConsistency, verifyConsistency } from '#tlog/proof.ts'
import { nodesOf, tilesAround } from '#tlog/tile.ts'
import { audit, leafOf, openedBy, plainRoot } from '../../test/auditor.ts'
import { type LoggedHouse, loggedHouse } from '../../test/logged-house.ts'
import { performAsHouse } from '../house/corridor.ts'
import { loadTiles } from './stored-tree.ts'

let log: LoggedHouse
beforeEach(async () => {
  log = await loggedHouse()
})
afterEach(() => log.close())
const get = (url: string, headers: Record<string, string> = {}) => log.app.inject({ url, headers })

describe('an outsider with plain SHA-256 and Ed25519', () => {
  test('rebuilds the root from the entries, tile by tile, at every size on the way', async () => {
    const seen: { size: number; root: string }[] = []
    for (const count of [0, 1, 254, 1, 1, 300, 600]) {
      if (count > 0) await log.happen(count)
      expect(await log.turn()).toBe(count)
      const { size, root, entries, origin } = await audit(log.app)
      expect(origin).toBe('fangxin.local/log')
      seen.push({ size, root })
      // Append only: every earlier root is the root of today's first entries.
      const leaves = entries.map(leafOf)
      for (const earlier of seen)
        expect(plainRoot(leaves.slice(0, earlier.size)).toString('base64')).toBe(earlier.root)
    }
    expect(seen.map(({ size }) => size)).toEqual([0, 1, 255, 256, 257, 557, 1157])
    const [order] = await log.asOwner(
      'select bool_and(leaf_index = place - 1) as kept from (select leaf_index, row_number() over (order by fact_seq) as place from log_leaves) as numbered',
    )
    expect(order).toEqual({ kept: true })
  })

  test('has a consistency proof between any two signed checkpoints', async () => {
    for (const count of [3, 200, 100, 250]) {
      await log.happen(count)
      await log.turn()
    }
    const signed = (await log.asOwner('select note from log_checkpoints order by tree_size')).map(
      ({ note }) => openedBy(keyLine, String(note)),
    )
    for (const [at, one] of signed.entries())
      for (const two of signed.slice(at)) {
        const tiles = await performAsHouse(log.house, 'test-read', (errand) =>
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
    keyLine = (await log.app.inject('/log/key')).body
  })

  test('sees a changed entry, a swapped number, a changed tile and a changed note', async () => {
    await log.happen(300)
    await log.turn()
    await audit(log.app)
    const spoil = async (change: string, back: string, sign: string) => {
      await log.asOwner(change)
      await expect(audit(log.app)).rejects.toThrow(sign)
      await log.asOwner(back)
      await audit(log.app)
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

describe('the database itself', () => {
  const asApplication = async (sql: string): Promise<string> => {
    const client = await log.house.pool.connect()
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
    await log.happen(3)
    await log.turn()
    await log.happen(1)
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
    await log.happen(300)
    await log.turn()
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
    const missing = await log.app.inject('/log/tile/9/000')
    expect(missing.headers['content-type']).toContain('application/problem+json')
    expect(missing.headers['cache-control']).toBeUndefined()
  })

  test('bundles travel compressed to who asks, the same bytes inside', async () => {
    await log.happen(40)
    await log.turn()
    const url = '/log/tile/entries/000.p/40'
    const plain = (await get(url)).rawPayload
    const squeezed = await get(url, { 'accept-encoding': 'gzip' })
    expect(squeezed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(squeezed.rawPayload).equals(plain)).toBe(true)
    expect(squeezed.rawPayload.length).toBeLessThan(plain.length)
  })

  test('nobody has to sign in, and no leaf tells whose it is', async () => {
    await log.happen(1)
    await log.turn()
    const { entries } = await audit(log.app)
    expect(Object.keys(JSON.parse(String(entries[0])) as object).sort()).toEqual([
      'at',
      'commitment',
      'subject',
      'type',
      'v',
    ])
  })
})
