import type { ReactNode } from 'react'
import { RadioCards } from '../../web/ui/choices.tsx'
import { TextArea, TextInput } from '../../web/ui/fields.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import { type SurveyField, type SurveyForm, type YesNo, signalGrade } from './form.ts'
import { PositionField } from './position-field.tsx'
import { surveyWords } from './words.ts'

type Question = 'signboardMatches' | 'operating' | 'keypadOutOfCameraView' | 'powerOutlet' | 'earthed'

/** Every fact of the survey in the order one walks through a shop: front, counter, sockets, signal, position. */
export const SurveyFields = ({
  form,
  change,
  missing,
  asked,
}: {
  form: SurveyForm
  change: (part: Partial<SurveyForm>) => void
  missing: readonly SurveyField[]
  /** Whether submitting was tried: only then missing answers are pointed at. */
  asked: boolean
}) => {
  const t = useWords(surveyWords)
  const lacks = (field: SurveyField, say: string): string | false => asked && missing.includes(field) && say
  const yesNo = (field: Question, help?: ReactNode) => (
    <RadioCards<Exclude<YesNo, ''>>
      inline
      legend={t(field)}
      help={help}
      problem={lacks(field, t('answerThis'))}
      value={form[field]}
      onChange={(value) => change({ [field]: value })}
      choices={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
    />
  )
  const grade = signalGrade(form.signalDbm)
  const filmed = form.keypadOutOfCameraView === 'no'
  return (
    <>
      <Card title={t('shop')}>
        {yesNo('signboardMatches')}
        {yesNo('operating', t('operatingHelp'))}
        <TextInput
          label={t('otherTerminals')}
          help={t('otherTerminalsHelp')}
          problem={lacks('otherTerminals', t('answerNumber'))}
          value={form.otherTerminals}
          onChange={(otherTerminals) => change({ otherTerminals })}
          inputMode="numeric"
          maxLength={3}
          suffix={t('pieces')}
        />
      </Card>
      <Card title={t('counter')}>
        <TextInput
          label={t('counterPosition')}
          help={t('counterPositionHelp')}
          problem={lacks('counterPosition', t('answerThis'))}
          value={form.counterPosition}
          onChange={(counterPosition) => change({ counterPosition })}
          maxLength={200}
        />
        {yesNo('keypadOutOfCameraView')}
      </Card>
      <Card title={t('power')}>
        {yesNo('powerOutlet')}
        {yesNo('earthed')}
        <RadioCards
          legend={t('network')}
          problem={lacks('network', t('answerThis'))}
          value={form.network}
          onChange={(network) => change({ network })}
          choices={[
            { value: 'lan', label: t('lan') },
            { value: 'wifi', label: t('wifi') },
            { value: 'cellular-only', label: t('cellular-only') },
          ]}
        />
        <TextInput
          label={t('signalDbm')}
          help={t('signalHelp')}
          problem={lacks('signalDbm', t('answerSignal'))}
          value={form.signalDbm}
          onChange={(typed) => change({ signalDbm: typed.replace(/\D/g, '').slice(0, 3) })}
          inputMode="numeric"
          suffix="dBm"
          className="after-minus"
        />
        {grade && (
          <p role="status" className={grade === 'poor' ? 'warn strong' : 'strong'}>
            {t(grade, { dbm: form.signalDbm })}
          </p>
        )}
      </Card>
      <Card title={t('place')}>
        <PositionField
          fix={form.fix}
          onFix={(fix) => change({ fix })}
          problem={lacks('fix', t('answerFix'))}
        />
      </Card>
      <Card title={t('more')}>
        <TextArea
          label={t('note')}
          help={filmed ? t('noteForCamera') : t('noteHelp')}
          optional={!filmed}
          problem={lacks('note', t('noteForCamera'))}
          value={form.note}
          onChange={(note) => change({ note })}
          maxLength={1000}
        />
      </Card>
    </>
  )
}
