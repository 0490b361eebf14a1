import type { OutputOf } from '#api/calls.ts'
import { useState } from 'react'
import { FindingCard, MissingTerms } from '../../findings/finding-card.tsx'
import '../../findings/findings.css'
import { MarkedText } from '../../findings/marked-text.tsx'
import { momentOf } from '../../format.ts'
import { useCommand, useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Notice, ProblemNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useToast } from '../../ui/toast.tsx'
import { common } from '../../words.ts'
import { useWords } from '../../wording.ts'
import { CasePage, useCaseId } from '../case-page.tsx'
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

const Reader = ({ reading, refuse }: { reading: ReadAgreement; refuse: Refuse }) => {
  const t = useWords(agreementWords)
  const { language } = useSettings()
  const c = useWords(common)
  const caseId = useCaseId()
  const { agreement, findings, missing, text, rendition } = reading
  const [refusing, setRefusing] = useState(false)
  const [signing, setSigning] = useState(false)
  const [accepting, setAccepting] = useState<{ number: number; findingId: string } | null>(null)
  const accept = useCommand('agreements.accept-finding')
  const signable = agreement.merchantSignature === null
  const open = findings.filter(({ answer }) => answer === 'open').length
  return (
    <Page
      title={t('title')}
      back="/"
      wide
      action={
        signable && (
          <>
            <Button kind="primary" onClick={() => setSigning(true)}>
              {t('sign')}
            </Button>
            <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
          </>
        )
      }
    >
      {signable && open > 0 && (
        <Notice tone="warning" title={t('openLeft', { n: open })}>
          {t('openLeftWhy')}
        </Notice>
      )}
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
          {findings.length > 0 && (
            <section className="stack" aria-label={t('findings')}>
              <h2>{t('findings')}</h2>
              <ul className="stack">
                {findings.map((finding, at) => (
                  <FindingCard key={finding.findingId} finding={finding} number={at + 1} prefix="agreement">
                    {finding.answer === 'accepted-knowingly' ? (
                      <div>
                        <Tag>{t('accepted')}</Tag>
                      </div>
                    ) : (
                      signable && (
                        <Button
                          aria-label={t('acceptNamed', { n: at + 1 })}
                          onClick={() => setAccepting({ number: at + 1, findingId: finding.findingId })}
                        >
                          {t('acceptKnowingly')}
                        </Button>
                      )
                    )}
                  </FindingCard>
                ))}
              </ul>
            </section>
          )}
          <MissingTerms missing={missing} />
          <AboutAgreement agreement={agreement} />
        </div>
      </div>
      <Dialog
        open={accepting !== null}
        onClose={() => setAccepting(null)}
        title={t('acceptTitle')}
        actions={
          <>
            <Button onClick={() => setAccepting(null)}>{c('cancel')}</Button>
            <Button
              kind="primary"
              busy={accept.busy}
              onClick={() =>
                accepting && accept.send({ caseId, findingId: accepting.findingId }, () => setAccepting(null))
              }
            >
              {c('confirm')}
            </Button>
          </>
        }
      >
        <p>{t('acceptWhy')}</p>
        <ProblemNotice problem={accept.problem} />
      </Dialog>
      <RefuseDialog open={refusing} onClose={() => setRefusing(false)} refuse={refuse} />
      <SignDialog open={signing} onClose={() => setSigning(false)} digest={agreement.digest} />
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
