import { useRead } from '../../queries.ts'
import { Page } from '../../ui/page.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, LinkList } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { merchantWords } from '../words.ts'
import { AboutLog } from './about-log.tsx'
import { LookList } from './look-list.tsx'
import { myLookWords } from './words.ts'

/** Grants are given case by case, so each case leads to its own. */
const Cases = () => {
  const t = useWords(myLookWords)
  const m = useWords(merchantWords)
  const read = useRead('cases.list', { limit: 100 })
  return (
    <Loaded query={read} lines={1}>
      {({ items }) =>
        items.length > 0 && (
          <Card title={t('ofCase')}>
            <LinkList
              rows={items.map(({ caseId, shopName }) => ({
                key: caseId,
                href: `/case/${caseId}/looks`,
                title: shopName || m('unnamed'),
                note: t('ofCaseNote'),
              }))}
            />
          </Card>
        )
      }
    </Loaded>
  )
}

/** Every look at this merchant's data, whichever case it was in. */
export default function AllLooks() {
  const t = useWords(myLookWords)
  return (
    <Page title={t('title')} lead={t('lead')} back="/">
      <Cases />
      <h2>{t('looks')}</h2>
      <LookList />
      <AboutLog />
    </Page>
  )
}
