import type { CommandName, InputOf } from '#api/calls.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, isPassing } from '../web/client.ts'
import { isProblem } from '../web/problem.ts'
import { useMe } from '../web/session.tsx'
import { useOffline } from './offline.ts'
import { type Unsent, drop, everything, put } from './shelf.ts'

const LOOK_AGAIN_MS = 15_000

/** Nobody said no: the request may have arrived, or the person must only sign in again (401) or wait (429). */
export const isUndecided = (error: unknown): boolean =>
  !isProblem(error) || isPassing(error) || error.status === 401 || error.status === 429

type Heard = (slot: string, output: unknown) => void
const listeners = new Set<Heard>()
/** Tells an open screen that the phone has sent its command by itself. */
export const onSent = (listener: Heard): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Their answer is a finding, which nothing else on the phone shows: how far a terminal is from its place. */
const findings: ReadonlySet<string> = new Set<CommandName>(['devices.record-fix'])

export const isWaiting = ({ refused, answered }: Unsent): boolean =>
  refused === undefined && answered === undefined

/** Slots whose screen is sending just now. */
export const underWay = new Set<string>()

/**
 * Sends what waits, in the order in which it was done, each under its first key. Answers whether anything was decided. A
 * refusal stays on the phone with its reason, and what was done after it is sent all the same: the house judges each.
 */
const sendWaiting = async (personId: string): Promise<boolean> => {
  let decided = false
  const mine = (await everything('unsent'))
    .filter((each) => each.personId === personId && isWaiting(each) && !underWay.has(each.slot))
    .sort((a, b) => a.at.localeCompare(b.at))
  for (const each of mine) {
    underWay.add(each.slot)
    try {
      const output = await call(each.call as CommandName, each.input as InputOf<CommandName>, {
        key: each.key,
      })
      const [name, about = ''] = each.slot.split(' ')
      if (name === 'surveys.record') await drop('drafts', about)
      if (findings.has(each.call)) await put('unsent', each.slot, { ...each, answered: output })
      else await drop('unsent', each.slot)
      for (const listener of listeners) listener(each.slot, output)
      decided = true
    } catch (failure) {
      if (!isProblem(failure) || isUndecided(failure)) return decided
      await put('unsent', each.slot, { ...each, refused: failure })
      decided = true
    } finally {
      underWay.delete(each.slot)
    }
  }
  return decided
}

/** As soon as there is a network again, and now and then while there is one. */
export const useOutbox = (): void => {
  const client = useQueryClient()
  const { personId } = useMe().data ?? {}
  const offline = useOffline()
  useEffect(() => {
    if (!personId || offline) return undefined
    let busy = false
    const turn = async () => {
      if (busy) return
      busy = true
      if (await sendWaiting(personId)) await client.invalidateQueries()
      busy = false
    }
    void turn()
    const timer = setInterval(() => void turn(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [client, personId, offline])
}
