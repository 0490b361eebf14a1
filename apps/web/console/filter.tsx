import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import { NativeSelect, type Option } from './native-select.tsx'
import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

/** A filter that lives in the address, so that a list can be sent to a colleague. */
export const useFilter = <V extends string>(name: string, allowed: readonly V[]) => {
  const [search, setSearch] = useSearchParams()
  const found = search.get(name)
  const value = allowed.find((each) => each === found)
  const choose = (next: V | '') =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        if (next === '') after.delete(name)
        else after.set(name, next)
        return after
      },
      { replace: true },
    )
  return [value, choose] as const
}

/** A labelled choice in a list's filter bar; empty means everything. */
export const FilterSelect = <V extends string>({
  label,
  value,
  onChange,
  options,
  everything = true,
}: {
  label: ReactNode
  value: V | undefined
  onChange: (value: V | '') => void
  options: readonly Option<V>[]
  /** May the filter be left open? */
  everything?: boolean
}) => {
  const t = useWords(consoleWords)
  return (
    <label className="filter">
      <span>{label}</span>
      <NativeSelect<V | ''>
        {...(everything && { empty: t('all') })}
        options={options}
        value={value}
        onChange={onChange}
      />
    </label>
  )
}
