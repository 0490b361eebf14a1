import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import { serialShown } from '#device/public-standing.ts'
import { approvalsNeeded, decide, evolve, type Campaign } from '#fleet/campaign.ts'
import type { Install } from '#fleet/install.ts'
import { follows, type Manifest } from '#fleet/manifest.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { unapprovedNow } from './approved.ts'
import { loadCampaign, moveCampaign, rateOf, tallies, tallyOf, targetFleet } from './campaign.ts'
import { type Algorithm, isSigned } from './manifest-signature.ts'

type View = OutputOf<'firmware.campaign'>['campaign']

const viewOf = (campaign: Campaign, proposedAt: string): View => {
  const { campaignId, manifest, status, ring, halt } = campaign
  const counted = halt?.cause === 'failures' ? halt : null
  return {
    ...{ campaignId, manifest, status, ring, proposedAt },
    approvals: campaign.approvals.length,
    approvalsNeeded: approvalsNeeded(campaign),
    halt: halt && {
      cause: halt.cause,
      failed: counted?.failed ?? null,
      finished: counted?.finished ?? null,
      lowerPpm: counted?.lowerPpm ?? null,
    },
  }
}

const unapprovedOf = async (errand: Errand, campaignId: string) =>
  unapprovedNow(errand, (await loadCampaign(errand, campaignId, true)).campaign.manifest)

export const firmwareRoom: Room<
  | 'firmware.publish'
  | 'firmware.approve'
  | 'firmware.start'
  | 'firmware.open-next-ring'
  | 'firmware.halt'
  | 'firmware.campaigns'
  | 'firmware.campaign'
  | 'firmware.installs'
> = {
  /** A manifest is checked before anything is kept, and its campaign is proposed with it. */
  async 'firmware.publish'(errand, { manifest, keyId, signature, content }) {
    const { modelCode, kind } = manifest
    const { organisationId, personId } = errand.actor
    const [[key], [model]] = await Promise.all([
      errand.run(
        db
          .selectFrom('firmware_keys')
          .select(['algorithm', 'public_key', 'confirmed_at'])
          .where('key_id', '=', keyId),
      ),
      errand.run(db.selectFrom('models').select('acquirer_id').where('model_code', '=', modelCode)),
    ])
    if (model && model.acquirer_id !== organisationId) return refuse('FIRM-19', {}, 'manifest.modelCode')
    if (!model || !key) throw new NotFound()
    if (
      key.confirmed_at === null ||
      !isSigned(manifest, key.algorithm as Algorithm, key.public_key, signature)
    )
      return refuse('FIRM-1', {}, 'signature')
    const bytes = Buffer.from(content, 'base64')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (bytes.length !== manifest.bytes || sha256 !== manifest.sha256) return refuse('FIRM-6', {}, 'content')
    const before = await errand.run(
      db
        .selectFrom('manifests')
        .select('manifest')
        .where('model_code', '=', modelCode)
        .where('kind', '=', kind),
    )
    const wrong = follows(
      manifest,
      before.map((row) => row.manifest as Manifest),
    )
    if (wrong) return wrong
    const lacking = await unapprovedNow(errand, manifest)
    if (lacking) return lacking
    const [manifestId, campaignId] = [newId('man'), newId('cmp')]
    const facts = decide(null, { type: 'propose', campaignId, manifest }, errand.stamp)
    if (isRefusal(facts)) return facts
    const campaign = facts.reduce<Campaign | null>(evolve, null) as Campaign
    // The file is nobody's row: whoever fetches it holds it against the signed hash.
    await errand.asHouse(
      db
        .insertInto('firmware_files')
        .values({ sha256, bytes })
        .onConflict((conflict) => conflict.column('sha256').doNothing()),
    )
    try {
      await errand.run(
        db.insertInto('manifests').values({
          manifest_id: manifestId,
          acquirer_id: organisationId,
          model_code: modelCode,
          kind,
          sequence: manifest.sequence,
          version_no: manifest.versionNo,
          version: manifest.version,
          sha256,
          manifest: JSON.stringify(manifest),
          key_id: keyId,
          signature,
          published_by: personId,
          published_at: errand.stamp.at,
        }),
      )
      await errand.run(
        db.insertInto('campaigns').values({
          campaign_id: campaignId,
          acquirer_id: organisationId,
          manifest_id: manifestId,
          model_code: modelCode,
          kind,
          status: campaign.status,
          version: facts.length,
          state: JSON.stringify(campaign),
          proposed_at: errand.stamp.at,
        }),
      )
    } catch (error) {
      const { constraint } = error as { constraint?: string }
      if (constraint === 'one_campaign_at_a_time') return refuse('FIRM-6')
      if (constraint === 'manifests_model_code_kind_sequence_key')
        return refuse('FIRM-2', { sequence: manifest.sequence, last: manifest.sequence }, 'manifest')
      throw error
    }
    await errand.record(`campaign/${campaignId}`, 0, facts)
    return { campaignId }
  },

  async 'firmware.approve'(errand, { campaignId }) {
    const after = await moveCampaign(errand, campaignId, () => ({ type: 'approve' }))
    return isRefusal(after) ? after : { ok: true }
  },
  async 'firmware.start'(errand, { campaignId }) {
    const lacking = await unapprovedOf(errand, campaignId)
    if (lacking) return lacking
    const after = await moveCampaign(errand, campaignId, () => ({ type: 'start' }))
    if (isRefusal(after)) return after
    await targetFleet(errand, after)
    return { ok: true }
  },
  async 'firmware.open-next-ring'(errand, { campaignId }) {
    const lacking = await unapprovedOf(errand, campaignId)
    if (lacking) return lacking
    const after = await moveCampaign(errand, campaignId, async (campaign) => ({
      type: 'open-next-ring',
      tally: await tallyOf(errand, campaign),
    }))
    return isRefusal(after) ? after : { ok: true }
  },
  async 'firmware.halt'(errand, { campaignId }) {
    const after = await moveCampaign(errand, campaignId, () => ({ type: 'halt' }))
    return isRefusal(after) ? after : { ok: true }
  },

  async 'firmware.campaigns'(errand, { after, limit = 50 }) {
    let query = db
      .selectFrom('campaigns')
      .select(['campaign_id', 'state', 'proposed_at'])
      .orderBy('campaign_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('campaign_id', '<', after)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => viewOf(row.state as Campaign, row.proposed_at)),
      next: rows.length === limit ? (rows.at(-1)?.campaign_id ?? null) : null,
    }
  },

  async 'firmware.campaign'(errand, { campaignId }) {
    const { campaign } = await loadCampaign(errand, campaignId)
    const [row] = await errand.run(
      db
        .selectFrom('campaigns as c')
        .innerJoin('manifests as m', 'm.manifest_id', 'c.manifest_id')
        .innerJoin('firmware_keys as k', 'k.key_id', 'm.key_id')
        .innerJoin('organisations as o', 'o.organisation_id', 'c.acquirer_id')
        .select(['c.proposed_at', 'm.signature', 'm.published_at', 'k.algorithm', 'k.public_key', 'o.name'])
        .where('c.campaign_id', '=', campaignId),
    )
    if (!row) throw new NotFound()
    const open = await tallyOf(errand, campaign)
    const rate = rateOf(open, campaign)
    const rings = await tallies(errand, campaign)
    const reasons = await errand.run(
      db
        .selectFrom('installs')
        .select(({ fn }) => [sql<string>`state ->> 'reason'`.as('reason'), fn.countAll<number>().as('count')])
        .where('campaign_id', '=', campaignId)
        .where('status', '=', 'failed')
        .groupBy(sql`1`)
        .orderBy('count', 'desc'),
    )
    return {
      campaign: viewOf(campaign, row.proposed_at),
      acquirer: row.name,
      rings: rings.map((ring) => ({ ...ring, rate: rateOf(ring, campaign) })),
      rate,
      failureLimitPpm: campaign.rules.failureLimitPpm,
      lowerPpm: rate?.lowerPpm ?? 0,
      reasons: reasons.map(({ reason, count }) => ({ reason, count: Number(count) })),
      signed: {
        ...{ algorithm: row.algorithm as Algorithm, publicKey: row.public_key, signature: row.signature },
        publishedAt: row.published_at,
      },
    }
  },

  async 'firmware.installs'(errand, { campaignId, after, limit = 50, status }) {
    await loadCampaign(errand, campaignId)
    let query = db
      .selectFrom('installs as i')
      .innerJoin('devices as d', 'd.device_id', 'i.device_id')
      .select(['i.install_id', 'i.state', 'i.updated_at', 'd.serial_no'])
      .where('i.campaign_id', '=', campaignId)
      .orderBy('i.install_id')
      .limit(limit)
    if (after !== undefined) query = query.where('i.install_id', '>', after)
    if (status !== undefined) query = query.where('i.status', '=', status)
    const rows = await errand.run(query)
    // FIRM-30: enough of a number to find the terminal by, no list of them.
    const shown = errand.actor.principal === 'regulator' ? serialShown : (serialNo: string) => serialNo
    return {
      items: rows.map((row) => {
        const { installId, deviceId, ring, status: stands, attempts, reason, begunAt } = row.state as Install
        return {
          ...{
            installId,
            deviceId,
            serialNo: shown(row.serial_no),
            ring,
            status: stands,
            attempts,
            reason,
            begunAt,
          },
          updatedAt: row.updated_at,
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.install_id ?? null) : null,
    }
  },
}
