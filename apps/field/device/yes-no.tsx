import { RadioCards } from '../../web/ui/choices.tsx'
import { useWords } from '../../web/wording.ts'
import { deviceWords } from './words.ts'

export type Answer = 'yes' | 'no' | ''

/** What somebody has to look at and say; nothing is answered beforehand. */
export const YesNo = ({
  legend,
  value,
  onChange,
  asked,
}: {
  legend: string
  value: Answer
  onChange: (value: Answer) => void
  asked: boolean
}) => {
  const t = useWords(deviceWords)
  return (
    <RadioCards<Exclude<Answer, ''>>
      inline
      legend={legend}
      problem={asked && value === '' && t('answerThis')}
      value={value}
      onChange={onChange}
      choices={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
    />
  )
}
