import type { CommandName, InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { type ReactNode, useState } from 'react'
import { BusyButton } from './busy-button.tsx'
import { useCommand } from '../queries.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'

type Given<N extends CommandName> = {
  name: N
  input: InputOf<N>
  label: string
  /** Name for assistive technology where several buttons read the same, e.g. in a table. */
  accessibleName?: string
  /** What will happen; asked before it is done. */
  children: ReactNode
  done: string
  primary?: boolean
  danger?: boolean
  small?: boolean
  onDone?: (output: OutputOf<N>) => void
}

/** A command without a form: a button, a question, then the act. */
export const ConfirmAction = <N extends CommandName>({
  name,
  input,
  label,
  accessibleName,
  children,
  done,
  primary,
  danger,
  small,
  onDone,
}: Given<N>) => {
  const c = useWords(common)
  const tell = useToast()
  const command = useCommand(name)
  const [asking, setAsking] = useState(false)
  const close = () => {
    setAsking(false)
    command.reset()
  }
  return (
    <>
      <Button
        type={primary ? 'primary' : 'default'}
        danger={danger ?? false}
        size={small ? 'small' : 'middle'}
        aria-label={accessibleName}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title={label}
        actions={
          <>
            <Button onClick={close}>{c('cancel')}</Button>
            <BusyButton
              type="primary"
              danger={danger ?? false}
              busy={command.busy}
              onClick={() =>
                command.send(input, (output) => {
                  setAsking(false)
                  tell(done)
                  onDone?.(output)
                })
              }
            >
              {c('confirm')}
            </BusyButton>
          </>
        }
      >
        {children}
        <ProblemNotice problem={command.problem} />
      </Dialog>
    </>
  )
}
