import { createHash } from 'node:crypto'
import { bodyAt, OddPdf, type PlainPdf, readPlainPdf } from './plain-pdf.ts'

/**
 * A sealed agreement is the very bytes the merchant signed and one appended revision: evidence, its page and the
 * acquirer's certification signature (ISO 32000-1, 7.5.6, 12.8; DocMDP P=1: nothing may follow).
 */
export type SealedParts = {
  /** The signed PDF, untouched. */
  readonly document: Buffer
  /** Canonical JSON. */
  readonly evidence: string
  /** Objects of the evidence page, the page first, as they stand in the file. */
  readonly page: readonly Buffer[]
  readonly signer: string
  /** `2026-11-25T01:02:03Z` */
  readonly at: string
  /** What stands between the angle brackets of `/Contents`; its length is the room for the signature. */
  readonly contents: string
}

/** Where the new objects stand: evidence, signature, its field, the page and what it needs. */
export const numbersIn = ({ size }: PlainPdf) => ({
  evidence: size,
  signature: size + 1,
  field: size + 2,
  page: size + 3,
})

const pdfDate = (at: string): string => `D:${at.replaceAll(/[-:TZ]|\.[0-9]+/gu, '')}Z`
const utf16 = (text: string): string =>
  `FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}`
const blank = '/**********'
const rangeRoom = `/ByteRange [0 ${blank} ${blank} ${blank}]`

/** The range as signpdf writes it into the room it found. */
const rangeText = ([from, resume, rest]: readonly number[]): string =>
  `/ByteRange [0 ${from} ${resume} ${rest}]`.padEnd(rangeRoom.length)

const oneMore = (pages: string, page: number): string => {
  const changed = pages
    .replace(/\/Count ([0-9]{1,6})/u, (_, count: string) => `/Count ${Number(count) + 1}`)
    .replace(/\/Kids \[([^\]]*)\]/u, (_, kids: string) => `/Kids [${kids} ${page} 0 R]`)
  if (changed === pages) throw new OddPdf('the pages cannot be added to')
  return changed
}

/** The file, its ranges filled in when `range` is given and left as signpdf's placeholder when not. */
const write = (parts: SealedParts, range: readonly number[] | null): Buffer => {
  const { document, evidence, page, signer, at, contents } = parts
  const pdf = readPlainPdf(document)
  const own = numbersIn(pdf)
  const json = Buffer.from(evidence)
  const signature = [
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    range === null ? rangeRoom : rangeText(range),
    `/Contents <${contents}>`,
    `/Name <${utf16(signer)}> /M (${pdfDate(at)})`,
    '/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>',
  ].join('\n')
  const catalog = pdf
    .object(pdf.root)
    .toString('latin1')
    .replace(
      />>\s*$/u,
      [
        `/AcroForm << /Fields [${own.field} 0 R] /SigFlags 3 >>`,
        `/Perms << /DocMDP ${own.signature} 0 R >>`,
        `/FangxinEvidence ${own.evidence} 0 R`,
        '>>',
      ].join('\n'),
    )
  const objects: readonly (readonly [number, Buffer])[] = [
    [
      own.evidence,
      Buffer.concat([
        Buffer.from(`<< /Type /FangxinEvidence /Length ${json.length} >>\nstream\n`),
        json,
        Buffer.from('\nendstream'),
      ]),
    ],
    [own.signature, Buffer.from(signature, 'latin1')],
    [
      own.field,
      Buffer.from(
        `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Acquirer) /F 132 /Rect [0 0 0 0] /P ${own.page} 0 R /V ${own.signature} 0 R >>`,
      ),
    ],
    ...page.map((body, index) => [own.page + index, body] as const),
    [pdf.pages, Buffer.from(oneMore(pdf.object(pdf.pages).toString('latin1'), own.page), 'latin1')],
    [pdf.root, Buffer.from(catalog, 'latin1')],
  ]
  const pieces: Buffer[] = [document, Buffer.from('\n')]
  let length = document.length + 1
  const places = new Map<number, number>()
  const put = (bytes: Buffer) => {
    pieces.push(bytes)
    length += bytes.length
  }
  for (const [number, body] of objects) {
    places.set(number, length)
    put(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
  }
  const xrefAt = length
  const entry = (number: number) => `${String(places.get(number) ?? 0).padStart(10, '0')} 00000 n\r\n`
  const added = Array.from({ length: 3 + page.length }, (_, index) => entry(pdf.size + index))
  const revision = createHash('sha256').update(document).update(json).digest('hex').slice(0, 32)
  put(
    Buffer.from(
      [
        'xref\n',
        ...[pdf.pages, pdf.root]
          .sort((one, two) => one - two)
          .map((number) => `${number} 1\n${entry(number)}`),
        `${pdf.size} ${added.length}\n${added.join('')}`,
        `trailer\n<< /Size ${pdf.size + added.length} /Root ${pdf.root} 0 R /Info ${pdf.info} 0 R`,
        ` /Prev ${pdf.xrefAt} /ID [${pdf.id} <${revision}>] >>\n`,
        `startxref\n${xrefAt}\n%%EOF`,
      ].join(''),
      'latin1',
    ),
  )
  return Buffer.concat(pieces)
}

/** The file ready to be signed: `/ByteRange` is a placeholder, `contents` the room left for the signature. */
export const unsealed = (parts: SealedParts): Buffer => write(parts, null)

/** Bytes before, after and around the signature: `[0, from, resume, rest]` without the zero. */
const rangeOf = (file: Buffer, contents: string): readonly number[] => {
  const from = file.indexOf(`/Contents <${contents}>`) + '/Contents '.length
  const resume = from + contents.length + 2
  return [from, resume, file.length - resume]
}

/** The finished file from its parts; deterministic, so a verifier can write it again and compare every byte. */
export const sealedFile = (parts: SealedParts): Buffer =>
  write(parts, rangeOf(write(parts, null), parts.contents))

/** What the signature covers: everything but its own brackets and what stands between them. */
export const covered = (file: Buffer, contents: string): Buffer => {
  const [from = 0, resume = 0] = rangeOf(file, contents)
  return Buffer.concat([file.subarray(0, from), file.subarray(resume)])
}

const need = (found: RegExpExecArray | null, what: string): readonly string[] => {
  if (found === null) throw new OddPdf(`there is no ${what}`)
  return found
}

/** Takes a file apart; throws `OddPdf`. It trusts nothing: whoever calls writes the parts again and compares. */
export const partsOf = (file: Buffer): SealedParts => {
  const tail = file.subarray(Math.max(0, file.length - 2_000_000)).toString('latin1')
  const [, startText = ''] = need(/startxref\n([0-9]{1,10})\n%%EOF$/u.exec(tail), 'end')
  const xref = file.subarray(Number(startText)).toString('latin1')
  const [, firstText = '', countText = '', entries = ''] = need(
    /^xref\n(?:[0-9]{1,7} 1\n[0-9]{10} 00000 n\r\n){2}([0-9]{1,7}) ([0-9]{1,5})\n((?:[0-9]{10} 00000 n\r\n)+)trailer\n/u.exec(
      xref,
    ),
    'table of one appended revision',
  )
  const [first, count] = [Number(firstText), Number(countText)]
  if (entries.length !== count * 20 || count < 4) throw new OddPdf('the table does not count right')
  const body = (index: number): Buffer => {
    const at = Number(entries.slice(index * 20, index * 20 + 10))
    return bodyAt(file, at + `${first + index} 0 obj\n`.length)
  }
  const document = file.subarray(0, Number(entries.slice(0, 10)) - 1)
  const [, stream = ''] = need(
    /^<< \/Type \/FangxinEvidence \/Length [0-9]{1,7} >>\nstream\n([\s\S]*)\nendstream$/u.exec(
      body(0).toString('latin1'),
    ),
    'evidence',
  )
  const signature = body(1).toString('latin1')
  const [, contents = ''] = need(/\/Contents <([0-9a-f]{2,200000})>/u.exec(signature), 'signature')
  const [, name = '', date = ''] = need(
    /\/Name <FEFF((?:[0-9A-F]{4}){1,400})> \/M \(D:([0-9]{14})Z\)/u.exec(signature),
    'signer',
  )
  return {
    document,
    evidence: Buffer.from(stream, 'latin1').toString('utf8'),
    page: Array.from({ length: count - 3 }, (_, index) => body(3 + index)),
    signer: Buffer.from(name, 'hex').swap16().toString('utf16le'),
    at: date.replace(/^(....)(..)(..)(..)(..)(..)$/u, '$1-$2-$3T$4:$5:$6Z'),
    contents,
  }
}
