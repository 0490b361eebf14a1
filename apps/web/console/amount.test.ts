import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenFromYuan, percentFromPpm, ppmFromPercent, yuanFromFen } from './amount.ts'

describe('amounts as a person types them', () => {
  test.each([
    [0.07, 7],
    [19.9, 1990],
    [1299, 129_900],
    [4.35, 435],
  ])('%f yuan is %i fen', (yuan, fen) => expect(fenFromYuan(yuan)).toBe(fen))

  test.each([
    [0.6, 6000],
    [0.38, 3800],
    [0.5325, 5325],
    [100, 1_000_000],
  ])('%f percent is %i ppm', (percent, ppm) => expect(ppmFromPercent(percent)).toBe(ppm))

  test('shown and typed back, every amount and rate is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (fen) => {
        expect(fenFromYuan(Number(String(yuanFromFen(fen))))).toBe(fen)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => {
        expect(ppmFromPercent(Number(String(percentFromPpm(ppm))))).toBe(ppm)
      }),
    )
  })
})
