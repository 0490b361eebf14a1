import { usePrincipalWord } from '../console/case-panels/history-panel.tsx'
import { CaseSearch, useCaseSearch } from '../console/case-search.tsx'
import { Listing } from '../console/listing.tsx'
import { Moment } from '../console/moment.tsx'
import { ConsolePage } from '../console/page.tsx'
import { factName } from '../fact-words.ts'
import { useSettings } from '../settings.tsx'
import { useWords } from '../wording.ts'
import { Checkpoint } from './checkpoint.tsx'
import { ProofButton } from './proof-button.tsx'
import { regulatorWords } from './words.ts'

/** Everything that became true, with a proof of each that outsiders can check. */
export const Facts = () => {
  const t = useWords(regulatorWords)
  const { language } = useSettings()
  const principalWord = usePrincipalWord()
  const [caseId, setCaseId] = useCaseSearch()
  return (
    <ConsolePage title={t('facts')} lead={t('factsLead')}>
      <Checkpoint />
      <CaseSearch value={caseId} onChange={setCaseId} />
      <Listing
        name="supervision.facts"
        input={caseId ? { caseId } : {}}
        caption={t('facts')}
        keyOf={(row) => row.factId}
        columns={[
          { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
          { key: 'what', name: t('what'), cell: ({ type }) => factName(type, language) },
          {
            key: 'stream',
            name: t('stream'),
            cell: ({ stream }) => <span className="code small">{stream}</span>,
          },
          {
            key: 'who',
            name: t('who'),
            cell: ({ principal, organisation }) =>
              [principalWord(principal), organisation].filter(Boolean).join(' · '),
          },
          {
            key: 'leaf',
            name: t('leaf'),
            number: true,
            cell: ({ leafIndex }) => leafIndex ?? t('pending'),
          },
          {
            key: 'proof',
            name: t('proof'),
            cell: ({ factId, leafIndex }) =>
              leafIndex !== null && <ProofButton factId={factId} leafIndex={leafIndex} />,
          },
        ]}
      />
    </ConsolePage>
  )
}
