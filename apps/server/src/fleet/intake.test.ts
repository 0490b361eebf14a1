import { describe, expect, test } from 'vitest'
import { beatOf } from '../../test/terminals.ts'
import { DatabaseUnavailable } from '../house/database.ts'
import { type Intake, openIntake } from './intake.ts'

const beat = (beatNo: number) => beatOf({ deviceId: 'dev_1', generation: 1 }, beatNo)
const give = (intake: Intake, beatNo: number) =>
  intake.submit(() => beat(beatNo)) ?? Promise.resolve('full' as const)
const limits = { lingerMs: 5, lullMs: 5, batch: 10, queue: 20 }

describe('the queue', () => {
  test('BEAT-3: nothing is acknowledged before its batch is written', async () => {
    let commit: () => void = () => {}
    const intake = openIntake(
      (beats) => new Promise((resolve) => (commit = () => resolve(beats.map(() => true)))),
      limits,
    )
    let acknowledged = false
    const outcome = intake.submit(() => beat(1))?.then((taken) => (acknowledged = taken === 'taken'))
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(acknowledged).toBe(false)
    commit()
    await outcome
    expect(acknowledged).toBe(true)
  })

  test('BEAT-3: full is said at once; when it empties there is room again', async () => {
    const sizes: number[] = []
    const intake = openIntake(async (beats) => {
      sizes.push(beats.length)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return beats.map(() => true)
    }, limits)
    const outcomes = Array.from({ length: 25 }, (_, n) => give(intake, n))
    expect(intake.submit(() => beat(29))).toBeNull()
    await intake.room()
    expect(intake.submit(() => beat(30))).not.toBeNull()
    expect((await Promise.all(outcomes)).filter((outcome) => outcome === 'full')).toHaveLength(5)
    await intake.stop()
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(21)
    expect(intake.submit(() => beat(31))).toBeNull()
  })

  test('one that cannot be read fails alone and is never written; a batch of such writes nothing', async () => {
    const written: number[] = []
    const intake = openIntake(async (beats) => {
      written.push(...beats.map(({ beatNo }) => beatNo))
      return beats.map(() => true)
    }, limits)
    const broken = () =>
      intake.submit(() => {
        throw new Error('not proved')
      })
    const outcomes = await Promise.allSettled([give(intake, 1), broken(), give(intake, 2)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(broken()).rejects.toThrow('not proved')
    expect(written).toEqual([1, 2])
  })

  test('one that cannot be written does not take its batch with it; a lost database fails them all', async () => {
    let lost = false
    const intake = openIntake(async (beats) => {
      if (lost) throw new DatabaseUnavailable('gone')
      if (beats.some(({ beatNo }) => beatNo === 3)) throw new Error('poison')
      return beats.map(() => true)
    }, limits)
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((n) => give(intake, n)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    lost = true
    const failed = await Promise.allSettled([1, 2].map((n) => give(intake, n)))
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
