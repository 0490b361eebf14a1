import type { FeeProduct, MixRow } from '#fees/schedule.ts'
import { feeProductWords } from '../domain-words.ts'
import { TextInput } from '../ui/fields.tsx'
import { useWords, words } from '../wording.ts'

const volumeWords = words({
  perMonth: ['每月笔数', 'Payments a month'],
  average: ['平均每笔', 'Average payment'],
  yuan: ['元', 'yuan'],
})

/** What a shop takes in, as people know it: payments a month, and how much each. */
export type Volume = { readonly perMonth: string; readonly averageYuan: string }
export type Volumes = Readonly<Partial<Record<FeeProduct, Volume>>>

export const volumesOf = (mix: readonly MixRow[]): Volumes =>
  Object.fromEntries(
    mix.map(({ product, countPerYear, averageFen }) => [
      product,
      { perMonth: String(Math.round(countPerYear / 12)), averageYuan: String(averageFen / 100) },
    ]),
  )

export const mixOf = (products: readonly FeeProduct[], volumes: Volumes): MixRow[] =>
  products.flatMap((product) => {
    const volume = volumes[product]
    const countPerYear = Math.round(Number(volume?.perMonth) * 12)
    const averageFen = Math.round(Number(volume?.averageYuan) * 100)
    return countPerYear > 0 && averageFen > 0 ? [{ product, countPerYear, averageFen }] : []
  })

export const VolumeFields = ({
  products,
  volumes,
  onChange,
}: {
  products: readonly FeeProduct[]
  volumes: Volumes
  onChange: (volumes: Volumes) => void
}) => {
  const t = useWords(volumeWords)
  const name = useWords(feeProductWords)
  return products.map((product) => {
    const volume = volumes[product] ?? { perMonth: '', averageYuan: '' }
    const change = (part: Partial<Volume>) => onChange({ ...volumes, [product]: { ...volume, ...part } })
    return (
      <fieldset key={product} className="field">
        <legend>{name(product)}</legend>
        <div className="columns">
          <TextInput
            label={t('perMonth')}
            type="number"
            inputMode="numeric"
            min={0}
            value={volume.perMonth}
            onChange={(perMonth) => change({ perMonth })}
          />
          <TextInput
            label={t('average')}
            type="number"
            inputMode="decimal"
            min={0}
            step="0.01"
            suffix={t('yuan')}
            value={volume.averageYuan}
            onChange={(averageYuan) => change({ averageYuan })}
          />
        </div>
      </fieldset>
    )
  })
}
