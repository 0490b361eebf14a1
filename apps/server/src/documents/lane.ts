import { BadRequest } from '../house/problem.ts'

/** Files being decoded at once, how many may wait, and how long: each holds a database connection meanwhile. */
const lanes = { wide: 2, waiting: 4, patienceMs: 6_000 }

let running = 0
const queue: (() => void)[] = []

const enter = (): Promise<void> => {
  if (running < lanes.wide) {
    running += 1
    return Promise.resolve()
  }
  if (queue.length >= lanes.waiting) return Promise.reject(new BadRequest(503, 'DOC-15'))
  return new Promise((resolve, reject) => {
    const mine = () => {
      clearTimeout(patience)
      resolve()
    }
    const patience = setTimeout(() => {
      queue.splice(queue.indexOf(mine), 1)
      reject(new BadRequest(503, 'DOC-15'))
    }, lanes.patienceMs)
    queue.push(mine)
  })
}

const leave = (): void => {
  const next = queue.shift()
  if (next) next()
  else running -= 1
}

/** Decoding is the heaviest thing the house does: few at a time, and who would wait too long is told so (DOC-15). */
export const inLane = async <T>(work: () => Promise<T>): Promise<T> => {
  await enter()
  try {
    return await work()
  } finally {
    leave()
  }
}
