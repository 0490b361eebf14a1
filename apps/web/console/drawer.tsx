import { type ReactNode, useEffect, useId, useRef } from 'react'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'

type Props = { open: boolean; onClose: () => void; title: string; children: ReactNode }

/** A side sheet on the native dialog: the browser keeps the focus inside and Escape closes it. */
export const Drawer = ({ open, onClose, title, children }: Props) => {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const t = useWords(common)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog ref={ref} aria-labelledby={id} onClose={onClose} className="dialog drawer">
      {open && (
        <>
          <header className="row between">
            <h2 id={id}>{title}</h2>
            <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M6 6l12 12M18 6 6 18" />
              </svg>
            </button>
          </header>
          <div className="stack">{children}</div>
        </>
      )}
    </dialog>
  )
}
