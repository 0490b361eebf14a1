import { type ReactNode, createContext, useCallback, useContext, useEffect, useState } from 'react'

const ToastContext = createContext<(text: string) => void>(() => undefined)

/** One polite live region for the whole application; the latest word stays six seconds. */
export const ToastProvider = ({ children }: { children: ReactNode }) => {
  const [said, setSaid] = useState<{ text: string; turn: number } | null>(null)
  const tell = useCallback(
    (text: string) => setSaid((before) => ({ text, turn: (before?.turn ?? 0) + 1 })),
    [],
  )
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), 6000)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <ToastContext value={tell}>
      {children}
      <div className="toast-place" role="status" aria-live="polite">
        {said && (
          <div key={said.turn} className="toast">
            {said.text}
          </div>
        )}
      </div>
    </ToastContext>
  )
}

/** Says that something was done, without taking the focus. */
export const useToast = () => useContext(ToastContext)
