import type { Campaign, Tally } from '#fleet/campaign.ts'
import { isQuiet, nextQuiet, type QuietHours } from '#fleet/quiet-hours.ts'
import { addMinutes, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

export type FailureReason =
  | 'download'
  | 'hash'
  | 'signature'
  | 'space'
  | 'power'
  | 'flash'
  | 'boot'
  | 'no-report'

/** One terminal in one campaign: what its serial can show for itself. */
export type Install = {
  readonly installId: string
  readonly campaignId: string
  readonly deviceId: string
  readonly ring: number
  readonly status: 'pending' | 'begun' | 'installed' | 'failed'
  readonly attempts: number
  readonly begunAt: string | null
  readonly reportBy: string | null
  readonly reason: FailureReason | null
}

/** The terminal at the moment it asks to begin, as its own proved message and the registry say. */
export type Candidate = {
  readonly modelCode: string
  readonly status: string
  readonly tampered: boolean
  readonly versionNo: number
  readonly battery: number | null
  readonly unsent: number
  readonly lastSaleAt: string | null
  readonly lastSettledAt: string | null
  readonly quiet: QuietHours
}

export type InstallFact =
  | {
      readonly type: 'install-targeted'
      readonly installId: string
      readonly campaignId: string
      readonly deviceId: string
      readonly ring: number
    }
  | {
      readonly type: 'install-begun'
      readonly at: string
      readonly reportBy: string
      readonly fromVersionNo: number
      readonly quiet: QuietHours
      readonly lastSettledAt: string | null
    }
  | {
      readonly type: 'install-succeeded'
      readonly at: string
      readonly versionNo: number
      readonly sha256: string
    }
  | { readonly type: 'install-failed'; readonly at: string; readonly reason: FailureReason }

export type InstallMove =
  | { readonly type: 'begin'; readonly candidate: Candidate; readonly tally: Tally }
  | { readonly type: 'succeed'; readonly versionNo: number; readonly sha256: string }
  | { readonly type: 'fail'; readonly reason: FailureReason }
  /** The house's own clock: nothing was heard in time. */
  | { readonly type: 'give-up' }

/** FIRM-11: nothing taken and not settled; a sale after the last settlement counts even if the terminal forgot it. */
export const isSettled = ({ unsent, lastSaleAt, lastSettledAt }: Omit<Candidate, 'modelCode'>): boolean =>
  unsent === 0 && (lastSaleAt === null || (lastSettledAt !== null && !isAfter(lastSaleAt, lastSettledAt)))

const inFlightLimit = ({ rules }: Campaign, { targets }: Tally): number =>
  Math.max(rules.inFlightLeast, Math.ceil((targets * rules.inFlightPpm) / 1_000_000))

/** Everything that must hold at the moment an install begins; null when it may. */
const hindrance = (
  campaign: Campaign,
  install: Install,
  candidate: Candidate,
  tally: Tally,
  at: string,
): Refusal | null => {
  const { rules, manifest } = campaign
  if (campaign.status !== 'running') return refuse('FIRM-9', { status: campaign.status })
  if (install.ring > campaign.ring) return refuse('FIRM-7', { ring: install.ring + 1 })
  if (
    candidate.modelCode !== manifest.modelCode ||
    candidate.tampered ||
    !['bound', 'live'].includes(candidate.status)
  )
    return refuse('FIRM-13')
  const newer = manifest.rollback
    ? manifest.versionNo < candidate.versionNo
    : manifest.versionNo > candidate.versionNo
  if (!newer) return refuse('FIRM-12', { versionNo: manifest.versionNo, installed: candidate.versionNo })
  if (!isQuiet(candidate.quiet, at, rules.installMinutes))
    return refuse('FIRM-10', { next: nextQuiet(candidate.quiet, at, rules.installMinutes) })
  if (!isSettled(candidate)) return refuse('FIRM-11', { unsent: candidate.unsent })
  if (candidate.battery !== null && candidate.battery < rules.batteryPercent)
    return refuse('FIRM-14', { battery: candidate.battery, least: rules.batteryPercent })
  if (install.attempts >= rules.attempts) return refuse('FIRM-15', { attempts: rules.attempts })
  return tally.inFlight < inFlightLimit(campaign, tally) ? null : refuse('FIRM-20')
}

/** May this move happen, and what becomes true? Rules FIRM-n: README.md. */
export const decide = (
  campaign: Campaign,
  install: Install,
  move: InstallMove,
  at: string,
): readonly InstallFact[] | Refusal => {
  const { manifest, rules } = campaign
  switch (move.type) {
    case 'begin': {
      if (install.status === 'begun' || install.status === 'installed')
        return refuse('FIRM-17', { status: install.status })
      const { candidate, tally } = move
      const hindered = hindrance(campaign, install, candidate, tally, at)
      if (hindered) return hindered
      const { versionNo: fromVersionNo, quiet, lastSettledAt } = candidate
      const reportBy = addMinutes(at, rules.installMinutes)
      return [{ type: 'install-begun', at, reportBy, fromVersionNo, quiet, lastSettledAt }]
    }
    case 'succeed': {
      // A report that came after we gave up is still the truth; the attempt stays counted as failed.
      const open =
        install.status === 'begun' || (install.status === 'failed' && install.reason === 'no-report')
      if (!open) return refuse('FIRM-17', { status: install.status })
      if (move.versionNo !== manifest.versionNo || move.sha256 !== manifest.sha256) return refuse('FIRM-18')
      return [{ type: 'install-succeeded', at, versionNo: move.versionNo, sha256: move.sha256 }]
    }
    case 'fail':
      return install.status === 'begun'
        ? [{ type: 'install-failed', at, reason: move.reason }]
        : refuse('FIRM-17', { status: install.status })
    case 'give-up':
      return install.status === 'begun' && install.reportBy !== null && isAfter(at, install.reportBy)
        ? [{ type: 'install-failed', at, reason: 'no-report' }]
        : refuse('FIRM-17', { status: install.status })
  }
}

/** The install after one fact; `null` before the terminal was targeted. */
export const evolve = (install: Install | null, fact: InstallFact): Install => {
  if (fact.type === 'install-targeted') {
    if (install !== null) throw new Error(`install ${install.installId} is targeted twice`)
    const { type: _, ...target } = fact
    return { ...target, status: 'pending', attempts: 0, begunAt: null, reportBy: null, reason: null }
  }
  if (install === null) throw new Error(`${fact.type} before install-targeted`)
  switch (fact.type) {
    case 'install-begun': {
      const { at: begunAt, reportBy } = fact
      return { ...install, status: 'begun', attempts: install.attempts + 1, begunAt, reportBy, reason: null }
    }
    case 'install-succeeded':
      return { ...install, status: 'installed', reason: null }
    case 'install-failed':
      return { ...install, status: 'failed', reason: fact.reason }
  }
}
