import { Notice } from '../../web/ui/notice.tsx'
import { useWords } from '../../web/wording.ts'
import { deviceWords } from './words.ts'

/** A number, seal, case or firmware did not match: nothing more is done with this terminal. */
export const Quarantine = () => {
  const t = useWords(deviceWords)
  return (
    <Notice tone="bad" alert title={t('quarantined')}>
      {t('quarantinedWhy')}
    </Notice>
  )
}
