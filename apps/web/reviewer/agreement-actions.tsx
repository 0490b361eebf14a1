import { ConfirmAction } from '../console/confirm-action.tsx'
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

type Given = {
  caseId: string
  /** What the merchant signed: the agreement, or the supplement of this change. */
  document: { digest: string; changeId?: string }
}

/** Why nothing can be sealed now, by rule. */
const closedBecause = {
  'AGR-24': 'certificateMissing',
  'AGR-25': 'certificateEnded',
  'AGR-60': 'certificateAnothers',
} as const

/** Seals exactly the file whose digest is shown, with the certificate that is shown; an expired one is not offered. */
export const Countersign = ({ caseId, document }: Given) => {
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
                input={{ caseId, ...document }}
                label={t('countersign')}
                done={t(document.changeId === undefined ? 'countersigned' : 'supplementSealed')}
                primary
              >
                <p>{t('countersignWhy')}</p>
                <p className="code">{document.digest}</p>
              </ConfirmAction>
            </div>
          ) : (
            <Notice
              tone="bad"
              title={t(closedBecause[closed as keyof typeof closedBecause] ?? 'certificateMissing')}
            >
              {t('certificateWhat', { rule: closed })}
            </Notice>
          )}
        </div>
      )}
    </Loaded>
  )
}
