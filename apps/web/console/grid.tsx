import Checkbox from 'antd/es/checkbox'
import Segmented from 'antd/es/segmented'
import { type ReactNode, useState } from 'react'
import { useWords } from '../wording.ts'
import { consoleWords } from './words.ts'

export type Column<R> = {
  readonly key: string
  readonly name: string
  readonly cell: (row: R) => ReactNode
  readonly number?: boolean
}

type Density = 'roomy' | 'dense'
const KEY = 'fangxin.density'

const storedDensity = (): Density => {
  try {
    return localStorage.getItem(KEY) === 'dense' ? 'dense' : 'roomy'
  } catch {
    return 'roomy'
  }
}

const useDensity = () => {
  const [density, setDensity] = useState(storedDensity)
  const choose = (next: Density) => {
    setDensity(next)
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
  }
  return [density, choose] as const
}

type Given<R> = {
  caption: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  keyOf: (row: R) => string
  /** Beside density and columns. */
  tools?: ReactNode
  /** Pager under the table. */
  foot?: ReactNode
}

/**
 * The desks' table: density and column settings, rows that fold into cards on narrow screens. antd's Table alone
 * weighs 120 KB, more than the whole first page may add; roles are written out because folding drops the native ones.
 */
export const Grid = <R,>({ caption, columns, rows, keyOf, tools, foot }: Given<R>) => {
  const t = useWords(consoleWords)
  const [density, setDensity] = useDensity()
  const [hidden, setHidden] = useState<readonly string[]>([])
  const shown = columns.filter(({ key }) => !hidden.includes(key))
  const toggle = (key: string) =>
    setHidden(hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key])
  return (
    <div className={`grid ${density}`}>
      <div className="grid-tools">
        <div className="row grow">{tools}</div>
        <Segmented<Density>
          size="small"
          aria-label={t('density')}
          value={density}
          onChange={setDensity}
          options={[
            { value: 'roomy', label: t('roomy') },
            { value: 'dense', label: t('dense') },
          ]}
        />
        <details className="grid-columns">
          <summary>{t('columns')}</summary>
          <div>
            {columns.map(({ key, name }) => (
              <Checkbox
                key={key}
                checked={!hidden.includes(key)}
                disabled={shown.length === 1 && !hidden.includes(key)}
                onChange={() => toggle(key)}
              >
                {name}
              </Checkbox>
            ))}
          </div>
        </details>
      </div>
      <div className="grid-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table role="table" aria-label={caption}>
          <thead role="rowgroup">
            <tr role="row">
              {shown.map(({ key, name, number }) => (
                <th key={key} role="columnheader" scope="col" className={number ? 'number' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={keyOf(row)} role="row">
                {shown.map(({ key, name, cell, number }) => (
                  <td key={key} role="cell" data-name={name} className={number ? 'number' : undefined}>
                    <div>{cell(row)}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {foot}
    </div>
  )
}
