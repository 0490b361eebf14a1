import { readOffer } from '#device/hand-over.ts'
import { useCallback, useEffect, useState } from 'react'
import type { InputOf, OutputOf } from '#api/calls.ts'
import { newKey } from '../../web/client.ts'
import { useMe } from '../../web/session.tsx'
import { isWaiting, turnAfter } from '../line.ts'
import { lineOf, onSent } from '../outbox.ts'
import { type Counterparts, everything, put, taken, type Unsent } from '../shelf.ts'

/** A name in clear stays on the server: the phone keeps what is enough to choose between colleagues. */
const initialOf = (name: string): string => (name === '' ? '' : `${[...name][0]}＊`)

export const keepCounterparts = (deviceId: string, seen: Omit<Counterparts, 'deviceId'>) =>
  put('counterparts', deviceId, {
    ...seen,
    deviceId,
    people: seen.people.map((person) => ({ ...person, name: initialOf(person.name) })),
  })

export const keptCounterparts = (deviceId: string) => taken('counterparts', deviceId)

/** Signed by both: the two lines are the proof, whichever phone tells them. */
export type SignedLines = InputOf<'hand-overs.deliver'>

export const offerIn = ({ input }: Pick<Unsent, 'input'>) => readOffer((input as SignedLines).offer)?.value

const isHandOver = ({ call }: Unsent) => call === 'hand-overs.deliver'

/** Turns this phone has signed for a device and the house does not know of yet. */
export const turnsAhead = async (deviceId: string, hand: number): Promise<number> =>
  (await everything('unsent')).filter((each) => {
    const offer = isHandOver(each) && isWaiting(each) ? offerIn(each) : undefined
    return offer?.deviceId === deviceId && offer.hand >= hand
  }).length

/** One of this session's that the house has taken in. */
export type Told = {
  readonly handOver: Unsent
  readonly outcome: OutputOf<'hand-overs.deliver'>['outcome']
}

/** Hand-overs signed here wait in the line like everything else; what the house makes of each is heard while this is open. */
export const useSigned = () => {
  const { personId } = useMe().data ?? {}
  const [told, setTold] = useState<readonly Told[]>([])
  useEffect(
    () =>
      onSent((handOver, output) => {
        if (!isHandOver(handOver)) return
        const { outcome } = output as OutputOf<'hand-overs.deliver'>
        // What is quarantined stays on the phone until somebody has read it, and shows there.
        if (outcome !== 'quarantined') setTold((before) => [...before, { handOver, outcome }])
      }),
    [],
  )
  const keep = useCallback(
    async (handOverId: string, input: SignedLines) => {
      const slot = `hand-overs.deliver ${handOverId}`
      const who = personId ?? ''
      await put('unsent', slot, {
        ...{ slot, personId: who, call: 'hand-overs.deliver', input },
        // The lines themselves are the key: told twice, by whichever phone, they are known.
        key: newKey(),
        at: turnAfter(await lineOf(who), new Date().toISOString()),
        page: '/hand-over',
      })
    },
    [personId],
  )
  return { told, keep }
}
