import { expect, test } from 'vitest'
import { inLane } from './lane.ts'

test('two at a time, one of anybody; who fills the queue is told so and leaves the other lane free', async () => {
  const finish: (() => void)[] = []
  const order: string[] = []
  const send = (whose: string, name: string) =>
    inLane(whose, () => {
      order.push(name)
      return new Promise<string>((resolve) => finish.push(() => resolve(name)))
    })
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  const greedy = [1, 2, 3, 4].map((n) => send('org_a', `a${n}`))
  await expect(send('org_a', 'a5')).rejects.toMatchObject({ rule: 'DOC-15', status: 503 })
  expect(order).toEqual(['a1'])
  const others = [send('org_b', 'b1'), send('org_c', 'c1'), send('org_d', 'd1'), send('org_e', 'e1')]
  await turn()
  expect(order).toEqual(['a1', 'b1'])
  await expect(send('org_f', 'f1')).rejects.toMatchObject({ rule: 'DOC-15' })
  finish[1]?.()
  await turn()
  // a2 to a4 came first, but a1 is still under way.
  expect(order).toEqual(['a1', 'b1', 'c1'])
  for (let n = 0; n < 10; n++) {
    for (const end of finish) end()
    await turn()
  }
  expect(await Promise.all([...greedy, ...others])).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'd1', 'e1'])
})

test('a work that fails frees its lane', async () => {
  for (let n = 0; n < 4; n++)
    await expect(inLane('org_a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await inLane('org_a', () => Promise.resolve('free'))).toBe('free')
})
