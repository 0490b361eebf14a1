import { limitsAt } from '#vault/limits.ts'
import Input from 'antd/es/input'
import { useCallback, useState } from 'react'
import { ConfirmAction } from '../console/confirm-action.tsx'
import { FormField } from '../console/field.tsx'
import { FormAction } from '../console/form-action.tsx'
import type { CaseView, sealedFields } from '../console/vocabulary.ts'
import { useFieldSaid } from '../looks/fields-said.ts'
import type { Grant } from '../looks/words.ts'
import { useSettings } from '../settings.tsx'
import { useWords } from '../wording.ts'
import { ClearFields, useSealedChoices } from './dossier.tsx'
import { FieldChoice } from './field-choice.tsx'
import { reviewerWords } from './words.ts'

type Field = (typeof sealedFields)[number]
/** How long a confirmed break-glass look runs today. */
const minutes = () => limitsAt(new Date().toISOString()).breakGlassMinutes

type Shown = Parameters<typeof ClearFields>[0]['shown']

/** Asks for a look outside every step of the case; a colleague has to confirm it and the merchant reads the reason. */
export const AskBreakGlass = ({ value }: { value: CaseView }) => {
  const t = useWords(reviewerWords)
  const choices = useSealedChoices(value)
  if (choices.length === 0) return null
  return (
    <FormAction<'vault.ask-break-glass', { fields: Field[]; reason: string }>
      name="vault.ask-break-glass"
      label={t('askBreakGlass')}
      danger
      initial={{ fields: [] }}
      input={({ fields, reason }) => ({ caseId: value.caseId, fields, reason })}
      intro={<p>{t('askBreakGlassWhy', { minutes: minutes() })}</p>}
      done={t('breakGlassAsked')}
    >
      <FieldChoice<Field> legend={t('whichFields')} none={t('whichNone')} choices={choices} />
      <FormField name="reason" label={t('breakGlassReason')} help={t('breakGlassReasonHelp')}>
        <Input.TextArea rows={3} maxLength={500} />
      </FormField>
    </FormAction>
  )
}

const Confirm = ({ caseId, grant }: { caseId: string; grant: Grant }) => {
  const t = useWords(reviewerWords)
  const fieldSaid = useFieldSaid()
  const { language } = useSettings()
  return (
    <ConfirmAction
      name="vault.confirm-break-glass"
      input={{ caseId, grantId: grant.grantId }}
      label={t('confirmBreakGlass')}
      accessibleName={t('confirmBreakGlassOf', { who: grant.reader })}
      done={t('breakGlassConfirmed')}
      danger
      small
    >
      <p>
        {t('confirmBreakGlassWhy', {
          who: grant.reader,
          minutes: minutes(),
          fields: grant.fields.map(fieldSaid).join(language === 'en' ? ', ' : '、'),
        })}
      </p>
      <p className="strong">{grant.reason}</p>
    </ConfirmAction>
  )
}

/** What this reviewer can do with a break-glass grant: confirm a colleague's, or look under their own. */
export const BreakGlassTurn = ({
  value,
  grant,
  onShown,
}: {
  value: CaseView
  grant: Grant
  onShown: (shown: Shown) => void
}) => {
  const t = useWords(reviewerWords)
  const choices = useSealedChoices(value, grant.fields)
  const { caseId } = value
  if (grant.kind !== 'break-glass') return null
  if (grant.waiting)
    return grant.byMe ? (
      <span className="soft small">{t('secondMustConfirm')}</span>
    ) : (
      <Confirm caseId={caseId} grant={grant} />
    )
  if (!grant.live || !grant.byMe) return null
  return (
    <FormAction<'vault.reveal', { fields: Field[]; purpose: string }>
      name="vault.reveal"
      label={t('lookNow')}
      submit={t('revealNow')}
      primary
      small
      initial={{ fields: [], purpose: grant.reason.slice(0, 200) }}
      input={({ fields, purpose }) => ({ caseId, fields, purpose })}
      done={t('revealed')}
      onDone={({ fields }, { purpose }) => onShown({ purpose, fields })}
    >
      <FieldChoice<Field> legend={t('whichFields')} none={t('whichNone')} choices={choices} />
      <FormField name="purpose" label={t('purpose')} help={t('purposeHelp')}>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
    </FormAction>
  )
}

/** Clear text of a break-glass look, above the list of grants. */
export const useBreakGlass = (value: CaseView) => {
  const [shown, setShown] = useState<Shown | null>(null)
  const putAway = useCallback(() => setShown(null), [])
  return {
    clear: shown && <ClearFields shown={shown} onGone={putAway} />,
    turn: (grant: Grant) => <BreakGlassTurn value={value} grant={grant} onShown={setShown} />,
  }
}
