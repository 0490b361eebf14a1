import { type CampaignRules, campaignRulesOn } from '#fleet/campaign-rules.ts'
import type { Manifest } from '#fleet/manifest.ts'
import { wilsonLowerPpm } from '#fleet/wilson.ts'
import { addHours, chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** How the installs of the open rings stand. `failed` counts attempts: trying again does not wipe a failure out. */
export type Tally = {
  readonly targets: number
  readonly installed: number
  readonly failed: number
  readonly inFlight: number
  /** Terminals that installed, or have no attempt left. */
  readonly settled: number
}

/** Why a campaign stopped before its end. */
export type Halt =
  | {
      readonly cause: 'failures'
      readonly failed: number
      readonly finished: number
      readonly lowerPpm: number
    }
  | { readonly cause: 'by-hand'; readonly personId: string }

export type Campaign = {
  readonly campaignId: string
  readonly acquirerId: string
  readonly manifest: Manifest
  /** The rules of the day it was proposed. */
  readonly rules: CampaignRules
  readonly status: 'proposed' | 'running' | 'halted' | 'completed'
  /** Who published it; absent in campaigns from before FIRM-40. */
  readonly proposedBy?: string
  readonly approvals: readonly string[]
  /** Index of the outermost open ring; -1 before the start. */
  readonly ring: number
  readonly ringOpenedAt: string | null
  readonly halt: Halt | null
}

export type CampaignFact =
  | {
      readonly type: 'campaign-proposed'
      readonly campaignId: string
      readonly acquirerId: string
      readonly manifest: Manifest
      readonly rulesOf: string
      readonly proposedBy?: string
    }
  | { readonly type: 'campaign-approved'; readonly personId: string }
  | { readonly type: 'ring-opened'; readonly ring: number; readonly at: string }
  | { readonly type: 'campaign-halted'; readonly halt: Halt }
  | { readonly type: 'campaign-completed' }

export type CampaignMove =
  | { readonly type: 'propose'; readonly campaignId: string; readonly manifest: Manifest }
  | { readonly type: 'approve' | 'start' | 'halt' }
  | { readonly type: 'open-next-ring' | 'judge'; readonly tally: Tally }

/** FIRM-5: going back takes two people, going forward one. */
export const approvalsNeeded = ({ manifest }: Pick<Campaign, 'manifest'>): number =>
  manifest.rollback ? 2 : 1

const wrongTime = (campaign: Campaign): Refusal => refuse('FIRM-9', { status: campaign.status })

/** FIRM-16: what the failures so far say; null while the limit is not passed. */
const failing = ({ rules }: Campaign, { installed, failed }: Tally): Halt | null => {
  const finished = installed + failed
  const lowerPpm = wilsonLowerPpm(failed, finished, rules.zMilli)
  return lowerPpm > rules.failureLimitPpm ? { cause: 'failures', failed, finished, lowerPpm } : null
}

const openNextRing = (campaign: Campaign, tally: Tally, stamp: Stamp): readonly CampaignFact[] | Refusal => {
  const { rules, ring, ringOpenedAt } = campaign
  if (ring + 1 >= rules.ringsPpm.length) return refuse('FIRM-7', { ring: ring + 1 })
  if (ringOpenedAt === null || !isAfter(stamp.at, addHours(ringOpenedAt, rules.soakHours)))
    return refuse('FIRM-8', { hours: rules.soakHours, percent: rules.finishedPpm / 10_000 })
  if (tally.settled * 1_000_000 < tally.targets * rules.finishedPpm)
    return refuse('FIRM-8', { hours: rules.soakHours, percent: rules.finishedPpm / 10_000 })
  return [{ type: 'ring-opened', ring: ring + 1, at: stamp.at }]
}

const judge = (campaign: Campaign, tally: Tally): readonly CampaignFact[] => {
  if (campaign.status !== 'running') return []
  const halt = failing(campaign, tally)
  if (halt !== null) return [{ type: 'campaign-halted', halt }]
  const whole = campaign.ring === campaign.rules.ringsPpm.length - 1
  return whole && tally.settled === tally.targets && tally.inFlight === 0
    ? [{ type: 'campaign-completed' }]
    : []
}

/** May this move happen, and what becomes true? Rules FIRM-n: README.md. */
export const decide = (
  campaign: Campaign | null,
  move: CampaignMove,
  stamp: Stamp,
): readonly CampaignFact[] | Refusal => {
  if (move.type === 'propose') {
    if (campaign !== null) return wrongTime(campaign)
    const { campaignId, manifest } = move
    const acquirerId = stamp.organisationId
    const rulesOf = chinaDay(stamp.at)
    const proposedBy = stamp.personId
    return [{ type: 'campaign-proposed', campaignId, acquirerId, manifest, rulesOf, proposedBy }]
  }
  if (campaign === null) return refuse('FIRM-9', { status: 'unknown' })
  if (move.type === 'judge') return judge(campaign, move.tally)
  if (stamp.organisationId !== campaign.acquirerId) return refuse('FIRM-19')
  switch (move.type) {
    case 'approve':
      if (campaign.status !== 'proposed') return wrongTime(campaign)
      if (campaign.approvals.includes(stamp.personId))
        return refuse('FIRM-5', { what: 'campaign', needed: approvalsNeeded(campaign) })
      if (approvalsNeeded(campaign) === 1 && campaign.proposedBy === stamp.personId) return refuse('FIRM-40')
      return [{ type: 'campaign-approved', personId: stamp.personId }]
    case 'start':
      if (campaign.status !== 'proposed') return wrongTime(campaign)
      if (campaign.approvals.length < approvalsNeeded(campaign))
        return refuse('FIRM-5', { what: 'campaign', needed: approvalsNeeded(campaign) })
      return [{ type: 'ring-opened', ring: 0, at: stamp.at }]
    case 'open-next-ring':
      return campaign.status === 'running' ? openNextRing(campaign, move.tally, stamp) : wrongTime(campaign)
    case 'halt':
      if (campaign.status !== 'running' && campaign.status !== 'proposed') return wrongTime(campaign)
      return [{ type: 'campaign-halted', halt: { cause: 'by-hand', personId: stamp.personId } }]
  }
}

/** The campaign after one fact; `null` before it was proposed. */
export const evolve = (campaign: Campaign | null, fact: CampaignFact): Campaign => {
  if (fact.type === 'campaign-proposed') {
    if (campaign !== null) throw new Error(`campaign ${campaign.campaignId} is proposed twice`)
    const { campaignId, acquirerId, manifest, rulesOf, proposedBy } = fact
    const rules = campaignRulesOn(rulesOf)
    return {
      ...{ campaignId, acquirerId, manifest, rules, status: 'proposed', approvals: [] },
      ...{ ring: -1, ringOpenedAt: null, halt: null },
      ...(proposedBy !== undefined && { proposedBy }),
    }
  }
  if (campaign === null) throw new Error(`${fact.type} before campaign-proposed`)
  switch (fact.type) {
    case 'campaign-approved':
      return { ...campaign, approvals: [...campaign.approvals, fact.personId] }
    case 'ring-opened':
      return { ...campaign, status: 'running', ring: fact.ring, ringOpenedAt: fact.at }
    case 'campaign-halted':
      return { ...campaign, status: 'halted', halt: fact.halt }
    case 'campaign-completed':
      return { ...campaign, status: 'completed' }
  }
}
