import { useState } from 'react'
import { useLocation } from 'wouter'
import { dataLineWords, terminalWords } from '../domain-words.ts'
import { useCommand } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/fields.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Card, Facts, Tag } from '../ui/surface.tsx'
import { useToast } from '../ui/toast.tsx'
import { common } from '../words.ts'
import { useWords } from '../wording.ts'
import { CasePage, useCaseId } from './case-page.tsx'
import type { CaseView } from './next.ts'
import { offerWords } from './offer-words.ts'
import { proposalWords } from './proposal-words.ts'
import { termsDiffering } from './terms-compare.ts'
import { ServiceView, TermsView } from './terms-view.tsx'

type Proposal = CaseView['proposals'][number]

/** Said beside the fees: do they still say what the chosen offer said? */
const AgainstOffer = ({ proposal, view }: { proposal: Proposal; view: CaseView }) => {
  const t = useWords(proposalWords)
  const term = useWords(offerWords)
  const offer = view.offers.find(({ offerId }) => offerId === view.chosenOfferId)
  if (!offer) return null
  const differing = [...new Set(termsDiffering(offer.terms, proposal.terms))]
  return differing.length === 0 ? (
    <Notice tone="good">{t('same')}</Notice>
  ) : (
    <Notice tone="warning" title={t('differs')}>
      {t('differsWhy', { items: differing.map((name) => term(name)).join('、') })}
    </Notice>
  )
}

const SurveyFacts = ({ survey }: { survey: NonNullable<CaseView['survey']> }) => {
  const t = useWords(proposalWords)
  const line = useWords(dataLineWords)
  return (
    <Card title={t('survey')}>
      <Facts
        rows={[
          [t('counter'), survey.counterPosition],
          [t('network'), line(survey.network)],
          [t('signal'), `${survey.signalDbm} dBm`],
          [
            t('power'),
            survey.powerOutlet ? (survey.earthed ? t('powerOk') : t('powerNoEarth')) : t('powerNone'),
          ],
        ]}
      />
    </Card>
  )
}

const ProposalBody = ({ proposal, view }: { proposal: Proposal; view: CaseView }) => {
  const t = useWords(proposalWords)
  const terminal = useWords(terminalWords)
  const line = useWords(dataLineWords)
  const { version, changeRequest } = proposal
  const accepted = view.acceptedProposal === version
  return (
    <>
      <Card
        title={t('version', { n: version })}
        aside={
          accepted ? (
            <Tag tone="good">{t('accepted')}</Tag>
          ) : (
            changeRequest !== null && <Tag tone="warning">{t('changeAsked')}</Tag>
          )
        }
      >
        {changeRequest !== null && <p className="message">{changeRequest}</p>}
        <Facts
          rows={[
            [t('terminal'), `${terminal(proposal.terminalKind)} · ${proposal.modelCode}`],
            [t('quantity'), proposal.quantity],
            [t('position'), proposal.position],
            [t('dataLine'), line(proposal.dataLine)],
            [t('service'), <ServiceView key="service" service={proposal.serviceLevel} />],
          ]}
        />
      </Card>
      <Card title={t('fees')}>
        <AgainstOffer proposal={proposal} view={view} />
        <TermsView terms={proposal.terms} />
      </Card>
    </>
  )
}

const Proposals = ({ view }: { view: CaseView }) => {
  const t = useWords(proposalWords)
  const c = useWords(common)
  const tell = useToast()
  const [, go] = useLocation()
  const caseId = useCaseId()
  const [asking, setAsking] = useState(false)
  const [accepting, setAccepting] = useState(false)
  const [change, setChange] = useState('')
  const accept = useCommand('proposals.accept')
  const askChange = useCommand('proposals.ask-change')
  const latest = view.proposals.at(-1)
  if (!latest)
    return (
      <Page title={t('title')} back="/">
        <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
      </Page>
    )
  const { version } = latest
  const open = view.step === 'proposal' && latest.changeRequest === null
  return (
    <Page
      title={t('title')}
      back="/"
      action={
        open && (
          <>
            <Button kind="primary" onClick={() => setAccepting(true)}>
              {t('accept')}
            </Button>
            <Button onClick={() => setAsking(true)}>{t('askChange')}</Button>
          </>
        )
      }
    >
      <ProposalBody proposal={latest} view={view} />
      {view.survey && <SurveyFacts survey={view.survey} />}
      {view.proposals.length > 1 && (
        <details className="more">
          <summary>{t('older')}</summary>
          <div className="stack">
            {view.proposals
              .slice(0, -1)
              .reverse()
              .map((proposal) => (
                <ProposalBody key={proposal.version} proposal={proposal} view={view} />
              ))}
          </div>
        </details>
      )}
      <Dialog
        open={accepting}
        onClose={() => setAccepting(false)}
        title={t('accept')}
        actions={
          <>
            <Button onClick={() => setAccepting(false)}>{c('cancel')}</Button>
            <Button
              kind="primary"
              busy={accept.busy}
              onClick={() =>
                accept.send({ caseId, version }, () => {
                  tell(t('acceptedToast'))
                  go('/')
                })
              }
            >
              {c('confirm')}
            </Button>
          </>
        }
      >
        <p>{t('acceptSure')}</p>
        <ProblemNotice problem={accept.problem} />
      </Dialog>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('askChange')}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            askChange.send({ caseId, version, changeRequest: change.trim() }, () => {
              tell(t('sent'))
              setAsking(false)
            })
          }}
        >
          <TextArea label={t('change')} value={change} onChange={setChange} required maxLength={1000} />
          <ProblemNotice problem={askChange.problem} />
          <Button kind="primary" type="submit" busy={askChange.busy}>
            {t('send')}
          </Button>
        </form>
      </Dialog>
    </Page>
  )
}

/** The provider's proposal, version by version; the merchant accepts one or says what should change. */
export default function ProposalScreen() {
  const t = useWords(proposalWords)
  return <CasePage title={t('title')}>{(view) => <Proposals view={view} />}</CasePage>
}
