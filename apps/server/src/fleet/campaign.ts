import { sql } from 'kysely'
import { wilsonLowerPpm, wilsonUpperPpm } from '#fleet/wilson.ts'
import {
  decide,
  evolve,
  type Campaign,
  type CampaignFact,
  type CampaignMove,
  type Tally,
} from '#fleet/campaign.ts'
import { ringAt } from '#fleet/campaign-rules.ts'
import { evolve as evolveInstall, type Install } from '#fleet/install.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'

type Stored = { readonly campaign: Campaign; readonly version: number }

export const loadCampaign = async (errand: Errand, campaignId: string, lock = false): Promise<Stored> => {
  const query = db.selectFrom('campaigns').select(['state', 'version']).where('campaign_id', '=', campaignId)
  const [row] = await errand.run(lock ? query.forUpdate() : query)
  if (!row) throw new NotFound()
  return { campaign: row.state as Campaign, version: row.version }
}

/** FIRM-16's figure with both ends of its interval; null before an attempt was finished. */
export const rateOf = (
  { installed, failed }: Pick<Tally, 'installed' | 'failed'>,
  { rules: { zMilli } }: Pick<Campaign, 'rules'>,
) => {
  const finished = installed + failed
  if (finished === 0) return null
  return {
    failedPpm: Math.round((failed * 1_000_000) / finished),
    lowerPpm: wilsonLowerPpm(failed, finished, zMilli),
    upperPpm: wilsonUpperPpm(failed, finished, zMilli),
  }
}

/** How each ring stands, by the installs themselves. */
export const tallies = async (errand: Errand, { campaignId, rules }: Campaign) => {
  const rows = await errand.run(
    db
      .selectFrom('installs')
      .select([
        'ring',
        sql<number>`count(*)`.as('targets'),
        sql<number>`count(*) filter (where status = 'installed')`.as('installed'),
        sql<number>`sum(failures)`.as('failed'),
        sql<number>`count(*) filter (where status = 'begun')`.as('in_flight'),
        sql<number>`count(*) filter (where status = 'installed' or (status = 'failed' and attempts >= ${rules.attempts}))`.as(
          'settled',
        ),
      ])
      .where('campaign_id', '=', campaignId)
      .groupBy('ring')
      .orderBy('ring'),
  )
  const counted = new Map(rows.map((row) => [row.ring, row]))
  return rules.ringsPpm.map((sharePpm, ring) => {
    const row = counted.get(ring)
    const [targets, installed, failed] = [row?.targets, row?.installed, row?.failed].map((each) =>
      Number(each ?? 0),
    )
    const [inFlight, settled] = [row?.in_flight, row?.settled].map((each) => Number(each ?? 0))
    return {
      ...{ ring, sharePpm, targets: targets ?? 0, installed: installed ?? 0, failed: failed ?? 0 },
      ...{ inFlight: inFlight ?? 0, settled: settled ?? 0 },
    }
  })
}

/** The open rings together: what the rules ask about. */
export const tallyOf = async (errand: Errand, campaign: Campaign): Promise<Tally> => {
  const sum = { targets: 0, installed: 0, failed: 0, inFlight: 0, settled: 0 }
  for (const ring of await tallies(errand, campaign))
    if (ring.ring <= campaign.ring) {
      sum.targets += ring.targets
      sum.installed += ring.installed
      sum.failed += ring.failed
      sum.inFlight += ring.inFlight
      sum.settled += ring.settled
    }
  return sum
}

export const saveCampaign = async (
  errand: Errand,
  { campaign, version }: Stored,
  facts: readonly CampaignFact[],
): Promise<Campaign> => {
  const after = facts.reduce<Campaign>(evolve, campaign)
  if (facts.length === 0) return after
  await errand.run(
    db
      .updateTable('campaigns')
      .set({ status: after.status, version: version + facts.length, state: JSON.stringify(after) })
      .where('campaign_id', '=', campaign.campaignId),
  )
  await errand.record(`campaign/${campaign.campaignId}`, version, facts)
  return after
}

/** Loads under lock, decides, saves, records. Terminals begin under the same lock: after a halt nothing begins. */
export const moveCampaign = async (
  errand: Errand,
  campaignId: string,
  does: (campaign: Campaign) => Promise<CampaignMove> | CampaignMove,
): Promise<Campaign | Refusal> => {
  const stored = await loadCampaign(errand, campaignId, true)
  const facts = decide(stored.campaign, await does(stored.campaign), errand.stamp)
  return isRefusal(facts) ? facts : saveCampaign(errand, stored, facts)
}

export const newInstall = (campaignId: string, deviceId: string, ring: number): Install =>
  evolveInstall(null, { type: 'install-targeted', installId: newId('ins'), campaignId, deviceId, ring })

/**
 * Writes a row for each terminal; its first fact is recorded with its first attempt, so that a hundred thousand terminals
 * that wait do not fill the log.
 */
export const target = async (
  errand: Errand,
  acquirerId: string,
  installs: readonly Install[],
): Promise<void> => {
  for (let from = 0; from < installs.length; from += 2_000) {
    const some = installs.slice(from, from + 2_000)
    await errand.run(
      statement(
        sql`insert into installs (install_id, campaign_id, device_id, acquirer_id, ring, status, attempts, failures, version, state, updated_at)
            select i.id, i.state ->> 'campaignId', i.device, ${acquirerId}, i.ring, 'pending', 0, 0, 0, i.state, ${errand.stamp.at}
              from unnest(${some.map(({ installId }) => installId)}::text[], ${some.map(({ deviceId }) => deviceId)}::text[],
                ${some.map(({ ring }) => ring)}::integer[], ${some.map((each) => JSON.stringify(each))}::jsonb[]) as i (id, device, ring, state)
            on conflict (campaign_id, device_id) do nothing`,
      ),
    )
  }
}

/** Every enrolled terminal of the model gets its ring, in an order nobody chose: a hash of campaign and terminal. */
export const targetFleet = async (errand: Errand, campaign: Campaign): Promise<void> => {
  const { campaignId, acquirerId, manifest, rules } = campaign
  const fleet = await errand.run(
    db
      .selectFrom('fleet')
      .innerJoin('devices as d', 'd.device_id', 'fleet.device_id')
      .select('fleet.device_id')
      .where('d.model_code', '=', manifest.modelCode)
      .where('d.status', 'in', ['bound', 'live', 'suspended'])
      .orderBy(sql`md5(${campaignId} || fleet.device_id)`),
  )
  const installs = fleet.map(({ device_id }, rank) =>
    newInstall(campaignId, device_id, ringAt(rank, fleet.length, rules)),
  )
  await target(errand, acquirerId, installs)
}
