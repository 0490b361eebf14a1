import { quote } from '#fees/quote.ts'
import { moneyOf, percentOf } from '../format.ts'
import { useRuleSaid } from '../rule-words.ts'
import { useSettings } from '../settings.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import type { CaseView } from '../console/vocabulary.ts'
import { type TermsDraft, termsOf } from './terms-draft.ts'
import { providerWords } from './words.ts'

const YEAR = 12

/** What the schedule being typed would cost this shop, and what the merchant will be warned of. */
export const QuotePreview = ({
  draft,
  needs,
}: {
  draft: TermsDraft | undefined
  needs: CaseView['needs']
}) => {
  const t = useWords(providerWords)
  const said = useRuleSaid()
  const { language } = useSettings()
  if (!needs) return <p className="soft">{t('previewNoNeeds')}</p>
  const terms = draft ? termsOf(draft) : null
  if (!terms) return <p className="soft">{t('previewLater')}</p>
  const months = terms.termMonths || YEAR
  const worked = quote(terms, needs.profile, months)
  return (
    <Card title={t('preview', { n: months })} tone={worked.flags.length > 0 ? 'warning' : 'good'}>
      <div aria-live="polite" className="stack">
        <Facts
          rows={[
            [t('promised'), moneyOf(worked.promisedFen, language)],
            [t('literal'), moneyOf(worked.literalFen, language)],
            [t('worst'), moneyOf(worked.worstFen, language)],
            [t('effective'), percentOf(worked.effectivePpm)],
          ]}
        />
        {worked.flags.length === 0 ? (
          <p>{t('noFlags')}</p>
        ) : (
          <>
            <p className="strong">{t('flags')}</p>
            <ul className="stack tight">
              {worked.flags.map(({ flag, rule, params }, index) => (
                <li key={`${flag} ${index}`}>
                  {said(rule, params)?.happened} <Tag>{rule}</Tag>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  )
}
