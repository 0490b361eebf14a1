import { CasePage } from '../console/case-page.tsx'
import { ChangesPanel } from '../console/case-panels/changes-panel.tsx'
import { TalkPanel, talkTurn } from '../console/case-panels/talk-panel.tsx'
import { ConfirmAction } from '../console/confirm-action.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { useMe } from '../session.tsx'
import { Card } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { AgreementActions } from './agreement-actions.tsx'
import { OfferAction } from './offer-action.tsx'
import { ProposalAction } from './proposal-action.tsx'
import { VisitAction } from './visit-action.tsx'
import { providerWords } from './words.ts'

type Visit = CaseView['visits'][number]

const isStanding = ({ status, endsAt }: Visit) =>
  (status === 'proposed' || status === 'confirmed' || status === 'arrived') && Date.parse(endsAt) > Date.now()

const OfferTurn = ({ value }: { value: CaseView }) => {
  const t = useWords(providerWords)
  return (
    <div className="row">
      <OfferAction value={value} />
      <ConfirmAction
        name="offers.decline"
        input={{ caseId: value.caseId }}
        label={t('decline')}
        done={t('declined')}
      >
        <p>{t('declineWhy')}</p>
      </ConfirmAction>
    </div>
  )
}

/** What may be booked where a terminal stands; a return also for one the shop refused. */
const afterwards = ['inspection', 'repair', 'replacement', 'return'] as const
/** Somebody came to install: what the shop refused may wait there to be fetched. */
const wasThere = (visits: CaseView['visits']): boolean =>
  visits.some(({ kind, status }) => kind === 'install' && (status === 'arrived' || status === 'done'))
const offered =
  ({ visits, install }: CaseView) =>
  (kind: (typeof afterwards)[number]): boolean =>
    (install?.boundAt != null || (kind === 'return' && wasThere(visits))) &&
    !visits.some((visit) => visit.kind === kind && isStanding(visit))

/** What a chosen provider can do: book a visit, propose, bring the agreement. Null while others act. */
const workOf = (value: CaseView) => {
  const { visits, survey, proposals, acceptedProposal, agreement, install } = value
  const signed = agreement?.merchantSignature != null
  const inForce = agreement?.acquirerSignature != null
  const free = (kind: Visit['kind']) => !visits.some((visit) => visit.kind === kind && isStanding(visit))
  const last = proposals.at(-1)
  return {
    survey: acceptedProposal === null && survey === null && free('survey'),
    proposal:
      survey !== null && acceptedProposal === null && !signed && (!last || last.changeRequest !== null),
    agreement: acceptedProposal !== null && agreement === null,
    install: inForce && install?.boundAt == null && free('install'),
  }
}

const Turn = ({ value }: { value: CaseView }) => {
  const { caseId } = value
  const work = workOf(value)
  return (
    <div className="row">
      {work.survey && <VisitAction value={value} kinds={['survey']} />}
      {work.proposal && <ProposalAction value={value} />}
      {work.agreement && <AgreementActions caseId={caseId} />}
      {work.install && <VisitAction value={value} kinds={['install']} />}
    </div>
  )
}

const afterKinds = (value: CaseView) =>
  value.agreement?.acquirerSignature ? afterwards.filter(offered(value)) : []

/** Visits to the terminal that stands there: nobody's turn, to be booked when one is due or asked for. */
const TerminalVisits = ({
  value,
  kinds: [first, ...more],
}: {
  value: CaseView
  kinds: ReturnType<typeof afterKinds>
}) => {
  const t = useWords(providerWords)
  return first ? (
    <Card title={t('terminalVisits')}>
      <p className="soft">{t('terminalVisitsWhy')}</p>
      <VisitAction value={value} kinds={[first, ...more]} />
    </Card>
  ) : null
}

/** One case at the provider's desk. */
export const ProviderCase = ({ caseId }: { caseId: string }) => {
  const me = useMe()
  const ourId = me.data?.organisation?.organisationId
  return (
    <CasePage
      caseId={caseId}
      desk={{
        talk: (value) =>
          value.provider?.organisationId === ourId && (
            <>
              <TalkPanel caseId={caseId} />
              {value.agreement?.acquirerSignature && <ChangesPanel caseId={caseId} seal={null} />}
            </>
          ),
        turn: (value) => {
          if (value.provider?.organisationId === ourId) {
            const talk = talkTurn(value)
            const work = Object.values(workOf(value)).some(Boolean) && <Turn value={value} />
            const kinds = afterKinds(value)
            return talk || work || kinds.length > 0 ? (
              <>
                {talk}
                {work}
                <TerminalVisits value={value} kinds={kinds} />
              </>
            ) : null
          }
          const isOpen = value.requests.some(({ providerId, open }) => providerId === ourId && open)
          return isOpen ? <OfferTurn value={value} /> : null
        },
      }}
    />
  )
}
