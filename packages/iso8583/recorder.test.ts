import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { explain } from '#iso8583/explain.ts'
import type { Fact } from '#iso8583/fact.ts'
import { beginRecording, nextStep, record, type Recording, seenIn } from '#iso8583/recorder.ts'
import { readShopSuite, type ShopSuite, shopSuite } from '#iso8583/shop-suite.ts'
import { unionpay } from '#iso8583/unionpay.ts'

const at = '2026-11-26T02:00:00Z'
const approved = (transaction: 'sale' | 'void' | 'refund', amountFen: number, pin = false): Fact => ({
  ...{ fact: 'approved', transaction, trace: '000001', amountFen, pin, reference: '' },
})
const signIn = (fresh: boolean): Fact => ({ fact: 'signed-in', batchNo: '000001', fresh })
const spoilt = (
  fact: 'line-cut' | 'timed-out' | 'answered-late' | 'mac-spoiled',
  amountFen: number,
): Fact => ({
  ...{ fact, trace: '000001', amountFen },
})
const reversed = (of: 'line-cut' | 'timed-out' | 'answered-late' | 'mac-spoiled', reason: string): Fact => ({
  ...{ fact: 'reversed', trace: '000001', reason, of },
})
const skipped = (of: 'line-cut' | 'timed-out'): Fact => ({ fact: 'reversal-skipped', trace: '000001', of })
const settled = (equal: boolean): Fact => ({
  fact: 'settled',
  batchNo: '000001',
  equal,
  ownBatch: true,
  transactions: 4,
})

/** The facts of each step, in the file's order. */
const day: readonly (readonly [step: string, ...facts: Fact[]])[] = [
  ['sign-in', signIn(true)],
  ['echo', { fact: 'echoed' }],
  ['sale-pin', approved('sale', 10_000, true)],
  ['sale-contactless', approved('sale', 5000)],
  ['decline', { fact: 'declined', transaction: 'sale', trace: '000001', code: '51' }],
  ['void', approved('void', 10_000)],
  ['refund', approved('refund', 2000)],
  ['reversal', spoilt('line-cut', 9800), reversed('line-cut', '98')],
  ['no-answer', spoilt('timed-out', 9900), reversed('timed-out', '98')],
  ['late-answer', spoilt('answered-late', 9700), reversed('answered-late', '98')],
  ['mac-error', spoilt('mac-spoiled', 6400), reversed('mac-spoiled', 'A0')],
  ['sign-in-again', { fact: 'sign-in-demanded', transaction: 'sale' }, signIn(false), approved('sale', 6000)],
  ['settlement', settled(true)],
]
const until = (step: string) =>
  day
    .slice(
      0,
      day.findIndex(([name]) => name === step),
    )
    .flatMap(factsOf)
const factsOf = ([, ...facts]: (typeof day)[number]) => facts
const run = (facts: readonly Fact[], suite: ShopSuite = shopSuite): Recording =>
  facts.reduce((recording, fact) => record(suite, recording, fact, at), beginRecording(suite, at))
const stepIn = (recording: Recording, step: string) => recording.steps.find((each) => each.step === step)
const due = (facts: readonly Fact[]) => nextStep(shopSuite, run(facts))?.step

describe('a run at the counter', () => {
  test('passes once the host has seen every required step, and then nothing changes it', () => {
    const passed = run(day.flatMap(factsOf))
    expect(passed.outcome).toBe('passed')
    expect(nextStep(shopSuite, passed)).toBeNull()
    expect(record(shopSuite, passed, skipped('line-cut'), at)).toBe(passed)
    expect(day.map(([step]) => step)).toEqual(
      shopSuite.steps.filter(({ required }) => required).map(({ step }) => step),
    )
  })

  test.each(day.map(([step]) => step))('shows %s as the step to do when all before it are seen', (step) => {
    expect(due(until(step))).toBe(step)
  })

  test.each(day.map(([step]) => step))('does not pass without %s', (step) => {
    expect(run(day.filter(([name]) => name !== step).flatMap(factsOf)).outcome).toBe('running')
  })

  test('a step out of order does not count, and says what comes first', () => {
    const early = run([signIn(true), approved('void', 10_000)])
    const step = stepIn(early, 'void')
    expect(step).toMatchObject({ state: 'waiting', slips: 1, trouble: { kind: 'too-early' } })
    const spec = shopSuite.steps.find((each) => each.step === 'void')
    if (!spec || !step?.trouble) throw new Error('void is a step')
    expect(explain(shopSuite, unionpay.dialect, spec, step.trouble, seenIn(early)).remedy.en).toContain(
      'Chip sale of 100.00 yuan with PIN',
    )
    expect(run([...until('settlement').slice(0, -6), settled(true)]).outcome).toBe('running')
  })

  test('another amount than asked turns the step red with what was seen; done right it turns green', () => {
    const wrong = run([...until('sale-pin'), approved('sale', 100, true)])
    expect(stepIn(wrong, 'sale-pin')).toMatchObject({ state: 'failed', failures: 0, slips: 1 })
    const spec = shopSuite.steps.find((each) => each.step === 'sale-pin')
    const trouble = stepIn(wrong, 'sale-pin')?.trouble
    if (!spec || !trouble) throw new Error('sale-pin is red')
    expect(explain(shopSuite, unionpay.dialect, spec, trouble, seenIn(wrong)).happened.zh).toContain(
      '消费 1.00 元',
    )
    const right = record(shopSuite, wrong, approved('sale', 10_000, true), at)
    expect(stepIn(right, 'sale-pin')).toMatchObject({ state: 'seen', slips: 1, trouble: null })
  })

  test('a refusal by the host is told in the suite’s own words', () => {
    const wrong = run([
      ...until('sale-pin'),
      { fact: 'refused', transaction: 'sale', code: 'A0', rule: 'ISO-11' },
    ])
    const spec = nextStep(shopSuite, wrong)
    const trouble = stepIn(wrong, 'sale-pin')?.trouble
    if (!spec || !trouble) throw new Error('sale-pin is red')
    expect(explain(shopSuite, unionpay.dialect, spec, trouble, seenIn(wrong)).remedy.en).toContain(
      'Check the test master key',
    )
  })
})

describe('a bad day', () => {
  test('a step the host has begun is the one to finish, whatever comes first in the file', () => {
    expect(due([signIn(true), spoilt('timed-out', 9900)])).toBe('no-answer')
  })

  test('a reversal before the line was cut does not count', () => {
    expect(stepIn(run([signIn(true), reversed('line-cut', '98')]), 'reversal')?.state).toBe('waiting')
  })

  test('a terminal that goes on without reversing fails the step; it may try again, three times in all', () => {
    const attempt = [spoilt('line-cut', 9800), skipped('line-cut')]
    const once = run([...until('reversal'), ...attempt])
    expect(stepIn(once, 'reversal')).toMatchObject({ state: 'failed', failures: 1 })
    expect(once.outcome).toBe('running')
    const repaired = run([...until('reversal'), ...attempt, ...day.slice(7).flatMap(factsOf)])
    expect(repaired.outcome).toBe('passed')
    expect(stepIn(repaired, 'reversal')?.failures).toBe(1)
    expect(run([...until('reversal'), ...attempt, ...attempt, ...attempt]).outcome).toBe('failed')
  })

  test('a step that was green turns red when the terminal fails it later in the run', () => {
    const facts = [...until('settlement'), spoilt('line-cut', 9800), skipped('line-cut'), settled(true)]
    expect(stepIn(run(facts), 'reversal')?.state).toBe('failed')
    expect(run(facts).outcome).toBe('running')
  })

  test('a terminal that goes on under its old keys fails the new sign-in', () => {
    const facts: Fact[] = [{ fact: 'sign-in-demanded', transaction: 'sale' }, approved('sale', 6000)]
    expect(stepIn(run([...until('sign-in-again'), ...facts]), 'sign-in-again')?.state).toBe('failed')
  })

  test('a wrong MAC answered with another reason than A0 is a failure', () => {
    const facts = [spoilt('mac-spoiled', 6400), reversed('mac-spoiled', '98')]
    expect(stepIn(run([...until('mac-error'), ...facts]), 'mac-error')).toMatchObject({ state: 'failed' })
  })

  test('unequal totals cannot be made good by settling an empty batch', () => {
    const strange: Fact = { ...settled(true), ownBatch: false } as Fact
    expect(run([...until('settlement'), strange]).outcome).toBe('running')
    const unequal = run([...until('settlement'), settled(false)])
    expect(record(shopSuite, unequal, settled(true), at).outcome).toBe('running')
    const again = [approved('sale', 10_000, true), approved('void', 10_000), settled(true)]
    expect(again.reduce((each, fact) => record(shopSuite, each, fact, at), unequal).outcome).toBe('passed')
  })

  test('a terminal that starts over begins every step anew, and the run says so', () => {
    const over = run([...until('void'), signIn(true)])
    expect(over).toMatchObject({ startedOver: 1, outcome: 'running' })
    expect(over.steps.filter(({ state }) => state === 'seen').map(({ step }) => step)).toEqual(['sign-in'])
  })
})

describe('[TEST-8] a suite is a file', () => {
  const text = readFileSync(new URL('acceptance.json', import.meta.url), 'utf8')
  const bent = (change: (suite: Record<string, unknown> & { steps: Record<string, unknown>[] }) => void) => {
    const suite = JSON.parse(text)
    change(suite)
    return () => readShopSuite(JSON.stringify(suite))
  }

  test('ours is sound', () => expect(readShopSuite(text)).toEqual(shopSuite))

  test('another acquirer’s needs another file and nothing else', () => {
    const own = bent((suite) => {
      suite['name'] = 'own-suite'
      suite.steps = suite.steps.filter(({ step }) => ['sign-in', 'reversal'].includes(step as string))
    })()
    const facts = day.filter(([step]) => own.steps.some((each) => each.step === step)).flatMap(factsOf)
    expect(run(facts, own)).toMatchObject({ suite: 'own-suite', outcome: 'passed' })
  })

  test.each<readonly [string, Parameters<typeof bent>[0]]>([
    [
      'without a bad day',
      (suite) => (suite.steps = suite.steps.filter(({ badDay }) => badDay !== true).slice(0, 4)),
    ],
    ['that waits for a later step', (suite) => (suite.steps[0] = { ...suite.steps[0], needs: ['echo'] })],
    ['with two steps of one name', (suite) => suite.steps.push({ ...suite.steps[0] })],
    [
      'with words in one language',
      (suite) => (suite.steps[0] = { ...suite.steps[0], press: { zh: '签到' } }),
    ],
    ['with an unknown entry', (suite) => (suite['pass'] = true)],
    [
      'with half a fen',
      (suite) => (suite.steps[2] = { ...suite.steps[2], do: { transaction: 'sale', amountFen: 0.5 } }),
    ],
    [
      'with an unknown behaviour',
      (suite) => (suite['answers'] = [{ step: 'x', when: { transaction: 'sale' }, does: 'wink' }]),
    ],
    ['without tries', (suite) => (suite['tries'] = 0)],
    ['without a version', (suite) => delete suite['version']],
    [
      'with a transaction nobody knows',
      (suite) => (suite.steps[2] = { ...suite.steps[2], do: { transaction: 'lottery' } }),
    ],
  ])('a suite %s is refused', (_, change) => expect(bent(change)).toThrow('TEST-8'))

  test('what is wrong is told by line and step', () => {
    const lines = text.split('\n')
    const broken = (from: string, step: string) => {
      const at = lines.findIndex((line) => line.includes(`"step": "${step}"`) && !line.includes('['))
      const on = lines.findIndex((line, index) => index > at && line.includes(from))
      return {
        begins: at,
        text: lines.with(on, (lines[on] as string).replace(from, '"lottery"')).join('\n'),
      }
    }
    for (const [from, step] of [
      ['"echo"', 'echo'],
      ['"settlement"', 'settlement'],
    ] as const) {
      const bad = broken(from, step)
      expect(() => readShopSuite(bad.text)).toThrow(
        `TEST-8: line ${bad.begins}, step ${step}: do names a transaction of the dialect`,
      )
    }
    const half = text.replace('"does": "decline"', '"does": "wink"')
    const line = text.slice(0, text.indexOf('"step": "decline-51"')).split('\n').length - 1
    expect(() => readShopSuite(half)).toThrow(`line ${line}, step decline-51: unknown behaviour wink`)
    expect(() => readShopSuite(text.replace('"tries": 3,', '"tries": 3'))).toThrow(
      /TEST-8: not JSON: .*line 9/,
    )
  })
})
