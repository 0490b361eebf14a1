import type { CommandName, InputOf, OutputOf } from '#api/calls.ts'
import Form from 'antd/es/form'
import { type ReactNode, useId } from 'react'
import { BusyButton } from './busy-button.tsx'
import { useCommand } from '../queries.ts'
import { ProblemNotice } from '../ui/notice.tsx'
import { useToast } from '../ui/toast.tsx'

type Given<N extends CommandName, V extends object> = {
  name: N
  /** What the form starts with; also tells its shape. */
  initial: Partial<V>
  input: (values: V) => InputOf<N>
  children: ReactNode | ((values: Partial<V>) => ReactNode)
  submit: string
  done: string
  danger?: boolean
  /** Empty the fields after success: for a form that stays on the page. */
  clear?: boolean
  onDone?: (output: OutputOf<N>, values: V) => void
}

/** A form that makes one call. A refusal is shown in its own words above the button. */
export const CommandForm = <N extends CommandName, V extends object>({
  name,
  initial,
  input,
  children,
  submit,
  done,
  danger,
  clear,
  onDone,
}: Given<N, V>) => {
  const id = useId()
  const tell = useToast()
  const command = useCommand(name)
  const [form] = Form.useForm<V>()
  const values = (Form.useWatch((all: V) => all, form) ?? initial) as Partial<V>
  const send = (filled: V) =>
    command.send(input(filled), (output) => {
      tell(done)
      if (clear) form.resetFields()
      onDone?.(output, filled)
    })
  return (
    <Form<V>
      // Prefixes the fields' ids: two forms on one page may have fields of the same name.
      name={id}
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={send}
      scrollToFirstError={{ focus: true }}
      requiredMark={false}
    >
      {typeof children === 'function' ? children(values) : children}
      <div className="stack submit">
        <ProblemNotice problem={command.problem} />
        <div>
          <BusyButton type="primary" danger={danger ?? false} htmlType="submit" busy={command.busy}>
            {submit}
          </BusyButton>
        </div>
      </div>
    </Form>
  )
}
