import type { Taken, TermsField } from '#contract-guard/drafted-terms.ts'
import type { FeeProduct } from '#fees/schedule.ts'
import { feeProductWords } from '../domain-words.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/choices.tsx'
import { TextInput } from '../ui/fields.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { type Figure, figures, isFigure, type OfferDraft, type RateDraft, rateOf } from './offer-draft.ts'
import { costWords } from './words.ts'

/** Which figure of the form a place in the text stands beside. */
const fieldOf: Readonly<Partial<Record<Figure, TermsField>>> = {
  d0FixedYuan: 'd0FixedFen',
  d0Percent: 'd0Ppm',
  simYuan: 'sim',
  membershipYuan: 'membershipFenPerYear',
  insurancePercent: 'insurancePpm',
  depositYuan: 'deposit',
  devicePriceYuan: 'devicePriceFen',
  exitFeeYuan: 'exitFeeFen',
}

const unitOf = (name: Figure | keyof RateDraft) =>
  /percent$/iu.test(name) ? '%' : /months$/iu.test(name) ? 'monthsUnit' : 'yuan'

export const OfferFields = ({
  number,
  products,
  draft,
  taken,
  onChange,
  onRemove,
}: {
  number: number
  products: readonly FeeProduct[]
  draft: OfferDraft
  taken: readonly Taken[]
  onChange: (draft: OfferDraft) => void
  onRemove: (() => void) | null
}) => {
  const t = useWords(costWords)
  const productName = useWords(feeProductWords)
  const suffix = (name: Figure | keyof RateDraft) => {
    const unit = unitOf(name)
    return unit === '%' ? '%' : t(unit)
  }
  const readFrom = (field: TermsField | undefined, product?: FeeProduct) => {
    const found = taken.filter(
      (each) => each.field === field && (product === undefined || each.product === product),
    )
    return found.length > 0
      ? t('readFrom', { quote: [...new Set(found.map(({ quote }) => quote))].join('” “') })
      : undefined
  }
  const figure = (name: Figure) => (
    <TextInput
      key={name}
      label={t(name)}
      inputMode="decimal"
      suffix={suffix(name)}
      value={draft.figures[name]}
      help={readFrom(fieldOf[name])}
      problem={isFigure(draft.figures[name]) ? undefined : t('noNumber')}
      onChange={(typed) => onChange({ ...draft, figures: { ...draft.figures, [name]: typed } })}
    />
  )
  const rate = (product: FeeProduct, name: keyof RateDraft, label: string, field?: TermsField) => {
    const value = rateOf(draft, product)
    return (
      <TextInput
        label={label}
        inputMode="decimal"
        suffix={suffix(name)}
        value={value[name]}
        help={readFrom(field, field === 'cap' ? undefined : product)}
        problem={isFigure(value[name]) ? undefined : t('noNumber')}
        onChange={(typed) =>
          onChange({ ...draft, rates: { ...draft.rates, [product]: { ...value, [name]: typed } } })
        }
      />
    )
  }
  return (
    <Card
      title={draft.name || t('offer', { n: number })}
      aside={
        onRemove && (
          <Button kind="quiet" small onClick={onRemove}>
            {t('removeOffer')}
          </Button>
        )
      }
    >
      {taken.length > 0 && <p className="soft">{t('fromDocument')}</p>}
      <TextInput
        label={t('offerName')}
        maxLength={40}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
      />
      {products.map((product) => (
        <fieldset key={product} className="field">
          <legend>{productName(product)}</legend>
          <div className="columns">
            {rate(product, 'percent', t('rate'), 'rows')}
            {product === 'debit' && rate(product, 'capYuan', t('cap'), 'cap')}
            {rate(product, 'promotionMonths', t('promotionMonths'))}
            {rate(product, 'laterPercent', t('laterRate'))}
          </div>
        </fieldset>
      ))}
      <details className="more" open={taken.some(({ field }) => field !== 'rows' && field !== 'cap')}>
        <summary>{t('otherFees')}</summary>
        <div className="stack">
          <Switch
            label={t('instantByDefault')}
            checked={draft.instantByDefault}
            onChange={(instantByDefault) => onChange({ ...draft, instantByDefault })}
          />
          <div className="columns">{figures.map(figure)}</div>
        </div>
      </details>
    </Card>
  )
}
