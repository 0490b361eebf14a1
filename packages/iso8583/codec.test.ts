import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mark, present, readBitmap } from '#iso8583/bitmap.ts'
import { compileDialect, type FieldSpec } from '#iso8583/dialect.ts'
import { frame, splitter } from '#iso8583/frame.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { Malformed } from '#iso8583/malformed.ts'
import { ascii, type Message, textOf, type Value } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { unionpay, unionpayDialect } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import samples from './samples.json' with { type: 'json' }

const refusal = (turn: () => unknown): Malformed => {
  try {
    turn()
  } catch (error) {
    if (error instanceof Malformed) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('published messages', () => {
  test.each(samples.messages)('$name is the same bytes after unpack and pack', ({ hex: text }) => {
    expect(hex(pack(unionpay, unpack(unionpay, unhex(text))))).toBe(text)
  })

  test('the sale answer reads field by field', () => {
    const text = samples.messages.find((sample) => sample.name === 'sale answer, magnetic stripe')?.hex ?? ''
    const message = unpack(unionpay, unhex(text))
    expect([message.tpdu, message.header, message.mti]).toEqual(['6000030000', '603100011001', '0210'])
    const read = [2, 3, 4, 11, 12, 13, 14, 15, 25, 32, 37, 39, 41, 42, 44, 49, 60].map((no) =>
      textOf(message, no),
    )
    expect(read).toEqual(
      '6216260000000008 000000 000000000001 001082 153438 1201 4912 1201 00 48523310 290983153438 00 00000026 898440159990001'
        .split(' ')
        .concat('03080000   48520000   ', '156', '22000015000501'),
    )
    expect(hex(message.fields[63] as Uint8Array)).toBe('435550')
  })

  test('odd digits: field 22 is filled on the right, field 23 on the left', () => {
    const text = samples.messages.find((sample) => sample.name === 'sale request, chip')?.hex ?? ''
    const message = unpack(unionpay, unhex(text))
    expect([textOf(message, 22), textOf(message, 23), textOf(message, 60)]).toEqual([
      '071',
      '000',
      '2200072700060',
    ])
    expect((message.fields[55] as Uint8Array).length).toBe(145)
  })

  test('one stray byte in field 55 is refused', () => {
    const refused = refusal(() => unpack(unionpay, unhex(samples.stray.hex)))
    expect(['ISO-4', 'ISO-5', 'ISO-6', 'ISO-7']).toContain(refused.rule)
    expect(refused.field).toBe(62)
  })
})

describe('bitmaps', () => {
  test.each([
    ['702006C020C09A11', [2, 3, 4, 11, 22, 23, 25, 26, 35, 41, 42, 49, 52, 53, 55, 60, 64]],
    ['0020000000C18012', [11, 41, 42, 48, 49, 60, 63]],
    ['0020000000C00016', [11, 41, 42, 60, 62, 63]],
  ])('%s', (text, numbers) => {
    expect(present(readBitmap(unhex(text), 0))).toEqual(numbers)
    const bytes = new Uint8Array(8)
    for (const no of numbers) mark(bytes, 0, no)
    expect(hex(bytes)).toBe(text)
  })
})

test('the sign-in request of the dialect goes on the wire as published, length 0057 included', () => {
  const message: Message = {
    tpdu: '6000030000',
    header: '603100310003',
    mti: '0800',
    fields: {
      11: '000001',
      41: '10000001',
      42: '898440159990001',
      60: '00000001003',
      62: ascii('Sequence No12307203567448'),
      63: ascii('01 '),
    },
  }
  expect(hex(frame(pack(unionpay, message)))).toBe(
    '005760000300006031003100030800' +
      '0020000000C00016000001313030303030303138393834343031353939393030303100110000000100300025' +
      '53657175656E6365204E6F31323330373230333536373434380003303120',
  )
})

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const valueOf = (spec: FieldSpec): fc.Arbitrary<Value> => {
  const length =
    spec.prefix === undefined ? fc.constant(spec.length as number) : fc.nat({ max: spec.max as number })
  return length.chain((count): fc.Arbitrary<Value> => {
    if (spec.format === 'n') return digits(count)
    if (spec.format === 'z') return fc.stringMatching(new RegExp(`^[0-9A-F]{${count}}$`))
    if (spec.format === 'b' || spec.format === 'text')
      return fc.uint8Array({ minLength: count, maxLength: count })
    return fc.stringMatching(new RegExp(`^[ -~]{${count}}$`))
  })
}
const message: fc.Arbitrary<Message> = fc
  .record({
    header: digits(12),
    mti: digits(4),
    fields: fc.record(Object.fromEntries(unionpayDialect.fields.map((spec) => [spec.no, valueOf(spec)])), {
      requiredKeys: [],
    }),
  })
  .map(({ header, mti, fields }) => ({
    tpdu: '6000030000',
    header,
    mti,
    fields: fields as Message['fields'],
  }))

describe('any message of the dialect', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(message, (written) => {
        const bytes = pack(unionpay, written)
        const read = unpack(unionpay, bytes)
        expect([read.tpdu, read.header, read.mti]).toEqual([written.tpdu, written.header, written.mti])
        for (const { no } of unionpayDialect.fields) expect(read.fields[no]).toEqual(written.fields[no])
        expect(hex(pack(unionpay, read))).toBe(hex(bytes))
      }),
      { numRuns: 60 },
    )
  })

  test('with an extra byte is refused, cut short is refused', () => {
    fc.assert(
      fc.property(message, fc.nat(), (written, cut) => {
        const bytes = pack(unionpay, written)
        const longer = new Uint8Array(bytes.length + 1)
        longer.set(bytes)
        expect(refusal(() => unpack(unionpay, longer)).rule).toMatch(/^ISO-[17]$/)
        expect(refusal(() => unpack(unionpay, bytes.slice(0, cut % bytes.length))).rule).toMatch(/^ISO-[14]$/)
      }),
      { numRuns: 60 },
    )
  })
})

test('mutated published messages are read identically or refused, never anything else', () => {
  const bodies = samples.messages.map((sample) => unhex(sample.hex))
  fc.assert(
    fc.property(
      fc.constantFrom(...bodies),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
      (body, changes) => {
        const bytes = body.slice()
        for (const [place, byte] of changes) bytes[place % bytes.length] = byte
        try {
          expect(hex(pack(unionpay, unpack(unionpay, bytes)))).toBe(hex(bytes))
        } catch (error) {
          if (!(error instanceof Malformed)) throw error
          expect(error.offset).toBeLessThanOrEqual(bytes.length)
        }
      },
    ),
    { numRuns: 20_000 },
  )
})

describe('what does not fit is refused by rule, field and byte', () => {
  const body = (bits: string, rest: string) => unhex(`60000300006031003100000200${bits}${rest}`)
  test.each([
    ['a second bitmap', body('8000000000000000', ''), 'ISO-3', 1, 21],
    ['a field outside the dialect', body('0800000000000000', '00'), 'ISO-3', 5, 21],
    ['a length that is not BCD', body('4000000000000000', '1A'), 'ISO-5', 2, 21],
    ['a length above the maximum', body('4000000000000000', '2062'), 'ISO-5', 2, 21],
    ['a field that runs past the end', body('4000000000000000', '1662'), 'ISO-4', 2, 22],
    ['a message that ends inside a length', body('0000000000000010', '00'), 'ISO-4', 60, 21],
    ['a letter among digits', body('2000000000000000', '0000A0'), 'ISO-6', 3, 23],
    ['filling that is not zero', body('0000040000000000', '0211'), 'ISO-6', 22, 22],
    ['a control character', body('0000000002000000', '0030'), 'ISO-6', 39, 21],
    ['a stray byte', body('2000000000000000', '00000000'), 'ISO-7', 0, 24],
    ['another TPDU', unhex('68000300006031003100000200' + '2000000000000000' + '000000'), 'ISO-2', 0, 0],
    ['too few bytes', unhex('6000030000'), 'ISO-1', 0, 0],
  ] as const)('%s', (_name, bytes, rule, field, offset) => {
    expect(refusal(() => unpack(unionpay, bytes))).toMatchObject({ rule, field, offset })
  })

  test.each([
    ['too short for a fixed field', { 4: '100' }, 4],
    ['too long for a variable field', { 2: '12345678901234567890' }, 2],
    ['a letter in digits', { 3: '00000A' }, 3],
    ['text outside ASCII', { 41: '一二三四五六七八' }, 41],
    ['a string where bytes belong', { 52: '12345678' }, 52],
    ['bytes where digits belong', { 3: new Uint8Array(6) }, 3],
  ] as [string, Message['fields'], number][])('packing %s', (_name, fields, field) => {
    const written = { tpdu: '6000030000', header: '603100310000', mti: '0200', fields }
    expect(refusal(() => pack(unionpay, written))).toMatchObject({ rule: 'ISO-8', field })
  })

  test('a dialect whose own table is not sound', () => {
    const broken = (field: object) => ({
      ...unionpayDialect,
      fields: [...unionpayDialect.fields, field as FieldSpec],
    })
    const words = { zh: '无', en: 'none' }
    for (const field of [
      { no: 2, words, format: 'n', length: 4 },
      { no: 65, words, format: 'n', length: 4 },
      { no: 5, words, format: 'q', length: 4 },
      { no: 5, words, format: 'n' },
      { no: 5, words, format: 'n', prefix: 'LL', max: 120 },
    ])
      expect(refusal(() => compileDialect(broken(field))).rule).toBe('ISO-9')
    const twice = {
      ...unionpayDialect,
      transactions: [...unionpayDialect.transactions, ...unionpayDialect.transactions],
    }
    expect(refusal(() => compileDialect(twice)).rule).toBe('ISO-9')
  })
})

describe('a TCP stream', () => {
  const bounds = unionpayDialect.frame
  test('is cut at the same places however the bytes arrive', () => {
    const bodies = samples.messages.map((sample) => unhex(sample.hex))
    const stream = new Uint8Array(bodies.flatMap((body) => [...frame(body)]))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (sizes) => {
        const out: string[] = []
        const split = splitter(bounds, (body) => out.push(hex(body)))
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] as number
          split.push(stream.subarray(at, at + size))
          at += size
        }
        expect(out).toEqual(bodies.map((body) => hex(body)))
        expect(split.pending()).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test.each(['0000', '0014', '1001', 'FFFF'])(
    'with the length %s is refused at once, what came whole before it is not lost',
    (length) => {
      const whole: Uint8Array[] = []
      const split = splitter(bounds, (body) => whole.push(body))
      const [sample] = samples.messages.map((each) => frame(unhex(each.hex)))
      const bytes = Uint8Array.from([...(sample ?? []), ...unhex(length)])
      expect(refusal(() => split.push(bytes)).rule).toBe('ISO-1')
      expect(whole.length).toBe(1)
    },
  )

  test('knows that a message has begun', () => {
    const split = splitter(bounds, () => undefined)
    split.push(unhex('00'))
    expect(split.pending()).toBe(true)
    split.push(unhex('5760'))
    expect(split.pending()).toBe(true)
  })
})
