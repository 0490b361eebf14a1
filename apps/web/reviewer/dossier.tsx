import type { OutputOf } from '#api/calls.ts'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { sealedFields } from '../console/vocabulary.ts'
import { fieldWords } from '../domain-words.ts'
import { Notice } from '../ui/notice.tsx'
import { Facts } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

type Clear = OutputOf<'reviews.reveal-dossier'>['fields']

/** The sealed data in clear, for a stated purpose, kept only in this page's memory. */
export const Dossier = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  const [clear, setClear] = useState<Clear | null>(null)
  const [purpose, setPurpose] = useState('')
  if (clear)
    return (
      <Notice
        tone="warning"
        title={t('revealedTitle')}
        actions={<Button onClick={() => setClear(null)}>{t('hide')}</Button>}
      >
        <div className="stack">
          <p>{t('revealedFor', { purpose })}</p>
          <Facts
            rows={sealedFields
              .filter((field) => clear[field])
              .map((field) => [both(fieldWords[field]), clear[field]])}
          />
        </div>
      </Notice>
    )
  return (
    <FormAction<'reviews.reveal-dossier', { purpose: string }>
      name="reviews.reveal-dossier"
      label={t('reveal')}
      submit={t('revealNow')}
      initial={{}}
      input={({ purpose }) => {
        setPurpose(purpose)
        return { caseId, purpose }
      }}
      done={t('revealed')}
      onDone={({ fields }) => setClear(fields)}
    >
      <FormField name="purpose" label={t('purpose')} help={t('purposeHelp')}>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}
