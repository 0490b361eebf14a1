import type { ReactNode } from 'react'
import { momentOf } from '../../format.ts'
import { useSettings } from '../../settings.tsx'
import { Card } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import type { CaseView } from '../vocabulary.ts'
import { panelWords } from './words.ts'

/** That the handler was recorded, and where it opens: nobody but the acquirer sees more. `open` is what its desk adds. */
export const HandlerPanel = ({ value, open }: { value: CaseView; open?: ReactNode }) => {
  const t = useWords(panelWords)
  const { language } = useSettings()
  const { handler, acquirer, install } = value
  if (!install) return null
  return (
    <Card title={t('handler')}>
      {handler ? (
        <>
          <p>{t('handlerAt', { at: momentOf(handler.recordedAt, language), acquirer: acquirer.name })}</p>
          {open}
        </>
      ) : (
        <p className="soft">{t('noHandler')}</p>
      )}
    </Card>
  )
}
