import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call, isPassing, newKey } from '../../web/client.ts'
import { type Problem, isProblem } from '../../web/problem.ts'
import { type Counterparts, drop, everything, put, type SignedHandOver, taken } from '../shelf.ts'

/** A name in clear stays on the server: the phone keeps what is enough to choose between colleagues. */
const initialOf = (name: string): string => (name === '' ? '' : `${[...name][0]}＊`)

export const keepCounterparts = (deviceId: string, seen: Omit<Counterparts, 'deviceId'>) =>
  put('counterparts', deviceId, {
    ...seen,
    deviceId,
    people: seen.people.map((person) => ({ ...person, name: initialOf(person.name) })),
  })

export const keptCounterparts = (deviceId: string) => taken('counterparts', deviceId)

/** Turns this phone has signed for a device and the house does not know of yet. */
export const turnsAhead = async (deviceId: string, hand: number): Promise<number> =>
  (await everything('hand-overs')).filter((each) => each.deviceId === deviceId && each.hand >= hand).length

type Told = { readonly handOver: SignedHandOver; readonly outcome: string }

/** Hand-overs signed here, told to the house as soon as it can be reached; a refusal is shown and let go. */
export const useSigned = () => {
  const client = useQueryClient()
  const [kept, setKept] = useState<readonly SignedHandOver[]>([])
  const [told, setTold] = useState<readonly Told[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const look = useCallback(async () => setKept(await everything('hand-overs')), [])

  const deliver = useCallback(async () => {
    setBusy(true)
    for (const handOver of await everything('hand-overs')) {
      const { offer, acceptance, handOverId } = handOver
      try {
        // The lines themselves are the key: told twice, by whichever phone, they are known.
        const { outcome } = await call('hand-overs.deliver', { offer, acceptance }, { key: newKey() })
        await drop('hand-overs', handOverId)
        setTold((before) => [...before, { handOver, outcome }])
        setProblem(null)
      } catch (failure) {
        if (!isProblem(failure) || isPassing(failure) || failure.status === 401 || failure.status === 429)
          break
        await drop('hand-overs', handOverId)
        setProblem(failure)
      }
    }
    setBusy(false)
    await look()
    await client.invalidateQueries()
  }, [client, look])

  const keep = useCallback(
    async (handOver: SignedHandOver) => {
      await put('hand-overs', handOver.handOverId, handOver)
      await look()
      await deliver()
    },
    [deliver, look],
  )

  useEffect(() => {
    let here = true
    void everything('hand-overs').then((all) => here && setKept(all))
    const online = () => void deliver()
    addEventListener('online', online)
    return () => {
      here = false
      removeEventListener('online', online)
    }
  }, [deliver])

  return { kept, told, problem, busy, keep, deliver }
}
