import { useLocation } from 'wouter'
import { momentOf } from '../format.ts'
import { useCommand, useRead } from '../queries.ts'
import { useSettings } from '../settings.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/states.tsx'
import { LinkList, Tag } from '../ui/surface.tsx'
import { stepWords } from '../words.ts'
import { useWords } from '../wording.ts'
import { OutageNotice, useOutage } from './outage.tsx'
import { merchantWords } from './words.ts'

/** Every terminal this merchant is getting, newest first, and the way to begin another. */
export const MyCases = () => {
  const t = useWords(merchantWords)
  const step = useWords(stepWords)
  const { language } = useSettings()
  const [, go] = useLocation()
  const cases = useRead('cases.list', { limit: 100 })
  const out = useOutage()
  const open = useCommand('cases.open')
  const begin = (
    <Button
      kind="primary"
      busy={open.busy}
      onClick={() => open.send({}, ({ caseId }) => go(`/case/${caseId}/application`))}
    >
      {t('open')}
    </Button>
  )
  return (
    <Page title={t('myCases')} action={cases.data && cases.data.items.length > 0 ? begin : undefined}>
      <ProblemNotice problem={open.problem} />
      {out.map((each) => (
        <OutageNotice key={each.outageId + each.deviceId} out={each} />
      ))}
      <Loaded query={cases}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noCases')} action={begin}>
              {t('noCasesWhy')}
            </EmptyState>
          ) : (
            <LinkList
              rows={items.map((row) => ({
                key: row.caseId,
                href: `/case/${row.caseId}`,
                title: row.shopName || t('unnamed'),
                note: [row.providerName, t('updated', { at: momentOf(row.updatedAt, language) })]
                  .filter(Boolean)
                  .join(' · '),
                aside: out.some(({ caseId }) => caseId === row.caseId) ? (
                  <Tag tone="warning">{t('networkOut')}</Tag>
                ) : (
                  <Tag tone={row.step === 'support' ? 'good' : 'info'}>{step(row.step)}</Tag>
                ),
              }))}
            />
          )
        }
      </Loaded>
    </Page>
  )
}
