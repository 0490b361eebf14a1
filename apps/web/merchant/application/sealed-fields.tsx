import { useState } from 'react'
import { fieldWords } from '../../domain-words.ts'
import { useTypedProblem } from '../../typed-problem.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/fields.tsx'
import { Card } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import type { CaseView } from '../next.ts'
import type { SealedPart } from './autosave.ts'
import { useFieldProblem } from './shop-fields.tsx'
import { SuggestionFor } from './suggestions.tsx'
import { applicationWords } from './words.ts'

type Application = NonNullable<CaseView['application']>
type SealedName = keyof SealedPart

const shape: Record<SealedName, { maxLength: number; inputMode?: 'tel' | 'numeric'; autoComplete: string }> =
  {
    legalPersonName: { maxLength: 60, autoComplete: 'name' },
    legalPersonIdNo: { maxLength: 18, autoComplete: 'off' },
    contactPhone: { maxLength: 20, inputMode: 'tel', autoComplete: 'tel' },
    premisesAddress: { maxLength: 200, autoComplete: 'street-address' },
    settlementAccountName: { maxLength: 120, autoComplete: 'off' },
    settlementAccountNo: { maxLength: 32, inputMode: 'numeric', autoComplete: 'off' },
  }
const names = Object.keys(shape) as SealedName[]

const isSuggested = (name: SealedName) =>
  name === 'legalPersonName' || name === 'legalPersonIdNo' || name === 'premisesAddress'

type FieldProps = {
  name: SealedName
  masked: string | undefined
  problem: string | undefined
  onSave: (value: string) => void
}

/** Typed once, then only its mask comes back. Leaving the field or pressing Enter seals it. */
const SealedField = ({ name, masked, problem, onSave }: FieldProps) => {
  const t = useWords(applicationWords)
  const field = useWords(fieldWords)
  const [value, setValue] = useState('')
  const [typing, setTyping] = useState(false)
  const typed = useTypedProblem()
  const carries = name === 'settlementAccountNo' ? 'settlement-account' : 'words'
  const seal = () => {
    const trimmed = value.trim()
    if (trimmed === '' || typed(trimmed, carries) !== undefined) return
    onSave(trimmed)
    setTyping(false)
  }
  // Until the answer brings the mask, the typed value stays where it was.
  const shown = masked !== undefined && !typing
  if (shown)
    return (
      <div className={problem ? 'field wrong' : 'field'} id={`field-${name}`}>
        <span className="strong">{field(name)}</span>
        <div className="sealed">
          <span className="code">{masked}</span>
          <Button
            small
            kind="quiet"
            aria-label={t('changeNamed', { field: field(name) })}
            onClick={() => {
              setValue('')
              setTyping(true)
            }}
          >
            {t('change')}
          </Button>
        </div>
        {problem && (
          <div className="field-problem">
            <span aria-hidden="true">!</span>
            <div>{problem}</div>
          </div>
        )}
      </div>
    )
  return (
    <form
      id={`field-${name}`}
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        seal()
      }}
    >
      <TextInput
        {...shape[name]}
        label={field(name)}
        value={value}
        onChange={setValue}
        carries={carries}
        onBlur={seal}
        problem={problem}
        spellCheck={false}
      />
      {masked !== undefined && (
        <div>
          <Button small kind="quiet" onClick={() => setTyping(false)}>
            {t('keep')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** Personal data: on its way to the vault the moment a field is left. */
export const SealedFields = ({
  application,
  onSave,
}: {
  application: Application
  onSave: (part: SealedPart) => void
}) => {
  const t = useWords(applicationWords)
  const problemOf = useFieldProblem(application.problems)
  return (
    <Card title={t('sealedTitle')}>
      <p className="soft">{t('sealedLead')}</p>
      {names.map((name) => (
        <div key={name}>
          <SealedField
            name={name}
            masked={application.masked[name]}
            problem={problemOf(name)}
            onSave={(value) => onSave({ [name]: value })}
          />
          {isSuggested(name) && <SuggestionFor field={name} current={application.masked[name]} />}
        </div>
      ))}
    </Card>
  )
}
