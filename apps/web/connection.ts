import { useSyncExternalStore } from 'react'

/** What the last request met: an answer, no network, or a server that cannot serve just now (503). */
export type Connection = 'fine' | 'offline' | 'unavailable'

let now: Connection = 'fine'
const listeners = new Set<() => void>()

export const reportConnection = (met: Connection) => {
  if (met === now) return
  now = met
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => now)
