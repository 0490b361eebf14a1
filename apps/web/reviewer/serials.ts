export type Serial = { serialNo: string; sealNo: string; packedGrams?: number }
export type SerialsRead = { serials: Serial[] } | { wrongLine: number } | { tooMany: true }

const MOST = 200
const LINE = /^([0-9A-Za-z-]{6,50})[\s,，;；]+(\S.{0,39}?)(?:[\s,，;；]+(\d{1,6})\s*(?:g|克))?$/i

/** Reads pasted lines "serial seal 520g" (blank, tab or comma between, as spreadsheets paste them; the packed weight may lack). */
export const readSerials = (text: string): SerialsRead => {
  const lines = text.split('\n').map((line) => line.trim())
  const serials: Serial[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const [, serialNo, sealNo, grams] = LINE.exec(line) ?? []
    if (serialNo === undefined || sealNo === undefined) return { wrongLine: index + 1 }
    serials.push({ serialNo, sealNo, ...(grams !== undefined && { packedGrams: Number(grams) }) })
  }
  return serials.length > MOST ? { tooMany: true } : { serials }
}
