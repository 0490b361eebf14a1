import type { InputOf } from '#api/calls.ts'

type Box = InputOf<'deliveries.receive'>['boxes'][number]

const LINE = /^([0-9A-Za-z-]{6,50})[\s,，;；]+([0-9A-Za-z-]{1,40})(?:[\s,，;；]+(破|broken))?$/i

/** Reads pasted lines "serial bag", with "broken" after a bag that is damaged. */
export const readBoxes = (text: string): { boxes: Box[] } | { wrongLine: number } => {
  const boxes: Box[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, readSerial, readSeal, broken] = LINE.exec(line.trim()) ?? []
    if (readSerial === undefined || readSeal === undefined || boxes.length === 200)
      return { wrongLine: index + 1 }
    boxes.push({ readSerial, readSeal, sealIntact: broken === undefined })
  }
  return { boxes }
}
