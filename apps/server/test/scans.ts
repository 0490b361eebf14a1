import { join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import sharp from 'sharp'

/* Contracts as they come out of a scanner or a telephone: set in type here, then turned, dirtied and squeezed. */

const font = 'Demo Sans'
GlobalFonts.registerFromPath(
  join(
    import.meta.dirname,
    '../../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  ),
  font,
)

/** A4 at 200 dpi; sizes in pixels: 29 are 10.5 points. */
const sheet = { width: 1654, height: 2339, margin: 170, size: 29, gutter: 70 }

type Setting = { readonly columns?: 1 | 2; readonly size?: number }

/** Paragraphs set on as many sheets as they need. `lines` is what stands on each sheet, as it was broken. */
export const setInType = (
  text: string,
  { columns = 1, size = sheet.size }: Setting = {},
): { readonly png: Buffer; readonly lines: readonly string[] }[] => {
  const { width, height, margin, gutter } = sheet
  const columnWidth = (width - 2 * margin - (columns - 1) * gutter) / columns
  const measure = createCanvas(1, 1).getContext('2d')
  measure.font = `${size}px "${font}"`
  const lines = text.split('\n').flatMap((paragraph) => {
    const broken: string[] = ['']
    for (const character of paragraph) {
      const grown = `${broken.at(-1)}${character}`
      if (measure.measureText(grown).width > columnWidth) broken.push(character)
      else broken[broken.length - 1] = grown
    }
    return broken
  })
  const leading = size * 1.6
  const perColumn = Math.floor((height - 2 * margin) / leading)
  const perSheet = perColumn * columns
  return Array.from({ length: Math.ceil(lines.length / perSheet) }, (_, index) => {
    const own = lines.slice(index * perSheet, (index + 1) * perSheet)
    const canvas = createCanvas(width, height)
    const context = canvas.getContext('2d')
    context.fillStyle = '#fdfdfb'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#161616'
    context.font = `${size}px "${font}"`
    for (const [at, line] of own.entries())
      context.fillText(
        line,
        margin + Math.floor(at / perColumn) * (columnWidth + gutter),
        margin + size + (at % perColumn) * leading,
      )
    return { png: canvas.toBuffer('image/png'), lines: own.filter((line) => line !== '') }
  })
}

/** What a scanner adds: a lean in degrees, grain, and JPEG. The grain is the same every time. */
export const scanned = async (png: Buffer, lean = 0.8, grain = 14): Promise<Buffer> => {
  const { data, info } = await sharp(png)
    .rotate(lean, { background: '#f4f4f0' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let seed = 7
  for (let at = 0; at < data.length; at++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + ((seed / 2_147_483_648) * 2 - 1) * grain))
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .blur(0.6)
    .jpeg({ quality: 72 })
    .toBuffer()
}

/** Characters wrong, missing or too many, as a share of what should have been read (Levenshtein). */
export const characterErrors = (wanted: string, got: string): number => {
  const [one, other] = [[...wanted], [...got]]
  let row = other.map((_, index) => index + 1)
  for (const [at, character] of one.entries()) {
    let [corner, before] = [at, at + 1]
    row = row.map((above, index) => {
      const least = Math.min(above + 1, before + 1, corner + (other[index] === character ? 0 : 1))
      corner = above
      before = least
      return least
    })
  }
  return (row.at(-1) ?? one.length) / Math.max(1, one.length)
}
