/**
 * Promise: creating an application costs at most 4 ms and reading a case at most 1.5 ms of server + database CPU per
 * request at 8 connections, with audit, row-level security and idempotency; server memory at most 250 MB.
 * Floor: floor-server.ts, the same rows by hand, measured in turns with the product in the same run.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cpuMs, residentMb } from './process-cost.ts'

const CONNECTIONS = 8
const REQUESTS = 2_000
const ROUNDS = 3

type Target = {
  readonly name: string
  readonly child: ChildProcess
  readonly url: string
  readonly cookie: string
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

const send = (target: Target, path: string, key: string | null): Promise<string> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      `${target.url}${path}`,
      {
        agent,
        method: key === null ? 'GET' : 'POST',
        headers: {
          cookie: target.cookie,
          ...(key === null ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(key === null ? undefined : '{}')
  })

const firstLine = (child: ChildProcess, wanted: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    lines.on('line', (line) => wanted.test(line) && resolve(line))
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it served`)))
  })

const folders: string[] = []
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'fangxin-bench-'))
  folders.push(path)
  return path
}

const startFloor = async (): Promise<Target> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'floor-server.ts'), folder()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { url, token } = JSON.parse(await firstLine(child, /^\{/)) as { url: string; token: string }
  return { name: 'floor', child, url, cookie: `s=${token}` }
}

/** The product as an operator runs it: the story is told first, then the demo's own checks are off. */
const startProduct = async (): Promise<Target> => {
  const cli = join(import.meta.dirname, '../apps/cli/fangxin.mjs')
  const dataDir = folder()
  const serve = async (demo: '0' | '1') => {
    const env = { ...process.env, PORT: '0', ISO8583_PORT: '0', DATA_DIR: dataDir, FANGXIN_DEMO: demo }
    // As `npm start` runs it: a small young generation keeps the resident size down.
    const child = spawn(process.execPath, ['--max-semi-space-size=4', cli, 'serve'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return { child, url: (await firstLine(child, /^fangxin ready/)).split(' ')[2] ?? '' }
  }
  const story = await serve('1')
  const people = (await (await fetch(`${story.url}/demo/people`)).json()) as { role: string; phone: string }[]
  const phone = people.findLast(({ role }) => role === 'merchant')?.phone
  const entered = await fetch(`${story.url}/api/demo.enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone }),
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  await stop(story.child)
  return { name: 'product', ...(await serve('0')), cookie }
}

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** CPU milliseconds per request of the whole process tree, at eight connections. */
const cost = async (target: Target, path: (turn: number) => string, keys: boolean): Promise<number> => {
  const pid = target.child.pid ?? 0
  let turn = 0
  const worker = async () => {
    for (let mine = turn++; mine < REQUESTS; mine = turn++)
      await send(target, path(mine), keys ? `bench-${Date.now()}-${mine}` : null)
  }
  const before = cpuMs(pid)
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  return (cpuMs(pid) - before) / REQUESTS
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const targets = [await startFloor(), await startProduct()]
try {
  const create: Record<string, number[]> = { floor: [], product: [] }
  const reads: Record<string, number[]> = { floor: [], product: [] }
  for (let round = 0; round <= ROUNDS; round++)
    for (const target of targets) {
      const created = await cost(target, () => '/api/cases.open', true)
      const { caseId } = JSON.parse(await send(target, '/api/cases.open', `bench-one-${round}`)) as {
        caseId: string
      }
      const read = await cost(target, () => `/api/cases.case?caseId=${caseId}`, false)
      // The first round warms both up.
      if (round === 0) continue
      create[target.name]?.push(created)
      reads[target.name]?.push(read)
    }
  const report = (what: string, figures: Record<string, number[]>, limit: number) => {
    const [floor, product] = [median(figures['floor'] ?? []), median(figures['product'] ?? [])]
    const verdict = product <= limit ? 'kept' : 'BROKEN'
    process.stdout.write(
      `${what}: ${product.toFixed(2)} ms CPU/request, floor ${floor.toFixed(2)}, ratio ${(product / floor).toFixed(2)}; promise ≤ ${limit} ms: ${verdict}\n`,
    )
    if (product > limit) process.exitCode = 1
  }
  report('create application', create, 4)
  report('read case', reads, 1.5)
  const rss = residentMb(targets[1]?.child.pid ?? 0)
  process.stdout.write(
    `server memory after ${REQUESTS * 2 * (ROUNDS + 1)} requests: ${rss.toFixed(0)} MB; promise ≤ 250 MB: ${rss <= 250 ? 'kept' : 'BROKEN'}\n`,
  )
  if (rss > 250) process.exitCode = 1
} finally {
  agent.destroy()
  await Promise.all(targets.map(({ child }) => stop(child)))
  for (const path of folders) rmSync(path, { recursive: true, force: true })
}
