import InputNumber from 'antd/es/input-number'
import { fenFromYuan, percentFromPpm, ppmFromPercent, yuanFromFen } from './amount.ts'

type Given = {
  value?: number | undefined
  onChange?: (value: number | undefined) => void
  id?: string
  'aria-label'?: string
}

const Decimal = ({
  value,
  onChange,
  shown,
  kept,
  sign,
  max,
  precision,
  ...rest
}: Given & {
  shown: (kept: number) => number
  kept: (shown: number) => number
  sign: { prefix: string } | { suffix: string }
  max: number
  precision?: number
}) => (
  <InputNumber<number>
    {...rest}
    className="amount"
    min={0}
    max={max}
    {...(precision !== undefined && { precision })}
    controls={false}
    {...sign}
    inputMode="decimal"
    value={value === undefined ? null : shown(value)}
    onChange={(typed) => onChange?.(typed === null ? undefined : kept(typed))}
  />
)

/** Typed in yuan, kept in fen. */
export const YuanInput = (given: Given) => (
  <Decimal
    {...given}
    shown={yuanFromFen}
    kept={fenFromYuan}
    sign={{ prefix: '¥' }}
    max={10_000_000_000}
    precision={2}
  />
)

/** Typed in percent, kept in ppm. */
export const PercentInput = (given: Given) => (
  <Decimal
    {...given}
    shown={percentFromPpm}
    kept={ppmFromPercent}
    sign={{ suffix: '%' }}
    max={100}
    precision={4}
  />
)

/** A whole number between two bounds. */
export const WholeInput = ({
  min,
  max,
  unit,
  value,
  onChange,
  ...rest
}: Given & { min: number; max: number; unit?: string }) => (
  <InputNumber<number>
    {...rest}
    className="amount"
    min={min}
    max={max}
    precision={0}
    controls={false}
    suffix={unit}
    inputMode="numeric"
    value={value ?? null}
    onChange={(typed) => onChange?.(typed ?? undefined)}
  />
)
