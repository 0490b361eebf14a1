import { expect, test } from 'vitest'
import { dialects } from '#iso8583/dialects.ts'
import { fuzz, type Target } from './fuzz-iso8583.ts'

test('30,000 mutated messages: no crash, no second spelling, none slow, no growth; and much of it is reached', async () => {
  const result = await fuzz(30_000, 8583)
  expect(result).toMatchObject({ inputs: 30_000, found: null })
  expect(result.outcomes).toBeGreaterThan(150)
  expect(result.corpus).toBeGreaterThan(150)
  expect(result.blocks).toBeGreaterThan(100)
})

test.each([...dialects.keys()].filter((name) => name !== 'unionpay-pos'))(
  '20,000 mutated messages of %s: the same',
  async (name) => {
    const codec = dialects.get(name)
    if (codec === undefined) throw new Error('no dialect')
    const result = await fuzz(20_000, 8583, { codec })
    expect(result).toMatchObject({ inputs: 20_000, found: null })
    expect(result.outcomes).toBeGreaterThan(100)
  },
)

const broken: readonly [name: string, target: Target, what: RegExp][] = [
  [
    'crashes',
    (input) => {
      if (input[20] === 0xff) throw new TypeError('out of reach')
      return ''
    },
    /TypeError: out of reach/,
  ],
  [
    'hangs',
    (input) => {
      const until = performance.now() + (input.length % 7 === 3 ? 130 : 0)
      while (performance.now() < until);
      return ''
    },
    /slower than 100 ms/,
  ],
]
test.each(broken)('code that %s is found, with the input that shows it', async (_name, target, what) => {
  const { found, inputs } = await fuzz(30_000, 1, { more: [target] })
  expect(found?.what).toMatch(what)
  expect(found?.input).not.toBe('')
  expect(inputs).toBeLessThan(30_000)
})

test('the same seed goes the same way', async () => {
  const [one, two] = [await fuzz(3_000, 7), await fuzz(3_000, 7)]
  expect([one.outcomes, one.found]).toEqual([two.outcomes, two.found])
})
