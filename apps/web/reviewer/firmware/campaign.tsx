import type { OutputOf } from '#api/calls.ts'
import { Link } from 'wouter'
import { ConfirmAction } from '../../console/confirm-action.tsx'
import { FilterSelect, useFilter } from '../../console/filter.tsx'
import { Grid } from '../../console/grid.tsx'
import { Listing } from '../../console/listing.tsx'
import { Moment } from '../../console/moment.tsx'
import { ConsolePage } from '../../console/page.tsx'
import { optionsOf } from '../../console/vocabulary.ts'
import { useRead } from '../../queries.ts'
import { Notice } from '../../ui/notice.tsx'
import { Loaded } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { CampaignStatus } from './campaigns.tsx'
import { firmwareWords, installWords, kindWords, reasonWords } from './words.ts'

type Read = OutputOf<'firmware.campaign'>

const percent = (ppm: number): string => `${(ppm / 10_000).toFixed(ppm % 10_000 === 0 ? 0 : 1)}%`

const Actions = ({ campaign }: Pick<Read, 'campaign'>) => {
  const t = useWords(firmwareWords)
  const { campaignId, status } = campaign
  const input = { campaignId }
  return (
    <>
      {status === 'proposed' && (
        <>
          <ConfirmAction name="firmware.approve" input={input} label={t('approve')} done={t('approved')}>
            {t('approveWhy')}
          </ConfirmAction>
          <ConfirmAction name="firmware.start" input={input} label={t('start')} done={t('started')} primary>
            {t('startWhy')}
          </ConfirmAction>
        </>
      )}
      {status === 'running' && (
        <ConfirmAction
          name="firmware.open-next-ring"
          input={input}
          label={t('next')}
          done={t('nextDone')}
          primary
        >
          {t('nextWhy')}
        </ConfirmAction>
      )}
      {(status === 'running' || status === 'proposed') && (
        <ConfirmAction name="firmware.halt" input={input} label={t('halt')} done={t('haltDone')} danger>
          {t('haltWhy')}
        </ConfirmAction>
      )}
    </>
  )
}

const Halted = ({ campaign: { halt } }: Pick<Read, 'campaign'>) => {
  const t = useWords(firmwareWords)
  if (halt === null) return null
  const { failed, finished, lowerPpm } = halt
  return (
    <Notice
      tone="bad"
      title={
        halt.cause === 'failures'
          ? t('haltedFailures', {
              failed: failed ?? 0,
              finished: finished ?? 0,
              rate: percent(lowerPpm ?? 0),
            })
          : t('haltedByHand')
      }
    >
      {t('haltedWhat')}
    </Notice>
  )
}

const Rings = ({ rings, campaign }: Pick<Read, 'rings' | 'campaign'>) => {
  const t = useWords(firmwareWords)
  return (
    <Card title={t('rings')}>
      <Grid
        caption={t('rings')}
        rows={rings}
        keyOf={(row) => String(row.ring)}
        columns={[
          {
            key: 'ring',
            name: t('ring'),
            cell: ({ ring }) => (
              <span className={ring <= campaign.ring ? 'strong' : 'soft'}>
                {t('ringOf', { n: ring + 1 })}
              </span>
            ),
          },
          { key: 'share', name: t('share'), number: true, cell: ({ sharePpm }) => percent(sharePpm) },
          { key: 'targets', name: t('targets'), number: true, cell: ({ targets }) => targets },
          { key: 'installed', name: t('installed'), number: true, cell: ({ installed }) => installed },
          { key: 'failed', name: t('failed'), number: true, cell: ({ failed }) => failed },
          { key: 'inFlight', name: t('inFlight'), number: true, cell: ({ inFlight }) => inFlight },
          { key: 'settled', name: t('settled'), number: true, cell: ({ settled }) => settled },
        ]}
      />
    </Card>
  )
}

const statuses = Object.keys(installWords) as (keyof typeof installWords)[]

const Installs = ({ campaignId }: { campaignId: string }) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
  const [status, choose] = useFilter('status', statuses)
  return (
    <Card title={t('installs')}>
      <Listing
        name="firmware.installs"
        input={{ campaignId, ...(status && { status }) }}
        caption={t('installs')}
        keyOf={(row) => row.installId}
        refetchInterval={60_000}
        tools={
          <FilterSelect
            label={t('status')}
            value={status}
            onChange={choose}
            options={optionsOf(installWords, both)}
          />
        }
        columns={[
          {
            key: 'serial',
            name: t('serialNo'),
            cell: ({ deviceId, serialNo }) => (
              <Link href={`/fleet/${deviceId}`} className="code">
                {serialNo}
              </Link>
            ),
          },
          { key: 'ring', name: t('ring'), cell: ({ ring }) => t('ringOf', { n: ring + 1 }) },
          {
            key: 'status',
            name: t('status'),
            cell: ({ status }) => (
              <Tag tone={status === 'failed' ? 'bad' : status === 'installed' ? 'good' : 'info'}>
                {both(installWords[status])}
              </Tag>
            ),
          },
          { key: 'attempts', name: t('attempts'), number: true, cell: ({ attempts }) => attempts },
          {
            key: 'reason',
            name: t('reason'),
            cell: ({ reason }) => reason && both(reasonWords[reason] ?? [reason, reason]),
          },
          { key: 'at', name: t('updatedAt'), cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
        ]}
      />
    </Card>
  )
}

/** One release: what it is, how far it is, and what became of each serial. */
export const Campaign = ({ campaignId }: { campaignId: string }) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
  const read = useRead('firmware.campaign', { campaignId }, { refetchInterval: 30_000 })
  return (
    <Loaded query={read}>
      {({ campaign, rings, failureLimitPpm, lowerPpm }) => {
        const { manifest } = campaign
        return (
          <ConsolePage
            title={`${both(kindWords[manifest.kind])} ${manifest.version}`}
            trail={[{ href: '/firmware', label: t('title') }]}
            extra={<Actions campaign={campaign} />}
          >
            <Halted campaign={campaign} />
            <Card>
              <Facts
                rows={[
                  [t('status'), <CampaignStatus status={campaign.status} />],
                  [t('model'), manifest.modelCode],
                  [t('version'), `${manifest.version} (${manifest.versionNo})`],
                  [t('sequence'), manifest.sequence],
                  manifest.rollback && [t('rollback'), <Tag tone="warning">{t('rollback')}</Tag>],
                  [
                    t('approvals'),
                    t('approvalsOf', { n: campaign.approvals, needed: campaign.approvalsNeeded }),
                  ],
                  [t('rate'), t('rateOf', { rate: percent(lowerPpm), limit: percent(failureLimitPpm) })],
                  [t('sha256'), <span className="code small">{manifest.sha256}</span>],
                ]}
              />
            </Card>
            <Rings rings={rings} campaign={campaign} />
            <Installs campaignId={campaignId} />
          </ConsolePage>
        )
      }}
    </Loaded>
  )
}
