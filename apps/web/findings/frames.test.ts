import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frames } from './frames.ts'

const line = (y: number, x = 0.1, width = 0.8, page = 1) => ({ page, x, y, width, height: 0.02 })

test('findings on one line share a frame, as grave as the gravest, and each number is new once', () => {
  const found = frames([
    { severity: 'medium', places: [line(0.1), line(0.13, 0.1, 0.4)] },
    { severity: 'high', places: [line(0.104, 0.05)] },
    { severity: 'low', places: [line(0.13)] },
  ])
  expect(found.map(({ numbers, fresh, severity }) => ({ numbers, fresh, severity }))).toEqual([
    { numbers: [1, 2], fresh: [1, 2], severity: 'high' },
    { numbers: [1, 3], fresh: [3], severity: 'medium' },
  ])
  const [first] = found
  expect(first?.x).toBeCloseTo(0.05)
  expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(0.9)
  expect((first?.y ?? 0) + (first?.height ?? 0)).toBeCloseTo(0.124)
})

test('lines of other pages, below one another and side by side in columns keep frames of their own', () => {
  const places = [line(0.1), line(0.121), line(0.1, 0.1, 0.8, 2), line(0.3, 0.05, 0.4), line(0.3, 0.5, 0.4)]
  const found = frames(places.map((place) => ({ severity: 'low' as const, places: [place] })))
  expect(found.map(({ numbers }) => numbers)).toEqual([[1], [2], [4], [5], [3]])
})

test('a finger meets each line beyond its frame, and no two of one column in one place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 })), { maxLength: 12 }),
      (drawn) => {
        const places = drawn.map(([row, column]) => line(row / 50, column * 0.3, 0.4))
        const found = frames(places.map((place) => ({ severity: 'low' as const, places: [place] })))
        for (const one of found) {
          const own = one.y + one.height / 2
          expect(one.top).toBeLessThanOrEqual(own)
          expect(one.bottom).toBeGreaterThan(own)
          for (const other of found)
            if (one !== other && one.x < other.x + other.width && other.x < one.x + one.width)
              expect(Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)).toBeLessThan(1e-9)
        }
      },
    ),
  )
  const [alone] = frames([{ severity: 'low', places: [line(0.5)] }])
  expect((alone?.bottom ?? 0) - (alone?.top ?? 0)).toBeCloseTo(0.06)
})
