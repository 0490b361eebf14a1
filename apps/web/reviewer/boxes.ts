import type { InputOf } from '#api/calls.ts'

type Box = InputOf<'deliveries.receive'>['boxes'][number]

const LINE =
  /^([0-9A-Za-z-]{6,50})[\s,，;；]+([0-9A-Za-z-]{1,40})(?:[\s,，;；]+(\d{1,6})\s*(?:g|克)?)?(?:[\s,，;；]+(破|broken))?$/i

/** Reads pasted lines "serial bag grams", with "broken" after a bag that is damaged; the house asks for grams it lacks. */
export const readBoxes = (text: string): { boxes: Box[] } | { wrongLine: number } => {
  const boxes: Box[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, readSerial, readSeal, grams, broken] = LINE.exec(line.trim()) ?? []
    if (readSerial === undefined || readSeal === undefined || boxes.length === 200)
      return { wrongLine: index + 1 }
    boxes.push({
      ...{ readSerial, readSeal, sealIntact: broken === undefined },
      ...(grams !== undefined && { weightGrams: Number(grams) }),
    })
  }
  return { boxes }
}
