/**
 * Promise: heartbeats of 100,000 terminals every five minutes (333 a second) are absorbed with at most 10 % of one core,
 * and with one statement for the rows of a batch. Told for each door: CPU of the server, of the database beside it, and
 * how much of the server's was collecting garbage. Floor: a server in the same run that takes the same requests over the
 * same connections and answers them without looking.
 *
 * Three doors: HTTPS whose TLS ends in a proxy that keeps its connections to the house; a connection for each heartbeat,
 * as without such a proxy; a broker. As in life, every third terminal's bound place has to be opened anew.
 * A server that is spoken to 333 times a second takes minutes until its engine has compiled what it runs; one that has
 * worked for days has that behind it. So floor and house are first asked six times as often.
 * `npm run bench -- heartbeats 100000 60`: terminals, seconds.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import pg from 'pg'
import { declared } from '#vault/datum.ts'
import { readConfig } from '../apps/server/src/house/config.ts'
import { type Keys, openConfiguredKeys } from '../apps/server/src/house/keys.ts'
import { migrate } from '../apps/server/src/house/migrate.ts'
import { startPostgres } from '../apps/server/src/house/postgres.ts'
import { cpuMs, residentMb } from './process-cost.ts'

const PROMISED_CORE = 0.1
const PER_SECOND = 1000 / 3
const WARM_UP_FACTOR = 6
const [terminals = 100_000, seconds = 60] = process.argv.slice(2).map(Number).filter(Number.isFinite)

const floorServer = async (): Promise<void> => {
  const server = createServer((incoming, answer) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      answer.setHeader('content-type', 'application/json')
      answer.end('{"taken":true}')
    })
  })
  server.listen(0, '127.0.0.1', 4_096)
  await once(server, 'listening')
  process.once('disconnect', () => process.exit())
  process.send?.((server.address() as { port: number }).port)
}

const brokerServer = async (): Promise<void> => {
  const broker = await Aedes.createBroker()
  const server = createTcp(broker.handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.once('disconnect', () => process.exit())
  process.send?.((server.address() as { port: number }).port)
}

type Terminal = { readonly deviceId: string; readonly key: Buffer }
type Said = { readonly deviceId: string; readonly mac: string; readonly body: string }

const say = ({ deviceId, key }: Terminal, beatNo: number): Said => {
  const now = new Date().toISOString()
  const body = JSON.stringify({
    ...{ deviceId, generation: 1, beatNo, at: now, health: 'ok', printer: 'ok', battery: 80, signalDbm: -71 },
    ...{ unsent: 3, unsentSince: now, lastSaleAt: now, lastSettledAt: null, firmwareVersion: '1.4.2' },
    ...{ firmwareHash: 'a'.repeat(64), firmwareNo: 0, parametersNo: 0, tampered: false },
    fix: { latitudeE6: 22_540_000, longitudeE6: 114_050_000, accuracyMetres: 20 },
  })
  return { deviceId, mac: createHmac('sha256', key).update(body).digest('hex'), body }
}

/** What the answers were, by status; 0: no connection came about. */
const answered = new Map<number, number>()

const proxy = new Agent({ keepAlive: true, maxSockets: 256 })

const post = (port: number, { mac, body }: Said, agent: Agent | false): Promise<number> =>
  new Promise((resolve) => {
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port, path: '/api/heartbeats.send', method: 'POST', agent },
        headers: {
          ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          ...{ 'fangxin-device-mac': mac, connection: agent ? 'keep-alive' : 'close' },
        },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          answered.set(status, (answered.get(status) ?? 0) + 1)
          resolve(status)
        })
      },
    )
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })

/** Places opened lately stand open for a quarter of an hour, three heartbeats: of so many in a row one is a fresh one. */
const HEARD_BEFORE_FRESH = 3
let fresh = 0

const next = (fleet: readonly Terminal[], sent: number): Terminal => {
  const heard = Math.floor(fleet.length / 3)
  const of = sent % HEARD_BEFORE_FRESH === 0 ? heard + (fresh++ % (fleet.length - heard)) : sent % heard
  return fleet[of] as Terminal
}

/** Sends at the promised pace for so long, terminal after terminal; answers how many were sent and not taken. */
const drive = async (
  fleet: readonly Terminal[],
  turn: number,
  give: (said: Said) => Promise<boolean>,
  perSecond: number,
) => {
  const start = performance.now()
  const answers: Promise<boolean>[] = []
  let slowest = 0
  for (let sent = 0; performance.now() - start < seconds * 1000; ) {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond)
    for (; sent < due; sent++) {
      const number = turn * 1_000_000 + sent
      const began = performance.now()
      const said = say(next(fleet, sent), number)
      answers.push(
        give(said).then((taken) => {
          slowest = Math.max(slowest, performance.now() - began)
          return taken
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const taken = await Promise.all(answers)
  return { sent: taken.length, refused: taken.filter((each) => !each).length, slowestMs: Math.round(slowest) }
}

const firstLine = (child: ChildProcess, wanted: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    lines.on('line', (line) => wanted.test(line) && resolve(line))
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it served`)))
  })

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

const acquirer = 'org_bench'
const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(32, '0')}`
const home = { latitudeE6: 22_540_000, longitudeE6: 114_050_000, accuracyMetres: 10 }

/** As many live, enrolled terminals as asked for, ten to a shop, each with its sealed place. */
const seed = async (owner: pg.Client, keys: Keys): Promise<Terminal[]> => {
  const shops = Math.ceil(terminals / 10)
  await owner.query(
    `insert into organisations (organisation_id, kind, name)
     select $1, 'acquirer', 'a' union all select 'org_' || lpad(n::text, 32, '0'), 'merchant', 'm' from generate_series(0, $2 - 1) n`,
    [acquirer, shops],
  )
  await owner.query(
    `insert into models (model_code, acquirer_id, maker, name, terminal_kind, registry_code, firmware_version, price_cap_fen, certificates, version, registered_at)
     values ('M', $1, 'm', 'm', 'smart-pos', '04', '1.4.2', 1, '[]', 1, now())`,
    [acquirer],
  )
  await owner.query(
    `insert into cases (case_id, merchant_id, acquirer_id, step, version, state, opened_at, updated_at)
     select 'cas_' || lpad(n::text, 32, '0'), 'org_' || lpad(n::text, 32, '0'), $1, 'live', 1, '{}', now(), now()
       from generate_series(0, $2 - 1) n`,
    [acquirer, shops],
  )
  await owner.query(
    `insert into devices (device_id, acquirer_id, model_code, serial_no, status, case_id, merchant_id, version, state, updated_at)
     select 'dev_' || lpad(n::text, 32, '0'), $1, 'M', 'BENCH' || n, 'live', null, 'org_' || lpad((n / 10)::text, 32, '0'), 1,
       jsonb_build_object('status', 'live', 'binding', jsonb_build_object('place', 'val_' || lpad(n::text, 32, '0'))), now()
       from generate_series(0, $2 - 1) n`,
    [acquirer, terminals],
  )
  const now = new Date().toISOString()
  const {
    deviceId: _,
    generation: __,
    fix: ___,
    ...told
  } = JSON.parse(say({ deviceId: '', key: Buffer.alloc(1) }, 1).body)
  const seen = { ...told, receivedAt: now, skewSeconds: 0, metresAway: 0, fixesAway: 0, fixesHome: 9 }
  await owner.query(
    `insert into fleet (device_id, acquirer_id, generation, enrolled_at, beat_no, seen_at, seen, trail)
     select 'dev_' || lpad(n::text, 32, '0'), $1, 1, now(), 1, now(), $3, array(select generate_series(1, 95)) from generate_series(0, $2 - 1) n`,
    [acquirer, terminals, JSON.stringify(seen)],
  )
  await keys.ring.tenant(acquirer)
  const owned = (n: number) => ({ tenant: acquirer, subject: idOf('org', Math.floor(n / 10)) })
  for (let from = 0; from < terminals; from += 5_000) {
    const numbers = Array.from({ length: Math.min(5_000, terminals - from) }, (_, n) => from + n)
    // The store waits for the disk at every first key; the bench has no need of that.
    keys.ring.store.together(() => {
      for (const n of numbers)
        if (n % 10 === 0)
          void keys.ring.ring({ ...owned(n), keep: declared('vault_values.terminalPlace').keep })
    })
    const sealed = await Promise.all(
      numbers.map((n) =>
        keys.seal(
          { datum: 'vault_values.terminalPlace', row: idOf('val', n), ...owned(n) },
          JSON.stringify(home),
        ),
      ),
    )
    await owner.query(
      `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked)
       select v, 'o', c, 'terminalPlace', s, '' from unnest($1::text[], $2::text[], $3::bytea[]) as t(v, c, s)`,
      [numbers.map((n) => idOf('val', n)), numbers.map((n) => idOf('cas', Math.floor(n / 10))), sealed],
    )
  }
  await owner.query('vacuum analyze')
  await owner.query('checkpoint')
  return Array.from({ length: terminals }, (_, n) => {
    const deviceId = idOf('dev', n)
    return { deviceId, key: keys.mac('terminal', `${deviceId}/1`) }
  })
}

const written = async (owner: pg.Client) => {
  const { rows } = await owner.query<{ batches: number; updated: number; hot: number; incidents: number }>(
    `select (select count(*) from heartbeat_batches)::integer as batches, n_tup_upd::integer as updated,
       n_tup_hot_upd::integer as hot, (select count(*) from incidents)::integer as incidents
       from pg_stat_user_tables where relname = 'fleet'`,
  )
  return rows[0] ?? { batches: 0, updated: 0, hot: 0, incidents: 0 }
}

/** The postmaster, parent of the backend that answers. */
const postmasterOf = async (owner: pg.Client): Promise<number> => {
  const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid')
  const text = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8')
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
}

/** Inside the house's process: adds up the pauses for garbage and tells the sum when asked. */
const countGarbage = `data:text/javascript,${encodeURIComponent(`
  import { PerformanceObserver } from 'node:perf_hooks'
  let ms = 0
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) ms += duration }).observe({ entryTypes: ['gc'] })
  process.on('message', () => process.send(ms))
  process.channel.unref()
`)}`

const garbageMs = async (house: ChildProcess): Promise<number> => {
  house.send('garbage')
  return Number((await once(house, 'message'))[0])
}

const main = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fangxin-bench-'))
  const postgres = await startPostgres({ dataDir })
  await migrate(postgres.connection)
  const owner = new pg.Client(postgres.connection)
  await owner.connect()
  const keys = await openConfiguredKeys(readConfig({ DATA_DIR: dataDir }, { demo: false }))
  const fleet = await seed(owner, keys)
  keys.close()
  const [floor, broker] = [fork(import.meta.filename, ['floor']), fork(import.meta.filename, ['broker'])]
  const [[floorPort], [brokerPort]] = (await Promise.all([
    once(floor, 'message'),
    once(broker, 'message'),
  ])) as [[number], [number]]
  const brokerUrl = `mqtt://127.0.0.1:${brokerPort}`
  const { host, user, database } = postgres.connection
  const house = spawn(
    process.execPath,
    [`--import=${countGarbage}`, join(import.meta.dirname, '../apps/cli/fangxin.mjs'), 'serve'],
    {
      env: {
        ...process.env,
        ...{
          PORT: '0',
          ISO8583_PORT: '0',
          DATA_DIR: dataDir,
          FANGXIN_DEMO: '0',
          CLAMD: 'off',
          MQTT_URL: brokerUrl,
        },
        DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}/${database}`,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  try {
    const port = Number(/:(\d+)$/.exec((await firstLine(house, /^fangxin ready/)).trim())?.[1])
    const database = await postmasterOf(owner)
    const publisher = await mqtt.connectAsync(brokerUrl)
    const over = (to: number, agent: Agent | false) => async (said: Said) =>
      (await post(to, said, agent)) === 200
    const doors: readonly {
      readonly name: string
      readonly warmsUp?: true
      readonly isFloor?: true
      readonly give: (said: Said) => Promise<boolean>
    }[] = [
      { name: 'floor, warming up', isFloor: true, warmsUp: true, give: over(floorPort, proxy) },
      { name: 'floor, kept connections', isFloor: true, give: over(floorPort, proxy) },
      { name: 'floor, a connection each', isFloor: true, give: over(floorPort, false) },
      // Opens the places of those heard before as well.
      { name: 'warming up', warmsUp: true, give: over(port, proxy) },
      { name: 'HTTPS, kept connections', give: over(port, proxy) },
      { name: 'HTTPS, a connection each', give: over(port, false) },
      {
        name: 'MQTT, through a broker',
        async give({ deviceId, mac, body }) {
          await publisher.publishAsync(`fangxin/${deviceId}/heartbeat`, `${mac}.${body}`, { qos: 1 })
          return true
        },
      },
    ]
    const percent = (part: number) => `${(part * 100).toFixed(1)} %`
    for (const [turn, { name, isFloor, warmsUp, give }] of doors.entries()) {
      const server = isFloor ? (floor.pid ?? 0) : (house.pid ?? 0)
      const [serverBefore, databaseBefore, rowsBefore] = [
        cpuMs(server),
        cpuMs(database),
        await written(owner),
      ]
      const garbageBefore = await garbageMs(house)
      const start = performance.now()
      answered.clear()
      const { sent, refused, slowestMs } = await drive(
        fleet,
        turn + 1,
        give,
        warmsUp ? WARM_UP_FACTOR * PER_SECOND : PER_SECOND,
      )
      if (name.startsWith('MQTT')) await new Promise((resolve) => setTimeout(resolve, 2_000))
      const elapsed = performance.now() - start
      const [serverCore, databaseCore] = [
        (cpuMs(server) - serverBefore) / elapsed,
        (cpuMs(database) - databaseBefore) / elapsed,
      ]
      const garbage = ((await garbageMs(house)) - garbageBefore) / elapsed
      const count = `${name}: ${sent} heartbeats in ${Math.round(elapsed / 1000)} s, ${refused} refused, server ${percent(serverCore)} of one core`
      if (isFloor) {
        process.stdout.write(`${count}, slowest answer ${slowestMs} ms\n`)
        continue
      }
      // The counters of a table are told a moment after the fact.
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const rows = await written(owner)
      const batches = rows.batches - rowsBefore.batches
      const updated = rows.updated - rowsBefore.updated
      const inPlace = (rows.hot - rowsBefore.hot) / Math.max(1, updated)
      const kept = serverCore <= PROMISED_CORE && refused === 0
      const promise = warmsUp ? '' : `; promise ≤ ${percent(PROMISED_CORE)}: ${kept ? 'kept' : 'BROKEN'}`
      process.stdout.write(
        `${count} (garbage ${percent(garbage)}), database ${percent(databaseCore)}, slowest answer ${slowestMs} ms; ` +
          `${batches} batches of ${(sent / Math.max(1, batches)).toFixed(0)}, one statement and one row of history each, ` +
          `${updated} newest states (${percent(inPlace)} in place), ${rows.incidents} incidents${promise}\n`,
      )
      if (promise !== '' && !kept) process.exitCode = 1
    }
    process.stdout.write(`server memory: ${residentMb(house.pid ?? 0).toFixed(0)} MB\n`)
    const [one = 0, five = 0] = loadavg()
    process.stdout.write(
      `load of the machine: ${one.toFixed(1)} over a minute, ${five.toFixed(1)} over five\n`,
    )
    await publisher.endAsync(true)
  } finally {
    await stop(house)
    floor.disconnect()
    broker.disconnect()
    await owner.end()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const kind = process.argv[2]
if (process.send !== undefined && kind === 'floor') await floorServer()
else if (process.send !== undefined && kind === 'broker') await brokerServer()
else await main()
