import { packedScriptPdf, paperPdf, pdfOf, streamOf } from './hostile-files.ts'
import { heavyPdfs, lyingPdfs } from './hostile-pdfs-heavy.ts'
import { annotation, catalogue, font, type HostilePdf, image, page, withObjects } from './hostile-shapes.ts'

/** Everything that would call out, once by http and once by a share. */
const callingOut = (port: number): HostilePdf[] => {
  const url = `http://127.0.0.1:${port}/seen`
  const share = `\\\\\\\\127.0.0.1@${port}\\\\share\\\\seen`
  const acts: [string, string, string?][] = [
    ['script', `/S /JavaScript /JS (app.launchURL\\("${url}"\\))`, 'TEXT-8'],
    ['script that submits', `/S /JavaScript /JS (this.submitForm\\("${url}"\\))`, 'TEXT-8'],
    ['script that reads a SOAP service', `/S /JavaScript /JS (SOAP.request\\({cURL:"${url}"}\\))`, 'TEXT-8'],
    ['link followed', `/S /URI /URI (${url})`, 'TEXT-8'],
    ['program started', `/S /Launch /F (${share})`, 'TEXT-8'],
    ['other file opened', `/S /GoToR /F (${share}) /D [0 /Fit]`, 'TEXT-8'],
    ['embedded file opened', `/S /GoToE /F << /FS /URL /F (${url}) >> /D [0 /Fit]`, 'TEXT-8'],
    ['form sent', `/S /SubmitForm /F << /FS /URL /F (${url}) >> /Flags 4`, 'TEXT-8'],
    ['data fetched', `/S /ImportData /F << /FS /URL /F (${url}) >>`, 'TEXT-8'],
    ['rendition played', `/S /Rendition /OP 0 /R << /S /MR /C << /D (${url}) >> >>`, 'TEXT-8'],
    ['thread of another file', `/S /Thread /F (${share}) /D 0`, 'TEXT-8'],
    ['sound of another file', `/S /Sound /Sound << /F << /FS /URL /F (${url}) >> >>`, 'TEXT-8'],
    ['movie', `/S /Movie /T (x) /Operation /Play`, 'TEXT-8'],
  ]
  return [
    ...acts.map(([name, act, rule]) => ({
      name: `on opening: ${name}`,
      file: catalogue(`/OpenAction << ${act} >>`),
      ...(rule ? { rule } : {}),
    })),
    ...acts
      .slice(0, 10)
      .filter(([name]) => name !== 'link followed')
      .map(([name, act, rule]) => ({
        name: `when the page is seen: ${name}`,
        file: page(`/AA << /O << ${act} >> >>`),
        ...(rule ? { rule } : {}),
      })),
    { name: 'a link to click', file: annotation(`/Subtype /Link /A << /S /URI /URI (${url}) >>`) },
    { name: 'a base for every link', file: catalogue(`/URI << /Base (${url}) >>`) },
    {
      name: 'an action before printing',
      file: catalogue(`/AA << /WP << /S /JavaScript /JS (app.alert\\(1\\)) >> >>`),
      rule: 'TEXT-8',
    },
    {
      name: 'a picture that stands elsewhere',
      file: image(
        `/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /F << /FS /URL /F (${url}) >>`,
        '',
      ),
    },
    {
      name: 'page content that stands elsewhere',
      file: pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
        streamOf(`/F (${share})`, Buffer.from('')),
      ]),
    },
    {
      name: 'a form that refers to another document',
      file: withObjects(
        '/Resources << /XObject << /X 5 0 R >> >>',
        '/X Do',
        streamOf(
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F << /FS /URL /F (${url}) >> /Page 0 >>`,
          Buffer.from(''),
        ),
      ),
    },
    {
      name: 'a font that stands elsewhere',
      file: font(
        '/Subtype /TrueType /BaseFont /Demo /FontDescriptor 6 0 R',
        `<< /Type /FontDescriptor /FontName /Demo /Flags 32 /FontFile2 7 0 R >>`,
        streamOf(`/F << /FS /URL /F (${url}) >>`, Buffer.from('')),
      ),
    },
    {
      name: 'a character map that stands elsewhere',
      file: font(
        `/Subtype /Type0 /BaseFont /Demo /Encoding 6 0 R /DescendantFonts [7 0 R]`,
        streamOf(`/Type /CMap /UseCMap (${url}) /F << /FS /URL /F (${url}) >>`, Buffer.from('')),
        '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Demo /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
      ),
    },
    {
      name: 'metadata with an entity elsewhere',
      file: paperPdf({
        catalogue: `/Metadata 4 0 R`,
        content: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "${url}">]><x>&e;</x>`,
      }),
    },
    {
      name: 'a dynamic form that fetches',
      file: catalogue(`/AcroForm << /XFA [(template) 4 0 R] >>`),
      rule: 'TEXT-8',
    },
    {
      name: 'a dynamic form that carries a script for each event',
      file: catalogue(
        `/AcroForm << /XFA (<template><event activity="initialize"><submit target="${url}"/></event></template>) >>`,
      ),
      rule: 'TEXT-8',
    },
    {
      name: 'revocation lists to fetch',
      file: catalogue(
        `/DSS << /CRLs [4 0 R] /OCSPs [4 0 R] >> /Perms << /UR3 << /Type /Sig /Filter /Adobe.PPKLite /Reference [] /Location (${url}) >> >>`,
      ),
    },
    {
      name: 'a collection of files',
      file: catalogue(`/Collection << /View /D >> /Names << /EmbeddedFiles << /Names [(x) 4 0 R] >> >>`),
      rule: 'TEXT-8',
    },
  ]
}

/** What shows something in its own player or carries something along. */
const carriers: HostilePdf[] = [
  {
    name: 'a file inside',
    file: catalogue(
      '/Names << /EmbeddedFiles << /Names [(setup.exe) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>',
    ),
    rule: 'TEXT-8',
  },
  {
    name: 'a file inside an annotation',
    file: withObjects(
      '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 30 30] /FS << /Type /Filespec /F (x.exe) /EF << /F 5 0 R >> >> >>]',
      '',
      streamOf('/Type /EmbeddedFile', Buffer.from('MZ')),
    ),
    rule: 'TEXT-8',
  },
  {
    name: 'rich media',
    file: annotation('/Subtype /RichMedia /RichMediaContent << /Assets << /Names [(x.swf) 4 0 R] >> >>'),
    rule: 'TEXT-8',
  },
  {
    name: 'a 3D scene with a script',
    file: annotation(
      '/Subtype /3D /3DD << /Type /3D /Subtype /U3D /OnInstantiate << /S /JavaScript /JS (x) >> >>',
    ),
    rule: 'TEXT-8',
  },
  { name: 'a 3D scene', file: annotation('/Subtype /3D /3DD << /Type /3D /Subtype /U3D >>') },
  {
    name: 'a field that calculates',
    file: catalogue(
      '/AcroForm << /Fields [<< /FT /Tx /T (a) /Rect [0 0 9 9] /AA << /C << /S /JavaScript /JS (x) >> >> >>] >>',
    ),
    rule: 'TEXT-8',
  },
  {
    name: 'named scripts',
    file: catalogue('/Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (x) >>] >> >>'),
    rule: 'TEXT-8',
  },
  {
    name: 'a script, its name in hex',
    file: catalogue('/OpenAction << /S /#4a#61v#61Script /JS (x) >>'),
    rule: 'TEXT-8',
  },
  {
    name: 'an opening, its name in hex',
    file: catalogue('/Open#41ction << /S /Named /N /Print >>'),
    rule: 'TEXT-8',
  },
  {
    name: 'a launch, its name in hex',
    file: page('/AA << /O << /S /#4caunch /F (cmd.exe) >> >>'),
    rule: 'TEXT-8',
  },
  { name: 'a script in a packed object', file: packedScriptPdf(), rule: 'TEXT-8' },
  { name: 'a script packed twice', file: packedScriptPdf('[/ASCIIHexDecode /FlateDecode]'), rule: 'TEXT-8' },
  { name: 'a script packed by LZW', file: packedScriptPdf('/LZWDecode'), rule: 'TEXT-8' },
  { name: 'a script behind a comment', file: catalogue('%\r/Names << /JavaScript 9 0 R >>'), rule: 'TEXT-8' },
  {
    name: 'a script in an object nobody refers to',
    file: withObjects('', '', '<< /S /JavaScript /JS (x) >>'),
    rule: 'TEXT-8',
  },
  {
    name: 'locked',
    file: pdfOf(
      ['<< /Type /Catalog /Pages 2 0 R >>'],
      '/Encrypt << /Filter /Standard /V 5 /R 6 /O (x) /U (x) /P -4 >>',
    ),
    rule: 'TEXT-7',
  },
  {
    name: 'locked by a handler nobody has',
    file: pdfOf(['<< /Type /Catalog /Pages 2 0 R >>'], '/Encrypt << /Filter /Demo.Handler >>'),
    rule: 'TEXT-7',
  },
]

/** Code in places where a reader once ran it (CVE-2024-4367 and its kin). */
const injections: HostilePdf[] = [
  {
    name: 'code in a font matrix (CVE-2024-4367)',
    file: font(
      '/Subtype /Type1 /BaseFont /Demo /FontMatrix [1 2 3 4 5 (1\\); globalThis.process.exit\\(7\\)//)] /FontDescriptor 6 0 R',
      '<< /Type /FontDescriptor /FontName /Demo /Flags 4 /FontFile 7 0 R >>',
      streamOf(
        '/Length1 40 /Length2 0 /Length3 0',
        Buffer.from('%!PS-AdobeFont-1.0\n/FontMatrix [0 0 0 0 0 (x)]'),
      ),
    ),
  },
  {
    name: 'code in a Type 3 glyph',
    file: font(
      '/Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << /a 4 0 R >> /Encoding << /Differences [72 /a] >> /FirstChar 72 /LastChar 72 /Widths [9]',
    ),
  },
  {
    name: 'a glyph that draws itself',
    file: withObjects(
      '/Resources << /Font << /F1 5 0 R >> >>',
      'BT /F1 24 Tf (H) Tj ET',
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [72 /a] >> /FirstChar 72 /LastChar 72 /Widths [9] /Resources << /Font << /F1 5 0 R >> >> >>',
      streamOf('', Buffer.from('9 0 d0 BT /F1 9 Tf (H) Tj ET')),
    ),
  },
  {
    name: 'a calculator function without end',
    file: withObjects(
      '/Resources << /Shading << /S 5 0 R >> >>',
      '/S sh',
      '<< /ShadingType 1 /ColorSpace /DeviceGray /Function 6 0 R >>',
      streamOf(
        '/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]',
        Buffer.from(`{ ${'dup exp '.repeat(20_000)} }`),
      ),
    ),
  },
  {
    name: 'an ICC profile of nothing',
    file: image('/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace [/ICCBased 4 0 R]', Buffer.alloc(243)),
  },
]

/**
 * PDFs made to call out, to act, to overwhelm or to deceive whoever opens them: the classes of the public collections
 * (phone-home tests, CVE-2018-4993, CVE-2024-4367, bombs, loops, liars), written here by hand. `port` is a listener on
 * loopback that must never be called. A rule is named where a file must be refused for that reason.
 */
export const hostilePdfs = (port: number): readonly HostilePdf[] => [
  ...callingOut(port),
  ...carriers,
  ...injections,
  ...heavyPdfs,
  ...lyingPdfs,
]
