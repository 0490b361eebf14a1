import { usedBefore } from '#device/reading.ts'
import { inOrder, type CellError, type Imported } from '#device/sheet.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

/** What of a list stands on record already: serials registered, numbers that closed a bag. */
export type OnRecord = { readonly serials: ReadonlySet<string>; readonly bags: ReadonlySet<string> }

/**
 * Rows of a purchase list that a sheet by itself cannot know to be wrong, told like its wrong cells: a serial registered
 * before (CUST-2), a bag's number used before (CUST-55) or twice in the list (CERT-12), another model than the delivery
 * number's (CUST-24).
 */
export const againstRecord = (read: Imported, onRecord: OnRecord): Imported => {
  const errors: CellError[] = []
  const closed = new Map<string, number>()
  const [first] = read.serials
  const wrongIn = ({
    modelCode,
    serialNo,
    sealNo,
  }: Imported['serials'][number]): readonly [because: Refusal, field: string] | null => {
    if (onRecord.serials.has(serialNo)) return [refuse('CUST-2'), 'serialNo']
    if (onRecord.bags.has(sealNo)) return [usedBefore(sealNo, 'sealNo'), 'sealNo']
    const row = closed.get(sealNo)
    if (row !== undefined) return [refuse('CERT-12', { row }), 'sealNo']
    return modelCode === first?.modelCode ? null : [refuse('CUST-24'), 'modelCode']
  }
  const right = read.serials.flatMap((serial, n) => {
    const place = read.places[n]
    if (!place) throw new Error('a serial of a list that stands nowhere')
    const wrong = wrongIn(serial)
    if (wrong) {
      const [because, field] = wrong
      errors.push({ sheet: place.sheet, row: place.at, column: place.headOf[field] ?? '', because })
      return []
    }
    closed.set(serial.sealNo, place.at)
    return [{ serial, place }]
  })
  return {
    ...read,
    serials: right.map(({ serial }) => serial),
    places: right.map(({ place }) => place),
    errors: inOrder([...read.errors, ...errors]),
  }
}
