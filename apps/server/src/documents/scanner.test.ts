import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eicar, zipBehind } from '../../test/hostile-files.ts'
import { scan, scannerAddress } from './scanner.ts'

const there = spawnSync('clamd', ['--version'], { encoding: 'utf8' })
// A skipped file must say why: without Debian's clamav-daemon nothing here can be asked.
const why = there.status === 0 ? '' : ' (skipped: no clamd on this machine)'

let folder: string
let clamd: ChildProcess
let socket: string

const answers = async (): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy()
      resolve(true)
    }).once('error', () => resolve(false))
  })

describe.skipIf(why !== '')(`a real clamd${why}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fangxin-clamd-'))
    socket = join(folder, 'clamd.sock')
    // The signature of EICAR's 68 bytes alone: the real databases need a network.
    await writeFile(join(folder, 'local.ndb'), `Eicar-Test-Local:0:*:${Buffer.from(eicar).toString('hex')}\n`)
    const settings = [
      `LocalSocket ${socket}`,
      `DatabaseDirectory ${folder}`,
      'Foreground yes',
      'StreamMaxLength 1M',
      'MaxThreads 2',
      'SelfCheck 0',
    ]
    await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
    clamd = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    while (!(await answers())) {
      if (clamd.exitCode !== null) throw new Error(`clamd ended with ${clamd.exitCode}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  afterAll(async () => {
    clamd.kill()
    await rm(folder, { recursive: true, force: true })
  })

  test('clean is clean; the test virus is found alone, in a zip and behind a picture', async () => {
    expect(await scan(socket, Buffer.from('an honest file'))).toBe('clean')
    expect(await scan(socket, Buffer.alloc(900_000, 'x'))).toBe('clean')
    for (const file of [
      Buffer.from(eicar),
      zipBehind(0, 'eicar.com', eicar),
      Buffer.concat([
        Buffer.from('ffd8ffe000104a464946', 'hex'),
        Buffer.alloc(300_000, 1),
        Buffer.from(eicar),
      ]),
    ])
      expect(await scan(socket, file)).toMatchObject({
        rule: 'DOC-7',
        params: { found: 'Eicar-Test-Local.UNOFFICIAL' },
      })
  })

  test('a file larger than the scanner takes is refused, not waved through', async () => {
    await expect(scan(socket, Buffer.alloc(3_000_000))).rejects.toMatchObject({ rule: 'DOC-8', status: 503 })
  })
})

test('configured and not there, hanging up, or talking nonsense: refused', async () => {
  const silent = createServer((peer) => peer.on('error', () => {}).end())
  const babbling = createServer((peer) => peer.on('error', () => {}).end('stream: OK? perhaps\0'))
  const port = (server: typeof silent) =>
    new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
  const addresses = [
    '/nowhere/clamd.sock',
    `127.0.0.1:${await port(silent)}`,
    `127.0.0.1:${await port(babbling)}`,
  ]
  try {
    for (const address of addresses)
      await expect(scan(address, Buffer.from('x')), address).rejects.toMatchObject({
        rule: 'DOC-8',
        status: 503,
      })
  } finally {
    silent.close()
    babbling.close()
  }
})

test('which scanner: the configured one, the usual one if it is there, none', async () => {
  expect(scannerAddress('127.0.0.1:3310', () => true)).toBe('127.0.0.1:3310')
  expect(scannerAddress('off', () => true)).toBeNull()
  expect(scannerAddress(null, () => false)).toBeNull()
  expect(scannerAddress(null, (path) => path === '/run/clamav/clamd.ctl')).toBe('/run/clamav/clamd.ctl')
  expect(await scan(null, Buffer.from(eicar))).toBe('not-scanned')
})
