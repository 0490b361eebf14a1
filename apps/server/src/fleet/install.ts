import type { Campaign } from '#fleet/campaign.ts'
import { campaignRulesOn } from '#fleet/campaign-rules.ts'
import {
  decide,
  evolve,
  type FailureReason,
  type Install,
  type InstallFact,
  type InstallMove,
} from '#fleet/install.ts'
import type { ManifestKind } from '#fleet/manifest.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { unapprovedNow } from './approved.ts'
import { loadCampaign, moveCampaign, newInstall, tallyOf, target } from './campaign.ts'
import type { Algorithm } from './manifest-signature.ts'

/** A running update of a terminal's model, with what proves it; null when there is none or it has it. */
export const offerTo = async (errand: Errand, deviceId: string, kind: ManifestKind) => {
  const [row] = await errand.run(
    db
      .selectFrom('devices as d')
      .innerJoin('campaigns as c', 'c.model_code', 'd.model_code')
      .innerJoin('manifests as m', 'm.manifest_id', 'c.manifest_id')
      .innerJoin('firmware_keys as k', 'k.key_id', 'm.key_id')
      .select(['c.campaign_id', 'c.state', 'm.signature', 'k.algorithm'])
      .where('d.device_id', '=', deviceId)
      .where('c.kind', '=', kind)
      .where('c.status', '=', 'running'),
  )
  if (!row) return null
  const campaign = row.state as Campaign
  const [install] = await errand.run(
    db
      .selectFrom('installs')
      .select(['status', 'ring'])
      .where('campaign_id', '=', row.campaign_id)
      .where('device_id', '=', deviceId),
  )
  if (!install) {
    // Enrolled after the rings were drawn: it comes last.
    const last = newInstall(row.campaign_id, deviceId, campaign.rules.ringsPpm.length - 1)
    await target(errand, campaign.acquirerId, [last])
  }
  const ring = install?.ring ?? campaign.rules.ringsPpm.length - 1
  if (install?.status === 'installed' || ring > campaign.ring) return null
  const { manifest } = campaign
  // Taken back since it was published: no further terminal gets it.
  if (await unapprovedNow(errand, manifest)) return null
  return {
    campaignId: row.campaign_id,
    manifest,
    algorithm: row.algorithm as Algorithm,
    signature: row.signature,
    path: `/firmware/${manifest.sha256}`,
  }
}

const move = async (
  errand: Errand,
  campaign: Campaign,
  deviceId: string,
  does: InstallMove,
): Promise<Install | Refusal> => {
  const [row] = await errand.run(
    db
      .selectFrom('installs')
      .select(['state', 'version', 'failures'])
      .where('campaign_id', '=', campaign.campaignId)
      .where('device_id', '=', deviceId)
      .forUpdate(),
  )
  if (!row) throw new NotFound()
  const install = row.state as Install
  const facts = decide(campaign, install, does, errand.stamp.at)
  if (isRefusal(facts)) return facts
  const { installId, campaignId, ring } = install
  const targeted: InstallFact = { type: 'install-targeted', installId, campaignId, deviceId, ring }
  const all = row.version === 0 ? [targeted, ...facts] : facts
  const after = facts.reduce<Install>(evolve, install)
  await errand.run(
    db
      .updateTable('installs')
      .set({
        status: after.status,
        attempts: after.attempts,
        failures: row.failures + facts.filter(({ type }) => type === 'install-failed').length,
        report_by: after.status === 'begun' ? after.reportBy : null,
        version: row.version + all.length,
        state: JSON.stringify(after),
        updated_at: errand.stamp.at,
      })
      .where('install_id', '=', installId),
  )
  await errand.record(`install/${installId}`, row.version, all)
  return after
}

type State = {
  readonly versionNo: number
  readonly battery: number | null
  readonly unsent: number
  readonly lastSaleAt: string | null
  readonly lastSettledAt: string | null
  readonly tampered: boolean
}

/** FIRM-7 to 15 and 20, asked at the moment the terminal would begin. */
export const beginInstall = async (
  errand: Errand,
  deviceId: string,
  campaignId: string,
  state: State,
): Promise<Install | Refusal> => {
  const { campaign } = await loadCampaign(errand, campaignId, true)
  const lacking = await unapprovedNow(errand, campaign.manifest)
  if (lacking) return lacking
  const [terminal] = await errand.run(
    db
      .selectFrom('fleet')
      .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
      .leftJoin('incidents as i', (join) =>
        join
          .onRef('i.device_id', '=', 'fleet.device_id')
          .on('i.kind', '=', 'tampered')
          .on('i.closed_at', 'is', null),
      )
      .select(['d.model_code', 'd.status', 'fleet.quiet_from', 'fleet.quiet_until', 'i.incident_id'])
      .where('fleet.device_id', '=', deviceId),
  )
  if (!terminal) throw new NotFound()
  const usual = campaignRulesOn(chinaDay(errand.stamp.at))
  return move(errand, campaign, deviceId, {
    type: 'begin',
    tally: await tallyOf(errand, campaign),
    candidate: {
      ...state,
      modelCode: terminal.model_code,
      status: terminal.status,
      tampered: state.tampered || terminal.incident_id !== null,
      quiet: {
        from: terminal.quiet_from ?? usual.quietFrom,
        until: terminal.quiet_until ?? usual.quietUntil,
      },
    },
  })
}

const judge = (errand: Errand, campaignId: string) =>
  moveCampaign(errand, campaignId, async (campaign) => ({
    type: 'judge',
    tally: await tallyOf(errand, campaign),
  }))

/** What a terminal says became of it; FIRM-16 is asked with every report. */
export const reportInstall = async (
  errand: Errand,
  deviceId: string,
  campaignId: string,
  became: { readonly failure: FailureReason | null; readonly versionNo: number; readonly sha256: string },
): Promise<Install | Refusal> => {
  const { campaign } = await loadCampaign(errand, campaignId, true)
  const { failure, versionNo, sha256 } = became
  const after = await move(
    errand,
    campaign,
    deviceId,
    failure === null ? { type: 'succeed', versionNo, sha256 } : { type: 'fail', reason: failure },
  )
  if (!isRefusal(after)) await judge(errand, campaignId)
  return after
}

/** Installs begun and never reported have failed; a campaign may halt by it. */
export const sweepInstalls = async (errand: Errand): Promise<void> => {
  const overdue = await errand.run(
    db
      .selectFrom('installs')
      .select(['campaign_id', 'device_id'])
      .where('status', '=', 'begun')
      .where('report_by', '<', errand.stamp.at)
      .orderBy('campaign_id')
      .limit(500),
  )
  for (const { campaign_id, device_id } of overdue) {
    const { campaign } = await loadCampaign(errand, campaign_id, true)
    const after = await move(errand, campaign, device_id, { type: 'give-up' })
    if (!isRefusal(after)) await judge(errand, campaign_id)
  }
}
