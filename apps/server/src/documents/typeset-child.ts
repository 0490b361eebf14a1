import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

/**
 * Runs alone in a process that may read its compiler, the fonts and nothing else (typeset.ts starts it). The order comes
 * in on stdin as JSON; out comes the PDF, or JSON that says which characters no font has.
 */
type Order = {
  readonly template: string
  readonly data: string
  readonly compiler: string
  readonly fonts: readonly string[]
  readonly standard: string | null
  readonly tagged: boolean
  readonly seconds: number
}
type Compiler = {
  pdf(of: object, options: object): Buffer
}
type Typst = { NodeCompiler: { create(options: object): Compiler } }

const order = JSON.parse(readFileSync(0, 'utf8')) as Order
const { NodeCompiler } = createRequire(import.meta.url)(order.compiler) as Typst
// One font a time: the compiler reads the fonts' folders, and the system's are not asked for by any template.
const compiler = NodeCompiler.create({ workspace: '/', fontArgs: [{ fontPaths: order.fonts }] })

/** The compiler's own words for a character that no font has; PDF/A forbids it, so it is never passed over. */
const undrawn = /the text `\\?"(.+?)\\?"` could not be displayed/gu

const write = (kind: 'P' | 'M', body: Buffer): void => {
  process.stdout.write(Buffer.concat([Buffer.from(kind), body]))
}

try {
  const pdf = compiler.pdf(
    { mainFileContent: order.template, inputs: { data: order.data } },
    {
      ...(order.standard === null ? {} : { pdfStandard: order.standard }),
      pdfTags: order.tagged,
      creationTimestamp: order.seconds,
    },
  )
  write('P', pdf)
} catch (error) {
  const told = String((error as Error).message ?? error)
  const missing = [...told.matchAll(undrawn)].map(([, text]) => text)
  if (missing.length === 0) throw error
  write('M', Buffer.from(JSON.stringify(missing)))
}
