import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Place, unframe } from '#vault/envelope.ts'
import { memoryKeks, memoryStore, testKeys } from '../../test/keys.ts'
import { fileKeks, type KekProvider } from './kek.ts'
import { openKeyStore } from './key-store.ts'
import { Erased } from './keyring.ts'
import { renewDataKeys, rotateKek, rotateTenant } from './key-rotation.ts'

const at = '2026-11-25T00:00:00.000Z'
const tenantName = { level: 'tenant', tenant: 'org_acquirer', subject: '', keep: '' } as const
const dataName = (subject: string) =>
  ({ level: 'data', tenant: 'org_acquirer', subject, keep: 'cdd' }) as const
const place = (subject: string): Place => ({
  datum: 'vault_values.legalPersonIdNo',
  row: 'val_1',
  tenant: 'org_acquirer',
  subject,
})

const folder = mkdtempSync(join(tmpdir(), 'fangxin-rotation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Two processes' worth of keys on one store: each has its own connection and its own memory. */
const twoOn = async (name: string, provider: KekProvider = memoryKeks()) => {
  const open = () => openKeyStore(join(folder, name), { id: 'kst_1', profile: 'aes' })
  return [await testKeys(open(), provider), await testKeys(open(), provider)] as const
}
type TestKeys = Awaited<ReturnType<typeof testKeys>>

const sealMany = async (keys: TestKeys, count: number) => {
  const sealed = new Map<string, Buffer>()
  await keys.seal(place('sub_0'), 'x')
  for (let n = 0; n < count; n++) sealed.set(`sub_${n}`, await keys.seal(place(`sub_${n}`), `value ${n}`))
  return sealed
}

const openAll = async (keys: TestKeys, sealed: ReadonlyMap<string, Buffer>) => {
  for (const [subject, bytes] of sealed)
    expect((await keys.open(place(subject), bytes)).toString()).toBe(`value ${subject.slice(4)}`)
}

test('every subject gets a new key every time, however many versions stand already and wherever a page ends', async () => {
  const keys = await testKeys(memoryStore())
  const sealed = await sealMany(keys, 600)
  for (let turn = 0; turn < 3; turn++) expect(await renewDataKeys(keys.ring)).toBe(600)
  for (const subject of sealed.keys())
    expect(unframe(await keys.seal(place(subject), 'x')).keyVersion, subject).toBe(4)
  await openAll(keys, sealed)
})

test('who was erased while a rotation ran gets no new key: erased stays erased', async () => {
  const keys = await testKeys(memoryStore())
  const sealed = await keys.seal(place('sub_1'), 'x')
  const { store } = keys.ring
  const [alive] = store.dataKeysAfter(null, 10)
  keys.destroy([dataName('sub_1')], at)
  // What a rotation that had read the living key would do next.
  expect(store.add({ ...(alive as NonNullable<typeof alive>), version: 2 })).toBe(false)
  await expect(keys.open(place('sub_1'), sealed)).rejects.toThrow(Erased)
  await expect(keys.seal(place('sub_1'), 'x')).rejects.toThrow(Erased)
})

test('a process that has not heard of a tenant’s rotation yet still opens and seals', async () => {
  const [reader, rotator] = await twoOn('unheard.sqlite')
  const sealed = await sealMany(rotator, 20)
  // The reader has the tenant's key in memory, and of the subjects only the first.
  await reader.open(place('sub_0'), sealed.get('sub_0') as Buffer)
  expect(await rotateTenant(rotator.ring, 'org_acquirer', at)).toBe(20)
  await openAll(reader, sealed)
  expect(await renewDataKeys(rotator.ring)).toBe(20)
  const anew = await rotator.reseal(place('sub_3'), sealed.get('sub_3') as Buffer)
  expect((await reader.open(place('sub_3'), anew as Buffer)).toString()).toBe('value 3')
})

test('two rotations of one tenant at once end on one version, and nothing is lost', async () => {
  const [one, other] = await twoOn('tenants.sqlite')
  const sealed = await sealMany(one, 700)
  await Promise.all([
    rotateTenant(one.ring, 'org_acquirer', at),
    rotateTenant(other.ring, 'org_acquirer', at),
    rotateTenant(other.ring, 'org_acquirer', at),
  ])
  const living = one.ring.store.versions(tenantName).filter(({ wrapped }) => wrapped !== null)
  expect(living).toHaveLength(1)
  expect(one.ring.store.wrappedElsewhere('data', 'org_acquirer', String(living[0]?.version), 10)).toEqual([])
  await openAll(one, sealed)
  await openAll(other, sealed)
})

test('two rotations of the KEK at once leave everything under the newest one', async () => {
  const provider = await fileKeks(join(folder, 'keks'))
  const reached = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  // As a slow token would: the first rotation is held up until the second is over.
  const slow: KekProvider = {
    ...provider,
    async find(id) {
      reached.resolve()
      await gate.promise
      return provider.find(id)
    },
  }
  const open = () => openKeyStore(join(folder, 'keks.sqlite'), { id: 'kst_1', profile: 'aes' })
  const quick = await testKeys(open(), provider)
  const sealed = await sealMany(quick, 3)
  for (let n = 0; n < 30; n++) await quick.seal({ ...place('sub_1'), tenant: `org_${n}` }, 'x')
  const first = rotateKek({ ...quick.ring, provider: slow })
  await reached.promise
  expect(await rotateKek(quick.ring)).toBe(32)
  gate.resolve()
  await first
  expect(quick.ring.store.census().keks).toEqual([{ id: 'file:3', wraps: 32 }])
  await openAll(quick, sealed)
})

test('a tenant’s first key made while the KEK changes is not left under the old one', async () => {
  const keks = memoryKeks()
  const gate = Promise.withResolvers<void>()
  const wrapping = Promise.withResolvers<void>()
  // As a slow token would: the first wrap of a tenant's key takes until the rotation is over.
  const slow: KekProvider = {
    ...keks,
    async current() {
      const kek = await keks.current()
      return kek.id === 'memory:1'
        ? {
            ...kek,
            async wrap(key) {
              wrapping.resolve()
              await gate.promise
              return kek.wrap(key)
            },
          }
        : kek
    },
  }
  const open = () => openKeyStore(join(folder, 'slow.sqlite'), { id: 'kst_1', profile: 'aes' })
  const quick = await testKeys(open(), keks)
  const keys = await testKeys(open(), slow)
  const sealing = keys.seal(place('sub_1'), 'x')
  await wrapping.promise
  await rotateKek(quick.ring)
  gate.resolve()
  await sealing
  expect(quick.ring.store.versions(tenantName)[0]?.wrappedBy).toBe('memory:2')
})

test('older versions go when they are told to, those of other terms and of today stay', async () => {
  const keys = await testKeys(memoryStore())
  const { store } = keys.ring
  const sealed = await sealMany(keys, 5)
  const note = { ...place('sub_0'), datum: 'vault_values.survey-note' } as const
  const words = await keys.seal(note, 'words')
  await renewDataKeys(keys.ring)
  expect(store.noteOlder()).toBe(6)
  await renewDataKeys(keys.ring)
  expect(store.destroyOlder(['cdd'], at, 3)).toEqual({ destroyed: 3, more: true })
  expect(store.destroyOlder(['cdd'], at, 3)).toEqual({ destroyed: 2, more: true })
  expect(store.destroyOlder(['cdd'], at, 3)).toEqual({ destroyed: 0, more: false })
  keys.ring.forget()
  // Version 2 came after the note, and 3 is today's.
  expect(store.versions(dataName('sub_1')).map(({ wrapped }) => wrapped !== null)).toEqual([
    false,
    true,
    true,
  ])
  await expect(keys.open(place('sub_1'), sealed.get('sub_1') as Buffer)).rejects.toThrow('not there')
  expect((await keys.open(note, words)).toString()).toBe('words')
})
