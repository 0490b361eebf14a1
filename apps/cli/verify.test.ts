import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { seeded } from '../../scripts/crash.ts'
import { signOne, testKey } from '../../scripts/signed-agreements/sign-one.ts'
import { breach } from './breach.ts'
import { check } from './check.ts'
import { cost } from './cost.ts'
import { keys } from './keys.ts'
import { verify } from './verify.ts'

let home: string
let [intact, changed, supplement, trusted, stranger] = ['', '', '', '', '']
let [out, err] = ['', '']

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fangxin-verify-'))
  const at = `${new Date().toISOString().slice(0, 19)}Z`
  const [key, other] = [await testKey(at), await testKey(at)]
  const { file } = await signOne(seeded(11), at, key, null)
  const keep = async (name: string, bytes: Buffer) => {
    await writeFile(join(home, name), bytes)
    return join(home, name)
  }
  intact = await keep('intact.pdf', file)
  supplement = await keep('supplement.pdf', (await signOne(seeded(12), at, key, null, 'supplement')).file)
  trusted = await keep('acquirer.der', key.chain[0] as Buffer)
  stranger = await keep('stranger.der', other.chain[0] as Buffer)
  const bent = Buffer.from(file)
  bent[file.length >> 1] = (bent[file.length >> 1] ?? 0) ^ 1
  changed = await keep('changed.pdf', bent)
})
afterAll(() => rm(home, { recursive: true, force: true }))
beforeEach(() => {
  ;[out, err] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => ((out += String(words)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((words) => ((err += String(words)), true))
})
afterEach(() => vi.restoreAllMocks())

test.each([verify, check, cost, keys, breach])('$name --help: 0, and how it is used', async (command) => {
  expect(await command(['--help'])).toBe(0)
  expect(out).toMatch(new RegExp(`^usage: fangxin ${command.name} `))
  expect(err).toBe('')
})

test('an intact file: 0, what it says, and that nobody vouches for the certificate unless one is named', async () => {
  expect(await verify([intact])).toBe(0)
  expect(out).toContain('完好')
  expect(out).toContain('没有指定信任的证书')
  out = ''
  expect(await verify([intact, '--trust', trusted, '--lang', 'en'])).toBe(0)
  expect(out).toContain('Intact')
  expect(out).toContain('one you trust')
})

test('a supplement says which agreement it changes, and that this alone is not its effect', async () => {
  expect(await verify([supplement, '--json'])).toBe(0)
  const { changes } = JSON.parse(out)
  expect(changes.agreementId).toMatch(/^agr_[0-9a-f]{32}$/u)
  out = ''
  expect(await verify([supplement, '--lang', 'en'])).toBe(0)
  expect(out).toContain(`Changes agreement: ${changes.agreementId}, SHA-256 ${changes.sha256}`)
  expect(out).toContain('whether it took effect stands in the case’s record')
})

test('a changed file and a stranger’s certificate: 1, and the rule with its words in both tongues', async () => {
  expect(await verify([changed, '--json'])).toBe(1)
  const told = JSON.parse(out)
  expect(told.intact).toBe(false)
  expect(told.flaws[0].words.zh.happened).toMatch(/\p{Script=Han}/u)
  expect(told.flaws[0].words.en.remedy).toMatch(/^Do not rely/u)
  out = ''
  expect(await verify([intact, '--trust', stranger, '--json'])).toBe(1)
  expect(JSON.parse(out).flaws).toMatchObject([{ rule: 'AGR-39' }])
})

test('usage and unreadable input: 2', async () => {
  expect(await verify([])).toBe(2)
  expect(await verify([join(home, 'absent.pdf')])).toBe(2)
  err = ''
  expect(await verify(['--nope', intact])).toBe(2)
  expect(err).toMatch(/^usage: fangxin verify/u)
})
