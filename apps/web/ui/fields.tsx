import type { Carries } from '#vault/typed.ts'
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { useTypedProblem } from '../typed-problem.ts'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'

type Around = { label: ReactNode; help?: ReactNode; problem?: ReactNode; optional?: boolean }
type Wired = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** Label, help and problem around one control, wired for screen readers. */
export const Field = ({
  label,
  help,
  problem,
  optional,
  children,
}: Around & { children: (wired: Wired) => ReactNode }) => {
  const id = useId()
  const t = useWords(common)
  const described = [help ? `${id}-help` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return (
    <div className={problem ? 'field wrong' : 'field'}>
      <div className="field-head">
        <label htmlFor={id}>{label}</label>
        {optional && <span className="soft small">{t('optional')}</span>}
      </div>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {help && (
        <div id={`${id}-help`} className="field-help">
          {help}
        </div>
      )}
      {problem && (
        <div id={`${id}-problem`} className="field-problem">
          <span aria-hidden="true">!</span>
          <div>{problem}</div>
        </div>
      )}
    </div>
  )
}

/** `carries` as the call's schema declares it; without it, card numbers, codes and PINs are refused while typing. */
type Changed = { value: string; onChange: (value: string) => void; carries?: Carries }
type Native<T> = Omit<T, 'value' | 'onChange' | 'id' | 'aria-describedby' | 'aria-invalid' | 'children'>

export const TextInput = ({
  label,
  help,
  problem,
  optional,
  value,
  onChange,
  carries,
  suffix,
  ...rest
}: Around & Changed & { suffix?: ReactNode } & Native<InputHTMLAttributes<HTMLInputElement>>) => {
  const typed = useTypedProblem()
  return (
    <Field label={label} help={help} problem={typed(value, carries) ?? problem} optional={optional ?? false}>
      {(wired) => (
        <div className="control">
          <input {...rest} {...wired} value={value} onChange={(event) => onChange(event.target.value)} />
          {suffix && <span className="suffix">{suffix}</span>}
        </div>
      )}
    </Field>
  )
}

export const TextArea = ({
  label,
  help,
  problem,
  optional,
  value,
  onChange,
  carries,
  ...rest
}: Around & Changed & Native<TextareaHTMLAttributes<HTMLTextAreaElement>>) => {
  const typed = useTypedProblem()
  return (
    <Field label={label} help={help} problem={typed(value, carries) ?? problem} optional={optional ?? false}>
      {(wired) => (
        <div className="control">
          <textarea
            rows={4}
            {...rest}
            {...wired}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  )
}

export type Choice<V extends string> = { value: V; label: string; note?: ReactNode }

export const Select = <V extends string>({
  label,
  help,
  problem,
  optional,
  value,
  onChange,
  choices,
  empty,
  ...rest
}: Around & {
  value: V | ''
  onChange: (value: V) => void
  choices: readonly Choice<V>[]
  /** Words of the row that stands for "not chosen yet". */
  empty?: string
} & Native<SelectHTMLAttributes<HTMLSelectElement>>) => (
  <Field label={label} help={help} problem={problem} optional={optional ?? false}>
    {(wired) => (
      <div className="control select">
        <select {...rest} {...wired} value={value} onChange={(event) => onChange(event.target.value as V)}>
          {empty !== undefined && (
            <option value="" disabled>
              {empty}
            </option>
          )}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
    )}
  </Field>
)

/** A one-time code: one plain input, pasted or filled in by the telephone. */
export const CodeInput = ({
  label,
  help,
  problem,
  value,
  onChange,
  ...rest
}: Around & Changed & Native<InputHTMLAttributes<HTMLInputElement>>) => (
  <Field label={label} help={help} problem={problem}>
    {(wired) => (
      <div className="control">
        <input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          className="code-input"
          {...rest}
          {...wired}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 6))}
        />
      </div>
    )}
  </Field>
)
