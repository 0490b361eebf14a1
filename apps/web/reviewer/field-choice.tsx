import Form from 'antd/es/form'
import { useId } from 'react'
import { Checkbox } from '../ui/choices.tsx'

type Choice<F extends string> = { readonly value: F; readonly label: string; readonly note?: string }

/** Ticks on the browser's own inputs; antd's form hands value and change over. */
const Ticks = <F extends string>({
  legend,
  choices,
  value = [],
  onChange,
}: {
  legend: string
  choices: readonly Choice<F>[]
  value?: readonly F[]
  onChange?: (value: readonly F[]) => void
}) => {
  const id = useId()
  return (
    <fieldset className="field" aria-labelledby={id}>
      <legend id={id}>{legend}</legend>
      <div className="columns">
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            {...(choice.note && { note: <span className="code">{choice.note}</span> })}
            checked={value.includes(choice.value)}
            onChange={(checked) =>
              onChange?.(checked ? [...value, choice.value] : value.filter((each) => each !== choice.value))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Which fields to open: none is ticked beforehand, and masks stand beside, since often a mask is enough. */
export const FieldChoice = <F extends string>({
  legend,
  none,
  choices,
}: {
  legend: string
  /** Said when nothing is ticked. */
  none: string
  choices: readonly Choice<F>[]
}) => (
  <Form.Item
    name="fields"
    rules={[
      {
        validator: (_, value: readonly F[] | undefined) =>
          value && value.length > 0 ? Promise.resolve() : Promise.reject(new Error(none)),
      },
    ]}
  >
    <Ticks<F> legend={legend} choices={choices} />
  </Form.Item>
)
