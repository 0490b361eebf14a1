import { WholeInput } from '../console/amount-input.tsx'

type Given = { value?: number | undefined; onChange?: (value: number | undefined) => void; id?: string }

/** The first month a row counts for: people count from one, schedules from zero. */
export const FirstMonthInput = ({ value, onChange, ...rest }: Given) => (
  <WholeInput
    {...rest}
    min={1}
    max={121}
    value={value === undefined ? undefined : value + 1}
    onChange={(month) => onChange?.(month === undefined ? undefined : month - 1)}
  />
)
