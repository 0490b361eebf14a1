import type { CommandName, InputOf, OutputOf } from '#api/calls.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call, isPassing, newKey } from '../web/client.ts'
import { type Problem, isProblem } from '../web/problem.ts'
import { type Unsent, drop, put, taken } from './shelf.ts'

/** Nobody said no: the request may have arrived, or the person must only sign in again (401) or wait (429). */
const undecided = (error: unknown): boolean =>
  !isProblem(error) || isPassing(error) || error.status === 401 || error.status === 429

/**
 * A command that survives a lost network and a reload: request and key are written to the phone before they are sent
 * and dropped when the server has spoken. The same content sent again carries the same key, so it happens once.
 * `about` names the thing it is about (a visit, a device).
 */
export const useKeptCommand = <N extends CommandName>(name: N, about: string) => {
  const client = useQueryClient()
  const slot = `${name} ${about}`
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  useEffect(() => {
    let here = true
    void taken('unsent', slot).then((kept) => here && setUnsent(kept ?? null))
    return () => {
      here = false
    }
  }, [slot])

  const { mutateAsync, isPending, error, data, reset } = useMutation<
    OutputOf<N>,
    Problem,
    { input: InputOf<N>; key: string }
  >({
    mutationKey: [name],
    mutationFn: ({ input, key }) => call(name, input, { key }),
    onSuccess: () => client.invalidateQueries(),
  })

  const run = useCallback(
    async (input: InputOf<N>): Promise<OutputOf<N>> => {
      const before = await taken('unsent', slot)
      const same = before !== undefined && JSON.stringify(before.input) === JSON.stringify(input)
      const key = same ? before.key : newKey()
      const request = { call: name, input, key, at: new Date().toISOString(), page: location.pathname }
      await put('unsent', slot, request)
      try {
        const output = await mutateAsync({ input, key })
        await drop('unsent', slot)
        setUnsent(null)
        return output
      } catch (failure) {
        const open = undecided(failure)
        if (!open) await drop('unsent', slot)
        setUnsent(open ? request : null)
        throw failure
      }
    },
    [mutateAsync, name, slot],
  )
  /** Like `run`, for event handlers: the failure is shown from `problem`. */
  const send = (input: InputOf<N>, then?: (output: OutputOf<N>) => void) => {
    run(input).then(then, () => undefined)
  }
  return {
    send,
    /** What was sent without an answer, to fill the form with: unchanged, it goes out under the same key. */
    waiting: unsent ? (unsent.input as InputOf<N>) : null,
    busy: isPending,
    problem: error,
    data,
    reset,
  }
}
