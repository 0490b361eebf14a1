import type { Beat } from '#fleet/beat.ts'
import { DatabaseUnavailable } from '../house/database.ts'

/** What became of a heartbeat: committed, of no standing enrolment, or not to be taken now. */
export type Outcome = 'taken' | 'unknown'

type Ends = {
  readonly done: (outcome: Outcome) => void
  readonly failed: (error: unknown) => void
}
/** `read` proves and reads the message, and throws what is wrong with it. */
type Waiting = Ends & { readonly read: () => Beat }
type Readable = Ends & { readonly beat: Beat }

export type Limits = {
  /** How long the first of a batch waits for others, and how long nobody comes before it waits no more. */
  readonly lingerMs: number
  readonly lullMs: number
  readonly batch: number
  /** So many wait at most; one more is told to come back. */
  readonly queue: number
}

export const usualLimits: Limits = { lingerMs: 900, lullMs: 100, batch: 500, queue: 5_000 }

type Write = (beats: readonly Beat[]) => Promise<readonly boolean[]>

/**
 * Gathers heartbeats from every door into batches, one batch after another. A promise ends only when its batch has
 * committed: nothing is acknowledged that a crash could lose (BEAT-3).
 */
export const openIntake = (write: Write, limits: Limits = usualLimits) => {
  let waiting: Waiting[] = []
  let turn: Promise<void> | null = null
  let wake: () => void = () => {}
  let ended = false
  const emptied = new Set<() => void>()

  /** One that makes its batch fail must not take the others with it: they are tried one by one. */
  const settle = async (batch: readonly Readable[]): Promise<void> => {
    try {
      const taken = await write(batch.map(({ beat }) => beat))
      batch.forEach(({ done }, position) => done(taken[position] === true ? 'taken' : 'unknown'))
    } catch (error) {
      if (batch.length === 1 || error instanceof DatabaseUnavailable)
        for (const { failed } of batch) failed(error)
      else for (const each of batch) await settle([each])
    }
  }

  /**
   * A batch is read when it is written, all of it at once: one heartbeat read as it comes in finds this machine's caches
   * given to others, and costs several times as much.
   */
  const readAll = (batch: readonly Waiting[]): readonly Readable[] =>
    batch.flatMap(({ read, done, failed }) => {
      try {
        return [{ beat: read(), done, failed }]
      } catch (error) {
        failed(error)
        return []
      }
    })

  /** A broker that sends no more before we acknowledge, or a quiet hour, is not kept waiting for the whole time. */
  const gather = async (): Promise<void> => {
    const until = performance.now() + limits.lingerMs
    for (let before = 0; waiting.length > before && waiting.length < limits.batch && !ended; ) {
      before = waiting.length
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limits.lullMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (performance.now() >= until) return
    }
  }

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gather()
      const batch = readAll(waiting.slice(0, limits.batch))
      waiting = waiting.slice(limits.batch)
      if (batch.length > 0) await settle(batch)
      for (const go of emptied) go()
      emptied.clear()
    }
    turn = null
  }

  return {
    /** Null: too many wait already. What `read` throws, the outcome throws. */
    submit(read: () => Beat): Promise<Outcome> | null {
      if (ended || waiting.length >= limits.queue) return null
      const outcome = new Promise<Outcome>((done, failed) => waiting.push({ read, done, failed }))
      if (waiting.length >= limits.batch) wake()
      turn ??= work()
      return outcome
    },
    /** For doors that can hold their senders back: when there is room again. */
    async room(): Promise<void> {
      while (!ended && waiting.length >= limits.queue)
        await new Promise<void>((resolve) => emptied.add(resolve))
    },
    /** Takes no more and writes what waits. */
    async stop(): Promise<void> {
      ended = true
      wake()
      await turn
    },
  }
}

export type Intake = ReturnType<typeof openIntake>
