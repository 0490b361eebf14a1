import { bindingOf, type Device, type DeviceFact } from '#device/device.ts'
import type { Model } from '#device/certificate.ts'
import { foreignFirmware } from '#device/inspect.ts'
import { unlike } from '#device/reading.ts'
import { wordKey } from '#device/word-key.ts'
import { addDays, addMinutes, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/**
 * What whoever inspects a terminal's surface answers yes or no to, in the order of the look (PCI DSS 4.0.1 §9.5.1.2:
 * tampering and substitution; domain §1.7 (2): not opened, no skimmer, nothing near it that captures a PIN). A "no" about
 * the terminal itself is quarantine; one about what is around it stops it for risk.
 */
export const surfacePoints = {
  label: 'quarantine',
  screws: 'quarantine',
  'card-slot': 'quarantine',
  keypad: 'quarantine',
  cable: 'quarantine',
  seals: 'quarantine',
  'extra-devices': 'suspend',
  'camera-view': 'suspend',
} as const satisfies Readonly<Record<string, 'quarantine' | 'suspend'>>

export type SurfacePoint = keyof typeof surfacePoints
export const pointNames = Object.keys(surfacePoints) as readonly SurfacePoint[]

export const photoSides = ['front', 'back'] as const
export type PhotoSide = (typeof photoSides)[number]

export type Look = {
  readonly inspectionId: string
  readonly visitId: string
  /** By the phone's clock; told later it counts from then. */
  readonly inspectedAt: string
  readonly readSerial: string
  readonly firmwareVersion: string
  readonly points: Readonly<Record<SurfacePoint, boolean>>
  readonly sides: readonly PhotoSide[]
  readonly model: Model
}

const TELL_WITHIN_DAYS = 7
const CLOCK_MINUTES = 10

/** The points answered "no". */
export const noesOf = (points: Look['points']): readonly SurfacePoint[] =>
  pointNames.filter((point) => !points[point])

const stops = (device: Device, look: Look, stamp: Stamp): readonly DeviceFact[] => {
  const noes = noesOf(look.points)
  const holder = device.custodian
  if (noes.some((point) => surfacePoints[point] === 'quarantine')) {
    const whole = noes.every((point) => surfacePoints[point] !== 'quarantine' || point === 'seals')
    return [{ type: 'tampering-found', sealIntact: !noes.includes('seals'), caseUndamaged: whole, holder }]
  }
  const foreign = foreignFirmware(look.model, look.firmwareVersion, stamp, holder)
  if (foreign) return [foreign]
  return noes.length > 0 && device.status !== 'suspended' ? [{ type: 'device-suspended', cause: 'risk' }] : []
}

/**
 * INSP-2…4: the look at a terminal that stands in its shop. What was found is kept whether good or bad; what is not as it
 * should be stops the terminal in the same breath. That the technician was let in is the case's to say (INSP-1).
 */
export const inspectSurface = (device: Device, look: Look, stamp: Stamp): readonly DeviceFact[] | Refusal => {
  if (bindingOf(device) === null || device.status === 'suspect')
    return refuse('CUST-5', { status: wordKey(device.status) })
  if (photoSides.some((side) => !look.sides.includes(side))) return refuse('INSP-2', {}, 'photos')
  if (
    isAfter(look.inspectedAt, addMinutes(stamp.at, CLOCK_MINUTES)) ||
    isAfter(stamp.at, addMinutes(look.inspectedAt, TELL_WITHIN_DAYS * 24 * 60))
  )
    return refuse('INSP-3', {}, 'inspectedAt')
  // Another number on the label: whatever was looked at, it was not this terminal.
  const mismatch = unlike(device, { readSerial: look.readSerial }, device.custodian)
  if (mismatch) return [mismatch]
  const { inspectionId, visitId, inspectedAt } = look
  const seen: DeviceFact = {
    type: 'surface-inspected',
    ...{ inspectionId, visitId, inspectedAt, technicianId: stamp.personId },
    firmwareVersion: look.firmwareVersion.trim().replaceAll(/[^0-9A-Za-z._+-]/g, ''),
    noes: noesOf(look.points),
  }
  return [seen, ...stops(device, look, stamp)]
}

/** How often somebody comes to look, dated: a changed figure is seen in the history. */
type Interval = {
  readonly since: string
  readonly source: string
  readonly usualDays: number
  readonly higherRiskDays: number
}

const intervals: readonly Interval[] = [
  {
    since: '2019-06-01',
    source:
      '银发〔2019〕85号 / domain §1.7 (fixed premises: at least one look on site a year; high risk more often); 6 months for higher risk is this house’s own targeted risk analysis (PCI DSS 4.0.1 §9.5.1.2.1)',
    usualDays: 365,
    higherRiskDays: 182,
  },
]

/** What of a case decides how often its terminal is looked at. */
export type PlaceRisk = {
  readonly riskLevel: 'low' | 'medium' | 'high' | null
  /** A shop without premises of its own leaves its terminal unattended where people pass. */
  readonly fixedPremises: boolean
}

/** INSP-5: the last day by which somebody comes and inspects the surface again; days in China. */
export const nextInspection = (inspectedOn: string, { riskLevel, fixedPremises }: PlaceRisk): string => {
  const found = intervals.findLast(({ since }) => since <= inspectedOn) ?? intervals[0]
  if (!found) throw new Error('no interval')
  return addDays(inspectedOn, riskLevel === 'high' || !fixedPremises ? found.higherRiskDays : found.usualDays)
}

/** Facts after which the surface has been looked at by a technician let in for it. */
export const inspections: readonly string[] = ['inspected-on-site', 'surface-inspected']
