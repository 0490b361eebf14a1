import { useRead } from '../../queries.ts'
import { useSettings } from '../../settings.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { Moment } from '../moment.tsx'
import type { CaseView } from '../vocabulary.ts'
import { FindingList, MissingList } from './finding-list.tsx'
import { type Span, marked } from './marked.ts'
import { panelWords } from './words.ts'

type Agreement = NonNullable<CaseView['agreement']>

const Signature = ({ signature }: { signature: Agreement['merchantSignature'] }) => {
  const t = useWords(panelWords)
  if (!signature) return <span className="soft">{t('notSigned')}</span>
  return (
    <span className="stack tight">
      <Moment at={signature.at} />
      <span className="code small">{signature.digest}</span>
    </span>
  )
}

const MarkedText = ({ text, findings }: { text: string; findings: readonly Span[] }) => {
  const t = useWords(panelWords)
  return (
    <div className="agreement-text" tabIndex={0} role="region" aria-label={t('fullText')}>
      {marked(text, findings).map((piece, index) =>
        piece.findingIds.length > 0 ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </div>
  )
}

/** The text under negotiation or signed: digest, signatures, what the guard found, the words themselves. */
export const AgreementPanel = ({ value: { agreement, caseId } }: { value: CaseView }) => {
  const t = useWords(panelWords)
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
            [t('merchantSigned'), <Signature key="merchant" signature={agreement.merchantSignature} />],
            [t('acquirerSigned'), <Signature key="acquirer" signature={agreement.acquirerSignature} />],
          ]}
        />
      </Card>
      <AgreementText caseId={caseId} />
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
          <Card
            title={findings.length === 0 ? t('noFindings') : t('findings', { n: findings.length })}
            tone={findings.length === 0 ? 'good' : 'warning'}
          >
            {findings.length > 0 && <FindingList findings={findings} />}
          </Card>
          {missing.length > 0 && (
            <Card title={t('missing')} tone="warning">
              <MissingList missing={missing} />
            </Card>
          )}
          <Card title={t('fullText')}>
            <MarkedText text={text} findings={findings} />
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
