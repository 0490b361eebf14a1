import { Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { consoleWords } from '../words.ts'

/** Yes or no in words; `good` says which of them is the reassuring one. */
export const YesNo = ({ value, good = true }: { value: boolean; good?: boolean }) => {
  const t = useWords(consoleWords)
  return <Tag tone={value === good ? 'good' : 'warning'}>{t(value ? 'yes' : 'no')}</Tag>
}
