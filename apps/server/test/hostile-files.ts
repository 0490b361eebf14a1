import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** Files made to hurt whoever opens them, written here byte by byte. */

/** A PDF of numbered objects, first one the catalogue; `trailer` goes into its dictionary. */
export const pdfOf = (objects: readonly (string | Buffer)[], trailer = ''): Buffer => {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    add(
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        Buffer.from(object as string, 'latin1'),
        Buffer.from('\nendobj\n'),
      ]),
    )
  }
  const start = length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

export const streamOf = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])

const letters = (text: string) => `BT /F1 40 Tf 60 700 Td (${text}) Tj ET 0 0 1 rg 60 400 200 120 re f`

/** An honest paper: `pages` pages with words and a blue field. What is given is added to catalogue or page. */
export const paperPdf = ({
  pages = 1,
  catalogue = '',
  page = '',
  content = letters('LICENCE'),
} = {}): Buffer => {
  const kids = Array.from({ length: pages }, (_, index) => `${5 + index} 0 R`).join(' ')
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>`,
    streamOf('', Buffer.from(content)),
    ...Array.from(
      { length: pages },
      () =>
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> ${page} >>`,
    ),
  ])
}

/** A script that stands in an object stream, deflated: no byte of its name is in the file. */
export const packedScriptPdf = (
  filter = '/FlateDecode',
  pack: (bytes: Buffer) => Buffer = deflateSync,
): Buffer => {
  const inner = '6 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>'
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /Names 6 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    streamOf('', Buffer.from('0 0 m')),
    streamOf(`/Type /ObjStm /N 1 /First 4 /Filter ${filter}`, pack(Buffer.from(inner))),
  ])
}

/** A page whose content unpacks to `megabytes` of drawing. */
export const bombPdf = (megabytes: number): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    streamOf('/Filter /FlateDecode', deflateSync(Buffer.alloc(megabytes * 1_000_000, '0 0 m 1 1 l S '))),
  ])

/** Forms that draw forms that draw forms: `width` to the power of `depth` pictures out of a few hundred bytes. */
export const nestedPdf = (width: number, depth: number): Buffer => {
  const first = 5
  const forms = Array.from({ length: depth }, (_, level) => {
    const next = level + 1 < depth ? `/Resources << /XObject << /X ${first + level + 1} 0 R >> >>` : ''
    const content = level + 1 < depth ? '/X Do '.repeat(width) : '0 0 1 rg 0 0 9 9 re f '.repeat(width)
    return streamOf(`/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${next}`, Buffer.from(content))
  })
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X ${first} 0 R >> >> >>`,
    streamOf('', Buffer.from('/X Do')),
    ...forms,
  ])
}

const imagePdf = (dictionary: string, content: Buffer): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    streamOf('', Buffer.from('595 0 0 842 0 0 cm /X Do')),
    streamOf(`/Type /XObject /Subtype /Image ${dictionary}`, content),
  ])

/** A page that shows one picture of edge × edge grey pixels, deflated to almost nothing. */
export const hugeImagePdf = (edge: number): Buffer =>
  imagePdf(
    `/Width ${edge} /Height ${edge} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode`,
    deflateSync(Buffer.alloc(edge * edge)),
  )

/** A scan whose picture is broken: readers show an empty page without a word. */
export const brokenScanPdf = (): Buffer =>
  imagePdf(
    '/Width 30 /Height 30 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode',
    Buffer.from('no picture at all'),
  )

const chunk = (name: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(name, 4)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name), body])))
  return Buffer.concat([head, body, sum])
}

/** A whole, honest PNG of edge × edge black pixels in one bit each: 14 000 of them weigh 24 kB. */
export const pixelBombPng = (edge: number): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(edge)
  head.writeUInt32BE(edge, 4)
  head[8] = 1
  const rows = Buffer.alloc((1 + Math.ceil(edge / 8)) * edge)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A zip of one stored text, whose offsets are right behind `before` bytes: what makes a polyglot open as an archive. */
export const zipBehind = (before: number, name: string, text: string): Buffer => {
  const content = deflateRawSync(Buffer.from(text))
  const title = Buffer.from(name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(Buffer.from(text)), 10)
  common.writeUInt32LE(content.length, 14)
  common.writeUInt32LE(Buffer.byteLength(text), 18)
  common.writeUInt16LE(title.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, title, content])
  const where = Buffer.alloc(14)
  where.writeUInt32LE(before, 10)
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, where.subarray(0, 14), title])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(before + local.length, 12)
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end])
}

/** An honest zip of deflated parts, by name. */
export const zipOf = (parts: Readonly<Record<string, string | Buffer>>): Buffer => {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const [name, part] of Object.entries(parts)) {
    const [title, content] = [Buffer.from(name), Buffer.from(part)]
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(title.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(at, 10)
    locals.push(Buffer.from('PK\x03\x04'), common, title, packed)
    centrals.push(Buffer.from('PK\x01\x02\x14\x00'), common, where, title)
    at += 30 + title.length + packed.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(parts).length, 4)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end])
}

/** The test signature every scanner knows (eicar.org), put together here so that no scanner stops at this source. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
