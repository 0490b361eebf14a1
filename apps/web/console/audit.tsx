import { callNamed } from '#api/calls.ts'
import { useRuleSaid } from '../rule-words.ts'
import { Tag } from '../ui/surface.tsx'
import { useBoth, useWords } from '../wording.ts'
import { usePrincipalWord } from './case-panels/history-panel.tsx'
import { CaseSearch, useCaseSearch } from './case-search.tsx'
import { deskWords } from './desk-words.ts'
import { Listing } from './listing.tsx'
import { Moment } from './moment.tsx'
import { ConsolePage } from './page.tsx'

const Outcome = ({ outcome }: { outcome: string }) => {
  const t = useWords(deskWords)
  const said = useRuleSaid()
  if (outcome === 'ok') return <Tag tone="good">{t('outcomeDone')}</Tag>
  return (
    <span className="stack tight">
      <span>
        <Tag tone="warning">{outcome}</Tag>
      </span>
      <span className="small soft">{said(outcome)?.happened}</span>
    </span>
  )
}

/** Who did or looked at what, refusals included. */
export const Audit = () => {
  const t = useWords(deskWords)
  const both = useBoth()
  const principalWord = usePrincipalWord()
  const [caseId, setCaseId] = useCaseSearch()
  const say = (name: string) => {
    const call = callNamed.get(name)
    return call ? both(call.say) : name
  }
  return (
    <ConsolePage title={t('audit')}>
      <CaseSearch value={caseId} onChange={setCaseId} />
      <Listing
        name="organisations.audit"
        input={caseId ? { caseId } : {}}
        caption={t('audit')}
        keyOf={(row) => row.auditId}
        columns={[
          { key: 'when', name: t('when'), cell: ({ at }) => <Moment at={at} /> },
          {
            key: 'call',
            name: t('call'),
            cell: ({ call }) => (
              <span className="stack tight">
                <span>{say(call)}</span>
                <span className="code small soft">{call}</span>
              </span>
            ),
          },
          {
            key: 'person',
            name: t('person'),
            cell: ({ person, principal }) => [person, principalWord(principal)].filter(Boolean).join(' · '),
          },
          { key: 'organisation', name: t('organisation'), cell: ({ organisation }) => organisation },
          { key: 'outcome', name: t('outcome'), cell: ({ outcome }) => <Outcome outcome={outcome} /> },
          {
            key: 'request',
            name: t('request'),
            cell: ({ requestId }) => <span className="code small">{requestId}</span>,
          },
        ]}
      />
    </ConsolePage>
  )
}
