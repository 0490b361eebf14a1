import type { InputOf, OutputOf } from '#api/calls.ts'
import Input from 'antd/es/input'
import { useCallback, useState } from 'react'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import { type CaseView, sealedFields } from '../console/vocabulary.ts'
import { fieldWords } from '../domain-words.ts'
import { momentOf } from '../format.ts'
import { standingOf } from '../looks/standing.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Facts } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { FieldChoice } from './field-choice.tsx'
import { Fleeting } from './fleeting.tsx'
import { reviewerWords } from './words.ts'

type Field = (typeof sealedFields)[number]
type Shown = { purpose: string; fields: OutputOf<'reviews.reveal-dossier'>['fields'] }
type Asked = { purpose: string; fields: Field[] }

/** The sealed fields this case has, each with its mask: what a reviewer may tick. */
export const useSealedChoices = (value: CaseView, within?: readonly string[]) => {
  const both = useBoth()
  const masked = value.application?.masked ?? {}
  return sealedFields
    .filter((field) => masked[field] && (within?.includes(field) ?? true))
    .map((field) => ({ value: field, label: both(fieldWords[field]), note: masked[field] ?? '' }))
}

/** Fields in clear under a purpose, kept only in this page's memory and not for long. */
export const ClearFields = ({ shown, onGone }: { shown: Shown; onGone: () => void }) => {
  const t = useWords(reviewerWords)
  const both = useBoth()
  return (
    <Fleeting title={t('revealedTitle')} purpose={shown.purpose} onGone={onGone}>
      <Facts
        rows={sealedFields
          .filter((field) => shown.fields[field])
          .map((field) => [both(fieldWords[field]), <span key={field}>{shown.fields[field]}</span>])}
      />
    </Fleeting>
  )
}

/** How long my leave to look runs; nothing while there is none yet (a second reviewer gets it with the first look). */
const MyLeave = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  const { language } = useSettings()
  const read = useRead('vault.grants', { caseId })
  const mine = read.data?.items.find(
    (grant) =>
      grant.byMe &&
      standingOf(grant) === 'live' &&
      (grant.kind === 'review' || grant.kind === 'second-review'),
  )
  return mine ? <p className="soft">{t('leaveUntil', { at: momentOf(mine.expiresAt, language) })}</p> : null
}

/** Sealed data in clear: the ticked fields only, for a stated purpose. */
export const Dossier = ({ value }: { value: CaseView }) => {
  const t = useWords(reviewerWords)
  const { caseId } = value
  const choices = useSealedChoices(value)
  const [shown, setShown] = useState<Shown | null>(null)
  const putAway = useCallback(() => setShown(null), [])
  if (shown) return <ClearFields shown={shown} onGone={putAway} />
  return (
    <FormAction<'reviews.reveal-dossier', Asked>
      name="reviews.reveal-dossier"
      label={t('reveal')}
      submit={t('revealNow')}
      initial={{ fields: [] }}
      input={({ purpose, fields }): InputOf<'reviews.reveal-dossier'> => ({ caseId, purpose, fields })}
      intro={<MyLeave caseId={caseId} />}
      done={t('revealed')}
      onDone={({ fields }, { purpose }) => setShown({ purpose, fields })}
    >
      <FieldChoice<Field> legend={t('whichFields')} none={t('whichNone')} choices={choices} />
      <FormField name="purpose" label={t('purpose')} help={t('purposeHelp')}>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}
