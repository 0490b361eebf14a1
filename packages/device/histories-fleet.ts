import type { Certificate, Model } from '#device/certificate.ts'
import { reservationOf, type Custodian, type Device, type DeviceFact } from '#device/device.ts'
import type { Displacement, DisplacementFact } from '#device/displacement.ts'
import type { DutyMove, Signer } from '#device/duty-move.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'
import type { Fix } from '#device/place.ts'
import type { FixSource, Watch } from '#device/watch.ts'
import { addDays, chinaDay } from '#ground/calendar.ts'
import type { Stamp } from '#ground/stamp.ts'

/* What the random histories play with: two devices, two shops, and what the house would look up for an attempt. */

export const start = '2026-11-20T02:00:00.000Z'
export const devices = ['dev_a', 'dev_b'] as const
export const cases = ['cas_1', 'cas_2'] as const
export type CaseId = (typeof cases)[number]

const model: Model = {
  modelCode: 'M',
  maker: 'demo',
  name: 'demo',
  terminalKind: 'desktop-pos',
  registryCode: '02',
  firmwareVersion: '1',
  priceCapFen: 1,
  certificates: [],
}
export const merchantOf: Record<CaseId, string> = { cas_1: 'org_shop1', cas_2: 'org_shop2' }

export type Person = Omit<Stamp, 'at'>
export const people: readonly Person[] = [
  { principal: 'reviewer', personId: 'per_r', organisationId: 'org_acq' },
  { principal: 'merchant', personId: 'per_m1', organisationId: 'org_shop1' },
  { principal: 'merchant', personId: 'per_m2', organisationId: 'org_shop2' },
  { principal: 'technician', personId: 'per_t1', organisationId: 'org_prov' },
  { principal: 'technician', personId: 'per_t2', organisationId: 'org_prov' },
  { principal: 'reviewer', personId: 'per_r2', organisationId: 'org_acq' },
]

/** What happens to a shop's place beside a device's own moves: told by other rooms, and by the clock. */
export type PlaceDeed = 'survey' | 'test' | 'fix' | 'appeal' | 'decide-appeal' | 'renew'
export type Deed = DeviceMove['type'] | PlaceDeed

/** A fix with the point it was measured at: the witnesses measure anew, without the fence. */
export type Measured = Fix & { readonly deviceId: string; readonly at: string; readonly source: FixSource }
export type Said = {
  readonly displacement: Displacement
  readonly fact: DisplacementFact
  readonly who: Stamp
}

/** Everything the house would know at this minute; `told…`, `tests` and `said` are what really happened, for the witnesses. */
export type World = {
  now: string
  readonly fleet: Fleet
  readonly certificates: Certificate[]
  readonly surveys: Map<CaseId, { readonly at: string; readonly place: Fix }[]>
  /** When a case's terminal was bound. */
  readonly boundAt: Map<CaseId, string[]>
  readonly tests: { readonly deviceId: string; readonly caseId: string; readonly at: string }[]
  /** The vault's places, by the reference a binding keeps. */
  readonly places: Map<string, Fix>
  readonly watches: Map<string, { readonly place: string; readonly watch: Watch }>
  readonly displacements: Map<string, Displacement>
  readonly fixes: (Measured & { readonly toldAt: string })[]
  readonly said: Said[]
}

export const modelOf = ({ certificates }: World): Model => ({ ...model, certificates })

export type Attempt = {
  readonly deviceId: (typeof devices)[number]
  readonly who: number
  readonly does: Deed
  /** Minutes that go by before it. */
  readonly wait: number
  /** The other hand of a signed hand-over, and what becomes of it on the phones. */
  readonly other: number
  readonly skew: number
  readonly fate: 'now' | 'later' | 'twice'
  readonly caseId: CaseId
  readonly visitId: string
  readonly readSerial: string
  readonly readSeal: string
  readonly technicianId: string
  readonly sound: boolean
  readonly near: boolean
  readonly sameVisit: boolean
  readonly surveyed: boolean
  /** Where a fix lies, and which of a device's displacements is meant. */
  readonly side: 'inside' | 'outside' | 'between' | 'coarse'
  readonly source: FixSource
  readonly pick: number
}

const signerOf = (who: Person): Signer => ({
  personId: who.personId,
  custodian: custodianOf(who),
  providerId: who.principal === 'technician' ? who.organisationId : null,
  signatureHolds: true,
  keyHolds: true,
})
const custodianOf = (who: Person): Custodian =>
  who.principal === 'technician'
    ? { kind: 'technician', holderId: who.personId }
    : { kind: who.principal === 'merchant' ? 'merchant' : 'acquirer', holderId: who.organisationId }

export type PassOn = Extract<DutyMove, { type: 'pass-on' }>
export type Fleet = Map<string, { device: Device; facts: DeviceFact[]; times: string[] }>

const orderOf = ({ fleet, surveys }: World, id: CaseId, surveyed: boolean): Order => ({
  caseId: id,
  acquirerId: 'org_acq',
  merchantId: merchantOf[id],
  providerId: 'org_prov',
  step: 'install',
  modelCode: 'M',
  deviceId:
    [...fleet.values()].find(({ device }) => reservationOf(device)?.caseId === id)?.device.deviceId ?? null,
  surveyed: surveyed ? (surveys.get(id)?.at(-1)?.place ?? null) : null,
})

/** Whose bag a number closed, as the house's table of bags would say. */
export const bagOf = (fleet: Fleet, sealNo: string): string | null =>
  [...fleet.values()].find(({ device }) => device.sealNo === sealNo || device.spentSeals.includes(sealNo))
    ?.device.deviceId ?? null

/** The right seal, an old one of this device's own, one of another device's bags, or one nobody has seen. */
const sealRead = (fleet: Fleet, tried: Attempt, device: Device | undefined, turn: number): string => {
  if (tried.readSeal === 'foreign') return foreignSeal(fleet, tried) ?? `SEAL-${turn}`
  if (tried.readSeal === 'wrong') return device?.spentSeals[0] ?? 'SEAL-0'
  return tried.readSeal === 'right' && device?.sealNo ? device.sealNo : `SEAL-${turn}`
}

/** The number of a bag of another device, opened or closed. */
const foreignSeal = (fleet: Fleet, tried: Attempt): string | undefined =>
  [...fleet.values()]
    .filter(({ device }) => device.deviceId !== tried.deviceId)
    .flatMap(({ device }) => [...device.spentSeals, device.sealNo ?? []].flat())[0]

/** Sometimes the number of another device is entered again: the register finds it by its serial. */
const serialFor = (tried: Attempt): string => (tried.near ? `SN-${tried.deviceId}` : 'SN-dev_a').toUpperCase()

/** A hand-over as the two phones signed it; `skew` makes them believe in another turn than the register's. */
const passOnOf = (world: World, tried: Attempt, who: Stamp, turn: number): PassOn => {
  const { fleet, now: at } = world
  const device = fleet.get(tried.deviceId)?.device
  const taker = people[tried.other] as Person
  const handOverId = `hov_${turn}`
  const own = device?.sealNo ?? `SEAL-${turn}`
  const sealNo = tried.readSeal === 'foreign' ? (foreignSeal(fleet, tried) ?? own) : own
  return {
    type: 'pass-on',
    offer: {
      ...{ handOverId, deviceId: tried.deviceId, serialNo: device?.serialNo ?? 'X' },
      ...{ sealNo, hand: Math.max(0, (device?.hands ?? 0) + tried.skew) },
      ...{ giverId: who.personId, giverKeyId: 'cky', takerId: taker.personId, at },
    },
    acceptance: {
      ...{ handOverId, offerDigest: 'd', takerKeyId: 'cky' },
      readSerial: tried.readSerial === 'right' ? (device?.serialNo ?? 'X') : 'X',
      ...{ readSeal: sealNo, sealIntact: tried.sound, at },
    },
    offerDigest: tried.near ? 'd' : 'altered',
    giver: signerOf(who),
    taker: signerOf(taker),
    heldThen: null,
    wentTo: null,
    bagOf: bagOf(fleet, sealNo),
    mayEnter: true,
  }
}

export const moveOf = (
  world: World,
  tried: Attempt,
  does: DeviceMove['type'],
  who: Stamp,
  turn: number,
): DeviceMove => {
  const { fleet, now } = world
  const catalogued = modelOf(world)
  const device = fleet.get(tried.deviceId)?.device
  const readSerial = tried.readSerial === 'right' ? (device?.serialNo ?? 'X') : 'X'
  const readSeal = sealRead(fleet, tried, device, turn)
  const closes = (sealNo: string) => ({ bagOf: bagOf(fleet, sealNo) })
  const caseHere = ((device && reservationOf(device)?.caseId) ?? tried.caseId) as CaseId
  const inVisit = device?.status === 'on-site' && tried.sameVisit ? device.visitId : tried.visitId
  const visit: ShopVisit = {
    visitId: inVisit,
    caseId: tried.sound ? caseHere : tried.caseId,
    kind: 'install',
    technicianId: who.personId,
    status: tried.surveyed ? 'arrived' : 'confirmed',
  }
  const order = orderOf(world, tried.caseId, tried.surveyed)
  switch (does) {
    case 'register':
      return {
        type: does,
        deviceId: tried.deviceId,
        serialNo: serialFor(tried),
        modelCode: 'M',
        sealNo: tried.readSeal === 'foreign' ? readSeal : `SEAL-${turn}`,
        ...closes(tried.readSeal === 'foreign' ? readSeal : `SEAL-${turn}`),
      }
    case 'receive':
      return { type: does, readSerial, readSeal, sealIntact: tried.sound, ...closes(readSeal) }
    case 'accept-device':
    case 'confirm-receipt':
      return { type: does, readSerial, readSeal, sealIntact: tried.sound }
    case 'reserve':
      return { type: does, order, model: catalogued }
    case 'hand-over':
      return {
        type: does,
        technicianId: tried.technicianId,
        sealNo: readSeal,
        technicianOf: tried.sound ? 'org_prov' : 'org_rival',
        ...closes(readSeal),
        mayEnter: true,
      }
    case 'post':
      return { type: does, courier: 'demo courier', order, mayEnter: true }
    case 'inspect-on-site':
      return {
        type: does,
        readSerial,
        readSeal,
        sealIntact: tried.sound,
        caseUndamaged: tried.near,
        firmwareVersion: '1',
        visit,
        model: catalogued,
      }
    case 'bind': {
      const surveyed = world.surveys.get(caseHere)?.at(-1)
      const before = world.boundAt.get(caseHere)?.at(-1)
      return {
        type: does,
        visitId: inVisit,
        readSerial,
        latitudeE6: (surveyed?.place.latitudeE6 ?? 0) + (tried.near ? 100 : 90_000),
        longitudeE6: 0,
        accuracyMetres: tried.sound ? 10 : 500,
        site: {
          order: orderOf(world, caseHere, tried.surveyed),
          model: catalogued,
          visit,
          acquirerCode: '898',
          terminalNo: String(turn).padStart(8, '0'),
          merchantNo: caseHere === 'cas_1' ? '898331058120001' : '898331058120002',
          merchantIdentity: 'ref',
          settlementAccount: 'ref',
          place: `place_${turn}`,
          ...(before !== undefined && { before: { boundAt: before, surveyedAt: surveyed?.at ?? null } }),
        },
      }
    }
    case 'suspend':
      return { type: does, cause: tried.near ? 'risk' : 'dormant' }
    case 'take-back':
      return { type: does, readSerial }
    case 'activate':
      return {
        type: does,
        // The case's newest test, of whatever terminal it had then: the rule has to see that it is too old.
        testedAt: world.tests.findLast(({ caseId }) => caseId === caseHere)?.at ?? null,
        model: catalogued,
      }
    case 'pass-on':
      return passOnOf(world, tried, who, turn)
    case 'order-return':
      return { type: does, reason: 'closing', dueOn: addDays(chinaDay(now), tried.sound ? 5 : -1) }
    case 'store':
      return {
        ...{ type: does, storeId: tried.near ? 'sto_1' : null },
        ...{ storeIsOurs: tried.sound, mayEnter: tried.surveyed },
      }
    case 'count':
      return { type: does, countId: 'cnt_1', readSerial, mayEnter: true }
    case 'miss':
      return { type: does, noticedIn: 'cnt_1' }
    case 'attest':
      return { type: does, readSerial, undamaged: tried.sound, readAgain: tried.near }
    case 'begin-erasure':
      return { type: does, method: 'device-menu', proof: 'proof' }
    case 'send-to-repair':
      return { type: does, repairer: 'demo workshop', sealNo: readSeal, ...closes(readSeal), mayEnter: true }
    case 'receive-from-repair':
      return {
        type: does,
        readSerial,
        readSeal: `SEAL-R${turn}`,
        sealIntact: tried.sound,
        announcedSeal: tried.near ? `SEAL-R${turn}` : readSeal,
        ...closes(tried.near ? `SEAL-R${turn}` : readSeal),
      }
    case 'propose-disposal':
      return { type: does, reason: tried.near ? 'scrapped' : 'lost', certificateNo: tried.sound ? 'C-1' : '' }
    case 'decide-disposal':
      return { type: does, agreed: tried.sound }
    default:
      return { type: does }
  }
}
