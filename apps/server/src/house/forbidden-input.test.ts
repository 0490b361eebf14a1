import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '#api/call.ts'
import { calls } from '#api/calls.ts'
import { openBadInput, type Sent } from '../../test/bad-input.ts'
import { places, sample, withValue } from '../../test/sample.ts'
import type { Prints } from '../../test/told-house.ts'

const house = openBadInput()
let before: Prints
beforeAll(async () => {
  await house.open()
  before = await house.told().prints()
})
afterAll(() => house.close())

/** Published test numbers; the canary is how they would be found again. */
const canary = '6222020000000000018'
const typed = [
  ['VAULT-20', `客户卡号 ${canary}`],
  ['VAULT-20', '4111111111111111'],
  ['VAULT-21', '安全码 7391'],
  ['VAULT-22', '取款密码 739146'],
  ['VAULT-23', '验证码 739146'],
] as const

type Field = { type?: string; enum?: unknown[]; pattern?: string; maxLength?: number; 'x-carries'?: string }
const textFields = (call: Call) =>
  places(call.input)
    .map(({ path, schema }) => ({ path, schema: schema as Field }))
    .filter(({ schema }) => schema.type === 'string' && schema.enum === undefined)
/** Free text: its pattern only keeps NUL out. */
const isFree = ({ pattern = '' }: Field) => pattern.startsWith('^[^')

const request = (call: Call, path: readonly string[], value: string) => {
  const input = withValue(sample(call.input), path, value)
  return call.kind === 'command'
    ? house.post(call, JSON.stringify(input))
    : house.get(call, new URLSearchParams(input as Record<string, string>).toString())
}

/** Where digits belong, as somebody decided it once; a new exception must be written here too. */
const declared = [
  'agreements.attach-file content file',
  'agreements.attach-file morePages.0.content file',
  'agreements.attach-text text document',
  'agreements.sign code code',
  'agreements.sign receipt key',
  'applications.attach-document content file',
  'applications.save-draft sealed.settlementAccountNo settlement-account',
  'catalogue.attach-document content file',
  'catalogue.import content file',
  'catalogue.import orderNo serial',
  'counts.record readSeal serial',
  'counts.record readSerial serial',
  'custody-keys.enrol proof key',
  'custody-keys.enrol publicKey key',
  'deliveries.close missing.0 serial',
  'deliveries.close orderNo serial',
  'deliveries.receive boxes.0.photo.content file',
  'deliveries.receive boxes.0.readSeal serial',
  'deliveries.receive boxes.0.readSerial serial',
  'deliveries.receive orderNo serial',
  'devices.accept-device readSeal serial',
  'devices.accept-device readSerial serial',
  'devices.attest readSerial serial',
  'devices.bind readSerial serial',
  'devices.confirm-receipt readSeal serial',
  'devices.confirm-receipt readSerial serial',
  'devices.hand-over sealNo serial',
  'devices.inspect-on-site photos.0.content file',
  'devices.inspect-on-site readSeal serial',
  'devices.inspect-on-site readSerial serial',
  'devices.post trackingNo serial',
  'devices.propose-disposal certificateNo serial',
  'devices.receive photo.content file',
  'devices.receive readSeal serial',
  'devices.receive readSerial serial',
  'devices.receive-from-repair announcedSeal serial',
  'devices.receive-from-repair photo.content file',
  'devices.receive-from-repair readSeal serial',
  'devices.receive-from-repair readSerial serial',
  'devices.record-fix readSerial serial',
  'devices.register orderNo serial',
  'devices.register serials.0.sealNo serial',
  'devices.register serials.0.serialNo serial',
  'devices.send-to-repair sealNo serial',
  'devices.take-back readSerial serial',
  // Base64 of a public key, of a signature over the manifest and of the signed file: signed and hashed, nobody's words.
  'firmware.enter-key publicKey key',
  'firmware.publish content file',
  'firmware.publish signature key',
  'fleet.take-key secretText key',
  'fleet.take-key serialNo serial',
  'guard.add-page content file',
  'guard.check content file',
  'guard.check morePages.0.content file',
  'guard.check text file',
  'guard.comment text file',
  'guard.open-reading content file',
  'guard.together papers.0.text file',
  'hand-overs.deliver acceptance key',
  'hand-overs.deliver offer key',
  'identities.answer secretText key',
  'identities.answer serialNo serial',
  'identities.challenge serialNo serial',
  'identities.challenge signature key',
  'identities.enrol code key',
  'identities.enrol request key',
  'identities.enrol serialNo serial',
  'inspections.record photos.0.content file',
  'inspections.record readSerial serial',
  'key-runs.open orderNo serial',
  'key-runs.open serials.0 serial',
  'people.verify-code code code',
  'registry.answer receipt file',
  'terminals.ask labelId key',
  'terminals.check-answer labelId key',
  'terminals.check-answer secretText key',
  'terminals.report attempt key',
  'terminals.report labelId key',
  'terminals.report-status number key',
  'terminals.terminal labelId key',
  'visits.arrive merchantCode code',
  ...['idKind', 'idNo', 'idValidUntil', 'name', 'phone'].map(
    (field) => `visits.record-handler sealed.${field} key`,
  ),
]

test('the fields that may carry digits are exactly those decided', () => {
  const found = (calls as readonly Call[]).flatMap((call) =>
    textFields(call)
      .filter(({ schema }) => !['words', 'reference'].includes(schema['x-carries'] ?? 'words'))
      .map(({ path, schema }) => `${call.name} ${path.join('.')} ${schema['x-carries']}`),
  )
  expect(found.sort()).toEqual(declared)
})

const withWords = (calls as readonly Call[]).filter((call) =>
  textFields(call).some(({ schema }) => isFree(schema) && schema['x-carries'] === undefined),
)

test('words are typed in many calls', () => expect(withWords.length).toBeGreaterThan(30))

describe.each(withWords)('$kind $name', (call) => {
  test('refuses card numbers, security codes, PINs and message codes in every field of words', async () => {
    const wrong: Sent[] = []
    const expected: (readonly [rule: string, field: string])[] = []
    for (const { path, schema } of textFields(call)) {
      if (!isFree(schema) || schema['x-carries'] !== undefined) continue
      for (const [rule, value] of typed) {
        if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) continue
        wrong.push([`${path.join('.')} = ${value}`, request(call, path, value), 400])
        expected.push([rule, path.join('.')])
      }
    }
    const told = await house.refused(wrong)
    expect(told.map((each) => [each?.rule, each?.field])).toEqual(expected)
    for (const each of told) {
      const said = JSON.stringify(each)
      for (const [, value] of typed) expect(said).not.toContain(value)
    }
  })
})

test('numbers and times of the other fields are no card by their form', async () => {
  const wrong: Sent[] = (calls as readonly Call[]).flatMap((call) =>
    textFields(call)
      .filter(({ schema }) => schema['x-carries'] === 'reference')
      .slice(0, 1)
      .map(({ path }): Sent => [`${call.name} ${path.join('.')}`, request(call, path, canary), 400]),
  )
  for (const told of await house.refused(wrong)) expect(told?.rule).toBe('HTTP-400')
})

test('the settlement account takes a debit card, and no credit card or expiry date', async () => {
  const save = (calls as readonly Call[]).find(({ name }) => name === 'applications.save-draft')
  if (!save) throw new Error('no such call')
  const path = ['sealed', 'settlementAccountNo']
  const told = await house.refused([
    ['credit', request(save, path, '4111 1111 1111 1111'), 400],
    ['UnionPay credit', request(save, path, '6250947000000014'), 400],
    ['with its expiry', request(save, path, `${canary} 08/29`), 400],
    // The case of the sample is nobody's: past this check, and only past it, it is not found.
    ['debit', request(save, path, canary), 404],
  ])
  expect(told.map((each) => each?.rule)).toEqual(['VAULT-25', 'VAULT-25', 'VAULT-24', 'HTTP-404'])
})

test('a contract names the account it pays to, and no credit card', async () => {
  const attach = (calls as readonly Call[]).find(({ name }) => name === 'agreements.attach-text')
  if (!attach) throw new Error('no such call')
  const told = await house.refused([
    ['credit', request(attach, ['text'], '保证金从 4111111111111111 扣收'), 400],
    ['PIN', request(attach, ['text'], '乙方取款密码 739146'), 400],
    ['debit', request(attach, ['text'], `结算账户 ${canary}`), 404],
  ])
  expect(told.map((each) => each?.rule)).toEqual(['VAULT-20', 'VAULT-22', 'HTTP-404'])
})

test('after all this the database has not changed, and no table, audit included, holds what was typed', async () => {
  expect(await house.told().prints()).toEqual(before)
  const tables = await house
    .told()
    .sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)
  for (const { name } of tables) {
    const hits = await house
      .told()
      .sql(`select 1 from ${name} as t where t::text ~ any ($1) limit 1`, [
        [canary, '4111111111111111', ...typed.map(([, value]) => value)],
      ])
    expect(hits, name).toEqual([])
  }
  expect(await house.told().sql(`select 1 from audit where outcome like 'VAULT-%'`)).toEqual([])
})
