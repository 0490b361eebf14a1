import { Link } from 'wouter'
import { carrierWords } from '../console/fleet/words.ts'
import { Grid } from '../console/grid.tsx'
import { Moment } from '../console/moment.tsx'
import { useRead } from '../queries.ts'
import { useBoth, useWords, words } from '../wording.ts'

const outageWords = words({
  title: ['运营商中断中的门店', 'Shops in a carrier’s outage'],
  lead: [
    '这些终端因运营商网络中断失联，不是终端故障：商户已收到短信，恢复后会再收到一条。不必上门；有人来电，请告诉他能改用的线路。',
    'A carrier’s network is down, not these terminals. Their shops were told and will be told when it is back. No visit is needed; whoever calls can be told which other line to use.',
  ],
  shop: ['门店', 'Shop'],
  serialNo: ['序列号', 'Serial number'],
  carrier: ['运营商', 'Carrier'],
  district: ['区县代码', 'District code'],
  since: ['失联时间', 'Silent since'],
  unnamed: ['（未填店名）', '(no name yet)'],
})

/** Which of the desk's shops are silent by no fault of theirs. Rare: where there are none, nothing is shown. */
export const OutageShops = () => {
  const t = useWords(outageWords)
  const both = useBoth()
  const read = useRead('outages.shops', {}, { refetchInterval: 60_000 })
  if (!read.data || read.data.items.length === 0) return null
  return (
    <section className="stack" aria-label={t('title')}>
      <div>
        <h2>{t('title')}</h2>
        <p className="soft">{t('lead')}</p>
      </div>
      <Grid
        caption={t('title')}
        rows={read.data.items}
        keyOf={(row) => row.outageId + row.deviceId}
        columns={[
          {
            key: 'shop',
            name: t('shop'),
            cell: ({ caseId, shopName }) =>
              caseId === null ? (
                shopName
              ) : (
                <Link href={`/cases/${caseId}`} className="strong">
                  {shopName || t('unnamed')}
                </Link>
              ),
          },
          {
            key: 'serial',
            name: t('serialNo'),
            cell: ({ deviceId, serialNo }) => (
              <Link href={`/devices/${deviceId}`} className="code">
                {serialNo}
              </Link>
            ),
          },
          {
            key: 'carrier',
            name: t('carrier'),
            cell: ({ carrier, district }) => (
              <span className="stack tight">
                <span>{both(carrierWords[carrier] ?? [carrier, carrier])}</span>
                <span className="soft small">
                  {t('district')} <span className="code">{district}</span>
                </span>
              </span>
            ),
          },
          { key: 'since', name: t('since'), cell: ({ silentSince }) => <Moment at={silentSince} /> },
        ]}
      />
    </section>
  )
}
