import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, type FilesS3, readConfig } from './config.ts'
import { type FileStore, openDisk, openFiles } from './file-store.ts'
import { openS3 } from './s3-files.ts'

/** s3rver as a program of its own: it pages its listings with DES, which OpenSSL 3 keeps behind this flag. */
const startS3 = async (directory: string): Promise<{ port: number; stop(): void }> => {
  const source = `
    const S3rver = require(process.argv[1])
    const buckets = [{ name: 'papers', configs: [] }]
    new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: process.argv[2], configureBuckets: buckets })
      .run().then(({ port }) => console.log(port))`
  const program = createRequire(import.meta.url).resolve('s3rver')
  const child = spawn(
    process.execPath,
    ['--openssl-legacy-provider', '--no-warnings', '-e', source, program, directory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [first] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(first.toString()), stop: () => void child.kill() }
}

let folder: string
let server: Awaited<ReturnType<typeof startS3>>
let s3: FilesS3

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fangxin-files-'))
  server = await startS3(join(folder, 's3'))
  const env = {
    FILES_S3_BUCKET: 'papers',
    FILES_S3_ENDPOINT: `http://127.0.0.1:${server.port}`,
    // The two words this server program takes.
    FILES_S3_ACCESS_KEY_ID: 'S3RVER',
    FILES_S3_SECRET_ACCESS_KEY: 'S3RVER',
    FILES_S3_PATH_STYLE: '1',
  }
  const { filesS3 } = readConfig(env, { demo: false })
  if (filesS3 === null) throw new Error('the environment names a bucket')
  s3 = filesS3
})
afterAll(async () => {
  server.stop()
  await rm(folder, { recursive: true, force: true })
})

const keysOf = async (store: FileStore, prefix?: string): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key, storedAt } of store.list(prefix)) {
    expect(Math.abs(Date.now() - storedAt.getTime())).toBeLessThan(60_000)
    keys.push(key)
  }
  return keys.toSorted()
}

describe.each([
  ['a folder', () => openFiles(join(folder, 'disk'), null)],
  ['an S3 server', () => openFiles(folder, s3)],
] as const)('%s', (_, open) => {
  test('what is put is got, listed, replaced and removed', async () => {
    const store = await open()
    const bytes = randomBytes(3_000_000)
    await store.put('doc_a.1', bytes)
    await store.put('doc_a.2', Buffer.from('two'))
    await store.put('other.1', Buffer.alloc(0))
    expect((await store.get('doc_a.1')).equals(bytes)).toBe(true)
    expect((await store.get('other.1')).length).toBe(0)
    await store.put('doc_a.2', Buffer.from('two again'))
    expect((await store.get('doc_a.2')).toString()).toBe('two again')
    expect(await keysOf(store)).toEqual(['doc_a.1', 'doc_a.2', 'other.1'])
    expect(await keysOf(store, 'doc_')).toEqual(['doc_a.1', 'doc_a.2'])
    await store.remove('doc_a.1')
    await store.remove('doc_a.1')
    expect(await keysOf(store)).toEqual(['doc_a.2', 'other.1'])
    await expect(store.get('doc_a.1')).rejects.toMatchObject({ rule: 'DOC-17', status: 503 })
  })

  test('a key leads nowhere else', async () => {
    const store = await open()
    for (const key of ['../root.key', 'a/b', '.hidden', 'A', '', 'a\0b', 'x'.repeat(190)])
      await expect(store.put(key, Buffer.from('x')), key).rejects.toThrow()
  })
})

test('more than one page of a listing', async () => {
  const store = openS3(s3, 2)
  for (const n of [1, 2, 3, 4, 5]) await store.put(`many.${n}`, Buffer.from('x'))
  expect(await keysOf(store, 'many.')).toEqual(['many.1', 'many.2', 'many.3', 'many.4', 'many.5'])
})

test('a store that is not there, or refuses us: said as one thing', async () => {
  const gone = openS3({ ...s3, endpoint: 'http://127.0.0.1:1' })
  await expect(gone.put('a', Buffer.from('x'))).rejects.toMatchObject({ rule: 'DOC-17', status: 503 })
  // This server knows its users by name and does not check a version 4 signature.
  const stranger = openS3({ ...s3, accessKeyId: 'NOBODY' })
  await expect(stranger.put('b', Buffer.from('x'))).rejects.toMatchObject({ rule: 'DOC-17' })
  await expect(openS3({ ...s3, bucket: 'nobodys' }).get('other.1')).rejects.toMatchObject({ rule: 'DOC-17' })
  await writeFile(join(folder, 'a-file'), '')
  await expect(openDisk(join(folder, 'a-file')).put('a', Buffer.from('x'))).rejects.toMatchObject({
    rule: 'DOC-17',
  })
})

test('on disk only the house may read, and a name never has half its bytes', async () => {
  const root = join(folder, 'modes')
  const store = openDisk(root)
  const [small, large] = [Buffer.alloc(4_000_000, 1), Buffer.alloc(4_000_001, 2)]
  await store.put('doc_b.1', small)
  // Read by its path while it is replaced, over and over: always one of the two, whole.
  const [path] = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  if (path === undefined) throw new Error('nothing was put')
  let replaced = false
  const replacing = (async () => {
    for (let turn = 0; turn < 6; turn++) await store.put('doc_b.1', turn % 2 === 0 ? large : small)
    replaced = true
  })()
  const lengths = new Set<number>()
  while (!replaced) lengths.add((await readFile(path)).length)
  await replacing
  expect([...lengths].filter((length) => length !== small.length && length !== large.length)).toEqual([])
  if (process.platform === 'win32') return
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700)
})

test('a bucket without its keys is no configuration', () => {
  expect(() => readConfig({ FILES_S3_BUCKET: 'papers' }, { demo: false })).toThrow(ConfigError)
  expect(readConfig({}, { demo: false })).toMatchObject({ filesS3: null, clamd: null })
})
