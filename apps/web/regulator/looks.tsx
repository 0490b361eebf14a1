import { LooksListing } from '../console/case-panels/looks-listing.tsx'
import { GrantsTable } from '../console/case-panels/looks-panel.tsx'
import { looksPanelWords } from '../console/case-panels/looks-words.ts'
import { CaseSearch, useCaseSearch } from '../console/case-search.tsx'
import { ConsolePage } from '../console/page.tsx'
import { useWords } from '../wording.ts'

/** Every look at clear text, without a word of what was seen; one case's grants with it when a case is chosen. */
export const Looks = () => {
  const t = useWords(looksPanelWords)
  const [caseId, setCaseId] = useCaseSearch()
  return (
    <ConsolePage title={t('title')} lead={t('lead')}>
      <CaseSearch value={caseId} onChange={setCaseId} />
      <LooksListing caseId={caseId} />
      {caseId && <GrantsTable caseId={caseId} />}
    </ConsolePage>
  )
}
