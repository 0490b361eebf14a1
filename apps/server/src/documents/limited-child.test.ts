import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childWalls, runLimited } from './limited-child.ts'

const limits = { wallMs: 5_000, heapMegabytes: 64, residentMegabytes: 256, outputBytes: 100_000 }
const onLinux = process.platform === 'linux'

let folder: string
let listener: Server
let port: number
let called = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fangxin-child-'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  listener = createServer((socket) => {
    called += 1
    socket.destroy()
  })
  port = await new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port))
  })
})
afterAll(async () => {
  listener.close()
  await rm(folder, { recursive: true, force: true })
})

const run = async (source: string, changed: Partial<typeof limits> = {}, input = 'in') => {
  const entry = join(folder, `probe-${Math.random().toString(36).slice(2)}.mjs`)
  await writeFile(entry, source)
  return runLimited(entry, String(port), [`${folder}/`], Buffer.from(input), { ...limits, ...changed })
}

/** Tries each thing and says what came of it. */
const attempts = `
  import fs from 'node:fs'
  import net from 'node:net'
  const tried = {}
  const attempt = async (name, work) => {
    try { await work(); tried[name] = 'done' } catch (error) { tried[name] = error.code ?? error.name }
  }
  await attempt('reads a file of the house', () => fs.readFileSync('/etc/hostname'))
  await attempt('reads its own folder', () => fs.readFileSync(new URL('package.json', import.meta.url)))
  await attempt('writes', () => fs.writeFileSync(new URL('left-behind', import.meta.url), 'x'))
  await attempt('starts a program', async () => (await import('node:child_process')).execFileSync('true'))
  await attempt('starts a worker', async () => new (await import('node:worker_threads')).Worker('1', { eval: true }))
  await attempt('makes code of text', () => new Function('return 1')())
  await attempt('calls out', () => new Promise((resolve, reject) => {
    net.connect(Number(process.argv[2]), '127.0.0.1').on('connect', resolve).on('error', reject)
  }))
  tried['knows the environment'] = Object.keys(process.env).filter((name) => !/^(PWD|SHLVL|_|OLDPWD)$/.test(name)).length
  process.stdout.write(JSON.stringify(tried))
`

test('the child reads its own folders and can do nothing else', async () => {
  const { ended, output, complaint } = await run(attempts)
  expect(complaint).toBe('')
  expect(ended).toBe('well')
  const tried = JSON.parse(output.toString()) as Record<string, string | number>
  const { networkDeniedByNode, networkDeniedByKernel } = await childWalls()
  const called_out = tried['calls out']
  delete tried['calls out']
  expect(tried).toEqual({
    'reads a file of the house': 'ERR_ACCESS_DENIED',
    'reads its own folder': 'done',
    writes: 'ERR_ACCESS_DENIED',
    'starts a program': 'ERR_ACCESS_DENIED',
    'starts a worker': 'ERR_ACCESS_DENIED',
    'makes code of text': 'EvalError',
    'knows the environment': 0,
  })
  // Node 24 on a machine without user namespaces has no wall here, and says so when the house opens.
  if (networkDeniedByNode || networkDeniedByKernel)
    expect([called_out, called]).toEqual([expect.any(String), 0])
  if (networkDeniedByNode || networkDeniedByKernel) expect(called_out).not.toBe('done')
})

test('too long, too much memory, too much output: killed, each for its reason', async () => {
  const ends = await Promise.all([
    run('for (;;) {}', { wallMs: 700 }),
    run(`const held = []; setInterval(() => held.push(Buffer.alloc(20_000_000, 1)), 10)`),
    run(`for (let n = 0; n < 50; n++) process.stdout.write('x'.repeat(10_000)); setTimeout(() => {}, 4_000)`),
    run('process.stdin.destroy(); process.exit(3)', {}, 'x'.repeat(1_000_000)),
  ])
  expect(ends.map(({ ended }) => ended)).toEqual(['time', onLinux ? 'memory' : 'time', 'output', 'failed'])
  if (onLinux) expect(ends[1]?.peakMegabytes).toBeLessThan(400)
})
