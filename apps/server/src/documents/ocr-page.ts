import type { ReadPage } from './joined-pages.ts'
import { type Fragment, type PageLine, pageLines } from './page-lines.ts'
import type { ReadPicture } from './reading.ts'

/** Points across a sheet of A4, which a picture of a page is taken to be; a found line is that much higher than its letters. */
const sheet = { points: 595, letterShare: 0.68 }

/** Where a straightened box lies in the picture as it is seen: turned back around its middle, its size left alone. */
const seenAt = (box: Pick<Fragment, 'x' | 'y' | 'width' | 'height'>, tilt: number) => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)]
  const height = box.height + box.width * Math.abs(sin)
  return {
    x: x * cos - y * sin - box.width / 2,
    y: x * sin + y * cos - height / 2,
    width: box.width,
    height,
  }
}

/** A read picture as a page in reading order; sizes of letters are estimates. `size` is what the page measures instead. */
export const ocrPage = (
  { lines, width, height, turned, tilt }: ReadPicture,
  size: { readonly width: number; readonly height: number } = { width, height },
  without: readonly PageLine[] = [],
): ReadPage => {
  const scale = size.width / width
  const points = (box: { height: number }) =>
    Math.round((box.height * sheet.letterShare * sheet.points) / Math.min(width, height))
  const scaled = ({ x, y, width, height }: Pick<Fragment, 'x' | 'y' | 'width' | 'height'>) => ({
    x: x * scale,
    y: y * scale,
    width: width * scale,
    height: height * scale,
  })
  /** The file's own letters are better than a reading of their picture. */
  const isWritten = (box: Pick<Fragment, 'x' | 'y' | 'width' | 'height'>) =>
    without.some(
      (line) =>
        box.x + box.width / 2 > line.x &&
        box.x + box.width / 2 < line.x + line.width &&
        box.y + box.height / 2 > line.y - line.height * 0.3 &&
        box.y + box.height / 2 < line.y + line.height * 1.3,
    )
  const fragments = lines
    .map(({ text, box }) => ({ text, ...scaled(box), points: points(box) }))
    .filter((fragment) => !isWritten(fragment))
  return {
    ...size,
    turned,
    hidden: [],
    source: 'ocr',
    lines: pageLines(fragments).map((line) => ({ ...line, seen: seenAt(line, tilt) })),
  }
}
