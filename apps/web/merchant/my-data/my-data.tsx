import { useRead } from '../../queries.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts, LinkList } from '../../ui/surface.tsx'
import { useWords } from '../../wording.ts'
import { merchantWords } from '../words.ts'
import { Consents } from './consents.tsx'
import { Corrections } from './correction.tsx'
import { Deletion } from './deletion.tsx'
import { Export } from './export.tsx'
import { Held } from './held.tsx'
import { myDataWords } from './words.ts'

/** A merchant's rights in one place: read, consent, take along, put right, delete (PIPL art. 44–50). */
export default function MyData() {
  const t = useWords(myDataWords)
  const m = useWords(merchantWords)
  const read = useRead('vault.my-data', {})
  return (
    <Page title={t('title')} lead={t('lead')} back="/">
      <Loaded query={read} lines={8}>
        {({ processor, notices, rights, kinds, looks, sealedOff, deletion, ifDeleted }) => (
          <>
            {sealedOff && <Notice tone="warning" title={t('sealed')} />}
            <LinkList
              rows={[{ key: 'looks', href: '/looks', title: m('looks'), note: t('looksNote', { n: looks }) }]}
            />
            <Consents notices={notices} rights={rights} />
            <Held kinds={kinds} />
            {!sealedOff && <Export />}
            {!sealedOff && <Corrections />}
            <Deletion deletion={deletion} ifDeleted={ifDeleted} />
            {processor && (
              <Card title={t('answers')}>
                <Facts
                  rows={[
                    [t('acquirer'), processor.name],
                    processor.licenceNo !== '' && [t('licence'), processor.licenceNo],
                    processor.hotline !== '' && [t('hotline'), processor.hotline],
                  ]}
                />
              </Card>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
