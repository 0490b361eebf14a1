import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { audit } from '../../test/auditor.ts'
import { houseOn, keysIn } from '../../test/house.ts'
import { testKeys } from '../../test/keys.ts'
import { type LoggedHouse, loggedHouse } from '../../test/logged-house.ts'
import type { Handlers } from '../house/errand.ts'
import { openHttp } from '../house/http.ts'
import { BATCH, startSequencer } from './sequencer.ts'
import { openLog } from './serve.ts'

let log: LoggedHouse
beforeEach(async () => {
  log = await loggedHouse()
})
afterEach(() => log.close())

describe('the sequencer', () => {
  test('publishes a fact within two seconds of its commit, and the last ones when it stops', async () => {
    const sequencer = await startSequencer(log.house)
    expect((await audit(log.app)).size).toBe(0)
    await log.happen(5)
    const committed = performance.now()
    while ((await audit(log.app)).size < 5) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(performance.now() - committed).toBeLessThan(2_000)
    await log.happen(2)
    await sequencer.stop()
    expect((await audit(log.app)).size).toBe(7)
  })

  test('does nothing when nothing is new', async () => {
    await log.happen(1)
    expect([await log.turn(), await log.turn(), await log.turn()]).toEqual([1, 0, 0])
    expect(await log.asOwner('select count(*)::int as signed from log_checkpoints')).toEqual([{ signed: 1 }])
  })

  test('takes what is more than a batch in the next turn', async () => {
    await log.happen(BATCH + 3)
    expect([await log.turn(), await log.turn()]).toEqual([BATCH, 3])
    expect((await audit(log.app)).size).toBe(BATCH + 3)
  })

  test('is one at a time, however many run, while facts keep coming', async () => {
    const other = houseOn(log.database.connection, await keysIn(log.keysFolder))
    const writing = Array.from({ length: 30 }, () => log.happen(7))
    const turns = Array.from({ length: 40 }, (_, at) => log.turn(at % 2 ? log.house : other))
    await Promise.all([...writing, ...turns])
    await log.turn()
    await other.pool.end()
    expect((await audit(log.app)).size).toBe(210)
  })

  test('killed with -9 anywhere, again and again, leaves a whole log', async () => {
    const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
    const script = `
      import { houseOn, keysIn } from ${at('../../test/house.ts')}
      import { performAsHouse } from ${at('../house/corridor.ts')}
      import { logIdentity } from ${at('./identity.ts')}
      import { sequence } from ${at('./sequencer.ts')}
      const house = houseOn(JSON.parse(process.argv[1]), await keysIn(process.argv[2]))
      for (let n = 0; ; n++) {
        await performAsHouse(house, 'test-facts', (errand) => errand.record('test/' + n + '-' + process.pid, 0,
          Array.from({ length: 90 }, (_, at) => ({ type: 'thing-happened', at }))))
        const numbered = await performAsHouse(house, 'test-turn', (errand) => sequence(errand, logIdentity(house)))
        if (numbered > 0) process.stdout.write('numbered ')
      }`
    let before = 0
    for (let life = 0; life < 4; life++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', script, '--', JSON.stringify(log.database.connection), log.keysFolder],
        { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../../../..', import.meta.url)) },
      )
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, 40 + 37 * life))
      child.kill('SIGKILL')
      await once(child, 'exit')
      const { size } = await audit(log.app)
      expect(size).toBeGreaterThan(before)
      before = size
    }
    // The dead one's last transaction may still be ending on the server.
    await vi.waitFor(async () => {
      await log.turn()
      const waiting = 'select count(*)::int as waiting from log_leaves where leaf_index is null'
      expect(await log.asOwner(waiting)).toEqual([{ waiting: 0 }])
    }, 5_000)
    await audit(log.app)
  })

  test('waits in silence for a database that is away, then goes on', async () => {
    const said: string[] = []
    const sequencer = await startSequencer(log.house, 1, (line) => said.push(line))
    // Ended over and over, in whatever it was doing: a connection's death unheard would end this process too.
    const until = performance.now() + 2_000
    while (performance.now() < until)
      await log.asOwner(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    await log.happen(4)
    await sequencer.stop()
    expect((await audit(log.app)).size).toBe(4)
    expect(said).toEqual([])
  })

  test('signs nothing on a tree that is not what was signed, and says so once', async () => {
    await log.happen(10)
    await log.turn()
    const before = (await log.app.inject('/log/checkpoint')).body
    const spoil = `alter table log_tiles disable trigger only_widens;
      update log_tiles set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1); alter table log_tiles enable trigger only_widens`
    await log.asOwner(spoil)
    await log.happen(1)
    await expect(log.turn()).rejects.toThrow('TLOG-13')
    const said: string[] = []
    const sequencer = await startSequencer(log.house, 10, (line) => said.push(line))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sequencer.stop()
    expect(said).toEqual([expect.stringContaining('size 10')])
    expect((await log.app.inject('/log/checkpoint')).body).toBe(before)
    await log.asOwner(spoil)
    expect(await log.turn()).toBe(1)
  })

  test('signs nothing when numbered leaves are gone, or under another key', async () => {
    await log.happen(10)
    await log.turn()
    const stranger = houseOn(log.database.connection, await testKeys())
    await log.happen(1)
    await expect(log.turn(stranger)).rejects.toThrow('TLOG-8')
    await stranger.pool.end()
    await log.asOwner('delete from log_leaves where leaf_index = 9')
    await expect(log.turn()).rejects.toThrow('TLOG-13')
  })

  test('under a new public name signs the same tree again under that name', async () => {
    await log.happen(3)
    await log.turn()
    const named = houseOn(log.database.connection, await keysIn(log.keysFolder), {
      PUBLIC_URL: 'https://pos.example:8443/app',
    })
    const there = await openHttp(named, {} as Handlers)
    openLog(there, named)
    expect(await log.turn(named)).toBe(0)
    expect(await audit(there)).toMatchObject({ origin: 'pos.example:8443/log', size: 3 })
    expect(await audit(log.app)).toMatchObject({ origin: 'fangxin.local/log', size: 3 })
    await there.close()
    await named.pool.end()
  })
})
