import { useEffect, useState } from 'react'
import { useMe } from '../web/session.tsx'
import { lineOf } from './outbox.ts'
import { type Unsent, onUnsent } from './shelf.ts'

/** What this person did on this phone and the house has not settled yet, in the order in which it was done. */
export const useLine = (): readonly Unsent[] => {
  const { personId } = useMe().data ?? {}
  const [line, setLine] = useState<readonly Unsent[]>([])
  useEffect(() => {
    let here = true
    const look = () => void lineOf(personId ?? '').then((now) => here && setLine(now))
    look()
    const stop = onUnsent(look)
    return () => {
      here = false
      stop()
    }
  }, [personId])
  return line
}
