import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { des } from '../../apps/server/src/test-host/des.ts'
import type { Codec } from '#iso8583/dialect.ts'
import { compileTable, dialects } from '#iso8583/dialects.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { mac, macHolds, sealMac } from '#iso8583/mac.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { ascii, type Fields } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { trace } from '#iso8583/trace.ts'
import { identify } from '#iso8583/transaction.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'

const cipher = des()
const mak = unhex(testKeys.mak)
const jpos = dialects.get('jpos-iso87a-70') as Codec

const ruleOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Malformed) return error.rule
    throw error
  }
  return 'none'
}
const plain = (fields: Fields) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([no, value]) =>
      value === undefined ? [] : [[no, typeof value === 'string' ? value : hex(value)]],
    ),
  )

/*
 * Written out by hand from jPOS's ISO87APackager: IFA_BITMAP writes 32 hex digits once a field beyond 64 is there, bit 1 among
 * them; 70 is IFA_NUMERIC(3), 128 IFA_BINARY(8), in which the MAC's eight characters stand as sixteen hex digits.
 */
const echo = {
  text: [
    ...['0820', '8020000000C00010', '0400000000000000'],
    ...['000001', '10000001', '898440159990001', '00800000000', '301'],
  ].join(''),
  mti: '0820',
  fields: { 11: '000001', 41: '10000001', 42: '898440159990001', 60: '00000000', 70: '301' },
}
const totals = '000000000100' + '001' + '000000000000' + '000' + '0' + '0'.repeat(31)
const spoken = [
  ...['0500', '8020000000C18012', '0400000000000001'],
  ...['000002', '10000001', '898440159990001', `062${totals}`, '156', '00800000001', '006303120', '201'],
].join('')
const settlement = {
  text: spoken + hex(mac(cipher, mak, ascii(spoken))),
  mti: '0500',
  fields: {
    ...{ 11: '000002', 41: '10000001', 42: '898440159990001', 48: totals, 49: '156', 60: '00000001' },
    ...{ 63: unhex('303120'), 70: '201', 128: mac(cipher, mak, ascii(spoken)) },
  } satisfies Fields,
}

describe('jPOS’s ISO87A with its network management code in field 70', () => {
  test.each([
    ['an echo', echo, 'echo'],
    ['a settlement with its MAC in 128', settlement, 'settlement'],
  ])('%s reads and writes as its table says, byte for byte', (_what, { text, mti, fields }, name) => {
    const message = unpack(jpos, ascii(text))
    expect(message.mti).toBe(mti)
    expect(plain(message.fields)).toEqual(plain(fields))
    expect(String.fromCharCode(...pack(jpos, { tpdu: '', header: '', mti, fields }))).toBe(text)
    expect(identify(jpos, message)?.name).toBe(name)
  })

  test('the MAC in 128 covers everything from the MTI on, both bitmaps too', () => {
    const body = ascii(settlement.text)
    expect(macHolds(cipher, mak, body, jpos.mac)).toBe(true)
    for (let at = 0; at < body.length; at++) {
      const bent = Uint8Array.from(body)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(macHolds(cipher, mak, bent, jpos.mac), `byte ${at}`).toBe(false)
    }
    const fields = { ...settlement.fields, 128: new Uint8Array(8) }
    const unsealed = pack(jpos, { tpdu: '', header: '', mti: '0500', fields })
    expect(String.fromCharCode(...sealMac(cipher, mak, unsealed, jpos.mac))).toBe(settlement.text)
  })

  test.each([
    ['a second bitmap of nothing', echo.text.replace('0400000000000000', '0'.repeat(16)), 'ISO-3'],
    ['a field of it the dialect does not have', echo.text.replace('040000', '840000'), 'ISO-3'],
    ['lower-case digits in it', settlement.text.replace('0400000000000001', '040000000000000a'), 'ISO-3'],
    ['a MAC in 64', settlement.text.replace('C18012', 'C18013'), 'ISO-38'],
    ['a message that ends inside it', echo.text.slice(0, 30), 'ISO-4'],
    ['a stray byte', `${echo.text}0`, 'ISO-7'],
    ['a byte too few', echo.text.slice(0, -1), 'ISO-4'],
  ])('%s is refused', (_what, text, rule) => {
    expect(ruleOf(() => unpack(jpos, ascii(text)))).toBe(rule)
  })

  test('a dialect without one refuses its bit; two MACs are not packed', () => {
    expect(ruleOf(() => unpack(dialects.get('jpos-iso87a') as Codec, ascii(echo.text)))).toBe('ISO-3')
    const fields = { ...settlement.fields, 64: new Uint8Array(8) }
    expect(ruleOf(() => pack(jpos, { tpdu: '', header: '', mti: '0500', fields }))).toBe('ISO-38')
  })

  test('a code in field 60 is no network management of this dialect', () => {
    const fields = { ...echo.fields, 60: '00000000301' }
    const bytes = pack(jpos, { tpdu: '', header: '', mti: '0820', fields: { ...fields, 70: undefined } })
    expect(identify(jpos, unpack(jpos, bytes))).toBeNull()
  })

  test('the trace names its fields, and shows no free text of theirs', () => {
    const bytes = pack(jpos, {
      tpdu: '',
      header: '',
      mti: '0820',
      fields: { ...echo.fields, 102: 'ACCOUNT 17' },
    })
    const lines = trace(jpos, unpack(jpos, bytes))
    expect(lines.find(({ field }) => field === 70)?.words.en).toBe('Network management information code')
    expect(JSON.stringify(lines)).not.toContain('ACCOUNT 17')
  })
})

describe('in any frame', () => {
  const words = { zh: '域', en: 'Field' }
  const more = [
    { no: 66, words, format: 'n', length: 1 },
    { no: 70, words, format: 'n', length: 3 },
    { no: 96, words, format: 'b', length: 16 },
    { no: 97, words, format: 'an', length: 17 },
    { no: 100, words, format: 'n', prefix: 'LL', max: 11 },
    { no: 104, words, format: 'ans', prefix: 'LLL', max: 100 },
    { no: 128, words, format: 'b', length: 8 },
  ]
  const over = (frame: object, rest: object = {}) =>
    compileTable({
      ...{ like: 'unionpay-pos', name: 'far', version: 1, fields: more },
      ...{ frame: { ...unionpayDialect.frame, secondBitmap: true, ...frame }, ...rest },
    })

  test('sixteen bytes of bitmap behind TPDU and header, by hand', () => {
    const codec = over({})
    const message = {
      ...{ tpdu: '6000030000', header: '603100310000', mti: '0820' },
      fields: { 11: '000001', 41: '10000001', 70: '301', 128: unhex('3842383445454541') },
    }
    const bytes = unhex(
      [
        ...['6000030000', '603100310000', '0820', '8020000000800000', '0400000000000001'],
        ...['000001', '3130303030303031', '3010', '3842383445454541'],
      ].join(''),
    )
    expect(hex(pack(codec, message))).toBe(hex(bytes))
    expect(plain(unpack(codec, bytes).fields)).toEqual(plain(message.fields))
  })

  test('every mixture reads back what it wrote, with one bitmap and with two', () => {
    const shapes = fc.record({
      tpduBytes: fc.constantFrom(0, 5),
      headerBytes: fc.constantFrom(0, 6),
      lengthBytes: fc.constantFrom(2, 4),
      mti: fc.constantFrom('bcd', 'ascii'),
      bitmap: fc.constantFrom('binary', 'hex'),
    })
    const wires = fc.record({
      numbers: fc.constantFrom('bcd', 'ascii'),
      bytes: fc.constantFrom('raw', 'hex'),
      lengths: fc.constantFrom('bcd', 'ascii'),
      counts: fc.constantFrom('digits', 'bytes'),
    })
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
    const far = fc.record({
      66: maybe(fc.stringMatching(/^[0-9]$/)),
      70: maybe(fc.stringMatching(/^[0-9]{3}$/)),
      96: maybe(fc.uint8Array({ minLength: 16, maxLength: 16 })),
      97: maybe(fc.stringMatching(/^C[0-9]{16}$/)),
      100: maybe(fc.stringMatching(/^(?:[0-9]{2}){1,5}$/)),
      104: maybe(fc.stringMatching(/^[ -~]{0,60}$/)),
      128: maybe(fc.uint8Array({ minLength: 8, maxLength: 8 })),
    })
    let two = 0
    fc.assert(
      fc.property(shapes, wires, far, (shape, wire, above) => {
        const tpduId = shape.tpduBytes === 5 ? '60' : ''
        const short = [59, 62].map((no) => ({ no, max: 499 }))
        const codec = over({ ...shape, tpduId, minBytes: 31 }, { wire, fields: [...more, ...short] })
        const message = {
          tpdu: shape.tpduBytes === 5 ? '6000030000' : '',
          header: shape.headerBytes === 6 ? '603100310000' : '',
          mti: '0800',
          fields: { 11: '000001', 41: '10000001', 42: '898440159990001', ...above },
        }
        const bytes = pack(codec, message)
        const { fields, ...head } = unpack(codec, bytes)
        expect(head).toEqual({ tpdu: message.tpdu, header: message.header, mti: '0800' })
        expect(plain(fields)).toEqual(plain(message.fields))
        if (Object.values(above).some((value) => value !== undefined)) two++
      }),
      { numRuns: 300 },
    )
    expect(two).toBeGreaterThan(200)
  })

  test.each([
    ['a field beyond 64 and no second bitmap', { frame: unionpayDialect.frame }],
    ['network codes in a field it does not have', { networkCodeField: 71 }],
    ['network codes in a field that holds others', { networkCodeField: 66 }],
    [
      'a MAC of another length in 128',
      { fields: [...more.slice(0, -1), { no: 128, words, format: 'b', length: 4 }] },
    ],
    ['a field beyond 128', { fields: [{ no: 129, words, format: 'n', length: 1 }] }],
  ])('[ISO-9] a dialect with %s is refused', (_what, rest) => {
    expect(ruleOf(() => over({}, rest))).toBe('ISO-9')
  })
})
