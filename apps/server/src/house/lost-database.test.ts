import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { testConfig } from '../../test/test-config.ts'
import { cast } from '../../../../scripts/demo/cast.ts'
import { signIn } from '../../../../scripts/demo/person.ts'
import { openHouse, type Running } from '../main.ts'
import { type KeptPostgres, keepPostgres } from './kept-postgres.ts'
import { performAsHouse } from './corridor.ts'
import { ensureOperator } from '../people/operator.ts'

const cleaners: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleaners.splice(0).reverse()) await clean()
})

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type Shop = { readonly running: Running; readonly database: KeptPostgres; readonly cookie: string }

/** A house on an embedded PostgreSQL of its own, with one merchant who can open cases. */
const openOn = async (dataDir: string): Promise<Shop> => {
  const database = await keepPostgres(dataDir, () => undefined)
  cleaners.push(() => database.stop())
  const config = testConfig(dataDir, { demo: true })
  const running = await openHouse(config, database.owner, () => undefined)
  cleaners.push(() => running.stop())
  await performAsHouse(running.house, 'test-boot', (errand) => ensureOperator(errand, cast.operator.phone))
  const operator = await signIn(running.url, cast.operator.phone)
  await operator.call('organisations.register', { kind: 'acquirer', ...cast.acquirer })
  await signIn(running.url, cast.merchants.live.phone)
  const entered = await fetch(`${running.url}/api/demo.enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: cast.merchants.live.phone }),
  })
  return { running, database, cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

const command = ({ running, cookie }: Shop, name: string, input: object) =>
  fetch(`${running.url}/api/${name}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })

type Told = { readonly status: number; readonly rule: string; readonly retryAfter: string | null }

/** Opens cases without pause until told to stop; keeps what was acknowledged and what every other answer was. */
const load = (shop: Shop, workers = 6) => {
  const acknowledged: string[] = []
  const refused: Told[] = []
  let stopped = false
  const work = async () => {
    while (!stopped) {
      const answer = await command(shop, 'cases.open', {})
      const body = (await answer.json()) as { caseId: string; rule: string }
      if (answer.ok) acknowledged.push(body.caseId)
      else {
        refused.push({
          status: answer.status,
          rule: body.rule,
          retryAfter: answer.headers.get('retry-after'),
        })
        await sleep(20)
      }
    }
  }
  const all = Promise.all(Array.from({ length: workers }, work))
  return {
    acknowledged,
    refused,
    until: async (enough: () => boolean, what: string, ms = 40_000) => {
      const end = Date.now() + ms
      while (!enough()) {
        if (Date.now() > end)
          throw new Error(
            `${what} did not come: ${acknowledged.length} done, ${JSON.stringify(refused.at(-1))}`,
          )
        await sleep(10)
      }
    },
    stop: () => {
      stopped = true
      return all
    },
  }
}

const unavailable = { status: 503, rule: 'HTTP-503', retryAfter: '2' }

const allKept = async ({ running, cookie }: Shop, caseIds: readonly string[]): Promise<string[]> => {
  const lost: string[] = []
  for (const caseId of caseIds) {
    const answer = await fetch(`${running.url}/api/cases.case?caseId=${caseId}`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (answer.status !== 200) lost.push(`${caseId} ${answer.status}`)
  }
  return lost
}

test('a database killed under load answers 503 and comes back by itself, with everything acknowledged', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'fangxin-test-')), 'data')
  cleaners.push(() => rmSync(join(dataDir, '..'), { recursive: true, force: true, maxRetries: 10 }))
  const shop = await openOn(dataDir)
  const delivered: string[] = []
  Object.assign(shop.running.house, {
    sendMessage: async (phone: string) => {
      delivered.push(phone)
      return 'test'
    },
  })
  const { acknowledged, refused, until, stop } = load(shop)
  for (let round = 1; round <= 3; round++) {
    const before = { done: acknowledged.length, refused: refused.length }
    await until(() => acknowledged.length > before.done + 20, 'work before the kill')
    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    await until(() => refused.length > before.refused, 'a refusal')
    const { length } = acknowledged
    await until(() => acknowledged.length > length + 20, 'the database back')
  }
  await stop()
  // No 500, no hanging up: each refusal says that it is for now and when to ask again.
  expect(refused.filter((told) => JSON.stringify(told) !== JSON.stringify(unavailable))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(100)
  expect(await allKept(shop, acknowledged)).toEqual([])
  expect((await fetch(`${shop.running.url}/readyz`)).status).toBe(200)
  // The job runner has found its way back too: a code still reaches its telephone.
  const phone = '19900000066'
  expect((await command(shop, 'people.request-code', { phone })).status).toBe(200)
  await until(() => delivered.includes(`+86${phone}`), 'the message')
})

const mounted = mkdtempSync(join(tmpdir(), 'fangxin-disk-'))
// 160 MB hold a cluster with room to work, and are soon full.
const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', mounted], {
  encoding: 'utf8',
})
const canMount = mount.status === 0

afterAll(() => {
  if (canMount) spawnSync('umount', ['-l', mounted])
  rmSync(mounted, { recursive: true, force: true })
})

/** Takes every byte the disk still has, to the last page. */
const fillUp = (path: string): void => {
  const file = openSync(path, 'w')
  for (const size of [1 << 20, 1 << 12]) {
    const block = Buffer.alloc(size, 1)
    try {
      while (writeSync(file, block) === size);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
}

// Skipped where a small disk cannot be mounted (only root may): a simulated ENOSPC would prove nothing.
test.skipIf(!canMount)(
  'a full disk answers 503 and is written again once there is room, with everything acknowledged',
  async () => {
    cleaners.push(() => {
      spawnSync('umount', ['-l', mounted])
      rmSync(mounted, { recursive: true, force: true })
    })
    const shop = await openOn(join(mounted, 'data'))
    const ballast = join(mounted, 'ballast')
    const { acknowledged, refused, until, stop } = load(shop)
    await until(() => acknowledged.length > 20, 'work before')
    fillUp(ballast)
    await until(() => refused.length > 20, 'a refusal for want of room')
    const list = await fetch(`${shop.running.url}/api/cases.list`, { headers: { cookie: shop.cookie } })
    expect([200, 503]).toContain(list.status)
    rmSync(ballast)
    const { length } = acknowledged
    await until(() => acknowledged.length > length + 50, 'room to write again')
    await stop()
    expect(refused.filter((told) => JSON.stringify(told) !== JSON.stringify(unavailable))).toEqual([])
    expect(await allKept(shop, acknowledged)).toEqual([])
  },
)
