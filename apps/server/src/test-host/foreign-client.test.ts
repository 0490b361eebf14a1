import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { scripts } from '#iso8583/bad-host.ts'
import type { Codec } from '#iso8583/dialect.ts'
import { dialects } from '#iso8583/dialects.ts'
import { hex, unhex } from '#iso8583/hex.ts'
import { mac, macHolds } from '#iso8583/mac.ts'
import { ascii, carriesMac, type Message } from '#iso8583/message.ts'
import { pack } from '#iso8583/pack.ts'
import { clearPinBlock } from '#iso8583/pin-block.ts'
import { acceptance } from '#iso8583/suite.ts'
import testKeys from '#iso8583/test-keys.json' with { type: 'json' }
import { unionpay, unionpayDialect } from '#iso8583/unionpay.ts'
import { unpack } from '#iso8583/unpack.ts'
import { unwrapWorkKeys } from '#iso8583/work-keys.ts'
import { startTestHost } from './host.ts'
import { des } from './des.ts'

const page = readFileSync(new URL('../../../../docs/iso8583-client.md', import.meta.url), 'utf8')
const cipher = des()
const tmk = unhex(testKeys.tmk)

const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}(?: (.+))?\\n([^\`]+)\`\`\``, 'gm'))].map(
    ([, name = kind, text = '']) => ({ name, lines: text.trimEnd().split('\n') }),
  )
const entries = (kind: string): Record<string, string> =>
  Object.fromEntries(blocks(kind)[0]?.lines.map((line) => line.split(' ')) ?? [])

/** Fields by number, bytes as hex: what a client of another make can say of a message too. */
const told = ({ fields }: Message): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([no, value]) =>
      value === undefined ? [] : [[no, typeof value === 'string' ? value : hex(value)]],
    ),
  )

describe('the page for writers of clients', () => {
  const examples = blocks('iso8583').map(({ name, lines }) => {
    const parts = lines.map((line) => /^([0-9A-F]+) +(.+)$/.exec(line)?.slice(1) ?? [])
    return { name, parts, bytes: unhex(parts.map(([digits]) => digits).join('')) }
  })

  test('has the examples it promises', () =>
    expect(examples.map(({ name }) => name)).toEqual([
      'echo request',
      'echo answer',
      'sign-in request',
      'sign-in answer',
      'sale request',
      'sale answer',
      'reversal request',
    ]))

  test.each(examples)('$name is on the wire what it says', ({ bytes, parts }) => {
    const body = bytes.subarray(2)
    expect(((bytes[0] as number) << 8) | (bytes[1] as number)).toBe(body.length)
    const message = unpack(unionpay, body)
    expect(hex(pack(unionpay, message))).toBe(hex(body))
    const stated = parts.flatMap(([, note = '']) => {
      const found = /^F(\d+) (.+)$/.exec(note)
      return found === null ? [] : [[found[1], found[2]]]
    })
    const fields = told(message)
    // A line of the page does not end in blanks.
    expect(Object.entries(fields).map(([no, value]) => [no, value.trimEnd()])).toEqual(stated)
    expect(parts.map(([, note]) => note)).toContain(`MTI ${message.mti}`)
    expect(parts.map(([, note]) => note)).toContain(`bitmap ${Object.keys(fields).join(' ')}`)
    if ('64' in fields) expect(macHolds(cipher, unhex(testKeys.mak), body)).toBe(true)
  })

  const far = dialects.get('jpos-iso87a-70') as Codec
  test.each(blocks('jpos-iso87a-70'))(
    'with a second bitmap, $name is on the wire what it says',
    ({ lines }) => {
      const parts = lines.map((line) => /^([0-9A-F]+) +(.+)$/.exec(line)?.slice(1) ?? [])
      const [length, ...rest] = parts.map(([characters = '']) => characters)
      const body = ascii(rest.join(''))
      expect(Number(length)).toBe(body.length)
      const message = unpack(far, body)
      expect(hex(pack(far, message))).toBe(hex(body))
      const stated = parts.flatMap(([, note = '']) => {
        const found = /^F(\d+) (.+)$/.exec(note)
        return found === null ? [] : [[found[1], found[2]]]
      })
      expect(Object.entries(told(message))).toEqual(stated)
      const [first, second] = [2, 3].map((at) => parts[at]?.[1]?.replace(/^.*?:(?:.*second,)?/, '').trim())
      expect(`${first} ${second}`).toBe(Object.keys(told(message)).join(' '))
      if (carriesMac(message)) expect(macHolds(cipher, unhex(testKeys.mak), body, far.mac)).toBe(true)
    },
  )

  test('has an example with its MAC in 128', () =>
    expect(blocks('jpos-iso87a-70').map(({ name }) => name)).toEqual(['echo request', 'settlement request']))

  test('its keys, PIN block and MAC are worked out as it says', () => {
    const named = (name: string) =>
      examples.find((each) => each.name === name)?.bytes.subarray(2) as Uint8Array
    const keys = unwrapWorkKeys(
      cipher,
      tmk,
      unpack(unionpay, named('sign-in answer')).fields[62] as Uint8Array,
    )
    expect([hex(keys.pik), hex(keys.mak)]).toEqual([testKeys.pik, testKeys.mak])
    const pin = entries('pin')
    const clear = clearPinBlock(pin['pin'] as string, pin['pan'] as string)
    expect([hex(clear), hex(cipher.encrypt(unhex(pin['key'] as string), clear))]).toEqual([
      pin['clear'],
      pin['block'],
    ])
    const steps = entries('mac')
    const key = unhex(steps['key'] as string)
    const data = named('sale request').slice(11, -8)
    const folded = new Uint8Array(8)
    for (const [at, byte] of data.entries()) folded[at % 8] = (folded[at % 8] as number) ^ byte
    const [first, last] = [hex(folded).slice(0, 8), hex(folded).slice(8)].map((text) => Buffer.from(text))
    const once = cipher.encrypt(key, first as Uint8Array)
    const mixed = once.map((byte, at) => byte ^ ((last as Uint8Array)[at] as number))
    expect(steps).toEqual({
      ...{ key: testKeys.mak, folded: hex(folded) },
      ...{ first: hex(first as Uint8Array), last: hex(last as Uint8Array) },
      ...{ once: hex(once), mixed: hex(mixed), twice: hex(cipher.encrypt(key, mixed)) },
      mac: hex(mac(cipher, key, data)),
    })
  })

  test('its tables are the dialect’s', () => {
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.slice(2, -2).split(' | '))
    for (const { no, format, length, prefix, max, pad, words } of unionpayDialect.fields) {
      const size = prefix === undefined ? String(length) : `${prefix}VAR ≤ ${max}`
      const odd = (format === 'n' || format === 'z') && (length ?? 1) % 2 === 1
      const row = rows.find(({ length: cells, 0: first }) => cells === 5 && first === String(no))
      expect(row?.slice(2), `field ${no}`).toEqual([format, size, odd ? (pad ?? 'right') : '–'])
      expect(row?.[1]).toContain(words.zh)
    }
    const stated = rows.filter((row) => row.length === 9 && row[2] !== 'MTI' && row[0] !== '---')
    expect(stated.map(([name, , ...rest]) => [name, ...rest])).toEqual(
      unionpayDialect.transactions.map((spec) => [
        ...[spec.name, spec.mti, spec.processingCode ?? '–', spec.condition ?? '–', spec.messageType ?? '–'],
        ...[spec.networkCode ?? '–', spec.mac ? 'yes' : '–', spec.reversible ? 'yes' : '–'],
      ]),
    )
  })
})

test('the page names every amount that calls something up', () => {
  const yuan = (fen = 0) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
  const played = [
    ...acceptance.answers.map((step) => ({ ...step, from: 'always' })),
    ...(scripts.get('bad-day')?.steps ?? []).map((step) => ({ ...step, from: 'bad-day' })),
  ].map(({ from, when, code }) => ({ from, transaction: when.transaction, yuan: yuan(when.amountFen), code }))
  const stated = [...page.matchAll(/^\| (always|bad-day) \| (\S+) \| (\S+) \| (.+) \| .+ \|$/gm)].map(
    ([, from, transaction, amount, what]) => ({
      ...{ from, transaction, yuan: amount },
      code: /^declined with (..)$/.exec(what ?? '')?.[1],
    }),
  )
  const once = (rows: readonly object[]) => new Set(rows.map((row) => JSON.stringify(row)))
  expect(once(stated)).toEqual(once(played))
})

const ready = spawnSync('python3', ['-c', 'import ctypes, json; ctypes.CDLL("libcrypto.so.3")']).status === 0

type Exchange = {
  readonly name: string
  readonly request: string
  readonly sent: Record<string, string>
  readonly answer?: string
  readonly read?: Record<string, string>
  readonly macHolds?: boolean
}

describe.skipIf(!ready)('a client in another language, written from the page', () => {
  let exchanges: Exchange[] = []
  const seen: string[] = []
  beforeAll(async () => {
    const host = await startTestHost({
      port: 0,
      terminals: { find: async () => ({ tmk, runId: 'run_foreign' }) },
      onObservation: ({ transaction }) => void seen.push(transaction),
    })
    try {
      const file = fileURLToPath(new URL('foreign-client.py', import.meta.url))
      const { stdout } = await promisify(execFile)('python3', [file, String(host.port)], { timeout: 60_000 })
      exchanges = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Exchange)
    } finally {
      await host.close()
    }
  }, 90_000)

  test('goes through every transaction of the dialect', () => {
    expect(new Set(seen)).toEqual(new Set(unionpayDialect.transactions.map(({ name }) => name)))
    const unusual = exchanges.flatMap(({ name, read }) => (read?.[39] === '00' ? [] : [[name, read?.[39]]]))
    expect(unusual).toEqual([
      ['sale declined', '51'],
      ['qr-query waiting', '09'],
      ['sale cut off', undefined],
      ['sale after sign-off', 'A0'],
    ])
  })

  test('agrees with the host on every field of every message, both ways, and on every MAC', () => {
    let fields = 0
    for (const { name, request, sent, answer, read, macHolds: held } of exchanges) {
      const asked = told(unpack(unionpay, unhex(request)))
      expect(asked, name).toEqual(sent)
      fields += Object.keys(asked).length
      if (answer === undefined) continue
      const answered = told(unpack(unionpay, unhex(answer)))
      expect(answered, name).toEqual(read)
      fields += Object.keys(answered).length
      if ('64' in answered) expect(held, name).toBe(name !== 'sale with a spoiled MAC')
    }
    expect(exchanges.length).toBeGreaterThan(40)
    expect(fields).toBeGreaterThan(900)
  })

  test('settles equal and its batch agrees line by line', () => {
    const settlement = exchanges.find(({ name }) => name === 'settlement')
    expect([settlement?.read?.[48]?.[30], settlement?.read?.[48]?.slice(0, 30)]).toEqual([
      '1',
      settlement?.sent[48]?.slice(0, 30),
    ])
  })
})
