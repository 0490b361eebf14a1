import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { endAfter, readAll, refuse, write } from './child-pipe.ts'
import { decodeText } from './decode-text.ts'
import { docxText } from './docx-text.ts'
import type { Xml } from './docx-xml.ts'
import { htmlText } from './html-text.ts'
import { zipContent, zipEntries, type ZipEntry } from './zip.ts'

/**
 * Runs alone in a process that may read its own libraries and nothing else (read-text.ts starts it): a Word file or a page
 * of HTML comes in on stdin, its text with marks goes out as JSON, or the reason why not.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as {
  readonly kind: 'html' | 'docx'
  /** The real folder of the parser. */
  readonly parser: string
}

/** Carries a reason out of a reader. */
const stop = (reason: string): never => {
  throw Object.assign(new Error(reason), { reason })
}

const xmlParser = () => {
  const { DOMParser } = createRequire(import.meta.url)(join(order.parser, 'lib/index.js')) as {
    DOMParser: new (
      options: object,
    ) => {
      parseFromString(text: string, type: string): { readonly documentElement: Xml | null }
    }
  }
  const broken = () => stop('broken')
  const parser = new DOMParser({ errorHandler: { warning: () => {}, error: broken, fatalError: broken } })
  return (bytes: Buffer): Xml => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // No entity is declared in Word's own files: a declaration is how an XML reader is made to fetch or to swell.
    if (text.includes('<!DOCTYPE')) stop('bomb')
    return parser.parseFromString(text, 'text/xml').documentElement ?? stop('broken')
  }
}

const partOf = async (file: Buffer, entry: ZipEntry): Promise<Buffer> => {
  const content = await zipContent(file, entry)
  return typeof content === 'string' ? stop(content) : content
}

const isNote = /^word\/(?:footer\d*|footnotes|endnotes)\.xml$/u
const isHeader = /^word\/header\d*\.xml$/u

/** Every part is unpacked once under its announced size, read or not: a file with one bomb in it is no contract. */
const readDocx = async (file: Buffer) => {
  const entries = zipEntries(file)
  if (typeof entries === 'string') return stop(entries)
  const parse = xmlParser()
  const parts = new Map<string, Xml>()
  const wanted = (name: string) =>
    /^word\/(?:document|styles|numbering)\.xml$/u.test(name) || isNote.test(name) || isHeader.test(name)
  for (const entry of entries) {
    if (entry.name.includes('vbaProject')) stop('active')
    const content = await partOf(file, entry)
    if (wanted(entry.name)) parts.set(entry.name, parse(content))
    else if (/\.(?:xml|rels)$/u.test(entry.name) && content.includes('<!DOCTYPE')) stop('bomb')
  }
  const document = parts.get('word/document.xml') ?? stop('broken')
  const named = (pattern: RegExp) => [...parts].filter(([name]) => pattern.test(name)).map(([, part]) => part)
  return docxText({
    document,
    styles: parts.get('word/styles.xml'),
    numbering: parts.get('word/numbering.xml'),
    before: named(isHeader),
    after: named(isNote),
  })
}

const readHtml = async (file: Buffer) => {
  const text = decodeText(file) ?? stop('broken')
  const { parse } = (await import(pathToFileURL(join(order.parser, 'dist/index.js')).href)) as {
    parse(html: string): Tree.Document
  }
  return htmlText(text, parse)
}

await endAfter(async () => {
  const file = await readAll()
  try {
    const read = await (order.kind === 'docx' ? readDocx(file) : readHtml(file))
    await write('T', Buffer.from(JSON.stringify(read)))
  } catch (error) {
    const { reason } = error as { reason?: string }
    // Nested deeper than a stack goes: no document is.
    if (reason === undefined && !(error instanceof RangeError)) throw error
    await refuse(reason ?? 'bomb')
  }
})
