/** What is read of a PDF that we set ourselves: one revision, one classic cross-reference table, plain objects. */
export type PlainPdf = {
  readonly bytes: Buffer
  readonly size: number
  readonly root: number
  readonly info: number
  readonly pages: number
  /** First half of the trailer's `/ID`, as written. */
  readonly id: string
  readonly xrefAt: number
  readonly object: (number: number) => Buffer
}

/** Not a file of the form we write. */
export class OddPdf extends Error {
  override readonly name = 'OddPdf'
}

const find = (text: string, form: RegExp): string => {
  const found = form.exec(text)?.[1]
  if (found === undefined) throw new OddPdf(`there is no ${form.source}`)
  return found
}

/** Throws `OddPdf`. Offsets are checked against the file, so a table that lies is noticed. */
export const readPlainPdf = (bytes: Buffer): PlainPdf => {
  const tail = bytes.subarray(Math.max(0, bytes.length - 400)).toString('latin1')
  const xrefAt = Number(find(tail, /startxref\n([0-9]{1,10})\n%%EOF$/u))
  const table = bytes.subarray(xrefAt).toString('latin1')
  const size = Number(find(table, /^xref\n0 ([0-9]{1,7})\n/u))
  const trailer = table.slice(table.indexOf('trailer'))
  if (trailer.includes('/Prev')) throw new OddPdf('it has an earlier revision')
  const head = `xref\n0 ${size}\n`.length
  const object = (number: number): Buffer => {
    const entry = table.slice(head + number * 20, head + number * 20 + 20)
    if (number < 1 || number >= size || !/^[0-9]{10} 00000 n\r\n$/u.test(entry))
      throw new OddPdf(`object ${number} is not in the table`)
    const opening = `${number} 0 obj\n`
    const from = Number(entry.slice(0, 10))
    if (bytes.toString('latin1', from, from + opening.length) !== opening)
      throw new OddPdf(`object ${number} is not where the table says`)
    return bodyAt(bytes, from + opening.length)
  }
  const root = Number(find(trailer, /\/Root ([0-9]{1,7}) 0 R/u))
  const catalog = object(root).toString('latin1')
  return {
    ...{ bytes, size, root, xrefAt, object },
    info: Number(find(trailer, /\/Info ([0-9]{1,7}) 0 R/u)),
    pages: Number(find(catalog, /\/Pages ([0-9]{1,7}) 0 R/u)),
    id: find(trailer, /\/ID \[(\([^()\\]{1,60}\)|<[0-9a-f]{1,64}>)/u),
  }
}

/** An object's bytes up to its `endobj`; a stream is passed over by its length, since its bytes may say anything. */
export const bodyAt = (bytes: Buffer, from: number): Buffer => {
  const stream = bytes.indexOf('>>\nstream\n', from)
  const end = bytes.indexOf('\nendobj\n', from)
  if (stream < 0 || (end >= 0 && end < stream)) {
    if (end < 0) throw new OddPdf('an object has no end')
    return bytes.subarray(from, end)
  }
  const head = bytes.toString('latin1', from, stream)
  const length = Number(find(head, /\/Length ([0-9]{1,9})(?![0-9]| [0-9]+ R)/u))
  const after = stream + '>>\nstream\n'.length + length
  const said = /^\r?\n?endstream\nendobj\n/u.exec(bytes.toString('latin1', after, after + 20))?.[0]
  if (said === undefined) throw new OddPdf('a stream is not as long as it says')
  return bytes.subarray(from, after + said.length - '\nendobj\n'.length)
}

const reference = /\b([0-9]{1,7}) 0 R\b/gu
/** The dictionary of an object, before its stream. */
const dictionaryEnd = (body: Buffer): number => {
  const at = body.indexOf('>>\nstream\n')
  return at < 0 ? body.length : at
}

/**
 * The one page of a PDF with all it needs, renumbered to stand in another file from `first` on; the page comes first, its
 * parent is `parent` and `annotation` stands on it.
 */
export const pageFor = (pdf: PlainPdf, first: number, parent: number, annotation: number): Buffer[] => {
  const page = Number(find(pdf.object(pdf.pages).toString('latin1'), /\/Kids \[([0-9]{1,7}) 0 R\]/u))
  const ownParts = (number: number): string => {
    const body = pdf.object(number)
    const own = body.toString('latin1', 0, dictionaryEnd(body))
    return number === page ? own.replace(/\n *\/(?:Parent|StructParents) [0-9]+(?: 0 R)?/gu, '') : own
  }
  const order = [page]
  for (const number of order)
    for (const [, other] of ownParts(number).matchAll(reference))
      if (!order.includes(Number(other))) order.push(Number(other))
  return order.map((number) => {
    const own = ownParts(number).replace(reference, (_, other: string) => {
      return `${first + order.indexOf(Number(other))} 0 R`
    })
    const rest = pdf.object(number).subarray(dictionaryEnd(pdf.object(number)))
    const placed =
      number === page ? own.replace(/>>\s*$/u, `/Parent ${parent} 0 R /Annots [${annotation} 0 R]\n>>`) : own
    return Buffer.concat([Buffer.from(placed, 'latin1'), rest])
  })
}
