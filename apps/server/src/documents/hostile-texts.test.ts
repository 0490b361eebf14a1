import { createServer, type Server } from 'node:http'
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paperPdf, pixelBombPng, zipBehind, zipOf } from '../../test/hostile-files.ts'
import { readText } from './read-text.ts'
import { requestLimits } from './text-limits.ts'
import { isUnreadable } from './unreadable.ts'

let listener: Server
let port = 0
let calls = 0

beforeAll(async () => {
  listener = createServer((_, response) => response.end())
  listener.on('connection', () => (calls += 1))
  port = await new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port))
  })
})
afterAll(() => void listener.close())

const limits = { ...requestLimits, openMs: 5_000 }
const noReader = { readPicture: () => Promise.resolve(null) }

const outcomeOf = async (fileName: string, bytes: Buffer): Promise<string> => {
  try {
    const { text } = await readText([{ fileName, bytes }], noReader, limits)
    return `read: ${text.slice(0, 40).replace(/\s+/gu, ' ').trim()}`
  } catch (error) {
    if (isUnreadable(error)) return error.code
    throw error
  }
}

const word = (body: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
const paragraph = '<w:p><w:r><w:t>演示</w:t></w:r></w:p>'
const docx = (document: string | Buffer, others: Readonly<Record<string, string>> = {}) =>
  zipOf({ 'word/document.xml': document, ...others })

const nested = (open: string, close: string, times: number) =>
  `${open.repeat(times)}演示${close.repeat(times)}`

test('Word files that call out, swell or pose', async () => {
  const url = `http://127.0.0.1:${port}/seen`
  const linked = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({
              children: [new ExternalHyperlink({ link: url, children: [new TextRun('演示')] })],
            }),
          ],
        },
      ],
    }),
  )
  const relations = (kind: string) =>
    `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${url}" TargetMode="External"/></Relationships>`
  const laughs = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(99)}"><!ENTITY b "${'&a;'.repeat(99)}">]>`
  const outcomes = {
    'a link': await outcomeOf('a.docx', linked),
    'a template elsewhere': await outcomeOf(
      'a.docx',
      docx(word(paragraph), { 'word/_rels/settings.xml.rels': relations('attachedTemplate') }),
    ),
    'a picture elsewhere': await outcomeOf(
      'a.docx',
      docx(word(paragraph), { 'word/_rels/document.xml.rels': relations('image') }),
    ),
    'a chunk of HTML elsewhere': await outcomeOf(
      'a.docx',
      docx(word(`${paragraph}<w:altChunk/>`), { 'word/_rels/document.xml.rels': relations('aFChunk') }),
    ),
    'an entity that swells': await outcomeOf('a.docx', docx(`${laughs}${word('&b;')}`)),
    'an entity elsewhere': await outcomeOf('a.docx', docx(`<!DOCTYPE x SYSTEM "${url}">${word(paragraph)}`)),
    'an entity in another part': await outcomeOf(
      'a.docx',
      docx(word(paragraph), { 'customXml/item1.xml': laughs }),
    ),
    'the same in UTF-16': await outcomeOf(
      'a.docx',
      docx(Buffer.from(`\ufeff${laughs}${word('&b;')}`, 'utf16le')),
    ),
    macros: await outcomeOf('a.docx', docx(word(paragraph), { 'word/vbaProject.bin': 'demo' })),
    'tables in tables in tables': await outcomeOf(
      'a.docx',
      docx(word(nested('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', 20_000))),
    ),
    'styles that are based on each other': await outcomeOf(
      'a.docx',
      docx(word('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>演示</w:t></w:r></w:p>'), {
        'word/styles.xml':
          '<w:styles xmlns:w="x"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
      }),
    ),
    'four hundred thousand paragraphs': await outcomeOf('a.docx', docx(word(paragraph.repeat(400_000)))),
    'a name that climbs': await outcomeOf('a.docx', docx(word(paragraph), { '../../etc/demo.xml': '<x/>' })),
    'three thousand parts': await outcomeOf(
      'a.docx',
      docx(
        word(paragraph),
        Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x${index}`, ''])),
      ),
    ),
  }
  expect(outcomes).toEqual({
    'a link': 'read: 演示',
    'a template elsewhere': 'read: 演示',
    'a picture elsewhere': 'read: 演示',
    'a chunk of HTML elsewhere': 'read: 演示',
    'an entity that swells': 'TEXT-5',
    'an entity elsewhere': 'TEXT-5',
    'an entity in another part': 'TEXT-5',
    'the same in UTF-16': 'TEXT-4',
    macros: 'TEXT-8',
    'tables in tables in tables': 'TEXT-5',
    'styles that are based on each other': 'read: 演示',
    'four hundred thousand paragraphs': 'TEXT-10',
    'a name that climbs': 'read: 演示',
    'three thousand parts': 'TEXT-5',
  })
  expect(calls).toBe(0)
})

test('pages of HTML that call out or never end', async () => {
  const url = `http://127.0.0.1:${port}/seen`
  expect(await outcomeOf('合同.htm', Buffer.from('<p>演示<table><tr><td>费率<td>0.60%'))).toBe(
    'read: 演示 费率 | 0.60%',
  )
  const outcomes = {
    'everything that fetches': await outcomeOf(
      'a.html',
      Buffer.from(
        `<meta http-equiv=refresh content="0;url=${url}"><base href="${url}"><link rel=stylesheet href="${url}"><style>@import "${url}";</style><script src="${url}"></script><img src="${url}" onerror="fetch('${url}')"><iframe src="${url}"></iframe><object data="${url}"></object><video poster="${url}"></video><svg><image href="${url}"/></svg><body background="${url}">演示`,
      ),
    ),
    'a hundred thousand boxes in each other': await outcomeOf(
      'a.html',
      Buffer.from(nested('<div>', '</div>', 100_000)),
    ),
    'letters that never close': await outcomeOf(
      'a.html',
      Buffer.from('<a><b><i><font size=7><u>'.repeat(40_000)),
    ),
    'a comment that never closes': await outcomeOf('a.html', Buffer.from(`演示<!--${'-'.repeat(1_000_000)}`)),
    'a style sheet of a million rules': await outcomeOf(
      'a.html',
      Buffer.from(`<style>${'.a{color:red}'.repeat(300_000)}</style>${'<p class=a>演示'.repeat(2_000)}`),
    ),
    'an attribute of a megabyte': await outcomeOf(
      'a.html',
      Buffer.from(`<p style="${'a:b;'.repeat(250_000)}">演示`),
    ),
  }
  expect(outcomes['everything that fetches']).toBe('read: 演示')
  for (const [name, outcome] of Object.entries(outcomes))
    expect(outcome, name).toMatch(/^(?:read: 演示|TEXT-(?:5|6|10)$)/u)
  expect(calls).toBe(0)
})

test('pictures that swell, and files that are two things', async () => {
  const png = pixelBombPng(200)
  const html = Buffer.from('<script>alert(1)</script>')
  const outcomes = {
    'fourteen thousand by fourteen thousand': await outcomeOf('a.png', pixelBombPng(14_000)),
    'a thumbnail': await outcomeOf('a.png', pixelBombPng(60)),
    'a PNG called JPEG': await outcomeOf('a.jpg', png),
    'a PNG cut short': await outcomeOf('a.png', png.subarray(0, 60)),
    'a drawing called PNG': await outcomeOf(
      'a.png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ),
    'a PDF called PNG': await outcomeOf('a.png', paperPdf()),
    'a PDF called HTML': await outcomeOf('a.html', paperPdf()),
    'an archive called text': await outcomeOf('a.txt', zipBehind(0, 'x', 'x')),
    'a picture called text': await outcomeOf('a.md', png),
    'HTML before a PDF': await outcomeOf('a.pdf', Buffer.concat([html, paperPdf()])),
    'an archive of no Word file': await outcomeOf('a.docx', zipBehind(0, 'x', 'x')),
    'a Word file behind a picture': await outcomeOf('a.docx', Buffer.concat([png, docx(word(paragraph))])),
    // Read as the picture it says it is: what hangs behind the picture is gone once it was decoded (and no reader is here).
    'a picture before HTML': await outcomeOf('a.png', Buffer.concat([png, html])),
  }
  expect(outcomes).toEqual({
    'fourteen thousand by fourteen thousand': 'TEXT-4',
    'a thumbnail': 'TEXT-14',
    'a PNG called JPEG': 'TEXT-4',
    'a PNG cut short': 'TEXT-4',
    'a drawing called PNG': 'TEXT-4',
    'a PDF called PNG': 'TEXT-4',
    'a PDF called HTML': 'TEXT-4',
    'an archive called text': 'TEXT-4',
    'a picture called text': 'TEXT-4',
    'HTML before a PDF': 'TEXT-4',
    'an archive of no Word file': 'TEXT-4',
    'a Word file behind a picture': 'TEXT-4',
    'a picture before HTML': 'TEXT-12',
  })
})

test('several files make one document only when all are photos, and no more than may be read at once', async () => {
  const png = pixelBombPng(200)
  const named = (fileName: string, bytes: Buffer) => ({ fileName, bytes })
  const codes = await Promise.all(
    [
      [named('1.png', png), named('2.pdf', paperPdf())],
      [named('1.png', png), ...Array.from({ length: 6 }, () => named('2.png', png))],
    ].map(async ([first, ...more]) => {
      if (!first) return null
      return readText([first, ...more], noReader, limits).catch(
        (error: unknown) => isUnreadable(error) && error.code,
      )
    }),
  )
  expect(codes).toEqual(['TEXT-15', 'TEXT-11'])
})
