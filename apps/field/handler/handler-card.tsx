import { momentOf } from '../../web/format.ts'
import { useSettings } from '../../web/settings.tsx'
import { LinkButton } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/surface.tsx'
import { useWords } from '../../web/wording.ts'
import type { Here } from '../in-visit.tsx'
import { handlerWords } from './words.ts'

/** On the page of an installation: was the handler recorded, and the way to do it. */
export const HandlerCard = ({ here: { visit, view } }: { here: Here }) => {
  const t = useWords(handlerWords)
  const { language } = useSettings()
  if (visit.kind !== 'install' || (visit.status !== 'arrived' && !view.handler)) return null
  return (
    <Card title={t('card')}>
      {view.handler ? (
        <p>
          {t('recordedAt', { at: momentOf(view.handler.recordedAt, language), acquirer: view.acquirer.name })}
        </p>
      ) : (
        <p className="soft">{t('cardWhy')}</p>
      )}
      {visit.status === 'arrived' && (
        <div>
          <LinkButton href="/handler">{t(view.handler ? 'again' : 'open')}</LinkButton>
        </div>
      )}
    </Card>
  )
}
