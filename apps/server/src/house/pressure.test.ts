import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import type { Handlers } from './errand.ts'
import { openHttp } from './http.ts'

let room: TestRoom
beforeAll(async () => {
  room = await openTestRoom({})
})
afterAll(() => room?.close())

const stand = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

/** What is answered by a house whose loop has stood still for so long since it opened. */
const answerAfter = async (ms: number) => {
  const app = await openHttp(room.house, {} as Handlers)
  try {
    await app.ready()
    stand(ms)
    await new Promise((resolve) => setTimeout(resolve, 0))
    return await app.inject('/api/nobody.knows')
  } finally {
    await app.close()
  }
}

test('a house that stood for a second and a half answers; one that stood for far longer asks people to wait', async () => {
  expect((await answerAfter(1_500)).statusCode).toBe(404)
  const busy = await answerAfter(4_000)
  expect(busy.statusCode).toBe(503)
  expect(busy.headers['retry-after']).toBe('2')
  expect(busy.json()).toMatchObject({ status: 503 })
})
