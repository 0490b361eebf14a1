import { type ReactNode, useId } from 'react'
import type { Choice } from './fields.tsx'

type Group<V extends string> = {
  legend: ReactNode
  help?: ReactNode
  problem?: ReactNode
  value: V | ''
  onChange: (value: V) => void
  choices: readonly Choice<V>[]
  /** Small answers such as yes/no stand in a row. */
  inline?: boolean
}

/** One of several, each a card as wide as a thumb; the note describes, the label names. */
export const RadioCards = <V extends string>({
  legend,
  help,
  problem,
  value,
  onChange,
  choices,
  inline,
}: Group<V>) => {
  const id = useId()
  const described = [help ? `${id}-help` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return (
    <fieldset className={problem ? 'field wrong' : 'field'} aria-describedby={described || undefined}>
      <legend>{legend}</legend>
      {help && (
        <div id={`${id}-help`} className="field-help">
          {help}
        </div>
      )}
      <div className={inline ? 'cards inline' : 'cards'}>
        {choices.map((choice) => (
          <div key={choice.value} className="choice">
            <input
              type="radio"
              id={`${id}-${choice.value}`}
              name={id}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              aria-describedby={choice.note ? `${id}-${choice.value}-note` : undefined}
            />
            <div>
              <label htmlFor={`${id}-${choice.value}`}>{choice.label}</label>
              {choice.note && (
                <div id={`${id}-${choice.value}-note`} className="soft small">
                  {choice.note}
                </div>
              )}
            </div>
          </div>
        ))}
      </div>
      {problem && (
        <div id={`${id}-problem`} className="field-problem">
          <span aria-hidden="true">!</span>
          <div>{problem}</div>
        </div>
      )}
    </fieldset>
  )
}

type Tick = { label: string; note?: ReactNode; checked: boolean; onChange: (checked: boolean) => void }

/** A tick in a card: choose several, or state something. */
export const Checkbox = ({ label, note, checked, onChange }: Tick) => {
  const id = useId()
  return (
    <div className="choice">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={note ? `${id}-note` : undefined}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {note && (
          <div id={`${id}-note`} className="soft small">
            {note}
          </div>
        )}
      </div>
    </div>
  )
}

/** On or off, at once. */
export const Switch = ({ label, note, checked, onChange }: Tick) => {
  const id = useId()
  return (
    <div className="switch-row">
      <div className="grow">
        <label htmlFor={id}>{label}</label>
        {note && (
          <div id={`${id}-note`} className="soft small">
            {note}
          </div>
        )}
      </div>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={note ? `${id}-note` : undefined}
      />
    </div>
  )
}
