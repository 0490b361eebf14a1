import type { OutputOf } from '#api/calls.ts'
import { FindingCard, MissingTerms } from '../../findings/finding-card.tsx'
import { MarkedText } from '../../findings/marked-text.tsx'
import { findingWords } from '../../findings/words.ts'
import '../../findings/findings.css'
import { useRead } from '../../queries.ts'
import { useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import type { CaseView } from '../vocabulary.ts'
import { SaveAgreement } from './save-agreement.tsx'
import { panelWords } from './words.ts'

const answerWords = {
  open: 'findingOpen',
  'accepted-knowingly': 'findingAccepted',
  answered: 'findingAnswered',
  renegotiated: 'findingRenegotiated',
} as const

type Agreement = NonNullable<CaseView['agreement']>
type Read = OutputOf<'agreements.agreement'>

const methods = new Set(['licensed-ca', 'passkey', 'sms-code', 'pades'] as const)
type Method = typeof methods extends ReadonlySet<infer M> ? M : never

const Signature = ({ signature }: { signature: Agreement['merchantSignature'] }) => {
  const t = useWords(panelWords)
  if (!signature) return <span className="soft">{t('notSigned')}</span>
  return (
    <span className="stack tight">
      <Moment at={signature.at} />
      {methods.has(signature.method as Method) && <span>{t(signature.method as Method)}</span>}
      <span className="code small">{signature.digest}</span>
    </span>
  )
}

const Found = ({ findings, missing }: Pick<Read, 'findings' | 'missing'>) => {
  const t = useWords(panelWords)
  const f = useWords(findingWords)
  return (
    <>
      {findings.length === 0 ? (
        <Notice tone="good" title={f('foundNone')} />
      ) : (
        <section className="stack" aria-label={f('found', { n: findings.length })}>
          <h2>{f('found', { n: findings.length })}</h2>
          <ol className="stack">
            {findings.map((finding, index) => (
              <FindingCard key={finding.findingId} finding={finding} number={index + 1} prefix="agreement">
                <p>
                  <Tag tone={finding.answer === 'open' ? 'warning' : 'info'}>
                    {t(answerWords[finding.answer])}
                  </Tag>{' '}
                  <Tag>{finding.rule}</Tag>
                </p>
              </FindingCard>
            ))}
          </ol>
        </section>
      )}
      <MissingTerms missing={missing} />
    </>
  )
}

const AgreementText = ({ caseId }: { caseId: string }) => {
  const t = useWords(panelWords)
  const { language } = useSettings()
  const read = useRead('agreements.agreement', { caseId })
  return (
    <Loaded query={read}>
      {({ text, rendition, findings, missing }) => (
        <>
          <Found findings={findings} missing={missing} />
          <Card title={t('fullText')}>
            <MarkedText text={text} findings={findings} prefix="agreement" />
          </Card>
          {language === 'en' && rendition !== null && (
            <Card title={t('rendition')}>
              <div className="agreement-text" tabIndex={0} role="region" aria-label={t('rendition')}>
                {rendition}
              </div>
            </Card>
          )}
        </>
      )}
    </Loaded>
  )
}

/** The text under negotiation or signed: digest, signatures, what the guard found, the words themselves. */
export const AgreementPanel = ({ value: { agreement, caseId } }: { value: CaseView }) => {
  const t = useWords(panelWords)
  const { data: me } = useMe()
  if (!agreement)
    return (
      <Card title={t('agreement')}>
        <p className="soft">{t('noAgreement')}</p>
      </Card>
    )
  return (
    <>
      <Card title={`${t('agreement')} · ${t('version', { n: agreement.version })}`}>
        <Facts
          rows={[
            [
              t('agreementSource'),
              `${t(agreement.source)} · ${t('fromProposal', { n: agreement.proposalVersion })}`,
            ],
            [
              t('digest'),
              <span key="digest" className="code">
                {agreement.digest}
              </span>,
            ],
            agreement.sealedDigest
              ? [
                  t('sealedDigest'),
                  <span key="sealed" className="code">
                    {agreement.sealedDigest}
                  </span>,
                ]
              : null,
            [t('merchantSigned'), <Signature key="merchant" signature={agreement.merchantSignature} />],
            [t('acquirerSigned'), <Signature key="acquirer" signature={agreement.acquirerSignature} />],
          ]}
        />
        {me?.principal === 'reviewer' && (
          <SaveAgreement caseId={caseId} sealed={agreement.sealedDigest !== undefined} />
        )}
      </Card>
      <AgreementText caseId={caseId} />
    </>
  )
}
