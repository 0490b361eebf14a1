import { dataLineWords, terminalWords } from '../../domain-words.ts'
import { Notice } from '../../ui/notice.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import type { CaseView } from '../vocabulary.ts'
import { TermsView } from './terms-view.tsx'
import { panelWords } from './words.ts'

type Proposal = CaseView['proposals'][number]

const OneProposal = ({ proposal, accepted }: { proposal: Proposal; accepted: boolean }) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const state = accepted ? 'accepted' : proposal.changeRequest === null ? 'waiting' : 'changeAsked'
  return (
    <Card
      title={`${t('proposals')} · ${t('version', { n: proposal.version })}`}
      aside={<Tag tone={accepted ? 'good' : state === 'waiting' ? 'info' : 'warning'}>{t(state)}</Tag>}
    >
      {proposal.changeRequest !== null && (
        <Notice tone="warning" title={t('changeAsked')}>
          {proposal.changeRequest}
        </Notice>
      )}
      <Facts
        rows={[
          [t('model'), `${proposal.modelCode} · ${both(terminalWords[proposal.terminalKind])}`],
          [t('quantity'), proposal.quantity],
          [t('place'), proposal.position],
          [t('dataLine'), both(dataLineWords[proposal.dataLine])],
        ]}
      />
      <TermsView terms={proposal.terms} serviceLevel={proposal.serviceLevel} />
    </Card>
  )
}

/** The newest version in full; older ones on demand. */
export const ProposalsPanel = ({ value }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const [newest, ...older] = value.proposals.toReversed()
  if (!newest)
    return (
      <Card title={t('proposals')}>
        <p className="soft">{t('noProposals')}</p>
      </Card>
    )
  return (
    <>
      <OneProposal proposal={newest} accepted={newest.version === value.acceptedProposal} />
      {older.map((proposal) => (
        <details key={proposal.version} className="older">
          <summary>{t('version', { n: proposal.version })}</summary>
          <OneProposal proposal={proposal} accepted={proposal.version === value.acceptedProposal} />
        </details>
      ))}
    </>
  )
}
