import type { Model } from '#device/certificate.ts'
import { certificateStep } from '#device/notice.ts'
import { addDays } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'

export const withdrawalReasons = ['vulnerability', 'defect', 'approval-ended', 'by-maker'] as const

/** One firmware of a model as it was approved: version and file together name it. Days in China. */
export type ApprovedFirmware = {
  readonly version: string
  readonly sha256: string
  /** Number of the model's certificate it was approved under. */
  readonly certificateNo: string
  readonly validFrom: string
  readonly validUntil: string | null
  /** Taken back before its end: from this day on nobody installs it. */
  readonly withdrawnOn?: string
  readonly withdrawnFor?: (typeof withdrawalReasons)[number]
}

type Approving = Pick<Model, 'firmwareVersion' | 'firmwares'>

/** Why it may not be installed on a day: not yet, ended or taken back; null while it may. */
export const approvalLacks = (
  { validFrom, validUntil, withdrawnOn }: ApprovedFirmware,
  day: string,
): 'future' | 'ended' | 'withdrawn' | null => {
  if (withdrawnOn !== undefined && withdrawnOn <= day) return 'withdrawn'
  if (validUntil !== null && validUntil < day) return 'ended'
  return validFrom > day ? 'future' : null
}

const compareVersions = (a: string, b: string): number => b.localeCompare(a, 'en', { numeric: true })

/**
 * Versions a terminal of the model may run on a day, newest first. The one the model is registered with counts by its
 * version alone until an approval of it, with its file, is entered (CERT-23).
 */
export const approvedVersions = ({ firmwareVersion, firmwares = [] }: Approving, day: string): string[] => {
  const approved = firmwares.filter((each) => approvalLacks(each, day) === null).map(({ version }) => version)
  const entered = firmwares.some(({ version }) => version === firmwareVersion)
  return [...new Set(entered ? approved : [...approved, firmwareVersion])].toSorted(compareVersions)
}

/** CERT-20 and 21: what is wrong with the approvals of a model. */
export const checkFirmwares = ({ certificates, firmwares = [] }: Model): Refusal | null => {
  const homeless = firmwares.find(
    ({ certificateNo }) => !certificates.some(({ number }) => number === certificateNo),
  )
  if (homeless)
    return refuse('CERT-20', { version: homeless.version, number: homeless.certificateNo }, 'certificateNo')
  const backward = firmwares.find(
    ({ validFrom, validUntil }) => validUntil !== null && validUntil < validFrom,
  )
  return backward ? refuse('CERT-21', { version: backward.version }, 'validUntil') : null
}

const same = (a: ApprovedFirmware, b: Pick<ApprovedFirmware, 'version' | 'sha256'>): boolean =>
  a.version === b.version && a.sha256 === b.sha256

/** An approval entered; one of the same version and file is renewed, and what was taken back stays so (CERT-22). */
export const approveFirmware = (model: Model, approval: ApprovedFirmware): Model | Refusal => {
  const { firmwares = [] } = model
  if (firmwares.some((each) => same(each, approval) && each.withdrawnOn !== undefined))
    return refuse('CERT-22', { version: approval.version }, 'version')
  const after = { ...model, firmwares: [...firmwares.filter((each) => !same(each, approval)), approval] }
  return checkFirmwares(after) ?? after
}

/** CERT-22: what stands approved is taken back once, from that day on. */
export const withdrawFirmware = (
  model: Model,
  {
    withdrawnOn,
    withdrawnFor,
    ...named
  }: Pick<ApprovedFirmware, 'version' | 'sha256'> &
    Required<Pick<ApprovedFirmware, 'withdrawnOn' | 'withdrawnFor'>>,
): Model | Refusal => {
  const { firmwares = [] } = model
  if (!firmwares.some((each) => same(each, named) && each.withdrawnOn === undefined))
    return refuse('CERT-22', { version: named.version }, 'version')
  return {
    ...model,
    firmwares: firmwares.map((each) => (same(each, named) ? { ...each, withdrawnOn, withdrawnFor } : each)),
  }
}

/** Does a standing approval end so soon that people are told, by the steps certificates have? */
export const endsSoon = (approval: ApprovedFirmware, day: string): boolean =>
  approvalLacks(approval, day) === null &&
  approval.validUntil !== null &&
  certificateStep(approval.validUntil, day) !== null

export type FirmwareEnding = {
  readonly modelCode: string
  readonly version: string
  readonly sha256: string
  readonly standing: 'withdrawn' | 'ended' | 'ending'
  /** The day it was taken back, or its last day. */
  readonly endsOn: string
  readonly reason: (typeof withdrawalReasons)[number] | null
  /** The newest version that may be installed instead, today and after that day. */
  readonly goTo: string | null
}

/** Approvals that have ended, were taken back or end soon: what runs them is to be updated, or they are renewed. */
export const firmwareEndings = (
  catalogue: readonly (Approving & Pick<Model, 'modelCode'>)[],
  day: string,
): readonly FirmwareEnding[] =>
  catalogue.flatMap((model) =>
    (model.firmwares ?? []).flatMap((each) => {
      const lacks = approvalLacks(each, day)
      const standing = lacks === null && endsSoon(each, day) ? 'ending' : lacks
      if (standing === null || standing === 'future') return []
      const endsOn = (standing === 'withdrawn' ? each.withdrawnOn : each.validUntil) ?? day
      const lasting = approvedVersions(model, standing === 'ending' ? addDays(endsOn, 1) : day)
      const now = approvedVersions(model, day)
      return [
        {
          ...{ modelCode: model.modelCode, version: each.version, sha256: each.sha256, standing, endsOn },
          reason: standing === 'withdrawn' ? (each.withdrawnFor ?? null) : null,
          goTo: lasting.find((version) => version !== each.version && now.includes(version)) ?? null,
        },
      ]
    }),
  )

/** CERT-40: what is said of a terminal whose firmware is approved for a short while only. */
export const firmwareWarnings = (
  running: Pick<Running, 'version' | 'sha256'> | null,
  model: Approving,
  day: string,
): readonly Refusal[] => {
  if (running === null) return []
  const own = (model.firmwares ?? []).filter(
    ({ version, sha256 }) =>
      version === running.version && (running.sha256 === null || running.sha256 === sha256),
  )
  const standing = own.filter((each) => approvalLacks(each, day) === null)
  if (standing.length === 0 || !standing.every((each) => endsSoon(each, day))) return []
  const last = standing.map(({ validUntil }) => validUntil ?? '').toSorted()
  return [refuse('CERT-40', { version: running.version, validUntil: last.at(-1) ?? '' })]
}

/** What a terminal runs now, since when, and who says so. */
export type Running = {
  readonly version: string
  /** Null where only a person read the version. */
  readonly sha256: string | null
  readonly since: string
  readonly source: 'inspection' | 'heartbeat' | 'update'
}

/** From the look at intake, the newest heartbeat and the last update reported installed; null when none of them tells. */
export const runningNow = (told: {
  readonly intake: { readonly version: string; readonly at: string } | null
  readonly heard: {
    readonly version: string
    readonly sha256: string
    readonly since: string
    readonly at: string
  } | null
  readonly installed: { readonly version: string; readonly sha256: string; readonly at: string } | null
}): Running | null => {
  const { intake, heard, installed } = told
  if (installed && (heard === null || heard.sha256 === installed.sha256 || heard.at < installed.at)) {
    const { version, sha256, at } = installed
    return { version, sha256, since: at, source: 'update' }
  }
  if (heard) {
    const { version, sha256, since } = heard
    return { version, sha256, since, source: 'heartbeat' }
  }
  return intake && { version: intake.version, sha256: null, since: intake.at, source: 'inspection' }
}

/** How the firmware that runs stands to the approvals of its model; without a file, by its version. */
export const standingOf = (
  { version, sha256 }: Pick<Running, 'version' | 'sha256'>,
  model: Approving,
  day: string,
): 'approved' | 'ended' | 'foreign' => {
  const entries = (model.firmwares ?? []).filter((each) => each.version === version)
  if (entries.length === 0) return version === model.firmwareVersion ? 'approved' : 'foreign'
  const own = sha256 === null ? entries : entries.filter((each) => each.sha256 === sha256)
  if (own.some((each) => approvalLacks(each, day) === null)) return 'approved'
  return own.length > 0 ? 'ended' : 'foreign'
}
