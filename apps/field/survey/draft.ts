import { useCallback, useEffect, useRef, useState } from 'react'
import { drop, put, taken } from '../shelf.ts'
import { type SurveyForm, emptySurvey, mayBeKept } from './form.ts'

/** The survey being typed for one visit. Every change is written to the phone; `form` is null until it was read back. */
export const useSurveyDraft = (visitId: string) => {
  const [form, setForm] = useState<SurveyForm | null>(null)
  // A position fix arrives seconds after it was asked for: it must join the newest answers, not the ones of then.
  const newest = useRef<SurveyForm | null>(null)
  const [saved, setSaved] = useState<'no' | 'failed' | { at: string }>('no')
  useEffect(() => {
    let here = true
    void taken('drafts', visitId).then((kept) => {
      if (!here) return
      newest.current = { ...emptySurvey, ...kept?.form }
      setForm(newest.current)
      if (kept) setSaved({ at: kept.savedAt })
    })
    return () => {
      here = false
    }
  }, [visitId])

  const change = useCallback(
    (part: Partial<SurveyForm>) => {
      if (!newest.current) return
      const next = { ...newest.current, ...part }
      const savedAt = new Date().toISOString()
      newest.current = next
      setForm(next)
      // What may not be written down anywhere is not written onto this phone either; the field says why.
      if (!mayBeKept(next.note) || !mayBeKept(next.counterPosition)) return setSaved('failed')
      void put('drafts', visitId, { form: next, savedAt }).then((written) =>
        setSaved(written ? { at: savedAt } : 'failed'),
      )
    },
    [visitId],
  )
  const clear = () => drop('drafts', visitId)
  return { form, change, saved, clear }
}
