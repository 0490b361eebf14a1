import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { checkField } from '#provision/check-field.ts'
import { type ReadablePaper, readPaper } from '#provision/read-paper.ts'
import { forbiddenInLines } from '#vault/forbidden-picture.ts'
import {
  idCardFront,
  landscapeLicence,
  photographed,
  type Photographed,
  plainPaper,
  portraitLicence,
} from '../../test/papers.ts'
import { openReader, readerLimits } from './read-lines.ts'

const reader = openReader()
afterAll(() => reader.end())

const closed = (field: 'uscc' | 'legalPersonIdNo', body: string): string =>
  [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    .map((last) => body + last)
    .find((value) => checkField(field, value) === null) ?? ''

const sole = {
  uscc: closed('uscc', '92000000MA5DEM01N'),
  name: '演示市样本区示范面馆（个体工商户）',
  kind: '个体工商户',
  person: '样本甲',
  address: '演示省演示市样本区示范路一百二十号一层之三商铺',
}
const company = {
  uscc: closed('uscc', '91000000DEMATX7Q2'),
  name: '演示样本（深圳）餐饮管理有限公司',
  kind: '有限责任公司（自然人独资）',
  person: '欧阳示范',
  address: '演示省深圳市样本区演示街道示范大厦A座1203室',
}
const card = {
  name: '样本乙',
  sex: '女',
  born: [1985, 11, 23],
  address: '演示省样本县测试镇演示村1组',
  idNo: closed('legalPersonIdNo', '44030619851123024'),
} as const

const fieldsOf = ({ uscc, name, person, address }: typeof sole, merchantType: string) => ({
  merchantType,
  registeredName: name,
  uscc,
  legalPersonName: person,
  premisesAddress: address,
})

const papers: readonly (readonly [ReadablePaper, Buffer, Readonly<Record<string, string>>])[] = [
  ['business-licence', landscapeLicence(sole), fieldsOf(sole, 'individual')],
  ['business-licence', portraitLicence(company), fieldsOf(company, 'enterprise')],
  ['id-front', idCardFront(card), { legalPersonName: card.name, legalPersonIdNo: card.idNo }],
]

test('drawn papers as a telephone takes them: of the fields asked for nine in ten are read, and none read wrong', {
  timeout: 120_000,
}, async () => {
  const ways: readonly Photographed[] = ['turned', 'shadowed', 'slanted', 'sideways']
  let [asked, hits] = [0, 0]
  const wrong: string[] = []
  for (const [kind, paper, wanted] of papers)
    for (const way of ways) {
      const lines = await reader.read(await photographed[way](paper))
      const read = new Map(readPaper(kind, lines ?? []).map(({ field, value }) => [field as string, value]))
      for (const [field, value] of Object.entries(wanted)) {
        asked += 1
        if (read.get(field) === value) hits += 1
        else if (read.has(field)) wrong.push(`${kind} ${way} ${field}: ${read.get(field)}`)
      }
    }
  expect(wrong).toEqual([])
  expect(asked).toBe(48)
  expect(hits / asked).toBeGreaterThanOrEqual(0.9)
})

describe('pictures nobody may keep', () => {
  test.each([
    ['credit-card', ['演示银行 CREDIT CARD', '6222 0200 0000 0000 018', 'VALID THRU 12/29', '样本 SAMPLE']],
    ['card-back', ['演示银行 样本', 'AUTHORIZED SIGNATURE', '0018 123', 'NOT VALID UNLESS SIGNED']],
    ['message-code', ['【演示】您的验证码是 482913', '5分钟内有效，请勿泄露给他人。', '样本']],
    ['pin-note', ['样本 便条', '密码：135790']],
    [null, ['演示银行 借记卡 DEBIT', '6217 0000 0000 0000 004', '样本 SAMPLE']],
  ] as const)('%s', async (kind, texts) => {
    const lines = await reader.read(await photographed.turned(plainPaper(texts)))
    expect(lines?.length).toBeGreaterThan(1)
    expect(forbiddenInLines(lines ?? [])).toBe(kind)
  })
})

describe('the reader’s own bounds', () => {
  const small = () => photographed.clean(plainPaper(['样本 · 演示']))

  test('an empty picture has no lines; what is no picture is not read', async () => {
    expect(await reader.read(await photographed.clean(plainPaper([])))).toEqual([])
    expect(await reader.read(Buffer.from('no picture'))).toBeNull()
  })

  test('too slow: not read, and the process is gone; the next picture gets a new one', async () => {
    const hasty = openReader({ ...readerLimits, readMs: 5 })
    const reading = hasty.read(await small())
    const pid = hasty.pid() ?? 0
    expect(pid).toBeGreaterThan(0)
    expect(await reading).toBeNull()
    expect(hasty.pid()).toBeUndefined()
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  test('killed while it reads: not read, and then it reads again', async () => {
    const bytes = await small()
    const reading = reader.read(bytes)
    process.kill(reader.pid() ?? 0, 'SIGKILL')
    expect(await reading).toBeNull()
    expect((await reader.read(bytes))?.map(({ text }) => text).join('')).toContain('演示')
  })

  test('one at a time and few in the queue: the rest is not read; who waits at a screen goes first', async () => {
    const crowded = openReader({ ...readerLimits, waiting: 2 })
    const bytes = await small()
    const order: string[] = []
    const asked = (name: string, urgent = false) =>
      crowded
        .read(bytes, urgent)
        .then((lines) => order.push(`${name} ${lines === null ? 'not read' : 'read'}`))
    await Promise.all([asked('first'), asked('second'), asked('urgent', true), asked('fourth')])
    crowded.end()
    expect(order).toEqual(['fourth not read', 'first read', 'urgent read', 'second read'])
  })

  test('idle, it ends and gives its memory back', async () => {
    const brief = openReader({ ...readerLimits, idleMs: 30 })
    await brief.read(await small())
    const pid = brief.pid() ?? 0
    await expect.poll(() => isAlive(pid)).toBe(false)
    expect(brief.pid()).toBeUndefined()
  })

  test.runIf(process.platform === 'linux')(
    'it inherits nothing of ours and runs under Node’s permissions',
    async () => {
      process.env['DEMO_SECRET'] = 'demo-secret'
      const alone = openReader()
      await alone.read(await small())
      const of = (file: string) => readFileSync(`/proc/${alone.pid()}/${file}`, 'utf8')
      expect(of('environ')).not.toContain('demo-secret')
      expect(of('environ')).toContain('READER_THREADS')
      expect(of('cmdline').split('\0')).toContain('--permission')
      alone.end()
      delete process.env['DEMO_SECRET']
    },
  )
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
