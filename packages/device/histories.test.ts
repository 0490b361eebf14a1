import { env } from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Model } from '#device/certificate.ts'
import { decide } from '#device/custody.ts'
import { bindingOf, isLocked, reservationOf, type Device, type DeviceFact } from '#device/device.ts'
import { evolve } from '#device/evolve.ts'
import type { DeviceMove, Order, ShopVisit } from '#device/move.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** 100,000 with `CUSTODY_HISTORIES=100000`; a few hundred in every run. */
const numRuns = Number(env['CUSTODY_HISTORIES'] ?? 400)

const at = '2026-11-20T02:00:00Z'
const devices = ['dev_a', 'dev_b'] as const
const cases = ['cas_1', 'cas_2'] as const
type CaseId = (typeof cases)[number]

const model: Model = {
  modelCode: 'M',
  maker: 'demo',
  name: 'demo',
  terminalKind: 'desktop-pos',
  registryCode: '02',
  firmwareVersion: '1',
  priceCapFen: 1,
  certificates: [
    { kind: 'network-access', number: 'P3100', issuer: 'demo', validFrom: '2025-01-01', validUntil: null },
    { kind: 'fintech-product', number: 'F', issuer: 'demo', validFrom: '2025-01-01', validUntil: null },
  ],
}
const merchantOf: Record<CaseId, string> = { cas_1: 'org_shop1', cas_2: 'org_shop2' }

const people: readonly Stamp[] = [
  { principal: 'reviewer', personId: 'per_r', organisationId: 'org_acq', at },
  { principal: 'merchant', personId: 'per_m1', organisationId: 'org_shop1', at },
  { principal: 'merchant', personId: 'per_m2', organisationId: 'org_shop2', at },
  { principal: 'technician', personId: 'per_t1', organisationId: 'org_prov', at },
  { principal: 'technician', personId: 'per_t2', organisationId: 'org_prov', at },
]

const mostly = <T>(right: T, ...wrong: T[]) =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) })

const reading = {
  readSerial: mostly('right', 'wrong'),
  readSeal: mostly('right', 'wrong', 'fresh'),
}
const visitId = fc.constantFrom('vis_1', 'vis_2')
const caseId = fc.constantFrom(...cases)

/** A step names what somebody attempts; the fleet fills in what the house would look up. */
const attempt = fc.record({
  deviceId: fc.constantFrom(...devices),
  who: fc.nat({ max: people.length - 1 }),
  does: fc.constantFrom<DeviceMove['type']>(
    'register',
    'receive',
    'reserve',
    'hand-over',
    'accept-device',
    'post',
    'confirm-receipt',
    'inspect-on-site',
    'accept',
    'refuse',
    'bind',
    'activate',
    'suspend',
    'take-back',
    'retire',
  ),
  caseId,
  visitId,
  ...reading,
  technicianId: fc.constantFrom('per_t1', 'per_t2'),
  sound: mostly(true, false),
  near: mostly(true, false),
  sameVisit: mostly(true, false),
  surveyed: mostly(true, false),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never

/** Most attempts are a sensible next one by the right person: pure chance hardly ever reaches a shop. */
const sensible = (device: Device | undefined): readonly DeviceMove['type'][] => {
  if (device === undefined) return ['register']
  switch (device.status) {
    case 'purchased':
      return ['receive']
    case 'in-stock':
      return ['reserve']
    case 'reserved':
      return ['hand-over', 'post']
    case 'in-transit':
      return device.offeredTo === null ? ['inspect-on-site'] : ['accept-device']
    case 'posted':
      return device.custodian.kind === 'courier' ? ['confirm-receipt'] : ['inspect-on-site']
    case 'on-site':
      return device.merchantAccepted ? ['bind'] : ['accept', 'accept', 'refuse']
    case 'bound':
      return ['activate']
    case 'live':
      return ['suspend', 'take-back']
    case 'returned':
      return device.custodian.kind === 'acquirer' ? ['receive'] : ['take-back']
    default:
      return ['take-back']
  }
}
const story = fc.array(
  fc.tuple(
    attempt,
    fc.nat({ max: 4 }).map((n) => n > 0),
    fc.nat({ max: 5 }),
  ),
  { minLength: 1, maxLength: 80, size: 'max' },
)

const fittingPerson = (does: DeviceMove['type'], device: Device | undefined, tried: Attempt): number => {
  const merchant = device && reservationOf(device)?.merchantId === 'org_shop2' ? 2 : 1
  if (does === 'accept' || does === 'refuse' || does === 'confirm-receipt') return merchant
  if (does === 'accept-device' || does === 'inspect-on-site' || does === 'bind') {
    const holder =
      device?.status === 'in-transit' && device.offeredTo ? device.offeredTo : device?.custodian.holderId
    return holder === 'per_t2' || (holder !== 'per_t1' && tried.technicianId === 'per_t2') ? 4 : 3
  }
  return 0
}

type Fleet = Map<string, { device: Device; facts: DeviceFact[] }>

const orderOf = (fleet: Fleet, id: CaseId, surveyed: boolean): Order => ({
  caseId: id,
  acquirerId: 'org_acq',
  merchantId: merchantOf[id],
  providerId: 'org_prov',
  step: 'install',
  modelCode: 'M',
  deviceId:
    [...fleet.values()].find(({ device }) => reservationOf(device)?.caseId === id)?.device.deviceId ?? null,
  surveyed: surveyed ? { latitudeE6: 0, longitudeE6: 0, accuracyMetres: 10 } : null,
})

/** The right seal, an old one of this device's own, or one nobody has seen. */
const sealRead = (tried: Attempt, device: Device | undefined, turn: number): string => {
  if (tried.readSeal === 'wrong') return device?.spentSeals[0] ?? 'SEAL-0'
  return tried.readSeal === 'right' && device?.sealNo ? device.sealNo : `SEAL-${turn}`
}

const moveOf = (
  fleet: Fleet,
  tried: Attempt,
  does: DeviceMove['type'],
  who: Stamp,
  turn: number,
): DeviceMove => {
  const device = fleet.get(tried.deviceId)?.device
  const readSerial = tried.readSerial === 'right' ? (device?.serialNo ?? 'X') : 'X'
  const readSeal = sealRead(tried, device, turn)
  const caseHere = ((device && reservationOf(device)?.caseId) ?? tried.caseId) as CaseId
  const inVisit = device?.status === 'on-site' && tried.sameVisit ? device.visitId : tried.visitId
  const visit: ShopVisit = {
    visitId: inVisit,
    caseId: tried.sound ? caseHere : tried.caseId,
    kind: 'install',
    technicianId: who.personId,
    status: tried.surveyed ? 'arrived' : 'confirmed',
  }
  const order = orderOf(fleet, tried.caseId, tried.surveyed)
  switch (does) {
    case 'register':
      return {
        type: does,
        deviceId: tried.deviceId,
        serialNo: `SN-${tried.deviceId}`,
        modelCode: 'M',
        sealNo: `SEAL-${turn}`,
      }
    case 'receive':
    case 'accept-device':
      return { type: does, readSerial, readSeal }
    case 'reserve':
      return { type: does, order, model: tried.sound ? model : { ...model, certificates: [] } }
    case 'hand-over':
      return {
        type: does,
        technicianId: tried.technicianId,
        sealNo: readSeal,
        technicianOf: tried.sound ? 'org_prov' : 'org_rival',
      }
    case 'post':
      return { type: does, courier: 'demo courier', order }
    case 'confirm-receipt':
      return { type: does, readSeal }
    case 'inspect-on-site':
      return {
        type: does,
        readSerial,
        readSeal,
        sealIntact: tried.sound,
        caseUndamaged: tried.near,
        firmwareVersion: '1',
        visit,
        model,
      }
    case 'bind':
      return {
        type: does,
        visitId: inVisit,
        readSerial,
        latitudeE6: tried.near ? 100 : 90_000,
        longitudeE6: 0,
        accuracyMetres: tried.sound ? 10 : 500,
        site: {
          order: orderOf(fleet, caseHere, tried.surveyed),
          model,
          visit,
          acquirerCode: '898',
          terminalNo: String(turn).padStart(8, '0'),
          merchantNo: caseHere === 'cas_1' ? '898331058120001' : '898331058120002',
          merchantIdentity: 'ref',
          settlementAccount: 'ref',
          place: 'ref',
        },
      }
    case 'suspend':
      return { type: does, cause: 'moved' }
    case 'take-back':
      return { type: does, readSerial }
    case 'retire':
      return {
        type: does,
        reason: tried.near ? 'scrapped' : 'lost',
        keysErased: tried.sound,
        approvedBy: 'per_second',
      }
    default:
      return { type: does }
  }
}

const mismatches = new Set(['serial-mismatched', 'seal-mismatched', 'firmware-mismatched', 'tampering-found'])

/** Says from the facts alone, by another road than `evolve`, whether a binding was earned. */
const earned = (facts: readonly DeviceFact[]): boolean => {
  const bound = facts.findLastIndex((fact) => fact.type === 'device-bound')
  const begin = facts.findLastIndex((fact, i) => i < bound && fact.type === 'device-reserved')
  const life = facts.slice(begin, bound).map((fact) => fact.type)
  const carried =
    life.includes('custody-offered') && life.indexOf('custody-accepted') > life.indexOf('custody-offered')
  const mailed =
    life.includes('device-posted') && life.indexOf('receipt-confirmed') > life.indexOf('device-posted')
  const seen = life.indexOf('inspected-on-site')
  const agreed = life.indexOf('accepted-by-merchant')
  const broken = life.some(
    (type) => mismatches.has(type) || type === 'device-taken-back' || type === 'refused-by-merchant',
  )
  return begin >= 0 && carried !== mailed && seen > 0 && agreed > seen && !broken
}

const inspectVisit = (facts: readonly DeviceFact[]) =>
  facts.findLast((fact) => fact.type === 'inspected-on-site')?.visitId

/** How often each end was reached over all histories: a generator that never binds anything proves nothing. */
const reached = new Map<string, number>()

/** Plain throwing: an assertion library's own work would be most of a hundred thousand histories. */
const never = (what: string, happened: boolean): void => {
  if (happened) throw new Error(what)
}
const repeats = (values: readonly unknown[]): boolean => new Set(values).size < values.length

const checkDevice = (device: Device, facts: readonly DeviceFact[], before: Device | undefined): void => {
  const binding = bindingOf(device)
  never('a retired device moved', before?.status === 'retired')
  never(
    'a suspect device went back to use',
    before?.status === 'suspect' && device.status !== 'suspect' && device.status !== 'retired',
  )
  never('a terminal was unlocked unearned', !isLocked(device) && !earned(facts))
  never('a binding is of another serial', binding !== null && binding.serialNo !== device.serialNo)
  never('a binding is of another case', binding !== null && binding.caseId !== reservationOf(device)?.caseId)
  never('a spent seal closes the bag', device.sealNo !== null && device.spentSeals.includes(device.sealNo))
  never('a seal was spent twice', repeats(device.spentSeals))
}

const play = (steps: readonly [Attempt, boolean, number][]): void => {
  const fleet: Fleet = new Map()
  const terminalNos: string[] = []
  for (const [turn, [tried, guided, pick]] of steps.entries()) {
    const entry = fleet.get(tried.deviceId)
    const likely = sensible(entry?.device)
    const does = guided ? (likely[pick % likely.length] ?? tried.does) : tried.does
    const who = people[guided ? fittingPerson(does, entry?.device, tried) : tried.who] as Stamp
    const move = moveOf(fleet, tried, does, who, turn + 1)
    const decision = decide(entry?.device ?? null, move, who)
    if (isRefusal(decision)) continue
    never('nothing happened and nothing was refused', decision.length === 0)
    const facts = [...(entry?.facts ?? []), ...decision]
    const device = decision.reduce<Device | null>(evolve, entry?.device ?? null) as Device
    fleet.set(tried.deviceId, { device, facts })
    reached.set(device.status, (reached.get(device.status) ?? 0) + 1)
    checkDevice(device, facts, entry?.device)
    if (decision.some((fact) => fact.type === 'device-bound')) {
      never('bound in another visit', move.type !== 'bind' || inspectVisit(facts) !== move.visitId)
      terminalNos.push(bindingOf(device)?.terminalNo ?? '')
    }
    const held = [...fleet.values()].flatMap((one) => reservationOf(one.device)?.caseId ?? [])
    never('two devices are held for one case', repeats(held))
  }
  never('a terminal number was given twice', repeats(terminalNos))
  for (const { device, facts } of fleet.values())
    never(
      'replay gives another state',
      JSON.stringify(facts.reduce<Device | null>(evolve, null)) !== JSON.stringify(device),
    )
}

test('random histories of two devices and two shops never reach an illegal state', () => {
  fc.assert(fc.property(story, play), { numRuns })
  for (const status of ['suspect', 'returned', 'posted', 'on-site', 'bound', 'live', 'retired'])
    expect(reached.get(status) ?? 0, `${status} was never reached`).toBeGreaterThan(0)
}, 1_800_000)
