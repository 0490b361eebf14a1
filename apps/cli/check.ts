import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type FeeLine, feesIn } from '#contract-guard/fee-lines.ts'
import type { Missing, Verdict } from '#contract-guard/finding.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { contradictions, type OfferContradiction } from '#contract-guard/offer-contradictions.ts'
import { type Contradiction, kindOf } from '#contract-guard/offer-paper.ts'
import { type ReadFinding, reviewRead } from '#contract-guard/review-read.ts'
import { together } from '#contract-guard/together.ts'
import { termsFrom } from '#fees/offer-file.ts'
import type { Terms } from '#fees/schedule.ts'
import { isRefusal } from '#ground/refusal.ts'
import { sayRule, type Tongue } from '#words/say.ts'
import { openReader, type Reader, readerLimits } from '../server/src/documents/read-lines.ts'
import {
  type NamedFile,
  readText,
  type ReadText,
  supportedFormats,
} from '../server/src/documents/read-text.ts'
import { patientLimits } from '../server/src/documents/text-limits.ts'
import { isUnreadable } from '../server/src/documents/unreadable.ts'

const usage = `usage: fangxin check FILE… [--offer offer.json] [--together] [--text] [--lang zh|en] [--json]
Finds the traps in agreements (${supportedFormats}). A folder stands for one document: its pictures are
the pages, in the order of their names. --text prints the text that offsets refer to.
--together also reads the files as one offer (advert, chat, notes, fee sheet, agreement) and tells where they disagree.
With --json one object per line and file, and {together} last. Exit codes: 0 nothing found, 1 something found, 2 usage or unreadable input.
`

/** What outsiders' tools read; `start` and `end` are UTF-16 offsets into the text `--text` prints. */
export type Checked = {
  readonly file: string
  readonly kind: string
  readonly text: { readonly chars: number; readonly sha256: string; readonly source: 'native' | 'ocr' }
  readonly findings: readonly ReadFinding[]
  readonly missing: readonly Missing[]
  readonly fees: {
    readonly lines: readonly FeeLine[]
    readonly contradictions: readonly OfferContradiction[]
  }
  readonly verdict: Verdict
}

type Asked = {
  readonly files: readonly string[]
  readonly offer: string | undefined
  readonly lang: Tongue
  readonly json: boolean
  readonly together: boolean
  readonly text: boolean
}

const asked = (args: string[]): Asked | null => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        offer: { type: 'string' },
        lang: { type: 'string', default: 'zh' },
        json: { type: 'boolean', default: false },
        together: { type: 'boolean', default: false },
        text: { type: 'boolean', default: false },
      },
    })
    const { lang } = values
    if (positionals.length === 0 || (lang !== 'zh' && lang !== 'en')) return null
    const { offer, json, together, text } = values
    return { files: positionals, offer, lang, json, together, text }
  } catch {
    return null
  }
}

const offerTerms = async (file: string): Promise<Terms | string> => {
  try {
    const terms = termsFrom(JSON.parse(await readFile(file, 'utf8')))
    if (!isRefusal(terms)) return terms
    return sayRule(terms.rule, 'en', terms.params).happened
  } catch (error) {
    return (error as Error).message
  }
}

/** The pages in a folder: 2.jpg comes before 10.jpg. */
const byName = new Intl.Collator('en', { numeric: true }).compare

/** Whoever watches a terminal sees how far a long paper is; the line goes when it is read. */
const tellPage =
  (path: string, tongue: Tongue) =>
  (read: number, pages: number): void => {
    if (!process.stderr.isTTY || pages < 2) return
    const far = tongue === 'zh' ? `第 ${read} 页，共 ${pages} 页` : `page ${read} of ${pages}`
    process.stderr.write(read === pages ? '\r\u001b[K' : `\r\u001b[K${path}: ${far}`)
  }

/** A file, or the photographed pages in a folder. */
const documentAt = async (path: string, reader: Reader, tongue: Tongue): Promise<ReadText> => {
  const isFolder = (await stat(path)).isDirectory()
  const names = isFolder
    ? (await readdir(path)).filter((name) => /\.(?:png|jpe?g)$/iu.test(name)).sort(byName)
    : []
  const files = await Promise.all(
    (isFolder ? names.map((name) => join(path, name)) : [path]).map(
      async (fileName): Promise<NamedFile> => ({ fileName, bytes: await readFile(fileName) }),
    ),
  )
  const [first, ...more] = files
  if (!first) throw new Error('no pictures in this folder')
  return readText([first, ...more], reader, patientLimits, { onPage: tellPage(path, tongue) })
}

const checked = (file: string, read: ReadText, offer: Terms | undefined): Checked => {
  const { text, kind, source } = read
  const plain = normalise(text)
  const lines = feesIn(text, plain)
  return {
    file,
    kind,
    text: {
      chars: text.length,
      sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
      source,
    },
    ...reviewRead(read, plain),
    fees: { lines, contradictions: offer === undefined ? [] : contradictions(offer, lines) },
  }
}

const heads = {
  zh: {
    high: '高',
    medium: '中',
    low: '低',
    ask: '该要求',
    law: '依据',
    missing: '缺少',
    none: '未发现已知陷阱',
    page: '页',
  },
  en: {
    high: 'HIGH',
    medium: 'MEDIUM',
    low: 'LOW',
    ask: 'ask',
    law: 'law',
    missing: 'missing',
    none: 'no known trap found',
    page: 'page',
  },
} as const

const told = (report: Checked, lang: Tongue): string => {
  const head = heads[lang]
  const law = (basis: ReadFinding['basis']): string =>
    basis.map((one) => `${one.law} ${one.article}`).join('；')
  const found = report.findings.flatMap((finding) => [
    `  [${head[finding.severity]}] ${finding.rule} ${finding.risk} @${finding.start}–${finding.end}${finding.page === undefined ? '' : ` ${head.page} ${finding.page}`}`,
    `    「${finding.quote}」`,
    `    ${finding.why[lang]}`,
    `    ${head.ask}: ${finding.ask[lang]}`,
    `    ${head.law}: ${law(finding.basis)}`,
  ])
  const lacking = report.missing.map(({ term, why }) => `  [${head.missing}] ${term}: ${why[lang]}`)
  const against = report.fees.contradictions.map((one) => `  [!] ${one.why[lang]}`)
  const lines = [...found, ...lacking, ...against]
  return [`${report.file}: ${report.verdict}`, ...(lines.length === 0 ? [`  ${head.none}`] : lines), ''].join(
    '\n',
  )
}

const toldTogether = (found: readonly Contradiction[], lang: Tongue): string =>
  found
    .flatMap(({ rule, severity, why, ask, places }) => [
      `[${heads[lang][severity]}] ${rule} ${why[lang]}`,
      ...places.map(({ document, start, quote }) => `    ${document} @${start}「${quote}」`),
      `    ${heads[lang].ask}: ${ask[lang]}`,
    ])
    .map((line) => `${line}\n`)
    .join('')

const problemOf = (error: unknown, lang: Tongue): { readonly rule: string; readonly message: string } => {
  if (!isUnreadable(error)) return { rule: 'unreadable', message: (error as Error).message }
  const { happened, remedy } = sayRule(error.code, lang, error.refusal.params)
  return { rule: error.code, message: `${happened} ${remedy} (${supportedFormats})` }
}

/** `fangxin check`: every trap in each file, quoted; an unreadable file never passes for a clean one. */
export const check = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const wanted = asked(args)
  if (wanted === null) {
    process.stderr.write(usage)
    return 2
  }
  const offer = wanted.offer === undefined ? undefined : await offerTerms(wanted.offer)
  if (typeof offer === 'string') {
    process.stderr.write(`${wanted.offer}: ${offer}\n`)
    return 2
  }
  const reader = openReader({
    ...readerLimits,
    readMs: patientLimits.openMs,
    withinMs: patientLimits.withinMs,
  })
  let code = 0
  const papers: { name: string; text: string }[] = []
  for (const file of wanted.files) {
    try {
      const read = await documentAt(file, reader, wanted.lang)
      papers.push({ name: file, text: read.text })
      if (wanted.text) process.stdout.write(read.text)
      else {
        const report = checked(file, read, offer)
        const found = report.findings.length + report.missing.length + report.fees.contradictions.length
        if (found > 0) code = Math.max(code, 1)
        process.stdout.write(wanted.json ? `${JSON.stringify(report)}\n` : told(report, wanted.lang))
      }
    } catch (error) {
      const problem = problemOf(error, wanted.lang)
      if (wanted.json && !wanted.text) process.stdout.write(`${JSON.stringify({ file, error: problem })}\n`)
      process.stderr.write(`${file}: ${problem.message}\n`)
      code = 2
    }
  }
  reader.end()
  if (wanted.together && !wanted.text) {
    const found = together(papers.map((paper) => ({ ...paper, kind: kindOf(paper.text) })))
    if (found.length > 0) code = Math.max(code, 1)
    process.stdout.write(
      wanted.json ? `${JSON.stringify({ together: found })}\n` : toldTogether(found, wanted.lang),
    )
  }
  return code
}
