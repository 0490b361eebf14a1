import { fontFile } from './font.ts'

const family = 'Fangxin Watermark'
let canvasReady: Promise<typeof import('@napi-rs/canvas')> | null = null

const openCanvas = () => {
  canvasReady ??= import('@napi-rs/canvas').then((canvas) => {
    if (canvas.GlobalFonts.registerFromPath(fontFile, family) === null)
      throw new Error(`the font ${fontFile} cannot be read`)
    return canvas
  })
  return canvasReady
}

/** Pixels of a letter: a share of the shorter edge, so that it is read on a slip and covers no paper. */
const letterOf = (width: number, height: number): number =>
  Math.min(48, Math.max(10, Math.round(Math.min(width, height) / 28)))

/** Shortest edge of what is shown, pixels. */
const shortest = 360
const slope = -Math.PI / 7
const lineHeight = 1.35
/** Free space between two marks, in letters: near enough that no part of a paper is without one. */
const gap = { across: 3, down: 1.6 }

/**
 * The picture with the lines burnt into its pixels, slanted and repeated over all of it, as JPEG. Each letter is light with
 * a dark edge and half transparent: it is read on black and on white, and what is below it stays readable.
 */
export const watermarked = async (jpeg: Buffer, lines: readonly string[]): Promise<Buffer> => {
  const { createCanvas, loadImage } = await openCanvas()
  const picture = await loadImage(jpeg)
  // A small picture is enlarged first: its own pixels are too few to write readably with.
  const scale = Math.max(1, shortest / Math.min(picture.width, picture.height))
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.drawImage(picture, 0, 0, width, height)
  const letter = letterOf(width, height)
  pen.font = `${letter}px "${family}"`
  pen.textBaseline = 'top'
  pen.textAlign = 'center'
  pen.lineJoin = 'round'
  pen.lineWidth = Math.max(1.5, letter / 9)
  pen.strokeStyle = 'rgba(0, 0, 0, 0.34)'
  pen.fillStyle = 'rgba(255, 255, 255, 0.5)'
  const across = Math.max(...lines.map((line) => pen.measureText(line).width)) + gap.across * letter
  const down = (lines.length * lineHeight + gap.down) * letter
  pen.translate(width / 2, height / 2)
  pen.rotate(slope)
  // Far enough for the corners of the turned picture.
  const reach = Math.hypot(width, height) / 2
  const rows = Math.ceil(reach / down) + 1
  const columns = Math.ceil(reach / across) + 1
  for (let row = -rows; row <= rows; row++)
    for (let column = -columns; column <= columns; column++)
      for (const [index, line] of lines.entries()) {
        // Every second row is shifted by half a mark, as bricks are: no straight lane stays free.
        const x = (column + (row % 2 === 0 ? 0 : 0.5)) * across
        const y = row * down + (index - lines.length / 2) * lineHeight * letter
        pen.strokeText(line, x, y)
        pen.fillText(line, x, y)
      }
  return canvas.encode('jpeg', 85)
}
