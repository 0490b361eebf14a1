import type { LineBox } from './line-boxes.ts'

/** A picture as bytes of red, green, blue, row by row. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number }

/**
 * One line cut out and set upright, `height` rows high, its width in proportion times `stretch`; bilinear, edges repeated.
 * Walked a million times a page: nothing is asked twice in it.
 */
export const cutOut = (
  picture: Pixels,
  box: LineBox,
  height: number,
  widest: number,
  stretch = 1,
): Pixels => {
  const width = Math.max(8, Math.min(widest, Math.round((stretch * height * box.width) / box.height)))
  const out = new Uint8Array(width * height * 3)
  const { data } = picture
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const [stepX, stepY] = [box.width / width, box.height / height]
  const lastX = picture.width - 1
  const lastY = picture.height - 1
  const rowBytes = picture.width * 3
  for (let row = 0, at = 0; row < height; row++) {
    const v = (row + 0.5) * stepY - box.height / 2
    const [startX, startY] = [box.x - v * sin - 0.5, box.y + v * cos - 0.5]
    for (let column = 0; column < width; column++, at += 3) {
      const u = (column + 0.5) * stepX - box.width / 2
      const x = Math.min(lastX, Math.max(0, startX + u * cos))
      const y = Math.min(lastY, Math.max(0, startY + u * sin))
      const left = Math.floor(x)
      const top = Math.floor(y)
      const fx = x - left
      const fy = y - top
      const from = top * rowBytes + left * 3
      const across = left < lastX ? 3 : 0
      const down = top < lastY ? rowBytes : 0
      for (let colour = 0; colour < 3; colour++) {
        const place = from + colour
        const above = data[place] as number
        const below = data[place + down] as number
        const upper = above + ((data[place + across] as number) - above) * fx
        const lower = below + ((data[place + down + across] as number) - below) * fx
        out[at + colour] = upper + (lower - upper) * fy
      }
    }
  }
  return { data: out, width, height }
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
