import Input from 'antd/es/input'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { fieldWords } from '../domain-words.ts'
import { Notice } from '../ui/notice.tsx'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

/** A merchant asked to have a value put right: it is answered with reasons, which the merchant reads. */
export const Correction = ({ value: { caseId, corrections } }: { value: CaseView }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const open = corrections.find(({ decision }) => decision === null)
  if (!open) return null
  const field = both(fieldWords[open.field])
  return (
    <Notice
      title={t('correctionOf', { field })}
      actions={
        <FormAction<'reviews.decide-correction', { accepted: 'yes' | 'no'; note: string }>
          name="reviews.decide-correction"
          label={t('decideCorrection')}
          initial={{}}
          input={({ accepted, note }) => ({ caseId, accepted: accepted === 'yes', note })}
          done={t('correctionDecided')}
        >
          <FormField name="accepted" label={t('upheld')}>
            <NativeSelect
              options={[
                { value: 'yes', label: t('correctionYes') },
                { value: 'no', label: t('correctionNo') },
              ]}
            />
          </FormField>
          <FormField name="note" label={t('appealNote')} help={t('correctionNoteHelp')}>
            <Input.TextArea rows={3} maxLength={500} />
          </FormField>
        </FormAction>
      }
    >
      <p>
        {t('correctionTo')} <span className="code">{open.masked}</span>
      </p>
      <p>{open.reason}</p>
    </Notice>
  )
}
