import { deflateSync } from 'node:zlib'
import {
  bombPdf,
  brokenScanPdf,
  hugeImagePdf,
  nestedPdf,
  paperPdf,
  pdfOf,
  streamOf,
  zipBehind,
} from './hostile-files.ts'
import { catalogue, font, type HostilePdf, image, page, repeated, withObjects } from './hostile-shapes.ts'

/** What asks for more than there is. */
export const heavyPdfs: HostilePdf[] = [
  { name: '60 MB of drawing', file: bombPdf(60) },
  { name: 'a stream of 70 MB', file: bombPdf(70), rule: 'TEXT-8' },
  { name: 'forms in forms in forms', file: nestedPdf(40, 8) },
  { name: 'a picture of 60 megapixels', file: hugeImagePdf(7_750) },
  {
    name: 'a picture of 60 000 by 60 000 that is not there',
    file: image(
      '/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode',
      deflateSync(Buffer.alloc(100)),
    ),
  },
  { name: 'a page as large as a field', file: paperPdf({ page: '/MediaBox [0 0 99999999 99999999]' }) },
  { name: 'a page without size', file: paperPdf({ page: '/MediaBox [0 0 0 0]' }) },
  { name: 'a page of NaN', file: paperPdf({ page: '/MediaBox [0 0 (x) 1e400]' }) },
  { name: 'a user unit of a million', file: paperPdf({ page: '/UserUnit 1000000' }) },
  { name: 'sixty-one pages', file: paperPdf({ pages: 61 }), rule: 'TEXT-9' },
  {
    name: 'a million pages, it says',
    file: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    ]),
  },
  {
    name: 'a page tree that is its own branch',
    file: pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>']),
  },
  { name: 'arrays nested 100 000 deep', file: catalogue(`/X ${'['.repeat(100_000)}${']'.repeat(100_000)}`) },
  {
    name: 'dictionaries nested 50 000 deep',
    file: catalogue(`/X ${'<< /A '.repeat(50_000)}0${' >>'.repeat(50_000)}`),
  },
  { name: 'graphics states saved without end', file: page('', 'q '.repeat(500_000)) },
  { name: 'a string without end', file: page('', `BT (${'('.repeat(200_000)}`) },
  { name: 'dashes finer than anybody sees', file: page('', '[0.0001] 0 d 0 0 m 595 842 l S '.repeat(50)) },
  {
    name: 'a pattern of a million tiles',
    file: withObjects(
      '/Resources << /Pattern << /P 5 0 R >> >>',
      '/Pattern cs /P scn 0 0 595 842 re f',
      streamOf(
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.01 /YStep 0.01 /Resources << >>',
        Buffer.from('0 0 1 1 re f'),
      ),
    ),
  },
  { name: 'two million words', file: page('', `BT /F1 1 Tf ${'(abcdefgh) Tj '.repeat(260_000)} ET`) },
  {
    name: 'a soft mask that masks itself',
    file: withObjects(
      '/Resources << /ExtGState << /G 5 0 R >> >>',
      '/G gs 0 0 99 99 re f',
      '<< /SMask << /S /Alpha /G 6 0 R >> >>',
      streamOf(
        '/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Group << /S /Transparency >> /Resources << /ExtGState << /G 5 0 R >> >>',
        Buffer.from('/G gs 0 0 9 9 re f'),
      ),
    ),
  },
  {
    name: 'a form that draws itself',
    file: withObjects(
      '/Resources << /XObject << /X 5 0 R >> >>',
      '/X Do',
      streamOf(
        '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>',
        Buffer.from('/X Do /X Do'),
      ),
    ),
  },
  {
    name: 'a predictor of a billion columns',
    file: image(
      '/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000000 >>',
      deflateSync(Buffer.alloc(90)),
    ),
  },
  {
    name: 'thirty filters',
    file: image(
      `/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [${'/ASCIIHexDecode '.repeat(30)}]`,
      '00>',
    ),
  },
  {
    name: 'JBIG2 that refers to nothing',
    file: image(
      '/Width 9 /Height 9 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode',
      Buffer.from('0000000130000100000013ffffffffffffffff0000000000000000010000', 'hex'),
    ),
  },
  {
    name: 'JPEG 2000 of a planet',
    file: image(
      '/Width 9 /Height 9 /Filter /JPXDecode',
      Buffer.from(
        'ff4fff51002f0000ffffffffffffffff0000000000000000ffffffffffffffff00000000000000000003070101070101070101',
        'hex',
      ),
    ),
  },
  {
    name: 'fax without end',
    file: image(
      '/Width 50000 /Height 900 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 50000 /Rows 900 >>',
      Buffer.alloc(9_000, 0x35),
    ),
  },
  {
    name: 'a run of a hundred megabytes',
    file: image(
      '/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /RunLengthDecode',
      Buffer.alloc(1_600_000, 0x81),
    ),
  },
]

const plain = paperPdf()
const text = plain.toString('latin1')
const replaced = (from: string | RegExp, to: string) => Buffer.from(text.replace(from, to), 'latin1')

/** What says one thing here and another there. */
export const lyingPdfs: HostilePdf[] = [
  { name: 'a length of minus one', file: replaced(/\/Length \d+/u, '/Length -1') },
  { name: 'a length of four gigabytes', file: replaced(/\/Length \d+/u, '/Length 4294967295') },
  { name: 'a length that refers to itself', file: replaced(/\/Length \d+/u, '/Length 4 0 R') },
  { name: 'a table of contents that points at itself', file: replaced('/Size 6', '/Size 6 /Prev 9') },
  {
    name: 'a table of contents in a circle',
    file: Buffer.from(text.replace('/Size 6', `/Size 6 /Prev ${text.indexOf('xref\n')}`), 'latin1'),
  },
  { name: 'a table of a billion objects', file: replaced('xref\n0 6', 'xref\n0 1000000000') },
  { name: 'no table at all', file: replaced(/xref[^]*/u, '') },
  {
    name: 'an object stream inside itself',
    file: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
      streamOf(
        '/Type /ObjStm /N 1 /First 4 /Extends 4 0 R /Filter /FlateDecode',
        deflateSync(Buffer.from('4 0 << /Type /ObjStm >>')),
      ),
    ]),
  },
  {
    name: 'an object stream of a billion',
    file: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
      streamOf('/Type /ObjStm /N 1000000000 /First 4', Buffer.from('9 0 null')),
    ]),
  },
  {
    name: 'a later version that shows other words',
    file: Buffer.concat([
      plain,
      Buffer.from(
        '4 0 obj\n<< /Length 44 >>\nstream\nBT /F1 40 Tf 60 700 Td (CHANGED LATER) Tj ET \nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
      ),
    ]),
  },
  { name: 'two headers', file: Buffer.concat([Buffer.from('%PDF-1.4\n'), plain]) },
  {
    name: 'a picture before the header',
    file: Buffer.concat([Buffer.from('%PDF-'), Buffer.from('ffd8ffe000104a464946', 'hex'), plain]),
  },
  {
    name: 'an archive behind the end',
    file: Buffer.concat([plain, zipBehind(plain.length, 'run.txt', 'demo')]),
  },
  {
    name: 'a page of HTML behind the end',
    file: Buffer.concat([plain, Buffer.from('<script>fetch("http://127.0.0.1/")</script>')]),
  },
  { name: 'a scan that is no picture', file: brokenScanPdf(), rule: 'TEXT-4' },
  { name: 'only a header', file: Buffer.from('%PDF-1.7\n'), rule: 'TEXT-4' },
  { name: 'a root that is a page', file: replaced('/Type /Catalog', '/Type /Page') },
  { name: 'negative object numbers', file: replaced('/Kids [5 0 R]', '/Kids [-5 0 R 5 -1 R]') },
  {
    name: 'zeros',
    file: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000)]),
    rule: 'TEXT-4',
  },
  {
    name: 'a million objects of nothing',
    file: Buffer.concat([Buffer.from('%PDF-1.7\n'), repeated('1 0 obj null endobj\n', 100_000)]),
    rule: 'TEXT-4',
  },
  {
    name: 'a text map of a million ranges',
    file: font(
      '/Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R',
      streamOf('', repeated('1 beginbfrange <0000> <ffff> <0000> endbfrange\n', 20_000)),
    ),
  },
]
