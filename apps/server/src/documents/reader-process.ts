/** The process that reads pictures. It is given nothing else, neither database nor keys, and ends with its parent. */
import { openReading } from './reading.ts'

export type Question = { readonly id: number; readonly bytes: Uint8Array }

process.once('disconnect', () => process.exit(0))

const reading = openReading(Number(process.env['READER_THREADS'] ?? 1))
// The first question hears of a failure to open.
reading.catch(() => {})

process.on('message', (question: Question) => {
  void (async () => {
    try {
      const read = await reading
      process.send?.({ id: question.id, picture: await read(question.bytes) })
    } catch {
      // No reason goes back: an error's text could carry what was read.
      process.send?.({ id: question.id, picture: null })
    }
  })()
})
