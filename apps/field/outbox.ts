import type { CommandName, InputOf } from '#api/calls.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, isPassing } from '../web/client.ts'
import { isProblem } from '../web/problem.ts'
import { useMe } from '../web/session.tsx'
import { inOrder, isQuarantined, isStopped, isWaiting, terminalOf } from './line.ts'
import { type Unsent, drop, everything, onUnsent, put, taken } from './shelf.ts'

const LOOK_AGAIN_MS = 15_000

/** Nobody said no: the request may have arrived, or the person must only sign in again (401) or wait (429). */
export const isUndecided = (error: unknown): boolean =>
  !isProblem(error) || isPassing(error) || error.status === 401 || error.status === 429

type Heard = (step: Unsent, output: unknown) => void
const listeners = new Set<Heard>()
/** Tells an open screen that the phone has sent its command by itself. */
export const onSent = (listener: Heard): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Their answer is a finding, which nothing else on the phone shows: how far a terminal is from its place. */
const findings: ReadonlySet<string> = new Set<CommandName>(['devices.record-fix'])

/** Slots whose screen is sending just now. */
export const underWay = new Set<string>()

export const lineOf = async (personId: string): Promise<Unsent[]> =>
  inOrder((await everything('unsent')).filter((each) => each.personId === personId))

/**
 * A terminal is bound once its merchant has accepted it, on their own phone and after the inspection; until then the
 * binding is not sent, for the house could only refuse it. Whatever else became of the terminal the house says itself.
 */
const awaitsMerchant = async (each: Unsent): Promise<boolean> => {
  if (each.call !== 'devices.bind') return false
  const caseId = /\/visits\/(cas_[0-9a-f]+)\//.exec(each.page)?.[1]
  if (caseId === undefined) return false
  const { install } = await call('cases.case', { caseId })
  if (install?.merchantAccepted !== false) return false
  const { items } = await call('devices.list', { caseId })
  return items.some(({ deviceId, status }) => deviceId === terminalOf(each) && status === 'on-site')
}

type Outcome = 'gone' | 'held' | 'no network'

const sendOne = async (each: Unsent): Promise<Outcome> => {
  const input = each.input as InputOf<CommandName>
  try {
    if (await awaitsMerchant(each)) {
      if (each.awaits === undefined) await put('unsent', each.slot, { ...each, awaits: 'merchant' })
      return 'held'
    }
    const output = await call(each.call as CommandName, input, { key: each.key })
    const [name, about = ''] = each.slot.split(' ')
    if (name === 'surveys.record') await drop('drafts', about)
    const answered = { ...each, answered: output }
    if (findings.has(each.call) || isQuarantined(answered)) await put('unsent', each.slot, answered)
    else await drop('unsent', each.slot)
    for (const listener of listeners) listener(each, output)
    return isQuarantined(answered) ? 'held' : 'gone'
  } catch (failure) {
    if (!isProblem(failure) || isUndecided(failure)) return 'no network'
    await put('unsent', each.slot, { ...each, refused: failure })
    return 'held'
  }
}

/**
 * Sends what waits, in the order in which it was done, each under its first key. Answers whether anything was decided. A
 * refusal stays on the phone with its reason, and so does all that was done after it with the same terminal: the rest is
 * sent all the same.
 */
const sendWaiting = async (personId: string): Promise<boolean> => {
  let decided = false
  const held = new Set<string | null>()
  for (const { slot } of await lineOf(personId)) {
    const each = await taken('unsent', slot)
    if (!each) continue
    const terminal = terminalOf(each)
    const hold = () => terminal !== null && held.add(terminal)
    if (isStopped(each) || underWay.has(slot)) hold()
    else if (isWaiting(each) && !held.has(terminal)) {
      underWay.add(slot)
      const outcome = await sendOne(each)
      underWay.delete(slot)
      if (outcome === 'no network') return decided
      if (outcome === 'held') hold()
      decided = true
    }
  }
  return decided
}

/** As soon as there is a network again, when something is put behind what went, and now and then. */
export const useOutbox = (): void => {
  const client = useQueryClient()
  const { personId } = useMe().data ?? {}
  useEffect(() => {
    if (!personId) return undefined
    let [busy, again] = [false, false]
    const turn = async () => {
      again = busy
      if (busy || !navigator.onLine) return
      busy = true
      if (await sendWaiting(personId)) await client.invalidateQueries()
      busy = false
      if (again) void turn()
    }
    const look = () => void turn()
    look()
    addEventListener('online', look)
    const stop = onUnsent(look)
    const timer = setInterval(look, LOOK_AGAIN_MS)
    return () => {
      removeEventListener('online', look)
      stop()
      clearInterval(timer)
    }
  }, [client, personId])
}
