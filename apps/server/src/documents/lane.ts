import { BadRequest } from '../house/problem.ts'

/** Files being decoded at once, how many may wait, and how long: each holds a database connection meanwhile. */
const lanes = { wide: 2, waiting: 6, waitingEach: 3, patienceMs: 6_000 }

type Waiting = { readonly whose: string; readonly start: () => void }

const running: string[] = []
let queue: readonly Waiting[] = []

/** One of anybody at a time: who sends ten slow files waits behind themselves, and leaves a lane to the others. */
const mayRun = (whose: string): boolean => running.length < lanes.wide && !running.includes(whose)

const enter = (whose: string): Promise<void> => {
  if (mayRun(whose)) {
    running.push(whose)
    return Promise.resolve()
  }
  const own = queue.filter((each) => each.whose === whose).length
  if (queue.length >= lanes.waiting || own >= lanes.waitingEach)
    return Promise.reject(new BadRequest(503, 'DOC-15'))
  return new Promise((resolve, reject) => {
    const mine: Waiting = {
      whose,
      start() {
        clearTimeout(patience)
        resolve()
      },
    }
    const patience = setTimeout(() => {
      queue = queue.filter((each) => each !== mine)
      reject(new BadRequest(503, 'DOC-15'))
    }, lanes.patienceMs)
    queue = [...queue, mine]
  })
}

const leave = (whose: string): void => {
  running.splice(running.indexOf(whose), 1)
  const next = queue.find((each) => mayRun(each.whose))
  if (!next) return
  queue = queue.filter((each) => each !== next)
  running.push(next.whose)
  next.start()
}

/** Decoding is the heaviest thing the house does: few at a time, and who would wait too long is told so (DOC-15). */
export const inLane = async <T>(whose: string, work: () => Promise<T>): Promise<T> => {
  await enter(whose)
  try {
    return await work()
  } finally {
    leave(whose)
  }
}
