import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

export type Option<V extends string> = { readonly value: V; readonly label: string }

type Given<V extends string> = {
  options: readonly Option<V>[]
  value?: V | '' | undefined
  onChange?: (value: V) => void
  /** Words of the empty row; without it the field starts as "please choose". */
  empty?: string
  id?: string
  'aria-label'?: string
  'aria-required'?: boolean | 'true' | 'false'
  disabled?: boolean
}

/**
 * A choice for antd forms on the browser's own select: antd's keeps its options outside the reach of assistive
 * technology and telephones show the native one better.
 */
export const NativeSelect = <V extends string>({ options, value, onChange, empty, ...rest }: Given<V>) => {
  const t = useWords(consoleWords)
  return (
    <span className="native-select">
      <select {...rest} value={value ?? ''} onChange={(event) => onChange?.(event.target.value as V)}>
        <option value="" disabled={empty === undefined}>
          {empty ?? t('choose')}
        </option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
