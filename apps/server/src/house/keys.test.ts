import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { data, type Datum, Undeclared } from '#vault/datum.ts'
import { type Place, SealBroken, unframe } from '#vault/envelope.ts'
import { memoryKeks, memoryStore, testKeys } from '../../test/keys.ts'
import { readConfig } from './config.ts'
import { environmentKeks, fileKeks, type KekProvider } from './kek.ts'
import { openKeyStore } from './key-store.ts'
import { Erased, openKeyring, Suspended } from './keyring.ts'
import { rewrapUnderKek, renewDataKeys, rotateKek, rotateTenant } from './key-rotation.ts'
import { makeKeys, openConfiguredKeys } from './keys.ts'

const place = (over: Partial<Place> = {}): Place => ({
  datum: 'vault_values.legalPersonIdNo',
  row: 'val_1',
  tenant: 'org_acquirer',
  subject: 'org_merchant',
  ...over,
})
const value = '11010519491231002X'

const folder = mkdtempSync(join(tmpdir(), 'fangxin-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Seals at each place, then tries every value at every other place; answers moves and refusals. */
const swapAll = async (places: readonly Place[]) => {
  const keys = await testKeys()
  const sealed = await Promise.all(places.map((each) => keys.seal(each, value)))
  const told = { moves: 0, refused: 0 }
  for (const [from, bytes] of sealed.entries())
    for (const [to, there] of places.entries()) {
      if (to === from) continue
      told.moves++
      await keys.open(there, bytes).then(
        () => expect.fail(`${JSON.stringify(places[from])} opened at ${JSON.stringify(there)}`),
        (error) => error instanceof SealBroken && told.refused++,
      )
    }
  return told
}

test('a value opens where it was sealed, and nowhere else: 10,000 moves under one key, 10,000 refusals', async () => {
  const cdd = (Object.keys(data) as Datum[]).filter((datum) => data[datum].keep === 'cdd')
  const places = Array.from({ length: 101 }, (_, n) =>
    place({ datum: cdd[n % cdd.length] as Datum, row: `val_${Math.floor(n / cdd.length)}` }),
  )
  expect(await swapAll(places)).toEqual({ moves: 10_100, refused: 10_100 })
})

test('nor under another tenant, subject, table, column or term: 10,000 more', async () => {
  const all = Object.keys(data) as Datum[]
  const places = Array.from({ length: 101 }, (_, n) =>
    place({ datum: all[n % all.length] as Datum, tenant: `org_${n % 4}`, subject: `sub_${n % 101}` }),
  )
  expect(await swapAll(places)).toEqual({ moves: 10_100, refused: 10_100 })
})

test('each part of the place is bound, and the purpose with its datum', async () => {
  const keys = await testKeys()
  const sealed = await keys.seal(place(), value)
  expect((await keys.open(place(), sealed)).toString()).toBe(value)
  const other: Partial<Place>[] = [
    { row: 'val_2' },
    { tenant: 'org_other' },
    { subject: 'org_other' },
    // Same key, same subject and term: only the associated data differ.
    { datum: 'vault_values.legalPersonName' },
    { datum: 'documents.content' },
  ]
  for (const over of other) await expect(keys.open(place(over), sealed)).rejects.toThrow(SealBroken)
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    await expect(keys.open(place(), changed)).rejects.toThrow(SealBroken)
  }
})

test('nothing undeclared is sealed or opened', async () => {
  const keys = await testKeys()
  const undeclared = place({ datum: 'vault_values.cardVerificationNo' as Datum })
  await expect(keys.seal(undeclared, '123')).rejects.toThrow(Undeclared)
  await expect(keys.open(undeclared, await keys.seal(place(), 'x'))).rejects.toThrow(Undeclared)
})

test('ten thousand seals of one value share no nonce and no ciphertext', async () => {
  const keys = await testKeys()
  const seen = new Set<string>()
  for (let n = 0; n < 10_000; n++)
    seen.add(Buffer.from(unframe(await keys.seal(place(), value)).nonce).toString('hex'))
  expect(seen.size).toBe(10_000)
})

test('an erased subject opens nothing and keeps nothing, also for a process that had the key in memory', async () => {
  const path = join(folder, 'erased.sqlite')
  const provider = memoryKeks()
  const open = () => openKeyStore(path, { id: 'kst_1', profile: 'aes' })
  const [one, other] = [await testKeys(open(), provider), await testKeys(open(), provider)]
  const sealed = await one.seal(place(), value)
  expect((await other.open(place(), sealed)).toString()).toBe(value)
  expect(
    one.destroy(
      [{ tenant: 'org_acquirer', subject: 'org_merchant', keep: 'cdd' }],
      '2026-11-25T00:00:00.000Z',
    ),
  ).toBe(1)
  await expect(one.open(place(), sealed)).rejects.toThrow(Erased)
  await expect(one.seal(place(), value)).rejects.toThrow(Erased)
  await expect
    .poll(() => other.open(place(), sealed).catch((error) => error.name), { timeout: 4_000 })
    .toBe('Erased')
  // Neighbours and other terms are untouched.
  const words = place({ datum: 'vault_values.survey-note' })
  expect((await one.open(words, await one.seal(words, 'x'))).toString()).toBe('x')
  const files = [path, `${path}-wal`].filter(existsSync).map((file) => readFileSync(file))
  const wrapped = open().versions({
    level: 'data',
    tenant: 'org_acquirer',
    subject: 'org_merchant',
    keep: 'cdd',
  })
  expect(wrapped.map(({ wrapped: bytes }) => bytes)).toEqual([null])
  expect(files.length).toBeGreaterThan(0)
})

test('a destroyed key leaves no bytes of itself in the store’s files', async () => {
  const path = join(folder, 'wiped.sqlite')
  const store = openKeyStore(path, { id: 'kst_1', profile: 'aes' })
  const keys = await testKeys(store)
  await keys.seal(place(), value)
  const name = { level: 'data', tenant: 'org_acquirer', subject: 'org_merchant', keep: 'cdd' } as const
  const [before] = store.versions(name)
  const bytes = Buffer.from(before?.wrapped as Uint8Array)
  const stands = () =>
    [path, `${path}-wal`].some((file) => existsSync(file) && readFileSync(file).includes(bytes))
  expect(stands()).toBe(true)
  keys.destroy([name], '2026-11-25T00:00:00.000Z')
  expect(stands()).toBe(false)
})

test('a subject sealed off is stored and nothing else, until that is lifted or a legal duty opens it', async () => {
  const keys = await testKeys()
  const sealed = await keys.seal(place(), value)
  keys.suspend(place(), '2026-11-25T00:00:00.000Z')
  await expect(keys.open(place(), sealed)).rejects.toThrow(Suspended)
  await expect(keys.seal(place(), value)).rejects.toThrow(Suspended)
  expect((await keys.open(place(), sealed, 'legal-duty')).toString()).toBe(value)
  expect(
    (
      await keys.open(place({ subject: 'other' }), await keys.seal(place({ subject: 'other' }), 'x'))
    ).toString(),
  ).toBe('x')
  keys.suspend(place(), null)
  expect((await keys.open(place(), sealed)).toString()).toBe(value)
})

describe('the national algorithms behind the same calls', () => {
  test('values and keys are SM4’s and indexes SM3’s, and a store keeps its profile', async () => {
    const path = join(folder, 'sm.sqlite')
    const provider = memoryKeks()
    const keys = await testKeys(openKeyStore(path, { id: 'kst_sm', profile: 'sm' }), provider)
    const sealed = await keys.seal(place(), value)
    expect(unframe(sealed).algorithm).toMatch(/^SM4-/)
    expect((await keys.open(place(), sealed)).toString()).toBe(value)
    await expect(keys.open(place({ row: 'val_2' }), sealed)).rejects.toThrow(SealBroken)
    expect(keys.index('phone', '13800138000')).toHaveLength(32)
    const later = await testKeys(openKeyStore(path, { id: 'kst_other', profile: 'aes' }), provider)
    expect((await later.open(place(), sealed)).toString()).toBe(value)
    expect(later.ring.store.id).toBe('kst_sm')
    await rotateTenant(keys.ring, 'org_acquirer', '2026-11-25T00:00:00.000Z')
    expect((await keys.open(place(), sealed)).toString()).toBe(value)
  })
})

const softHsm = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'].find(existsSync)

describe('where the key-encryption key comes from', () => {
  /** Sealed under one opening of the house, opened under the next. */
  const survives = async (env: NodeJS.ProcessEnv) => {
    const config = readConfig({ DATA_DIR: mkdtempSync(join(folder, 'data-')), ...env }, { demo: false })
    const first = await openConfiguredKeys(config)
    const sealed = await first.seal(place(), value)
    const index = first.index('phone', '13800138000')
    first.close()
    const second = await openConfiguredKeys(config)
    expect((await second.open(place(), sealed)).toString()).toBe(value)
    expect(second.index('phone', '13800138000')).toEqual(index)
    return { config, second, sealed }
  }

  test('files of the data directory, 0600; without them nothing opens', async () => {
    const { config, second } = await survives({})
    second.close()
    rmSync(join(config.dataDir, 'keys/kek-1.key'))
    await expect(openConfiguredKeys(config)).rejects.toThrow()
    writeFileSync(join(config.dataDir, 'keys/kek-1.key'), Buffer.alloc(32, 1).toString('base64'))
    await expect(openConfiguredKeys(config)).rejects.toThrow(SealBroken)
  })

  test('the environment, with an older one behind it until a rotation', async () => {
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
    const { config, second, sealed } = await survives({ FANGXIN_KEK: `a=${key(1)}` })
    second.close()
    const next = { ...config, keks: { kind: 'environment', value: `b=${key(2)},a=${key(1)}` } } as const
    const keys = await openConfiguredKeys(next)
    expect(await rewrapUnderKek(keys.ring)).toBeGreaterThan(0)
    keys.close()
    const alone = await openConfiguredKeys({ ...config, keks: { kind: 'environment', value: `b=${key(2)}` } })
    expect((await alone.open(place(), sealed)).toString()).toBe(value)
    alone.close()
    await expect(
      openConfiguredKeys({ ...config, keks: { kind: 'environment', value: `a=${key(1)}` } }),
    ).rejects.toThrow('FANGXIN_KEK has no key')
    expect(() => environmentKeks('a=short')).toThrow('32-byte')
  })

  test.skipIf(softHsm === undefined)(
    'a PKCS#11 token (SoftHSM), which never gives its keys out',
    async () => {
      const tokens = mkdtempSync(join(folder, 'tokens-'))
      const configFile = join(tokens, 'softhsm2.conf')
      writeFileSync(
        configFile,
        `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
      )
      process.env['SOFTHSM2_CONF'] = configFile
      execFileSync('softhsm2-util', [
        '--init-token',
        '--free',
        '--label',
        'fangxin',
        '--pin',
        '1234',
        '--so-pin',
        '5678',
      ])
      const env = { PKCS11_MODULE: softHsm as string, PKCS11_TOKEN: 'fangxin', PKCS11_PIN: '1234' }
      const { config, second, sealed } = await survives(env)
      expect(await rotateKek(second.ring)).toBe(2)
      expect((await second.open(place(), sealed)).toString()).toBe(value)
      second.close()
      const third = await openConfiguredKeys(config)
      expect(
        third.ring.store.versions({ level: 'tenant', tenant: 'org_acquirer', subject: '', keep: '' })[0]
          ?.wrappedBy,
      ).toBe('pkcs11:2')
      third.close()
      await expect(openConfiguredKeys({ ...config, keks: { kind: 'file' } })).rejects.toThrow()
    },
  )
})

describe('rotation', () => {
  let provider: KekProvider
  beforeAll(async () => {
    provider = await fileKeks(mkdtempSync(join(folder, 'keks-')))
  })

  test('of each floor leaves every value readable, and the old keys open nothing', async () => {
    const store = memoryStore()
    const keys = makeKeys(await openKeyring(provider, store))
    const places = Array.from({ length: 1_200 }, (_, n) =>
      place({ row: `val_${n}`, subject: `sub_${n % 600}` }),
    )
    const sealed = await Promise.all(places.map((each) => keys.seal(each, value)))
    const all = async () => {
      for (const [n, each] of places.entries())
        expect((await keys.open(each, sealed[n] as Buffer)).toString()).toBe(value)
    }
    const old = store.versions({ level: 'tenant', tenant: 'org_acquirer', subject: '', keep: '' })[0]
    expect(await rotateKek(keys.ring)).toBe(2)
    await all()
    const kek = await provider.find('file:1')
    const tenantKey = await kek.unwrap(old?.wrapped as Uint8Array)
    expect(await rotateTenant(keys.ring, 'org_acquirer', '2026-11-25T00:00:00.000Z')).toBe(600)
    await all()
    const [data_] = store.versions({ level: 'data', tenant: 'org_acquirer', subject: 'sub_0', keep: 'cdd' })
    expect(() => keys.ring.unwrapData(tenantKey, data_ as never, data_?.wrapped as Uint8Array)).toThrow()
    expect(
      store.versions({ level: 'tenant', tenant: 'org_acquirer', subject: '', keep: '' })[0]?.wrapped,
    ).toBe(null)
    expect(await renewDataKeys(keys.ring)).toBe(600)
    await all()
    expect(unframe(await keys.seal(place({ subject: 'sub_0' }), value)).keyVersion).toBe(2)
  })
})
