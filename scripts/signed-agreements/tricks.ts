import { sealPdf } from '../../apps/server/src/agreements/seal-pdf.ts'
import { type Evidence, sha256Hex } from '../../apps/server/src/agreements/evidence.ts'
import { partsOf } from '../../apps/server/src/agreements/sealed-form.ts'
import type { SealingKey } from '../../apps/server/src/agreements/p12.ts'
import { isRefusal } from '#ground/refusal.ts'

/** What a forger has: a sealed file, another of the same acquirer, and certificates of their own. */
export type Loot = {
  readonly file: Buffer
  readonly other: Buffer
  readonly own: SealingKey
  readonly acquirer: SealingKey
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const numberAt = (text: string, form: RegExp): number => Number(form.exec(text)?.[1])

/** A later revision with these objects, its table and trailer in order (ISO 32000-1, 7.5.6). */
const revised = (file: Buffer, objects: Readonly<Record<number, string>>): Buffer => {
  const tail = file.toString('latin1').slice(-4_000)
  const [size, root, previous] = [
    numberAt(tail, /\/Size ([0-9]+)/u),
    numberAt(tail, /\/Root ([0-9]+)/u),
    numberAt(tail, /startxref\n([0-9]+)/u),
  ]
  let body = '\n'
  let table = 'xref\n'
  for (const [number, text] of Object.entries(objects)) {
    table += `${number} 1\n${String(file.length + body.length).padStart(10, '0')} 00000 n\r\n`
    body += `${number} 0 obj\n${text}\nendobj\n`
  }
  const most = Math.max(size, ...Object.keys(objects).map((number) => Number(number) + 1))
  return Buffer.concat([
    file,
    latin(
      `${body}${table}trailer\n<< /Size ${most} /Root ${root} 0 R /Prev ${previous} >>\nstartxref\n${file.length + body.length}\n%%EOF`,
    ),
  ])
}

const rootOf = (file: Buffer) => numberAt(file.toString('latin1').slice(-4_000), /\/Root ([0-9]+)/u)
const sizeOf = (file: Buffer) => numberAt(file.toString('latin1').slice(-4_000), /\/Size ([0-9]+)/u)
const firstPage = (file: Buffer) => {
  const text = file.toString('latin1')
  const number = numberAt(text, /\/Kids \[([0-9]+) 0 R/u)
  const start = text.indexOf(`\n${number} 0 obj\n`) + `\n${number} 0 obj\n`.length
  return { number, body: text.slice(start, text.indexOf('\nendobj', start)) }
}
const drawing = 'BT /F1 40 Tf 60 500 Td (0.00 %) Tj ET'
const spliced = (file: Buffer, from: number, until: number, text: string) =>
  Buffer.concat([file.subarray(0, from), latin(text), file.subarray(until)])
const placeOf = (file: Buffer, what: string) => file.lastIndexOf(what)

const resealed = async (
  file: Buffer,
  key: SealingKey,
  evidence: (own: Evidence) => Evidence,
): Promise<Buffer> => {
  const parts = partsOf(file)
  const made = await sealPdf({
    document: parts.document,
    evidence: evidence(JSON.parse(parts.evidence) as Evidence),
    key,
    signer: parts.signer,
    at: parts.at,
  })
  if (isRefusal(made)) throw new Error(made.rule)
  return made
}

/**
 * Later revisions and forgeries by the names they have in the literature: incremental saving (ISA), signature wrapping
 * (SWA), universal forgery (USF), shadow content; and what an insider with the acquirer's key could try.
 */
export const tricks: Readonly<Record<string, (loot: Loot) => Buffer | Promise<Buffer>>> = {
  'ISA: page content replaced by a proper later revision': ({ file }) => {
    const { number, body } = firstPage(file)
    const fresh = sizeOf(file)
    return revised(file, {
      [number]: body.replace(/\/Contents [0-9]+ 0 R/u, `/Contents ${fresh} 0 R`),
      [fresh]: `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    })
  },
  'ISA: an annotation laid over the first page': ({ file }) => {
    const { number, body } = firstPage(file)
    const fresh = sizeOf(file)
    return revised(file, {
      [number]: body.replace(/>>\s*$/u, `/Annots [${fresh} 0 R] >>`),
      [fresh]:
        '<< /Type /Annot /Subtype /FreeText /Rect [40 480 560 560] /Contents (0.00 %) /DA (/Helv 30 Tf) >>',
    })
  },
  'ISA: a body without a table behind the end': ({ file }) =>
    Buffer.concat([file, latin(`\n9999 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF`)]),
  'ISA: a byte behind the end': ({ file }) => Buffer.concat([file, latin('\n')]),
  'shadow: the catalogue replaced, layers hidden': ({ file }) =>
    revised(file, {
      [rootOf(file)]:
        '<< /Type /Catalog /Pages 1 0 R /OCProperties << /OCGs [] /D << /BaseState /OFF >> >> >>',
    }),
  'shadow: the form and its permissions taken away': ({ file }) =>
    revised(file, { [rootOf(file)]: '<< /Type /Catalog /Pages 1 0 R >>' }),
  'SWA: bytes wrapped into the gap and the range moved': ({ file }) => {
    const end = file.indexOf('>', placeOf(file, '/Contents <'))
    const wrapped = spliced(file, end, end, '00'.repeat(300))
    const at = placeOf(wrapped, '/ByteRange [')
    const range = wrapped.toString('latin1', at, wrapped.indexOf(']', at) + 1)
    const moved = range.replace(/ ([0-9]+) ([0-9]+)\]/u, (_, from: string, rest: string) => {
      return ` ${Number(from) + 600} ${rest}]`
    })
    return spliced(wrapped, at, at + range.length, moved)
  },
  'SWA: a second body in front': ({ file }) =>
    Buffer.concat([latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), file]),
  'USF: the range set to nothing': ({ file }) => {
    const at = placeOf(file, '/ByteRange [')
    const end = file.indexOf(']', at) + 1
    return spliced(file, at, end, '/ByteRange [0 0 0 0]'.padEnd(end - at))
  },
  'USF: the signature emptied': ({ file }) => {
    const at = placeOf(file, '/Contents <') + '/Contents <'.length
    const end = file.indexOf('>', at)
    return spliced(file, at, end, '0'.repeat(end - at))
  },
  'the seal cut off': ({ file }) => Buffer.from(partsOf(file).document),
  'sealed anew by somebody else': ({ file, own }) => resealed(file, own, (each) => each),
  'an insider puts another document’s evidence in': ({ file, other, acquirer }) =>
    resealed(file, acquirer, ({ document }) => ({
      ...(JSON.parse(partsOf(other).evidence) as Evidence),
      document,
    })),
  'an insider says it changes another agreement': ({ file, acquirer }) =>
    resealed(file, acquirer, (own) => ({
      ...own,
      changes: { agreementId: `agr_${'0'.repeat(32)}`, sha256: '0'.repeat(64) },
    })),
  'an insider makes a supplement an agreement, or an agreement a supplement of another': ({
    file,
    other,
    acquirer,
  }) =>
    resealed(file, acquirer, ({ changes, ...own }) => {
      const { agreementId, document } = JSON.parse(partsOf(other).evidence) as Evidence
      return changes ? own : { ...own, changes: { agreementId, sha256: document.sha256 } }
    }),
  'an insider exchanges the document and keeps the evidence': async ({ file, other, acquirer }) => {
    const evidence = JSON.parse(partsOf(file).evidence) as Evidence
    const { document } = partsOf(other)
    const told = { ...evidence.document, bytes: document.length, sha256: sha256Hex(document) }
    return resealed(other, acquirer, () => ({ ...evidence, document: told }))
  },
}
