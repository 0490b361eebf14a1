import type { OutputOf } from '#api/calls.ts'
import type { ReactNode } from 'react'
import Button from 'antd/es/button'
import { Link } from 'wouter'
import { saveFile } from '../../save-file.ts'
import { ConfirmAction } from '../confirm-action.tsx'
import { FilterSelect, useFilter } from '../filter.tsx'
import { Grid } from '../grid.tsx'
import { Listing } from '../listing.tsx'
import { Moment } from '../moment.tsx'
import { ConsolePage } from '../page.tsx'
import { optionsOf } from '../vocabulary.ts'
import { useRead } from '../../queries.ts'
import { Notice } from '../../ui/notice.tsx'
import { Loaded, Missing } from '../../ui/states.tsx'
import { Card, Facts, Tag } from '../../ui/surface.tsx'
import { useBoth, useWords } from '../../wording.ts'
import { CampaignStatus } from './campaigns.tsx'
import { firmwareWords, installWords, kindWords, reasonWords } from './words.ts'

type Read = OutputOf<'firmware.campaign'>

const percent = (ppm: number): string => `${(ppm / 10_000).toFixed(ppm % 10_000 === 0 ? 0 : 1)}%`

/** What was observed, and between which ends the true rate lies. */
const useRateSaid = () => {
  const t = useWords(firmwareWords)
  return (rate: Read['rate']) =>
    rate === null
      ? t('noRate')
      : t('rateBetween', {
          rate: percent(rate.failedPpm),
          lower: percent(rate.lowerPpm),
          upper: percent(rate.upperPpm),
        })
}

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

const Halted = ({ campaign: { halt }, reasons }: Pick<Read, 'campaign' | 'reasons'>) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
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
      <p>{t('haltedWhat')}</p>
      {reasons.length > 0 && (
        <p>
          {t('failedFor')}{' '}
          {reasons
            .map(({ reason, count }) => `${both(reasonWords[reason] ?? [reason, reason])} ${count}`)
            .join(' · ')}
        </p>
      )}
    </Notice>
  )
}

const Rings = ({ rings, campaign }: Pick<Read, 'rings' | 'campaign'>) => {
  const t = useWords(firmwareWords)
  const said = useRateSaid()
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
          { key: 'rate', name: t('rate'), cell: ({ rate }) => said(rate) },
        ]}
      />
    </Card>
  )
}

const statuses = Object.keys(installWords) as (keyof typeof installWords)[]

/** The manifest as it was signed, for whoever checks it elsewhere: over its canonical JSON, with this key. */
const Signed = ({ campaign: { manifest }, signed }: Pick<Read, 'campaign' | 'signed'>) => {
  const t = useWords(firmwareWords)
  const { algorithm, publicKey, signature, publishedAt } = signed
  return (
    <Card title={t('signedManifest')}>
      <p className="soft small">{t('signedWhy')}</p>
      <pre className="checkpoint" tabIndex={0} aria-label={t('signedManifest')}>
        {JSON.stringify(manifest, null, 2)}
      </pre>
      <Facts
        rows={[
          [t('proposedAt'), <Moment at={publishedAt} />],
          [t('algorithm'), algorithm],
          [t('publicKey'), <span className="code small">{publicKey}</span>],
          [t('signature'), <span className="code small">{signature}</span>],
        ]}
      />
      <div className="row">
        <Button
          onClick={() =>
            saveFile(
              `manifest-${manifest.modelCode}-${manifest.sequence}.json`,
              JSON.stringify({ manifest, algorithm, publicKey, signature }, null, 2),
            )
          }
        >
          {t('saveManifest')}
        </Button>
      </div>
    </Card>
  )
}

type Install = OutputOf<'firmware.installs'>['items'][number]
/** What a desk shows of one install besides its row. */
type EvidenceOf = (install: Install) => ReactNode

const Installs = ({ campaignId, evidence }: { campaignId: string; evidence?: EvidenceOf | undefined }) => {
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
          ...(evidence ? [{ key: 'evidence', name: t('evidence'), cell: evidence }] : []),
        ]}
      />
    </Card>
  )
}

/** One release: what it is, how far it is, and what became of each serial. `mayAct`: at the acquirer's desk. */
export const Campaign = ({
  campaignId,
  mayAct,
  evidence,
  children,
}: {
  campaignId: string
  mayAct?: boolean
  evidence?: EvidenceOf
  children?: ReactNode
}) => {
  const t = useWords(firmwareWords)
  const both = useBoth()
  const said = useRateSaid()
  const read = useRead('firmware.campaign', { campaignId }, { refetchInterval: 30_000 })
  return (
    <Loaded query={read} missing={<Missing heading />}>
      {({ campaign, acquirer, rings, rate, failureLimitPpm, reasons, signed }) => {
        const { manifest } = campaign
        return (
          <ConsolePage
            title={`${both(kindWords[manifest.kind])} ${manifest.version}`}
            trail={[{ href: '/firmware', label: t('title') }]}
            extra={mayAct && <Actions campaign={campaign} />}
          >
            <Halted campaign={campaign} reasons={reasons} />
            <Card>
              <Facts
                rows={[
                  [t('status'), <CampaignStatus status={campaign.status} />],
                  !mayAct && [t('acquirer'), acquirer],
                  [t('model'), manifest.modelCode],
                  [t('version'), `${manifest.version} (${manifest.versionNo})`],
                  [t('sequence'), manifest.sequence],
                  manifest.rollback && [t('rollback'), <Tag tone="warning">{t('rollback')}</Tag>],
                  [
                    t('approvals'),
                    t('approvalsOf', { n: campaign.approvals, needed: campaign.approvalsNeeded }),
                  ],
                  [t('rateOpen'), t('rateLimit', { rate: said(rate), limit: percent(failureLimitPpm) })],
                  [t('sha256'), <span className="code small">{manifest.sha256}</span>],
                ]}
              />
            </Card>
            <Rings rings={rings} campaign={campaign} />
            <Installs campaignId={campaignId} evidence={evidence} />
            <Signed campaign={campaign} signed={signed} />
            {children}
          </ConsolePage>
        )
      }}
    </Loaded>
  )
}
