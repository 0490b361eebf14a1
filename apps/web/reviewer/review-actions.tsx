import Input from 'antd/es/input'
import { WholeInput } from '../console/amount-input.tsx'
import { rejectableWords } from '../console/case-panels/review-panel.tsx'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import { type CaseView, optionsOf, riskLevelWords } from '../console/vocabulary.ts'
import { rejectionWords } from '../domain-words.ts'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

type Review = NonNullable<CaseView['review']>
type RiskLevel = NonNullable<Review['recommendation']>['riskLevel']
type Code = NonNullable<Review['rejection']>['code']
type InCase = { caseId: string }

export const Claim = ({ caseId }: InCase) => {
  const t = useWords(reviewerWords)
  return (
    <ConfirmAction name="reviews.claim" input={{ caseId }} label={t('claim')} done={t('claimed')} primary>
      <p>{t('claimWhy')}</p>
    </ConfirmAction>
  )
}

/** First pair of eyes: category and risk, then somebody else decides. */
export const Recommend = ({ caseId }: InCase) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  return (
    <FormAction<'reviews.recommend-approval', { mccCode: string; riskLevel: RiskLevel }>
      name="reviews.recommend-approval"
      label={t('recommend')}
      primary
      initial={{}}
      input={(opinion) => ({ caseId, ...opinion })}
      done={t('recommended')}
    >
      <FormField
        name="mccCode"
        label={t('mcc')}
        help={t('mccHelp')}
        rules={[{ pattern: /^[0-9]{4}$/, message: t('mccFour') }]}
      >
        <Input inputMode="numeric" maxLength={4} autoComplete="off" />
      </FormField>
      <FormField name="riskLevel" label={t('risk')}>
        <NativeSelect options={optionsOf(riskLevelWords, both)} />
      </FormField>
    </FormAction>
  )
}

export const Approve = ({
  caseId,
  recommendation,
}: InCase & { recommendation: NonNullable<Review['recommendation']> }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const { mccCode, riskLevel } = recommendation
  return (
    <ConfirmAction
      name="reviews.approve"
      input={{ caseId }}
      label={t('approve')}
      done={t('approved')}
      primary
    >
      <p>{t('approveWhy', { mcc: mccCode, risk: both(riskLevelWords[riskLevel]) })}</p>
    </ConfirmAction>
  )
}

type Rejection = { code: Code; field: string; remedy: string; deadlineDays: number }

/** A rejection always says why, about what, how to mend it, and by when. */
export const Reject = ({ caseId }: InCase) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  return (
    <FormAction<'reviews.reject', Rejection>
      name="reviews.reject"
      label={t('reject')}
      danger
      initial={{}}
      input={(rejection) => ({ caseId, ...rejection })}
      done={t('rejected')}
    >
      <FormField name="code" label={t('rejectCode')}>
        <NativeSelect options={optionsOf(rejectionWords, both)} />
      </FormField>
      <FormField name="field" label={t('rejectField')}>
        <NativeSelect options={optionsOf(rejectableWords, both)} />
      </FormField>
      <FormField name="remedy" label={t('rejectRemedy')} help={t('rejectRemedyHelp')}>
        <Input.TextArea rows={3} maxLength={500} />
      </FormField>
      <FormField name="deadlineDays" label={t('rejectDays')}>
        <WholeInput min={1} max={90} unit={t('unitDays')} />
      </FormField>
    </FormAction>
  )
}

export const DecideAppeal = ({ caseId }: InCase) => {
  const t = useWords(reviewerWords)
  return (
    <FormAction<'reviews.decide-appeal', { upheld: 'yes' | 'no'; note: string }>
      name="reviews.decide-appeal"
      label={t('decideAppeal')}
      primary
      initial={{}}
      input={({ upheld, note }) => ({ caseId, upheld: upheld === 'yes', note })}
      done={t('appealDecided')}
    >
      <FormField name="upheld" label={t('upheld')}>
        <NativeSelect
          options={[
            { value: 'yes', label: t('upheldYes') },
            { value: 'no', label: t('upheldNo') },
          ]}
        />
      </FormField>
      <FormField name="note" label={t('appealNote')}>
        <Input.TextArea rows={4} maxLength={1000} />
      </FormField>
    </FormAction>
  )
}
