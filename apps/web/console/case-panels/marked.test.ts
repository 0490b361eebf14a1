import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marked } from './marked.ts'

describe('a text with its findings marked', () => {
  test('overlapping findings both stand on the part they share', () => {
    const pieces = marked('押金概不退还,自动续约', [
      { start: 0, end: 6, findingId: 'a' },
      { start: 4, end: 11, findingId: 'b' },
    ])
    expect(pieces).toEqual([
      { text: '押金概不', findingIds: ['a'] },
      { text: '退还', findingIds: ['a', 'b'] },
      { text: ',自动续约', findingIds: ['b'] },
    ])
  })

  test('no character is lost or doubled, and each is marked exactly by the findings around it', () => {
    const span = fc.record({ start: fc.nat(40), end: fc.nat(40), findingId: fc.uuid() })
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
        const pieces = marked(text, spans)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        let at = 0
        for (const piece of pieces) {
          const around = spans.filter(
            ({ start, end }) => start < end && end <= text.length && start <= at && at < end,
          )
          expect(piece.findingIds).toEqual(around.map(({ findingId }) => findingId))
          at += piece.text.length
        }
      }),
    )
  })
})
