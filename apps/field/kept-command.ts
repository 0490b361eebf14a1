import type { CommandName, InputOf, OutputOf } from '#api/calls.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call, newKey } from '../web/client.ts'
import { type Problem, isProblem } from '../web/problem.ts'
import { useMe } from '../web/session.tsx'
import { behind, isWaiting, turnAfter, unsettledBefore } from './line.ts'
import { isUndecided, lineOf, onSent, underWay } from './outbox.ts'
import { type Unsent, drop, onUnsent, put, taken } from './shelf.ts'

/**
 * A command that survives a lost network and a reload: request and key are written to the phone before they are sent
 * and dropped when the server has spoken. The same content sent again carries the same key, so it happens once.
 * `about` names the thing it is about (a visit, a device).
 */
export const useKeptCommand = <N extends CommandName>(name: N, about: string) => {
  const client = useQueryClient()
  const { personId } = useMe().data ?? {}
  const slot = `${name} ${about} ${personId ?? ''}`
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  /** What the house answered when the phone sent it by itself, while this screen was open. */
  const [heard, setHeard] = useState<OutputOf<N> | undefined>(undefined)
  useEffect(() => {
    let here = true
    const look = () =>
      void taken('unsent', slot).then(
        (kept) => here && setUnsent(kept && kept.personId === personId ? kept : null),
      )
    look()
    const stops = [
      onUnsent(look),
      onSent((sent, output) => {
        if (sent.slot === slot) setHeard(output as OutputOf<N>)
      }),
    ]
    return () => {
      here = false
      for (const stop of stops) stop()
    }
  }, [slot, personId])

  const { mutateAsync, isPending, error, data, reset } = useMutation<
    OutputOf<N>,
    Problem,
    { input: InputOf<N>; key: string }
  >({
    mutationKey: [name],
    mutationFn: ({ input, key }) => call(name, input, { key }),
    onSuccess: () => client.invalidateQueries(),
  })

  /** Answers nothing when it only joined the line: what it builds on has not gone out yet. */
  const run = useCallback(
    async (input: InputOf<N>): Promise<OutputOf<N> | undefined> => {
      const line = await lineOf(personId ?? '')
      const before = line.find((each) => each.slot === slot && each.answered === undefined)
      const same =
        before !== undefined && isWaiting(before) && JSON.stringify(before.input) === JSON.stringify(input)
      const step: Unsent = {
        slot,
        personId: personId ?? '',
        call: name,
        input,
        key: same ? before.key : newKey(),
        // Put right, it keeps its place: what was done after it waits for it.
        at: before?.at ?? turnAfter(line, new Date().toISOString()),
        page: location.pathname,
      }
      const joins = unsettledBefore(step, line).length > 0
      if (!joins) underWay.add(slot)
      try {
        await put('unsent', slot, step)
        if (joins) return undefined
        const output = await mutateAsync({ input, key: step.key })
        await drop('unsent', slot)
        return output
      } catch (failure) {
        const follow = behind(step, await lineOf(step.personId)).length > 0
        if (!isProblem(failure) || isUndecided(failure)) throw failure
        if (follow) await put('unsent', slot, { ...step, refused: failure })
        else await drop('unsent', slot)
        throw failure
      } finally {
        underWay.delete(slot)
      }
    },
    [mutateAsync, name, slot, personId],
  )
  /** Like `run`, for event handlers: the failure is shown from `problem`. */
  const send = (input: InputOf<N>, then?: (output: OutputOf<N>) => void) => {
    run(input).then(
      (output) => output !== undefined && then?.(output),
      () => undefined,
    )
  }
  return {
    send,
    slot,
    /** What was sent without an answer, to fill the form with: unchanged, it goes out under the same key. */
    waiting:
      unsent && !unsent.answered && !isPending && data === undefined ? (unsent.input as InputOf<N>) : null,
    busy: isPending,
    /** What the house said last: a try that went nowhere is no trouble any more once the phone has sent it. */
    problem: unsent?.refused ?? (heard === undefined ? error : null),
    /** Also what the house answered when the phone sent it later by itself. */
    data: data ?? heard ?? (unsent?.answered as OutputOf<N> | undefined),
    reset: () => {
      reset()
      setHeard(undefined)
      if (unsent?.answered) void drop('unsent', slot)
    },
  }
}
