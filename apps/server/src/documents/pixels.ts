import type { LineBox } from './line-boxes.ts'

/** A picture as bytes of red, green, blue, row by row. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number }

/** One line cut out and set upright, `height` rows high, its width in proportion; bilinear, edges repeated. */
export const cutOut = (picture: Pixels, box: LineBox, height: number, widest: number): Pixels => {
  const width = Math.max(8, Math.min(widest, Math.round((height * box.width) / box.height)))
  const data = new Uint8Array(width * height * 3)
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const [stepX, stepY] = [box.width / width, box.height / height]
  const lastX = picture.width - 1
  const lastY = picture.height - 1
  for (let row = 0, at = 0; row < height; row++) {
    const v = (row + 0.5) * stepY - box.height / 2
    for (let column = 0; column < width; column++, at += 3) {
      const u = (column + 0.5) * stepX - box.width / 2
      const x = Math.min(lastX, Math.max(0, box.x + u * cos - v * sin - 0.5))
      const y = Math.min(lastY, Math.max(0, box.y + u * sin + v * cos - 0.5))
      const left = Math.floor(x)
      const top = Math.floor(y)
      const [right, bottom] = [Math.min(lastX, left + 1), Math.min(lastY, top + 1)]
      const [fx, fy] = [x - left, y - top]
      for (let colour = 0; colour < 3; colour++) {
        const pixel = (px: number, py: number) => picture.data[(py * picture.width + px) * 3 + colour] ?? 0
        const upper = pixel(left, top) * (1 - fx) + pixel(right, top) * fx
        const lower = pixel(left, bottom) * (1 - fx) + pixel(right, bottom) * fx
        data[at + colour] = upper * (1 - fy) + lower * fy
      }
    }
  }
  return { data, width, height }
}

/** As the networks want it: one plane per colour (blue first, as they were trained), (value − mean) ÷ spread. */
export const planes = (
  { data, width, height }: Pixels,
  mean: readonly number[],
  spread: readonly number[],
  paddedWidth = width,
): Float32Array => {
  const planar = new Float32Array(3 * height * paddedWidth)
  for (let plane = 0; plane < 3; plane++) {
    const scale = 1 / (255 * (spread[plane] ?? 1))
    const shift = (mean[plane] ?? 0) / (spread[plane] ?? 1)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        planar[(plane * height + row) * paddedWidth + column] =
          (data[(row * width + column) * 3 + (2 - plane)] ?? 0) * scale - shift
  }
  return planar
}

/** The picture turned clockwise by quarters. */
export const turned = (picture: Pixels, quarters: number): Pixels => {
  if (quarters % 4 === 0) return picture
  const { data, width, height } = picture
  const half = quarters % 4 === 2
  const [newWidth, newHeight] = half ? [width, height] : [height, width]
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [toX, toY] = half
        ? [width - 1 - x, height - 1 - y]
        : quarters % 4 === 1
          ? [height - 1 - y, x]
          : [y, width - 1 - x]
      const from = (y * width + x) * 3
      const to = (toY * newWidth + toX) * 3
      out[to] = data[from] ?? 0
      out[to + 1] = data[from + 1] ?? 0
      out[to + 2] = data[from + 2] ?? 0
    }
  return { data: out, width: newWidth, height: newHeight }
}
