import type { ReactNode } from 'react'
import {
  applicationStatusWords,
  businessKindWords,
  documentWords,
  fieldWords,
  merchantTypeWords,
} from '../../domain-words.ts'
import { bytesOf } from '../../format.ts'
import { useRuleSaid } from '../../rule-words.ts'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { type CaseView, sealedFields, settlementKindWords, shopFields } from '../vocabulary.ts'
import { consoleWords } from '../words.ts'
import { panelWords } from './words.ts'

type Application = NonNullable<CaseView['application']>
type Shop = Application['shop']
export type DocumentKind = keyof Application['documents']

const useShopValue = () => {
  const both = useBoth()
  const c = useWords(consoleWords)
  return (shop: Shop, field: (typeof shopFields)[number]): string | undefined => {
    const { merchantType, businessKind, fixedPremises, settlementKind } = shop
    if (field === 'merchantType') return merchantType && both(merchantTypeWords[merchantType])
    if (field === 'businessKind') return businessKind && both(businessKindWords[businessKind])
    if (field === 'settlementKind') return settlementKind && both(settlementKindWords[settlementKind])
    if (field === 'fixedPremises')
      return fixedPremises === undefined ? undefined : c(fixedPremises ? 'yes' : 'no')
    return shop[field]
  }
}

const Documents = ({
  application: { documents, required },
  open,
}: {
  application: Application
  open?: (kind: DocumentKind) => ReactNode
}) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const kinds = [...new Set([...required, ...(Object.keys(documents) as DocumentKind[])])]
  return (
    <ul className="rows">
      {kinds.map((kind) => {
        const stored = documents[kind]
        return (
          <li key={kind} className="row between">
            <span>
              {both(documentWords[kind])}{' '}
              {!stored && required.includes(kind) && <Tag tone="warning">{t('documentRequired')}</Tag>}
            </span>
            {stored ? (
              <span className="row">
                {stored.look !== 'clear' && (
                  <Tag tone="warning">{t(stored.look === 'waiting' ? 'lookWaiting' : 'lookNotRead')}</Tag>
                )}
                <span className="soft small">{bytesOf(stored.bytes)}</span>
                {open?.(kind)}
              </span>
            ) : (
              <Tag>{t('documentMissing')}</Tag>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** What the merchant handed in; `openDocument` is given by desks that may see the papers. */
export const ApplicationPanel = ({
  value,
  openDocument,
}: {
  value: CaseView
  openDocument?: (kind: DocumentKind) => ReactNode
}) => {
  const t = useWords(panelWords)
  const both = useBoth()
  const ruleSaid = useRuleSaid()
  const shopValue = useShopValue()
  const { application } = value
  if (!application) return null
  const { shop, masked, problems, status, round } = application
  const remark = (field: string) => {
    const rule = problems[field]
    return rule ? <span className="bad small">{` ${ruleSaid(rule)?.happened ?? rule}`}</span> : null
  }
  return (
    <>
      <Card
        title={t('application')}
        aside={
          <span className="row">
            {round > 0 && <span className="soft small">{t('round', { n: round })}</span>}
            <Tag tone={status === 'approved' ? 'good' : status === 'rejected' ? 'bad' : 'info'}>
              {both(applicationStatusWords[status])}
            </Tag>
          </span>
        }
      >
        <Facts
          rows={shopFields.map((field) => [
            both(fieldWords[field]),
            <span key={field}>
              {shopValue(shop, field) ?? <span className="soft">{t('notFilled')}</span>}
              {remark(field)}
            </span>,
          ])}
        />
      </Card>
      {Object.keys(masked).length > 0 && (
        <Card title={t('sealed')}>
          <p className="soft small">{t('sealedWhy')}</p>
          <Facts
            rows={sealedFields.map((field) => [
              both(fieldWords[field]),
              <span key={field}>
                {masked[field] ? (
                  <span className="code">{masked[field]}</span>
                ) : (
                  <span className="soft">{t('notFilled')}</span>
                )}
                {remark(field)}
              </span>,
            ])}
          />
        </Card>
      )}
      {(openDocument || Object.keys(application.documents).length > 0) && (
        <Card title={t('documents')}>
          <Documents application={application} {...(openDocument && { open: openDocument })} />
        </Card>
      )}
    </>
  )
}
