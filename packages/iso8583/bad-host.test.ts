import { describe, expect, test } from 'vitest'
import { behaviours, befall, readScript, type ScriptStep } from '#iso8583/bad-host.ts'
import { unionpayDialect } from '#iso8583/unionpay.ts'
import badDay from './bad-day.json' with { type: 'json' }

const names = new Set(unionpayDialect.transactions.map(({ name }) => name))
const words = { zh: '试', en: 'try' }
const text = (...steps: object[]) => JSON.stringify({ name: 'x', words, steps })
const sale = { name: 'sale' } as never
const message = (fen: number) => ({ tpdu: '', header: '', mti: '0200', fields: { 4: String(fen) } })

describe('a script', () => {
  test('the built-in bad day is sound and has every behaviour a sale can meet', () => {
    const script = readScript(JSON.stringify(badDay), names)
    expect(new Set(script.steps.map(({ does }) => does))).toEqual(
      new Set(behaviours.filter((each) => each !== 'unequal')),
    )
  })

  test.each([
    ['an unknown behaviour', { step: 'a', when: {}, does: 'explode' }],
    ['an unknown transaction', { step: 'a', when: { transaction: 'lottery' }, does: 'timeout' }],
    ['an unknown condition', { step: 'a', when: { card: '62' }, does: 'timeout' }],
    ['half a fen', { step: 'a', when: { amountFen: 1.5 }, does: 'timeout' }],
    ['the zeroth time', { step: 'a', when: { nth: 0 }, does: 'timeout' }],
    ['a decline without a code', { step: 'a', when: {}, does: 'decline' }],
    ['a decline that approves', { step: 'a', when: {}, does: 'decline', code: '00' }],
    ['an hour’s delay', { step: 'a', when: {}, does: 'late', afterMs: 3_600_000 }],
    ['no name', { when: {}, does: 'timeout' }],
    ['a typing error', { step: 'a', when: {}, does: 'timeout', afterMS: 1 }],
    ['words in one language', { step: 'a', when: {}, does: 'timeout', words: { en: 'a' } }],
  ])('with %s is refused', (_name, step) => {
    expect(() => readScript(text(step), names)).toThrow(/ISO-29/)
  })

  test('that names a step twice, is no object or has no words is refused', () => {
    const step = { step: 'a', when: {}, does: 'timeout' }
    expect(() => readScript(text(step, step), names)).toThrow(/twice/)
    for (const broken of ['[]', '1', 'null', '{"name":"x","steps":[]}', '{'])
      expect(() => readScript(broken, names)).toThrow(/ISO-29|JSON/)
    expect(readScript(text(step), names).steps).toHaveLength(1)
  })
})

test('the first step whose conditions all hold befalls the request, an nth one only that time', () => {
  const steps: ScriptStep[] = [
    { step: 'second', when: { transaction: 'sale', amountFen: 100, nth: 2 }, does: 'timeout' },
    { step: 'refund', when: { transaction: 'refund' }, does: 'garbage' },
    { step: 'rest', when: { amountFen: 200 }, does: 'late' },
  ]
  const seen: (string | null)[] = []
  let played = {}
  for (const fen of [100, 300, 100, 200, 100]) {
    const befallen = befall(steps, played, { message: message(fen), transaction: sale })
    seen.push(befallen.step?.step ?? null)
    played = befallen.played
  }
  expect(seen).toEqual([null, null, 'second', 'rest', null])
})
