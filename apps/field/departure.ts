import { useCallback, useEffect, useState } from 'react'
import { put, taken } from './shelf.ts'

/** When this technician set out for a visit, as this phone remembers it: a help for the hand, no evidence. */
export const useDeparture = (visitId: string) => {
  const [at, setAt] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void taken('departures', visitId).then((kept) => here && kept && setAt(kept))
    return () => {
      here = false
    }
  }, [visitId])
  const depart = useCallback(() => {
    const now = new Date().toISOString()
    setAt(now)
    void put('departures', visitId, now)
  }, [visitId])
  return { departed: at !== null, depart }
}
