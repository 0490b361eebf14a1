import sharp from 'sharp'
import { expect, test } from 'vitest'
import { watermarkLines } from '#vault/watermark-text.ts'
import { watermarked } from './watermark.ts'

const at = '2026-11-20T02:00:00.000Z'
const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()

/** For each cell of a grid: the share of its pixels that differ by more than JPEG does by itself. */
const changes = async (before: Buffer, after: Buffer, cells = 6): Promise<number[]> => {
  const { width, height } = await sharp(after).metadata()
  const grey = (file: Buffer) =>
    sharp(file).resize(width, height, { fit: 'fill' }).greyscale().raw().toBuffer()
  const [one, other] = await Promise.all([grey(before), grey(after)])
  const changed = Array.from({ length: cells * cells }, () => 0)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const place = y * width + x
      if (Math.abs((one[place] ?? 0) - (other[place] ?? 0)) < 20) continue
      const cell = Math.floor((y * cells) / height) * cells + Math.floor((x * cells) / width)
      changed[cell] = (changed[cell] ?? 0) + 1
    }
  return changed.map((count) => count / ((width * height) / (cells * cells)))
}

test.each([
  ['light', 1600, 1000, '#fff'],
  ['dark', 1600, 1000, '#050505'],
  ['grey', 1000, 1600, '#808080'],
  ['small', 120, 100, '#fff'],
  ['long and thin', 2400, 110, '#222'],
])('%s: the mark is all over the picture, and the picture stays', async (_, width, height, background) => {
  const before = await plain(width, height, background)
  const after = await watermarked(
    before,
    watermarkLines({ name: '演示审核员', organisation: '演示收单机构' }, at),
  )
  const shares = await changes(before, after)
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.01)
    expect(share).toBeLessThan(0.6)
  }
  expect((await sharp(after).metadata()).format).toBe('jpeg')
})

test('two readers, and two moments, give different pictures; rare characters are drawn, not boxed', async () => {
  const before = await plain(800, 600, '#fff')
  const marked = (name: string, when = at) =>
    watermarked(before, watermarkLines({ name, organisation: '演示收单机构' }, when))
  const [one, same, other, later] = await Promise.all([
    marked('张三（演示）'),
    marked('张三（演示）'),
    marked('李四（演示）'),
    marked('张三（演示）', '2026-11-20T02:01:00.000Z'),
  ])
  expect(one.equals(same)).toBe(true)
  expect(Math.max(...(await changes(one, other)))).toBeGreaterThan(0.002)
  expect(Math.max(...(await changes(one, later)))).toBeGreaterThan(0.0005)
  // Two characters the font lacks would both be drawn as the same empty box.
  const [rare, rarer] = await Promise.all([marked('𠮷'), marked('䶮')])
  expect(Math.max(...(await changes(rare, rarer)))).toBeGreaterThan(0.001)
})
