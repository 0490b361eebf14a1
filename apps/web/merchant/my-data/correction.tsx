import { useState } from 'react'
import { fieldWords } from '../../domain-words.ts'
import { momentOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Select, TextArea, TextInput } from '../../ui/fields.tsx'
import { ProblemNotice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useBoth, useWords } from '../../wording.ts'
import type { CaseView } from '../next.ts'
import { merchantWords } from '../words.ts'
import { myDataWords } from './words.ts'

type Field = CaseView['corrections'][number]['field']

const Asked = ({ corrections }: Pick<CaseView, 'corrections'>) => {
  const t = useWords(myDataWords)
  const field = useWords(fieldWords)
  const { language } = useSettings()
  return (
    <ul className="stack">
      {corrections.map(({ correctionId, field: name, masked, at, decision }) => (
        <li key={correctionId} className="stack tight parted">
          <div className="row between">
            <span className="strong">{field(name)}</span>
            <Tag tone={decision === null ? 'warning' : decision.accepted ? 'good' : 'bad'}>
              {t(decision === null ? 'pending' : decision.accepted ? 'accepted' : 'declined')}
            </Tag>
          </div>
          <p className="soft small">
            <span className="code">{masked}</span> · {momentOf(at, language)}
          </p>
          {decision && <p>{t('answer', { note: decision.note })}</p>}
        </li>
      ))}
    </ul>
  )
}

const Form = ({ view }: { view: CaseView }) => {
  const t = useWords(myDataWords)
  const both = useBoth()
  const tell = useToast()
  const [field, setField] = useState<Field | ''>('')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const ask = useCommand('vault.request-correction')
  const sealed = Object.keys(view.application?.masked ?? {}) as Field[]
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (field === '') return
        ask.send({ caseId: view.caseId, field, value: value.trim(), reason: reason.trim() }, () => {
          tell(t('sent'))
          setField('')
          setValue('')
          setReason('')
        })
      }}
    >
      <Select<Field>
        label={t('field')}
        value={field}
        onChange={setField}
        empty={t('choose')}
        required
        choices={sealed.map((name) => ({ value: name, label: both(fieldWords[name]) }))}
      />
      <TextInput
        label={t('value')}
        value={value}
        onChange={setValue}
        carries={field === 'settlementAccountNo' ? 'settlement-account' : 'words'}
        required
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <TextArea label={t('reason')} value={reason} onChange={setReason} required maxLength={500} rows={2} />
      <ProblemNotice problem={ask.problem} />
      <Button type="submit" busy={ask.busy}>
        {t('send')}
      </Button>
    </form>
  )
}

const OfCase = ({ caseId }: { caseId: string }) => {
  const t = useWords(myDataWords)
  const read = useRead('cases.case', { caseId })
  return (
    <Loaded query={read} lines={2}>
      {(view) => {
        const { application, corrections } = view
        const closed = application && application.status !== 'draft' && application.status !== 'returned'
        const standing = corrections.some(({ decision }) => decision === null)
        return (
          <>
            <Asked corrections={corrections} />
            {closed ? !standing && <Form view={view} /> : <p className="soft">{t('correctNone')}</p>}
          </>
        )
      }}
    </Loaded>
  )
}

/** Asks the acquirer to put a sealed value right, and shows what became of it (PIPL art. 46). */
export const Corrections = () => {
  const t = useWords(myDataWords)
  const m = useWords(merchantWords)
  const [chosen, choose] = useState('')
  const cases = useRead('cases.list', { limit: 100 })
  return (
    <Card title={t('correct')}>
      <p className="soft">{t('correctLead')}</p>
      <Loaded query={cases} lines={2}>
        {({ items }) => {
          const caseId = chosen || (items[0]?.caseId ?? '')
          if (caseId === '') return <p className="soft">{t('correctNone')}</p>
          return (
            <>
              {items.length > 1 && (
                <Select
                  label={t('case')}
                  value={caseId}
                  onChange={choose}
                  choices={items.map((row) => ({ value: row.caseId, label: row.shopName || m('unnamed') }))}
                />
              )}
              <OfCase key={caseId} caseId={caseId} />
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
