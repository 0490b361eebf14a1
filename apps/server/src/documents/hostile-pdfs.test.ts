import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostilePdfs } from '../../test/hostile-pdfs.ts'
import { pdfDanger } from './pdf-names.ts'
import { openedPdf } from './pdf-text.ts'
import { requestLimits } from './text-limits.ts'

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

/** `HOSTILE=all` walks every file through the child; otherwise what its names alone refuse is asked of them alone. */
const isLong = process.env['HOSTILE'] === 'all'

/** Those made to last are ended soon; those of which one answer is wanted have the time of a request. */
const limitsFor = (rule: string | undefined) => ({
  ...requestLimits,
  openMs: isLong || rule !== undefined ? requestLimits.openMs : 3_000,
})

test('hostile PDFs: refused with a reason or read harmlessly; nobody called, memory and time kept', {
  timeout: 300_000,
}, async () => {
  // The listener counts: what follows could be seen.
  await fetch(`http://127.0.0.1:${port}/`)
  expect(calls).toBe(1)

  const files = hostilePdfs(port)
  expect(files.length).toBeGreaterThanOrEqual(69)
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
  const wrong = files
    .filter(({ file, rule }) => rule === 'TEXT-8' && pdfDanger(file) === null)
    .map(({ name }) => `${name}: its names do not refuse it`)
  const outcomes = new Map<string, number>()
  const queue = files.filter(({ rule }, index) => isLong || index % (rule === 'TEXT-8' ? 12 : 2) === 0)
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const limits = limitsFor(next.rule)
      const started = performance.now()
      const { frames, peakMegabytes } = await openedPdf(next.file, limits)
      const took = Math.round(performance.now() - started)
      const outcome = frames instanceof Error ? frames.code : 'read'
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (isLong) process.stdout.write(`${outcome} ${peakMegabytes?.toFixed()} MB ${took} ms: ${next.name}\n`)
      if (next.rule !== undefined && outcome !== next.rule)
        wrong.push(`${next.name}: ${outcome}, not ${next.rule}`)
      // The kernel is asked every 25 ms: what is taken between two looks comes on top of the 512 MB.
      if ((peakMegabytes ?? 0) > 640) wrong.push(`${next.name}: ${peakMegabytes} MB`)
      if (took > limits.openMs + 5_000) wrong.push(`${next.name}: ${took} ms`)
    }
  }
  await Promise.all([work(), work()])
  expect(wrong).toEqual([])
  expect(calls).toBe(1)
  for (const outcome of ['TEXT-4', 'TEXT-8', 'TEXT-10', 'read'])
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0)
})
