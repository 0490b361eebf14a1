import type { InputOf, OutputOf } from '#api/calls.ts'
import { hashKey, type QueryClient, type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { isPassing } from '../web/client.ts'
import type { Problem } from '../web/problem.ts'
import { useMe } from '../web/session.tsx'
import { type KeptRead, cutFor, isKept, isKeptRead, isStillGood, keptUntil } from './keeping.ts'
import { drop, entries, forgetOldSeals, put, taken } from './shelf.ts'
import type { Visit } from './stations.ts'

/** A line that is there but answers nothing is no network either. */
const PATIENCE_MS = 4_000

/** Answers on the screen that came from the phone, by query and when the house gave them. */
const fromPhone = new Map<string, number>()

const slotOf = (personId: string, name: KeptRead, input: object) => `${personId} ${hashKey([name, input])}`

const takeOut = async (client: QueryClient, personId: string, name: KeptRead, input: object) => {
  const queryKey = [name, input]
  const kept = await taken('answers', slotOf(personId, name, input))
  if (!kept || !isStillGood(kept, personId, new Date().toISOString())) return
  if (client.getQueryData(queryKey) !== undefined) return
  const updatedAt = Date.parse(kept.at)
  fromPhone.set(hashKey(queryKey), updatedAt)
  client.setQueryData(queryKey, kept.output, { updatedAt })
}

/**
 * A read whose answer this phone keeps while its visit is on: put away when the house gives it, taken out when nobody
 * answers. `visit` is null while it is not known whether this visit's answers may be kept; then none is.
 */
export const useKept = <N extends KeptRead>(
  name: N,
  input: InputOf<N>,
  query: UseQueryResult<OutputOf<N>, Problem>,
  visit: Visit | null,
): void => {
  const client = useQueryClient()
  const { personId } = useMe().data ?? {}
  const { data, dataUpdatedAt, failureReason, isFetching } = query
  const hash = hashKey([name, input])
  const mayKeep = name === 'visits.day' || visit !== null
  const missed = data === undefined && failureReason !== null && isPassing(failureReason)
  const waits = data === undefined && isFetching

  const keep = useEffectEvent((who: string, output: OutputOf<N>) => {
    const now = new Date().toISOString()
    if (visit && !isKept(visit, now)) return
    void put('answers', slotOf(who, name, input), {
      personId: who,
      visitId: visit?.visitId ?? null,
      name,
      input,
      output: cutFor(name, output, now),
      at: new Date(dataUpdatedAt).toISOString(),
      until: keptUntil(name, visit, now),
    })
  })
  const take = useEffectEvent((who: string) => void takeOut(client, who, name, input))

  useEffect(() => {
    if (personId && mayKeep && data !== undefined && fromPhone.get(hash) !== dataUpdatedAt)
      keep(personId, data)
  }, [personId, mayKeep, data, dataUpdatedAt, hash])

  useEffect(() => {
    if (!personId || !(missed || waits)) return undefined
    const timer = setTimeout(() => take(personId), missed ? 0 : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [personId, missed, waits, hash])
}

/** What is no longer anybody's business goes: other people's, yesterday's, and that of visits which are over. */
export const useTidyAnswers = (
  input: InputOf<'visits.day'>,
  { data, dataUpdatedAt }: UseQueryResult<OutputOf<'visits.day'>, Problem>,
): void => {
  const { personId } = useMe().data ?? {}
  const hash = hashKey(['visits.day', input])
  useEffect(() => {
    if (!personId) return
    const now = new Date().toISOString()
    const told = data !== undefined && fromPhone.get(hash) !== dataUpdatedAt
    const open = new Set(
      data?.items.filter(({ visit }) => isKept(visit, now)).map(({ visit }) => visit.visitId),
    )
    const tidy = async () => {
      await forgetOldSeals()
      for (const [key, kept] of await entries('answers'))
        if (
          !kept ||
          !isStillGood(kept, personId, now) ||
          (told && kept.visitId !== null && !open.has(kept.visitId))
        )
          await drop('answers', key)
    }
    void tidy()
  }, [personId, data, dataUpdatedAt, hash])
}

/** The age of what is shown: of the oldest answer on this screen, and whether any came from the phone. */
export const useShownSince = (): { at: string; fromPhone: boolean } | null => {
  const client = useQueryClient()
  const shown = client
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ queryKey }) => isKeptRead(queryKey[0]) })
    .filter(({ state }) => state.data !== undefined)
  if (shown.length === 0) return null
  return {
    at: new Date(Math.min(...shown.map(({ state }) => state.dataUpdatedAt))).toISOString(),
    fromPhone: shown.some(({ queryHash, state }) => fromPhone.get(queryHash) === state.dataUpdatedAt),
  }
}
