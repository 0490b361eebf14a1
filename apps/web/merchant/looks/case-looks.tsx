import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Card } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { useCaseId } from '../case-page.tsx'
import { AboutLog } from './about-log.tsx'
import { GrantList } from './grant-list.tsx'
import { LookList } from './look-list.tsx'
import { myLookWords } from './words.ts'

/** Who saw the data of one case, who may see them now, and what to do about a look that should not have been. */
export default function CaseLooks() {
  const t = useWords(myLookWords)
  const caseId = useCaseId()
  return (
    <Page title={t('title')} lead={t('lead')} back="/">
      <GrantList caseId={caseId} />
      <h2>{t('looks')}</h2>
      <LookList caseId={caseId} />
      <Card title={t('wrong')}>
        <p>{t('wrongWhy')}</p>
        <LinkButton href="/tickets">{t('complain')}</LinkButton>
      </Card>
      <AboutLog />
    </Page>
  )
}
