import type { CommandName, InputOf, OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import { type ReactNode, useState } from 'react'
import { CommandForm } from './command-form.tsx'
import { Drawer } from './drawer.tsx'

type Given<N extends CommandName, V extends object> = {
  name: N
  label: string
  accessibleName?: string
  initial: Partial<V>
  input: (values: V) => InputOf<N>
  children: ReactNode | ((values: Partial<V>) => ReactNode)
  /** Shown above the fields. */
  intro?: ReactNode
  submit?: string
  done: string
  primary?: boolean
  danger?: boolean
  small?: boolean
  onDone?: (output: OutputOf<N>, values: V) => void
}

/** A button that opens a form in a drawer; the form makes one call. */
export const FormAction = <N extends CommandName, V extends object>({
  label,
  accessibleName,
  intro,
  submit,
  primary,
  danger,
  small,
  onDone,
  ...form
}: Given<N, V>) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        type={primary ? 'primary' : 'default'}
        danger={danger ?? false}
        size={small ? 'small' : 'middle'}
        aria-label={accessibleName}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={label}>
        {intro}
        <CommandForm<N, V>
          {...form}
          {...(danger && { danger })}
          submit={submit ?? label}
          onDone={(output, values) => {
            setOpen(false)
            onDone?.(output, values)
          }}
        />
      </Drawer>
    </>
  )
}
