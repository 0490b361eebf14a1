import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { FindingCard, MissingTerms } from '../../findings/finding-card.tsx'
import '../../findings/findings.css'
import { MarkedText } from '../../findings/marked-text.tsx'
import { momentOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import type { Talk } from '../../talk/thread.tsx'
import { talkWords } from '../../talk/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useWords } from '../../wording.ts'
import { CasePage, useCaseId } from '../case-page.tsx'
import { AcceptDialog } from './accept-dialog.tsx'
import { AskDialog, type AskPlace } from './ask-dialog.tsx'
import { Questions } from './questions.tsx'
import { AgreementFile } from './agreement-file.tsx'
import { SignDialog } from './sign-dialog.tsx'
import { agreementWords } from './words.ts'

type ReadAgreement = OutputOf<'agreements.agreement'>

const wayOf: Readonly<Record<string, 'gradeA' | 'gradeB' | 'gradeC'>> = {
  'licensed-ca': 'gradeA',
  passkey: 'gradeB',
  'sms-code': 'gradeC',
}

const AboutAgreement = ({ agreement }: { agreement: ReadAgreement['agreement'] }) => {
  const t = useWords(agreementWords)
  const { language } = useSettings()
  const { merchantSignature, acquirerSignature, sealedDigest } = agreement
  const signed = (signature: typeof merchantSignature) =>
    signature ? momentOf(signature.at, language) : t('notYet')
  const way = merchantSignature && wayOf[merchantSignature.method]
  return (
    <Card title={t('facts')}>
      <Facts
        rows={[
          [t('version'), agreement.version],
          [t('source'), t(agreement.source)],
          [t('proposal'), t('proposalOf', { n: agreement.proposalVersion })],
          [t('merchantSigned'), signed(merchantSignature)],
          way ? [t('method'), t(way)] : null,
          [t('acquirerSigned'), signed(acquirerSignature)],
          [t('digest'), <span className="code small">{agreement.digest}</span>],
          sealedDigest ? [t('sealedDigest'), <span className="code small">{sealedDigest}</span>] : null,
        ]}
      />
      <p className="soft small">{t('digestWhy')}</p>
      <AgreementFile sealed={sealedDigest !== undefined} />
    </Card>
  )
}

type Refuse = ReturnType<typeof useCommand<'agreements.refuse'>>

const RefuseDialog = ({ open, onClose, refuse }: { open: boolean; onClose: () => void; refuse: Refuse }) => {
  const t = useWords(agreementWords)
  const tell = useToast()
  const caseId = useCaseId()
  const [reason, setReason] = useState('')
  return (
    <Dialog open={open} onClose={onClose} title={t('refuse')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          refuse.send({ caseId, reason: reason.trim() }, () => {
            tell(t('refused'))
            onClose()
          })
        }}
      >
        <TextArea label={t('refuseReason')} value={reason} onChange={setReason} required maxLength={1000} />
        <ProblemNotice problem={refuse.problem} />
        <Button kind="danger" type="submit" busy={refuse.busy}>
          {t('refuse')}
        </Button>
      </form>
    </Dialog>
  )
}

const Findings = ({
  reading,
  talk,
  signable,
  onAsk,
  onAccept,
}: {
  reading: ReadAgreement
  talk: Talk | undefined
  signable: boolean
  onAsk: (place: AskPlace) => void
  onAccept: (finding: ReadAgreement['findings'][number]) => void
}) => {
  const t = useWords(agreementWords)
  const talked = useWords(talkWords)
  if (reading.findings.length === 0) return null
  const isAsked = ({ rule, start }: ReadAgreement['findings'][number]) =>
    talk?.questions.some((each) => each.status === 'open' && each.finding === rule && each.start === start)
  return (
    <section className="stack" aria-label={t('findings')}>
      <h2>{t('findings')}</h2>
      <ul className="stack">
        {reading.findings.map((finding, at) => (
          <FindingCard key={finding.findingId} finding={finding} number={at + 1} prefix="agreement">
            {finding.answer !== 'open' ? (
              <div>
                <Tag>{t(finding.answer)}</Tag>
              </div>
            ) : (
              signable && (
                <div className="row">
                  {isAsked(finding) ? (
                    <a className="button plain" href="#questions">
                      {talked('seeQuestions')}
                    </a>
                  ) : (
                    <Button aria-label={talked('askThisNamed', { n: at + 1 })} onClick={() => onAsk(finding)}>
                      {talked('askThis')}
                    </Button>
                  )}
                  <Button
                    kind="quiet"
                    aria-label={t('acceptNamed', { n: at + 1 })}
                    onClick={() => onAccept(finding)}
                  >
                    {t('acceptKnowingly')}
                  </Button>
                </div>
              )
            )}
          </FindingCard>
        ))}
      </ul>
    </section>
  )
}

type Standing = { reading: ReadAgreement; talk: Talk | undefined }

/** What the merchant has to answer or wait for before signing: the rules AGR-4 and AGR-10, counted. */
const inTheWay = ({ reading, talk }: Standing) => ({
  grave: reading.findings.filter(({ answer, severity }) => answer === 'open' && severity === 'high').length,
  asked: talk?.questions.filter(({ status }) => status === 'open').length ?? 0,
})

/** What stands between the merchant and signing, said before the press; promises warn and do not block. */
const BeforeSigning = ({ reading, talk }: Standing) => {
  const t = useWords(agreementWords)
  const talked = useWords(talkWords)
  const { grave, asked } = inTheWay({ reading, talk })
  const promised = talk?.promises.filter(({ status }) => status === 'noted' || status === 'requested') ?? []
  return (
    <>
      {asked > 0 && (
        <Notice tone="warning" title={talked('blocked', { n: asked })}>
          <a href="#questions">{talked('seeQuestions')}</a>
        </Notice>
      )}
      {grave > 0 && (
        <Notice tone="warning" title={t('openLeft', { n: grave })}>
          {t('openLeftWhy')}
        </Notice>
      )}
      {promised.length > 0 && (
        <Notice tone="info" title={talked('promisesOpen', { n: promised.length })}>
          <p>{talked('promisesOpenWhy')}</p>
          <ul>
            {promised.map(({ promiseId, words }) => (
              <li key={promiseId}>{words}</li>
            ))}
          </ul>
          <Link href="/promises">{talked('promises')}</Link>
        </Notice>
      )}
    </>
  )
}

const Reader = ({ reading, refuse }: { reading: ReadAgreement; refuse: Refuse }) => {
  const t = useWords(agreementWords)
  const { language } = useSettings()
  const caseId = useCaseId()
  const { agreement, findings, missing, text, rendition } = reading
  const [, go] = useLocation()
  const [refusing, setRefusing] = useState(false)
  const [signing, setSigning] = useState(false)
  const [accepting, setAccepting] = useState<ReadAgreement['findings'][number] | null>(null)
  const [asking, setAsking] = useState<{ place: AskPlace | null } | null>(null)
  const talk = useRead('agreements.talk', { caseId }, { refetchInterval: 10_000 })
  const signable = agreement.merchantSignature === null
  const { grave, asked } = inTheWay({ reading, talk: talk.data })
  return (
    <Page
      title={t('title')}
      back="/"
      wide
      action={
        signable && (
          <>
            <Button kind="primary" disabled={grave + asked > 0} onClick={() => setSigning(true)}>
              {t('sign')}
            </Button>
            <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
          </>
        )
      }
    >
      {signable && <BeforeSigning reading={reading} talk={talk.data} />}
      <div className="check-result">
        <MarkedText text={text} findings={findings} prefix="agreement" />
        <div className="stack">
          {language === 'en' && rendition !== null && (
            <Card title={t('rendition')}>
              <div className="agreement-text" tabIndex={0} role="region" aria-label={t('rendition')}>
                {rendition}
              </div>
            </Card>
          )}
          <Findings
            reading={reading}
            talk={talk.data}
            signable={signable}
            onAsk={({ start, end, findingId }) =>
              setAsking({ place: { start, end, ...(findingId === undefined ? {} : { findingId }) } })
            }
            onAccept={setAccepting}
          />
          <Loaded query={talk}>
            {(said) => <Questions talk={said} onAsk={signable ? () => setAsking({ place: null }) : null} />}
          </Loaded>
          <MissingTerms missing={missing} />
          <AboutAgreement agreement={agreement} />
        </div>
      </div>
      <AcceptDialog finding={accepting} digest={agreement.digest} onClose={() => setAccepting(null)} />
      <AskDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        agreementId={agreement.agreementId}
        text={text}
        clauses={talk.data?.clauses ?? []}
        place={asking?.place ?? null}
      />
      <RefuseDialog open={refusing} onClose={() => setRefusing(false)} refuse={refuse} />
      <SignDialog
        open={signing}
        onClose={() => setSigning(false)}
        document={{ digest: agreement.digest }}
        title={t('signTitle')}
        onSigned={() => go('/')}
      />
    </Page>
  )
}

const Reading = () => {
  const t = useWords(agreementWords)
  const refuse = useCommand('agreements.refuse')
  // A refused text is gone: while it is being refused nobody asks for it again.
  const reading = useRead('agreements.agreement', { caseId: useCaseId() }, { enabled: !refuse.busy })
  if (reading.data) return <Reader reading={reading.data} refuse={refuse} />
  return (
    <Page title={t('title')} back="/">
      <Loaded query={reading} lines={12}>
        {() => null}
      </Loaded>
    </Page>
  )
}

/** The agreement read the way it should be: every trap explained beside the text, then accept, refuse or sign. */
export default function AgreementScreen() {
  const t = useWords(agreementWords)
  return (
    <CasePage title={t('title')}>
      {(view) =>
        view.agreement === null ? (
          <Page title={t('title')} back="/">
            <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
          </Page>
        ) : (
          <Reading key={view.agreement.agreementId} />
        )
      }
    </CasePage>
  )
}
