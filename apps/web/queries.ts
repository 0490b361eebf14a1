import type { CommandName, InputOf, OutputOf, ReadName } from '#api/calls.ts'
import {
  MutationCache,
  QueryCache,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { call, isPassing, newKey, type OnSent } from './client.ts'
import { type Problem, isProblem } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Problem
  }
}

/** A signed-out answer (401) makes us ask again who we are; `Only` then leads to the sign-in page. */
const onError = (error: Problem) => {
  if (isProblem(error) && error.status === 401)
    void queryClient.invalidateQueries({ queryKey: ['people.me'] })
}

const again = (failures: number, error: Problem) => isPassing(error) && failures < 2

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { retry: again, staleTime: 5_000, networkMode: 'always' },
    // What a look answered must not stay in memory once its page has let it go.
    mutations: { retry: again, networkMode: 'always', gcTime: 0 },
  },
})

/**
 * A read made by a press, with its answer in the hands of whoever pressed: in no cache, asked again by nothing. For
 * what is slow, and for personal data that should leave with the screen.
 */
export const useReadOnce = <N extends ReadName>(name: N) => {
  const mutation = useMutation<OutputOf<N>, Problem, InputOf<N>>({
    mutationFn: (input) => call(name, input),
    gcTime: 0,
  })
  return {
    ask: (input: InputOf<N>, then: (output: OutputOf<N>) => void) =>
      mutation.mutate(input, { onSuccess: then }),
    busy: mutation.isPending,
    problem: mutation.error,
    reset: mutation.reset,
  }
}

type Looking = { enabled?: boolean; refetchInterval?: number; staleTime?: number }

export const useRead = <N extends ReadName>(
  name: N,
  input: InputOf<N>,
  looking: Looking = {},
): UseQueryResult<OutputOf<N>, Problem> =>
  useQuery<OutputOf<N>, Problem>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    ...looking,
  })

/**
 * A command and its state. `run(input)` sends it; the key stays the same while the same input is retried after a
 * failure that says nothing about the outcome. After success every read on the screen is asked again. `onSent` is told how
 * much of the request has left.
 */
export const useCommand = <N extends CommandName>(name: N, onSent?: OnSent) => {
  const client = useQueryClient()
  const unsettled = useRef<{ text: string; key: string } | null>(null)
  const mutation = useMutation<OutputOf<N>, Problem, { input: InputOf<N>; key: string }>({
    mutationKey: [name],
    mutationFn: ({ input, key }) => call(name, input, { key, ...(onSent && { onSent }) }),
    onSuccess: () => client.invalidateQueries(),
  })
  const { mutateAsync } = mutation
  const run = useCallback(
    async (input: InputOf<N>): Promise<OutputOf<N>> => {
      const text = JSON.stringify(input)
      const key = unsettled.current?.text === text ? unsettled.current.key : newKey()
      unsettled.current = { text, key }
      try {
        const output = await mutateAsync({ input, key })
        unsettled.current = null
        return output
      } catch (error) {
        if (isProblem(error) && !isPassing(error)) unsettled.current = null
        throw error
      }
    },
    [mutateAsync],
  )
  /** Like `run`, for event handlers: the failure is shown from `problem`, `then` runs only on success. */
  const send = (input: InputOf<N>, then?: (output: OutputOf<N>) => void) => {
    run(input).then(then, () => undefined)
  }
  return {
    run,
    send,
    busy: mutation.isPending,
    problem: mutation.error,
    data: mutation.data,
    reset: mutation.reset,
  }
}
