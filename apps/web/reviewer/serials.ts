export type Serial = { serialNo: string; sealNo: string }
export type SerialsRead = { serials: Serial[] } | { wrongLine: number } | { tooMany: true }

const MOST = 200
const LINE = /^([0-9A-Za-z-]{6,50})[\s,，;；]+(\S.{0,39})$/

/** Reads pasted lines "serial seal" (blank, tab or comma between, as spreadsheets paste them). */
export const readSerials = (text: string): SerialsRead => {
  const lines = text.split('\n').map((line) => line.trim())
  const serials: Serial[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const [, serialNo, sealNo] = LINE.exec(line) ?? []
    if (serialNo === undefined || sealNo === undefined) return { wrongLine: index + 1 }
    serials.push({ serialNo, sealNo })
  }
  return serials.length > MOST ? { tooMany: true } : { serials }
}
