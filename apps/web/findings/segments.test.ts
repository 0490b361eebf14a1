import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segments } from './segments.ts'

test('overlapping findings share a stretch instead of nesting', () => {
  expect(
    segments(10, [
      { start: 2, end: 6 },
      { start: 4, end: 8 },
    ]),
  ).toEqual([
    { start: 0, end: 2, numbers: [] },
    { start: 2, end: 4, numbers: [1] },
    { start: 4, end: 6, numbers: [1, 2] },
    { start: 6, end: 8, numbers: [2] },
    { start: 8, end: 10, numbers: [] },
  ])
})

test('the pieces are the text, and a unit is marked exactly by the findings that cover it', () => {
  const span = fc
    .tuple(fc.nat(60), fc.nat(60))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  fc.assert(
    fc.property(fc.nat(50), fc.array(span, { maxLength: 8 }), (length, findings) => {
      const pieces = segments(length, findings)
      expect(pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0)).toBe(length)
      for (const piece of pieces)
        for (let unit = piece.start; unit < piece.end; unit++)
          expect(piece.numbers).toEqual(
            findings.flatMap(({ start, end }, at) => (start <= unit && unit < end ? [at + 1] : [])),
          )
    }),
  )
})
