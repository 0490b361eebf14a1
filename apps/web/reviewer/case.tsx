import { Link } from 'wouter'
import { DeviceStatus } from '../console/case-panels/device-facts.tsx'
import { CasePage } from '../console/case-page.tsx'
import { ChangesPanel } from '../console/case-panels/changes-panel.tsx'
import { TalkPanel, talkTurn } from '../console/case-panels/talk-panel.tsx'
import { ConfirmAction } from '../console/confirm-action.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { dayOf } from '../format.ts'
import { useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { changeWords } from '../talk/change-words.ts'
import { useWords } from '../wording.ts'
import { CaseLooks } from './case-looks.tsx'
import { Countersign, Generate } from './agreement-actions.tsx'
import { Correction } from './correction.tsx'
import { HandOver, Post, Reserve } from './delivery-actions.tsx'
import { DocumentViewer } from './document-viewer.tsx'
import { HandlerReveal } from './handler.tsx'
import { Dossier } from './dossier.tsx'
import { Approve, Claim, DecideAppeal, Recommend, Reject } from './review-actions.tsx'
import { Trace } from './trace.tsx'
import { reviewerWords } from './words.ts'

/** Four eyes: the claimer examines and recommends, somebody else approves; either may reject. */
const ReviewTurn = ({ value, review }: { value: CaseView; review: NonNullable<CaseView['review']> }) => {
  const t = useWords(reviewerWords)
  const { caseId } = value
  const { recommendation, claimedBy, claimedByMe } = review
  if (claimedBy === null) return <Claim caseId={caseId} />
  if (!claimedByMe && recommendation === null) return <Notice title={t('claimedByOther')} />
  return (
    <>
      {recommendation?.byMe && <Notice title={t('secondPerson')} />}
      <div className="row">
        {recommendation === null && <Recommend caseId={caseId} />}
        {recommendation !== null && !recommendation.byMe && (
          <Approve caseId={caseId} recommendation={recommendation} />
        )}
        <Reject caseId={caseId} />
      </div>
      <Dossier value={value} />
    </>
  )
}

const DeliveryTurn = ({ value, deviceId }: { value: CaseView; deviceId: string }) => {
  const t = useWords(reviewerWords)
  const read = useRead('devices.device', { deviceId })
  return (
    <Loaded query={read} lines={1}>
      {({ device }) =>
        device.status === 'reserved' ? (
          <div className="row">
            <HandOver value={value} deviceId={deviceId} />
            <Post deviceId={deviceId} />
          </div>
        ) : (
          <p className="row">
            <span>{t('deviceNow', { serial: device.serialNo })}</span>
            <DeviceStatus status={device.status} />
            <Link href={`/devices/${deviceId}`}>{t('openDevice')}</Link>
          </p>
        )
      }
    </Loaded>
  )
}

const Activate = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  return (
    <ConfirmAction
      name="go-live.activate"
      input={{ caseId }}
      label={t('activate')}
      done={t('activated')}
      primary
    >
      <p>{t('activateWhy')}</p>
    </ConfirmAction>
  )
}

/** The step's one thing that waits for the acquirer in this case, or null. */
const stepTurn = (value: CaseView) => {
  const { caseId, application, review, agreement, install, gate, liveAt } = value
  if (review && application?.status === 'submitted') return <ReviewTurn value={value} review={review} />
  if (review?.appeal && review.appeal.decision === null)
    return (
      <>
        <div>
          <DecideAppeal caseId={caseId} />
        </div>
        <Dossier value={value} />
      </>
    )
  if (value.acceptedProposal !== null && agreement === null) return <Generate caseId={caseId} />
  if (agreement?.merchantSignature && !agreement.acquirerSignature)
    return <Countersign caseId={caseId} document={{ digest: agreement.digest }} />
  if (agreement?.acquirerSignature && install === null) return <Reserve value={value} />
  if (liveAt === null && gate.length > 0 && gate.every(({ met }) => met)) return <Activate caseId={caseId} />
  if (value.step === 'install' && install) return <DeliveryTurn value={value} deviceId={install.deviceId} />
  return null
}

type Change = NonNullable<NonNullable<CaseView['talk']>['change']>

/** A provider's wish is no notice before the acquirer makes it one; what the merchant signed waits for the seal. */
const ChangeTurn = ({ change: { standing, effectiveAt } }: { change: Change }) => {
  const t = useWords(changeWords)
  const { language } = useSettings()
  const title = standing === 'draft' ? t('turnDraft') : t('turnSeal', { day: dayOf(effectiveAt, language) })
  return <Notice tone="warning" title={title} />
}

/** What waits for the acquirer: a correction, a question, a change the provider wishes, and the step. Null when nothing does. */
const turnOf = (value: CaseView) => {
  const step = stepTurn(value)
  const talk = talkTurn(value)
  const waiting = value.talk?.change
  const change =
    waiting?.standing === 'draft' || waiting?.standing === 'consented' ? (
      <ChangeTurn change={waiting} />
    ) : null
  const corrected = value.corrections.every(({ decision }) => decision !== null)
  if (corrected && !talk && !change) return step
  return (
    <>
      {!corrected && <Correction value={value} />}
      {talk}
      {change}
      {step}
    </>
  )
}

/** One case at the acquirer's desk. */
export const ReviewerCase = ({ caseId }: { caseId: string }) => (
  <CasePage
    caseId={caseId}
    desk={{
      turn: turnOf,
      talk: (value) => (
        <>
          <TalkPanel caseId={caseId} />
          {value.agreement?.acquirerSignature && (
            <ChangesPanel
              caseId={caseId}
              seal={({ changeId, digest }) => <Countersign caseId={caseId} document={{ changeId, digest }} />}
            />
          )}
        </>
      ),
      openDocument: (value, kind) => <DocumentViewer caseId={value.caseId} kind={kind} />,
      handler: (value) => <HandlerReveal caseId={value.caseId} />,
      looks: (value) => <CaseLooks value={value} />,
      trace: (value, runId) => <Trace caseId={value.caseId} runId={runId} />,
    }}
  />
)
