import { type ReactNode, useEffect, useId, useRef } from 'react'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'

type Props = { open: boolean; onClose: () => void; title: string; children: ReactNode; actions?: ReactNode }

/** A native modal: the browser keeps the focus inside, Escape closes it and gives the focus back. */
export const Dialog = ({ open, onClose, title, children, actions }: Props) => {
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
    <dialog ref={ref} aria-labelledby={id} onClose={onClose} className="dialog">
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
          <div className="dialog-body stack">{children}</div>
          {actions && <footer className="actions">{actions}</footer>}
        </>
      )}
    </dialog>
  )
}
