import { ConfirmAction } from '../console/confirm-action.tsx'
import type { CaseView } from '../console/vocabulary.ts'
import { useRead } from '../queries.ts'
import { Notice } from '../ui/notice.tsx'
import { Loaded } from '../ui/states.tsx'
import { Facts } from '../ui/surface.tsx'
import { useWords } from '../wording.ts'
import { reviewerWords } from './words.ts'

export const Generate = ({ caseId }: { caseId: string }) => {
  const t = useWords(reviewerWords)
  return (
    <ConfirmAction
      name="agreements.generate"
      input={{ caseId }}
      label={t('generate')}
      done={t('generated')}
      primary
    >
      <p>{t('generateWhy')}</p>
    </ConfirmAction>
  )
}

type Agreement = NonNullable<CaseView['agreement']>

/** Seals exactly the file whose digest is shown, with the certificate that is shown; an expired one is not offered. */
export const Countersign = ({ caseId, agreement }: { caseId: string; agreement: Agreement }) => {
  const t = useWords(reviewerWords)
  const read = useRead('agreements.seal-certificate', { caseId })
  return (
    <Loaded query={read} lines={2}>
      {({ closed, certificate, timeStamped }) => (
        <div className="stack">
          {certificate && (
            <Facts
              rows={[
                [t('sealCertificate'), certificate.subject],
                [t('sealIssuer'), certificate.issuer],
                [t('sealUntil'), certificate.validTo.slice(0, 10)],
                [
                  t('sealDigest'),
                  <span key="digest" className="code small">
                    {certificate.sha256}
                  </span>,
                ],
                [t('timeStamp'), t(timeStamped ? 'timeStamped' : 'notTimeStamped')],
              ]}
            />
          )}
          {certificate?.isTest && <Notice tone="warning">{t('testCertificate')}</Notice>}
          {closed === null ? (
            <div>
              <ConfirmAction
                name="agreements.countersign"
                input={{ caseId, digest: agreement.digest }}
                label={t('countersign')}
                done={t('countersigned')}
                primary
              >
                <p>{t('countersignWhy')}</p>
                <p className="code">{agreement.digest}</p>
              </ConfirmAction>
            </div>
          ) : (
            <Notice tone="bad" title={t(closed === 'AGR-25' ? 'certificateEnded' : 'certificateMissing')}>
              {t('certificateWhat', { rule: closed })}
            </Notice>
          )}
        </div>
      )}
    </Loaded>
  )
}
