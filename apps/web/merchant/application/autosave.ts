import type { InputOf } from '#api/calls.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../queries.ts'

type Draft = InputOf<'applications.save-draft'>
export type ShopPart = NonNullable<Draft['shop']>
export type SealedPart = NonNullable<Draft['sealed']>

const PAUSE_MS = 700

/**
 * Saves what was typed after a short pause, one request at a time: what is typed meanwhile goes with the next one.
 * A failure keeps the unsaved part, and the next change or `retry` sends it again.
 */
export const useAutosave = (caseId: string) => {
  const save = useCommand('applications.save-draft')
  const { run } = save
  const waiting = useRef<{ shop: ShopPart; sealed: SealedPart } | null>(null)
  const sending = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle')
  const [savedAt, setSavedAt] = useState<string | null>(null)

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    if (sending.current) return false
    while (waiting.current) {
      const part = waiting.current
      waiting.current = null
      sending.current = true
      setState('saving')
      try {
        const { shop, sealed } = part
        const saved = await run({
          caseId,
          ...(Object.keys(shop).length > 0 ? { shop } : {}),
          ...(Object.keys(sealed).length > 0 ? { sealed } : {}),
        })
        setSavedAt(saved.savedAt)
        setState('saved')
      } catch {
        const later = waiting.current as { shop: ShopPart; sealed: SealedPart } | null
        waiting.current = {
          shop: { ...part.shop, ...later?.shop },
          sealed: { ...part.sealed, ...later?.sealed },
        }
        setState('failed')
        return false
      } finally {
        sending.current = false
      }
    }
    return true
  }, [caseId, run])

  const add = useCallback(
    (part: { shop?: ShopPart; sealed?: SealedPart }, now = false) => {
      waiting.current = {
        shop: { ...waiting.current?.shop, ...part.shop },
        sealed: { ...waiting.current?.sealed, ...part.sealed },
      }
      clearTimeout(timer.current)
      if (now) void flush()
      else timer.current = setTimeout(() => void flush(), PAUSE_MS)
    },
    [flush],
  )

  // Leaving the screen sends what the pause still holds back.
  useEffect(() => () => void flush(), [flush])
  return { add, flush, state, savedAt, problem: save.problem }
}
