import { endAfter, readAll, refuse, write } from './child-pipe.ts'
import { pdfReader, type PdfOrder } from './pdf-open.ts'

/**
 * Runs alone in a process that may read its own libraries and nothing else (pdf.ts starts it). A PDF comes in on stdin; out
 * come its pages as JPEG, or the reason why not.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as PdfOrder
const reader = pdfReader(order)

await endAfter(async () => {
  const pdf = await reader.open(await readAll())
  if (typeof pdf === 'string') return refuse(pdf)
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    if (await page.getJSActions()) return refuse('script')
    const drawn = await (await reader.draw(page, order.edge)).encode('jpeg', 92)
    if (!reader.whole()) return refuse('broken')
    await write('P', drawn)
    page.cleanup()
  }
})
