import type { InputOf, OutputOf, ReadName } from '#api/calls.ts'
import { useRef, useState } from 'react'
import { useRead } from '../queries.ts'

/** Reads that come in pages: `{items, next}` asked with `after` and `limit`. */
export type PagedName = {
  [N in ReadName]: OutputOf<N> extends { items: unknown[]; next: string | null } ? N : never
}[ReadName]
export type RowOf<N extends PagedName> = OutputOf<N> extends { items: (infer R)[] } ? R : never

type Page<R> = { readonly items: readonly R[]; readonly next: string | null }

const LIMIT = 20

/** Walks a cursor forth and back: cursors passed so far are kept, a changed question starts at the front. */
export const usePages = <N extends PagedName>(name: N, input: InputOf<N>, refetchInterval?: number) => {
  const question = JSON.stringify(input)
  const [walk, setWalk] = useState<{ question: string; cursors: readonly string[] }>({
    question,
    cursors: [],
  })
  const cursors = walk.question === question ? walk.cursors : []
  const after = cursors.at(-1)
  const asked = { ...(input as object), limit: LIMIT, ...(after !== undefined && { after }) } as InputOf<N>
  const query = useRead<N>(name, asked, refetchInterval ? { refetchInterval } : {})
  const last = useRef(query.data)
  if (query.data) last.current = query.data
  const page = (query.data ?? (walk.question === question ? last.current : undefined)) as
    | Page<RowOf<N>>
    | undefined
  const next = page?.next ?? null
  return {
    query,
    rows: page?.items,
    number: cursors.length + 1,
    older: next === null ? null : () => setWalk({ question, cursors: [...cursors, next] }),
    newer: cursors.length === 0 ? null : () => setWalk({ question, cursors: cursors.slice(0, -1) }),
  }
}
