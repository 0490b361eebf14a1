import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ReadLine } from '#provision/read-line.ts'
import type { Question } from './reader-process.ts'
import type { ReadPicture } from './reading.ts'

/**
 * One picture at a time. A caller holds a transaction meanwhile, which the database ends after 30 s: waiting and reading
 * together stay below. An idle reader ends, and its memory with it.
 */
export const readerLimits = {
  waiting: 6,
  withinMs: 25_000,
  readMs: 20_000,
  idleMs: 120_000,
  heapMegabytes: 256,
}

type Limits = typeof readerLimits
type Lines = readonly ReadLine[]
type Wish = { readonly bytes: Uint8Array; readonly settle: (picture: ReadPicture | null) => void }

export type Reader = {
  /**
   * The lines of a picture, or null: not read (too many waiting, too slow, broken, or no reader on this machine).
   * `urgent`: somebody waits in front of a screen.
   */
  read(bytes: Uint8Array, urgent?: boolean): Promise<Lines | null>
  /** The same with the picture's size and how it lay. */
  readPicture(bytes: Uint8Array, urgent?: boolean): Promise<ReadPicture | null>
  /** Its process id while there is one. */
  pid(): number | undefined
  end(): void
}

const start = (heapMegabytes: number): ChildProcess => {
  return fork(join(import.meta.dirname, 'reader-process.ts'), [], {
    // Nothing of ours: neither the database's address nor the root key's place.
    env: {
      // Half the cores stay with the requests. (A lower priority instead would starve it on a busy machine.)
      READER_THREADS: String(Math.max(1, Math.floor(availableParallelism() / 2))),
      ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
    },
    // JavaScript here may read files and no more: no writing, no processes, no network (Node ≥ 25). Native code is not
    // held by this; against that stand the re-encoding before, the empty environment and the time limit.
    execArgv: [
      `--max-old-space-size=${heapMegabytes}`,
      '--permission',
      '--allow-addons',
      '--allow-fs-read=*',
      '--disable-warning=SecurityWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

export const openReader = (limits: Limits = readerLimits): Reader => {
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let asked = 0
  let busy = false
  const queue: Wish[] = []

  const end = () => {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = null
  }

  /** One question to the running process; the process is ended when it does not answer in time. */
  const ask = (bytes: Uint8Array): Promise<ReadPicture | null> =>
    new Promise((resolve) => {
      clearTimeout(idle)
      child ??= start(limits.heapMegabytes)
      const answering = child
      asked += 1
      const id = asked
      const finish = (picture: ReadPicture | null) => {
        clearTimeout(late)
        answering.off('message', hear)
        answering.off('exit', gone)
        answering.off('error', gone)
        resolve(picture)
      }
      const gone = () => {
        if (child === answering) child = null
        finish(null)
      }
      const hear = (answer: { id: number; picture: ReadPicture | null }) => {
        if (answer.id === id) finish(answer.picture)
      }
      const late = setTimeout(() => {
        if (child === answering) end()
        finish(null)
      }, limits.readMs)
      answering.on('message', hear)
      answering.once('exit', gone)
      answering.once('error', gone)
      answering.ref()
      answering.channel?.ref()
      const question: Question = { id, bytes }
      answering.send(question, (error) => error && gone())
    })

  const next = async (): Promise<void> => {
    if (busy) return
    const wish = queue.shift()
    if (!wish) return
    busy = true
    const picture = await ask(wish.bytes)
    busy = false
    wish.settle(picture)
    if (queue.length > 0) return next()
    // Waiting for nothing must not keep the house's process alive.
    child?.unref()
    child?.channel?.unref()
    idle = setTimeout(end, limits.idleMs).unref()
  }

  const readPicture: Reader['readPicture'] = (bytes, urgent = false) =>
    new Promise((resolve) => {
      if (queue.length >= limits.waiting) {
        resolve(null)
        return
      }
      const wish: Wish = {
        bytes,
        settle(picture) {
          clearTimeout(patience)
          resolve(picture)
        },
      }
      const patience = setTimeout(() => {
        const place = queue.indexOf(wish)
        if (place >= 0) queue.splice(place, 1)
        resolve(null)
      }, limits.withinMs)
      if (urgent) queue.unshift(wish)
      else queue.push(wish)
      void next()
    })

  return {
    readPicture,
    read: async (bytes, urgent) => (await readPicture(bytes, urgent))?.lines ?? null,
    pid: () => child?.pid,
    end,
  }
}
