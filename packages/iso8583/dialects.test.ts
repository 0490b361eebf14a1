import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mac } from '#iso8583/mac.ts'
import { des } from '../../apps/server/src/test-host/des.ts'
import type { Codec } from '#iso8583/dialect.ts'
import { compileTable, dialects, readDialect } from '#iso8583/dialects.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { macHolds, sealMac } from '#iso8583/mac.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { ascii, type Fields } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { trace } from '#iso8583/trace.ts'
import { unpack } from '#iso8583/unpack.ts'

const cipher = des()
const mak = unhex(testKeys.mak)

const codecOf = (name: string): Codec => {
  const codec = dialects.get(name)
  if (codec === undefined) throw new Error(`no dialect ${name}`)
  return codec
}
const ruleOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Malformed) return error.rule
    throw error
  }
  return 'none'
}

/*
 * Written out by hand from the tables of jPOS's ISO87APackager (IFA_NUMERIC, IFA_LLNUM, IFA_LLLCHAR, IF_CHAR, IFA_BINARY, IFA_BITMAP)
 * and of moov-io/iso8583's Spec87ASCII (encoding.ASCII, prefix.ASCII, encoding.BytesToASCIIHex): on those fields both write the same.
 */
const echo = {
  text: ['0820', '0020000000C00010', '000001', '10000001', '898440159990001', '011', '00000000301'].join(''),
  mti: '0820',
  fields: { 11: '000001', 41: '10000001', 42: '898440159990001', 60: '00000000301' },
}
const spoken = [
  ...['0200', '702006C020C09A11', '196222020000000000018', '000000', '000000010000', '000001', '051', '000'],
  ...['00', '12', '376222020000000000018=30121200000000000', '10000001', '898440159990001', '156'],
  ...['FB74F6FB13675244', '2600000000000000', '0189F0206000000010000', '0132200000100050'],
].join('')
const sale = {
  // The eight characters of the MAC, themselves bytes, as sixteen hex digits.
  text: spoken + hex(mac(cipher, mak, ascii(spoken))),
  mti: '0200',
  fields: {
    ...{ 2: '6222020000000000018', 3: '000000', 4: '000000010000', 11: '000001', 22: '051', 23: '000' },
    ...{ 25: '00', 26: '12', 35: '6222020000000000018D30121200000000000', 41: '10000001' },
    ...{ 42: '898440159990001', 49: '156', 52: unhex('FB74F6FB13675244'), 53: '2600000000000000' },
    ...{ 55: unhex('9F0206000000010000'), 60: '2200000100050', 64: mac(cipher, mak, ascii(spoken)) },
  } satisfies Fields,
}

const plain = (fields: Fields) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([no, value]) =>
      value === undefined ? [] : [[no, typeof value === 'string' ? value : hex(value)]],
    ),
  )

describe.each([
  ['jpos-iso87a', '0063'],
  ['moov-spec87ascii', '\x00\x3f'],
] as const)('%s', (name, length) => {
  const codec = codecOf(name)

  test.each([
    ['an echo', echo],
    ['a sale with PIN, chip and MAC', sale],
  ])("%s reads and writes as the library's own tables say, byte for byte", (_what, { text, mti, fields }) => {
    const message = unpack(codec, ascii(text))
    expect(message).toMatchObject({ tpdu: '', header: '', mti })
    expect(plain(message.fields)).toEqual(plain(fields))
    expect(String.fromCharCode(...pack(codec, { tpdu: '', header: '', mti, fields }))).toBe(text)
  })

  test('its length stands in front, and a stream of it is cut at any byte', () => {
    const { lengthBytes } = codec.dialect.frame
    const framed = frame(ascii(echo.text), lengthBytes)
    expect(String.fromCharCode(...framed)).toBe(length + echo.text)
    const stream = Uint8Array.from([...framed, ...framed])
    for (let cut = 0; cut <= stream.length; cut++) {
      const whole: string[] = []
      const split = splitter(codec.dialect.frame, (body) => whole.push(String.fromCharCode(...body)))
      split.push(stream.subarray(0, cut))
      split.push(stream.subarray(cut))
      expect(whole).toEqual([echo.text, echo.text])
      expect(split.pending()).toBe(false)
    }
  })

  test('the MAC covers the characters from the MTI on, and any changed one breaks it', () => {
    const body = ascii(sale.text)
    expect(macHolds(cipher, mak, body, codec.mac)).toBe(true)
    for (let at = 0; at < body.length; at++) {
      const bent = Uint8Array.from(body)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(macHolds(cipher, mak, bent, codec.mac), `byte ${at}`).toBe(false)
    }
    const unsealed = pack(codec, {
      tpdu: '',
      header: '',
      mti: '0200',
      fields: { ...sale.fields, 64: new Uint8Array(8) },
    })
    expect(String.fromCharCode(...sealMac(cipher, mak, unsealed, codec.mac))).toBe(sale.text)
  })

  test.each([
    ['a lower-case bitmap', echo.text.replace('C00010', 'c00010'), 'ISO-3'],
    ['a second bitmap', echo.text.replace('00200', '80200'), 'ISO-3'],
    ['a length that is no number', echo.text.replace('01100000000301', '0x100000000301'), 'ISO-5'],
    ['an odd number of hex digits', sale.text.replace('0189F', '0179F'), 'ISO-5'],
    ['lower-case hex', sale.text.replace('FB74', 'fb74'), 'ISO-6'],
    ['a letter where digits are', sale.text.replace('000000010000', '00000001000A'), 'ISO-6'],
    ['another separator in a track', sale.text.replace('=', 'D'), 'ISO-6'],
    ['a stray byte', `${echo.text}0`, 'ISO-7'],
    ['a byte too few', echo.text.slice(0, -1), 'ISO-4'],
    ['too little for MTI and bitmap', echo.text.slice(0, 19), 'ISO-1'],
  ])('%s is refused', (_what, text, rule) => {
    expect(ruleOf(() => unpack(codec, ascii(text)))).toBe(rule)
  })

  test('what it cannot carry is not packed, and its words say so', () => {
    const with_ = (fields: Fields) => ruleOf(() => pack(codec, { tpdu: '', header: '', mti: '0810', fields }))
    expect(with_({ 62: new Uint8Array(499) })).toBe('none')
    expect(with_({ 62: new Uint8Array(500) })).toBe('ISO-8')
    expect(with_({ 56: '成功' })).toBe('ISO-8')
    expect(ruleOf(() => pack(codec, { tpdu: '6000030000', header: '', mti: '0810', fields: {} }))).toBe(
      'ISO-8',
    )
    for (const tongue of ['zh', 'en'] as const)
      for (const no of ['43', '56', '60', '62', '64']) expect(codec.dialect.words?.[tongue]).toContain(no)
  })

  test('its trace hides what every trace hides, and has no header', () => {
    const told = JSON.stringify(trace(codec, unpack(codec, ascii(sale.text))))
    expect(told).toContain('622202*********0018')
    for (const secret of ['6222020000000000018', 'FB74F6FB13675244', 'Header'])
      expect(told).not.toContain(secret)
  })
})

test('four digits that are none, or too many bytes, close the line', () => {
  const { frame: bounds } = codecOf('jpos-iso87a').dialect
  for (const wrong of ['00x3', '0019', '-063'])
    expect(ruleOf(() => splitter(bounds, () => undefined).push(ascii(wrong)))).toBe('ISO-1')
})

describe('other frames and encodings, as data', () => {
  const over = (more: object) => compileTable({ like: 'unionpay-pos', name: 'other', version: 1, ...more })

  test('lengths that count bytes', () => {
    const codec = over({ fields: [{ no: 2, wire: { counts: 'bytes' } }] })
    const message = { tpdu: '6000030000', header: '603100310000', mti: '0820' }
    const bytes = pack(codec, { ...message, fields: { 2: '6222020000000018' } })
    expect(hex(bytes)).toBe('60000300006031003100000820400000000000000008' + '6222020000000018')
    expect(unpack(codec, bytes).fields[2]).toBe('6222020000000018')
    expect(ruleOf(() => pack(codec, { ...message, fields: { 2: '622202000000018' } }))).toBe('ISO-8')
  })

  test('hexadecimal whose length counts the bytes, ASCII lengths before BCD, a TPDU before an ASCII message', () => {
    const codec = over({
      frame: {
        ...{ lengthBytes: 4, tpduBytes: 5, tpduId: '60', headerBytes: 0, mti: 'ascii', bitmap: 'binary' },
        ...{ minBytes: 17, maxBytes: 4096 },
      },
      wire: { lengths: 'ascii' },
      fields: [{ no: 55, wire: { bytes: 'hex', counts: 'bytes' } }],
    })
    const message = { tpdu: '6000030000', header: '', mti: '0200' }
    const bytes = pack(codec, { ...message, fields: { 2: '622202000000018', 55: unhex('9F02AB') } })
    const spelled = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    expect(spelled).toBe(
      [
        '6000030000',
        '30323030',
        '4000000000000200',
        '3135',
        '6222020000000180',
        '303033',
        '394630324142',
      ].join(''),
    )
    expect(plain(unpack(codec, bytes).fields)).toEqual({ 2: '622202000000018', 55: '9F02AB' })
  })

  test('every mixture of them reads back what it wrote', () => {
    const frames = fc.record({
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
    const digitsOf = (most: number) =>
      fc
        .integer({ min: 1, max: most })
        .chain((pairs) => fc.stringMatching(new RegExp(`^[0-9]{${2 * pairs}}$`)))
    fc.assert(
      fc.property(
        ...[
          frames,
          wires,
          digitsOf(9),
          digitsOf(18),
          fc.uint8Array({ maxLength: 60 }),
          fc.uint8Array({ minLength: 8, maxLength: 8 }),
        ],
        (shape, wire, pan, track, chip, pin) => {
          const tpduId = shape.tpduBytes === 5 ? '60' : ''
          const codec = over({
            frame: { ...shape, tpduId, minBytes: 31, maxBytes: 4096 },
            wire,
            fields: [59, 62].map((no) => ({ no, max: 499 })),
          })
          const message = {
            tpdu: shape.tpduBytes === 5 ? '6000030000' : '',
            header: shape.headerBytes === 6 ? '603100310000' : '',
            mti: '0200',
            fields: { 2: pan, 35: track, 41: '10000001', 52: pin, 55: chip, 60: '22000001' },
          }
          const bytes = pack(codec, message)
          const { fields, ...head } = unpack(codec, bytes)
          expect(head).toEqual({ tpdu: message.tpdu, header: message.header, mti: '0200' })
          expect(plain(fields)).toEqual(plain(message.fields))
        },
      ),
      { numRuns: 300 },
    )
  })

  const frameOf = (change: object) => ({ frame: { ...codecOf('jpos-iso87a').dialect.frame, ...change } })
  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['like one that is not there', JSON.stringify({ name: 'x', like: 'nobody' })],
    ['without a table', JSON.stringify({ name: 'x' })],
    [
      'of three length bytes',
      JSON.stringify({ name: 'x', like: 'unionpay-pos', ...frameOf({ lengthBytes: 3 }) }),
    ],
    ['of half a TPDU', JSON.stringify({ name: 'x', like: 'unionpay-pos', ...frameOf({ tpduBytes: 2 }) })],
    [
      'with a TPDU nobody knows',
      JSON.stringify({ name: 'x', like: 'unionpay-pos', ...frameOf({ tpduId: '60' }) }),
    ],
    [
      'of messages without a bitmap',
      JSON.stringify({ name: 'x', like: 'unionpay-pos', ...frameOf({ minBytes: 19 }) }),
    ],
    [
      'longer than its length can say',
      JSON.stringify({ name: 'x', like: 'unionpay-pos', ...frameOf({ maxBytes: 10_000 }) }),
    ],
    [
      'with hex too long for its length',
      JSON.stringify({ name: 'x', like: 'unionpay-pos', wire: { bytes: 'hex' } }),
    ],
    ['with a field of no format', JSON.stringify({ name: 'x', like: 'unionpay-pos', fields: [{ no: 5 }] })],
  ])('[ISO-9] a dialect %s is refused', (_what, text) => {
    expect(ruleOf(() => readDialect(text))).toBe('ISO-9')
  })
})
