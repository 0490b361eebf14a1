import { Suspense, lazy } from 'react'
import { businessKindWords, fieldWords, merchantTypeWords } from '../../domain-words.ts'
import { useRuleSaid } from '../../rule-words.ts'
import { useTypedProblem } from '../../typed-problem.ts'
import { RadioCards } from '../../ui/choices.tsx'
import { Select, TextInput } from '../../ui/fields.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { Card } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import type { CaseView } from '../next.ts'
import type { ShopPart } from './autosave.ts'
import { SuggestionFor } from './suggestions.tsx'
import { applicationWords } from './words.ts'

const Region = lazy(() => import('./region.tsx').then(({ Region }) => ({ default: Region })))

const merchantTypes = ['micro', 'individual', 'enterprise', 'institution'] as const
const businessKinds = [
  'snack',
  'restaurant',
  'retail',
  'supermarket',
  'hotel',
  'beauty',
  'delivery',
  'medical',
  'other',
] as const
type TextField = 'shopName' | 'registeredName' | 'uscc' | 'settlementBank'

/** Words of a failed check beside its field. */
export const useFieldProblem = (problems: Readonly<Record<string, string>>) => {
  const said = useRuleSaid()
  return (field: string): string | undefined => {
    const rule = problems[field]
    if (rule === undefined) return undefined
    const told = said(rule)
    return told ? `${told.happened} ${told.remedy}` : rule
  }
}

type Props = {
  application: NonNullable<CaseView['application']>
  /** What the screen shows: typed, chosen or accepted. */
  shop: ShopPart
  /** Typed, but nothing to save: an emptied field. */
  onType: (part: ShopPart) => void
  onChange: (part: ShopPart) => void
}

/** The public facts of the shop. */
export const ShopFields = ({ application, shop, onType, onChange: change }: Props) => {
  const t = useWords(applicationWords)
  const field = useWords(fieldWords)
  const type = useWords(merchantTypeWords)
  const business = useWords(businessKindWords)
  const problemOf = useFieldProblem(application.problems)
  const refusedWhileTyping = useTypedProblem()
  const typed = (name: TextField) => ({
    label: field(name),
    value: shop[name] ?? '',
    problem: problemOf(name),
    // An emptied field is not a value: the server keeps the last one until there is another. Nor is what it refuses.
    onChange: (value: string) =>
      value.trim() === '' || refusedWhileTyping(value) !== undefined
        ? onType({ [name]: value })
        : change({ [name]: value }),
  })
  return (
    <>
      <Card title={t('kind')}>
        <div id="field-merchantType">
          <RadioCards
            legend={<span className="unseen">{field('merchantType')}</span>}
            value={shop.merchantType ?? ''}
            problem={problemOf('merchantType')}
            onChange={(merchantType) => change({ merchantType })}
            choices={merchantTypes.map((value) => ({ value, label: type(value), note: t(value) }))}
          />
          <SuggestionFor field="merchantType" current={shop.merchantType} />
        </div>
      </Card>
      <Card title={t('shop')}>
        <div id="field-shopName">
          <TextInput
            {...typed('shopName')}
            help={t('shopNameHelp')}
            maxLength={60}
            autoComplete="organization"
          />
        </div>
        {shop.merchantType !== 'micro' && (
          <>
            <div id="field-registeredName">
              <TextInput {...typed('registeredName')} maxLength={120} />
              <SuggestionFor field="registeredName" current={shop.registeredName} />
            </div>
            <div id="field-uscc">
              <TextInput
                {...typed('uscc')}
                help={t('usccHelp')}
                maxLength={18}
                autoCapitalize="characters"
                autoComplete="off"
                spellCheck={false}
              />
              <SuggestionFor field="uscc" current={shop.uscc} />
            </div>
          </>
        )}
        <Suspense fallback={<Skeleton lines={2} />}>
          <Region
            value={shop.regionCode}
            problem={problemOf('regionCode')}
            onChange={(regionCode) => change({ regionCode })}
          />
        </Suspense>
        <div id="field-businessKind">
          <Select
            label={field('businessKind')}
            empty={t('choose')}
            value={shop.businessKind ?? ''}
            problem={problemOf('businessKind')}
            onChange={(businessKind) => change({ businessKind })}
            choices={businessKinds.map((value) => ({ value, label: business(value) }))}
          />
        </div>
        <div id="field-fixedPremises">
          <RadioCards
            inline
            legend={field('fixedPremises')}
            value={shop.fixedPremises === undefined ? '' : shop.fixedPremises ? 'yes' : 'no'}
            problem={problemOf('fixedPremises')}
            onChange={(value) => change({ fixedPremises: value === 'yes' })}
            choices={[
              { value: 'yes', label: t('fixedYes') },
              { value: 'no', label: t('fixedNo') },
            ]}
          />
        </div>
      </Card>
      <Card title={t('account')}>
        <div id="field-settlementKind">
          <RadioCards
            inline
            legend={field('settlementKind')}
            value={shop.settlementKind ?? ''}
            problem={problemOf('settlementKind')}
            onChange={(settlementKind) => change({ settlementKind })}
            choices={[
              { value: 'corporate', label: t('corporate') },
              { value: 'personal', label: t('personal') },
            ]}
          />
        </div>
        <div id="field-settlementBank">
          <TextInput {...typed('settlementBank')} maxLength={60} />
        </div>
      </Card>
    </>
  )
}
