import type { OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { useCallback, useState } from 'react'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { NativeSelect } from '../console/native-select.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { Facts } from '../ui/surface.tsx'
import { fieldWords } from '../domain-words.ts'
import { Notice } from '../ui/notice.tsx'
import { useBoth, useWords } from '../wording.ts'
import { Fleeting } from './fleeting.tsx'
import { reviewerWords } from './words.ts'

type Shown = { purpose: string; values: OutputOf<'reviews.reveal-correction'> }

/** Both values in clear, for a stated purpose and a short while. */
const BothValues = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  const [shown, setShown] = useState<Shown | null>(null)
  const putAway = useCallback(() => setShown(null), [])
  if (shown)
    return (
      <Fleeting title={t('revealedTitle')} purpose={shown.purpose} onGone={putAway}>
        <Facts
          rows={[
            [t('correctionNow'), shown.values.now],
            [t('correctionTo'), shown.values.wanted],
          ]}
        />
      </Fleeting>
    )
  return (
    <FormAction<'reviews.reveal-correction', { purpose: string }>
      name="reviews.reveal-correction"
      label={t('revealCorrection')}
      submit={t('revealNow')}
      initial={{}}
      input={({ purpose }) => ({ caseId, purpose })}
      done={t('revealed')}
      onDone={(values, { purpose }) => setShown({ purpose, values })}
    >
      <FormField name="purpose" label={t('purpose')} help={t('purposeHelp')}>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

/** A merchant asked to have a value put right: it is answered with reasons, which the merchant reads. */
export const Correction = ({ value: { caseId, corrections } }: { value: CaseView }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const open = corrections.find(({ decision }) => decision === null)
  if (!open) return null
  const field = both(fieldWords[open.field])
  return (
    <div className="stack">
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
      {/* Beside the request, not within it: a notice in a notice leaves a phone no room for the values. */}
      <BothValues caseId={caseId} />
    </div>
  )
}
