import type { Custodian, Device, DeviceFact } from '#device/device.ts'
import { bindingOf, isLocked, reservationOf } from '#device/device.ts'
import { type CaseId, type Fleet, merchantOf, type World } from '#device/histories-fleet.ts'
import type { Stamp } from '#ground/stamp.ts'

/*
 * The register's second opinion: what a history may never show, worked out from its facts, its people and what was really
 * measured. Nothing here asks `evolve`, the fence, the clocks or a certificate's own rules.
 */

/** Plain throwing: an assertion library's own work would be most of a hundred thousand histories. */
export const never = (what: string, happened: boolean): void => {
  if (happened) throw new Error(what)
}
export const repeats = (values: readonly unknown[]): boolean => new Set(values).size < values.length

/** Custodians in the order of the facts, read without `evolve`: the register's second opinion. */
export const handsOf = (facts: readonly DeviceFact[]): readonly Custodian[] => {
  const hands: Custodian[] = []
  const take = (next: Custodian) => {
    const last = hands.at(-1)
    if (last?.kind !== next.kind || last.holderId !== next.holderId) hands.push(next)
  }
  let acquirer: Custodian = { kind: 'acquirer', holderId: '' }
  let shop = ''
  for (const fact of facts) {
    if (fact.type === 'device-registered') {
      acquirer = { kind: 'acquirer', holderId: fact.acquirerId }
      take(acquirer)
    }
    if (fact.type === 'device-reserved') shop = fact.merchantId
    if (fact.type === 'custody-accepted' || fact.type === 'inspected-on-site')
      take({ kind: 'technician', holderId: fact.technicianId })
    if (fact.type === 'device-posted') take({ kind: 'courier', holderId: fact.courier })
    if (fact.type === 'receipt-confirmed') take({ kind: 'merchant', holderId: fact.merchantId })
    if (fact.type === 'device-bound') take({ kind: 'merchant', holderId: shop })
    if (fact.type === 'device-taken-back' || fact.type === 'back-from-repair') take(acquirer)
    if (fact.type === 'sent-to-repair') take({ kind: 'repairer', holderId: fact.repairer })
    if (fact.type === 'handed-over') take(fact.taker)
    if ('holder' in fact) take(fact.holder)
  }
  return hands
}

const mismatches = new Set(['serial-mismatched', 'seal-mismatched', 'firmware-mismatched', 'tampering-found'])

/** Says from the facts alone, by another road than `evolve`, whether a binding was earned. */
const earned = (facts: readonly DeviceFact[]): boolean => {
  const bound = facts.findLastIndex((fact) => fact.type === 'device-bound')
  const begin = facts.findLastIndex((fact, i) => i < bound && fact.type === 'device-reserved')
  const life = facts.slice(begin, bound).map((fact) => fact.type)
  const carried =
    life.includes('custody-offered') && life.indexOf('custody-accepted') > life.indexOf('custody-offered')
  const signedOver = facts
    .slice(begin, bound)
    .some(
      (fact) =>
        fact.type === 'handed-over' && fact.giver.kind === 'acquirer' && fact.taker.kind === 'technician',
    )
  const mailed =
    life.includes('device-posted') && life.indexOf('receipt-confirmed') > life.indexOf('device-posted')
  const seen = life.indexOf('inspected-on-site')
  const agreed = life.indexOf('accepted-by-merchant')
  const broken = life.some(
    (type) => mismatches.has(type) || type === 'device-taken-back' || type === 'refused-by-merchant',
  )
  return begin >= 0 && (carried || signedOver) !== mailed && seen > 0 && agreed > seen && !broken
}

export const inspectVisit = (facts: readonly DeviceFact[]) =>
  facts.findLast((fact) => fact.type === 'inspected-on-site')?.visitId

export const checkDevice = (
  device: Device,
  facts: readonly DeviceFact[],
  before: Device | undefined,
): void => {
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

/** Every number that closed a bag, with its device, read from the facts alone. */
export const bagsIn = (fleet: Fleet): readonly string[] =>
  [...fleet.values()].flatMap(({ device, facts }) => {
    const closed = facts.flatMap((fact) => ('sealNo' in fact && fact.sealNo !== null ? [fact.sealNo] : []))
    return [...new Set(closed)].map((sealNo) => `${sealNo} ${device.deviceId}`)
  })

/**
 * Nobody's custody ends without an order or a signature: whose hands it leaves gave it or signed it over, or it was called
 * back by another than takes it in. Facts and people alone, no word of the state's own.
 */
export const checkLeave = (
  before: Device,
  earlier: readonly DeviceFact[],
  decided: readonly DeviceFact[],
  who: Stamp,
): void => {
  const [from, to] = [before.custodian, handsOf([...earlier, ...decided]).at(-1)]
  if (JSON.stringify(from) === JSON.stringify(to)) return
  const last = decided.at(-1)
  const lastly = (type: DeviceFact['type']) => earlier.findLastIndex((fact) => fact.type === type)
  const order = earlier[lastly('return-ordered')]
  const standing = lastly('return-ordered') > Math.max(lastly('device-received'), lastly('device-taken-back'))
  const offer = earlier[lastly('custody-offered')]
  const byRight: Partial<Record<DeviceFact['type'], boolean>> = {
    'handed-over': last?.type === 'handed-over' && JSON.stringify(last.giver) === JSON.stringify(from),
    'device-taken-back': standing && order?.type === 'return-ordered' && order.orderedBy !== who.personId,
    'custody-accepted': offer?.type === 'custody-offered' && offer.technicianId === who.personId,
    'device-posted': who.organisationId === before.acquirerId,
    'sent-to-repair': who.organisationId === before.acquirerId,
    'device-bound': lastly('accepted-by-merchant') > lastly('inspected-on-site'),
    // Its signer answers for a turn signed twice (CUST-31).
    'hand-over-contradicted': true,
  }
  // The parcel is at its shop, or the technician opens it there in the shop's own visit; the repaired one comes home.
  const arrives = ['courier', 'repairer'].includes(from.kind) || before.status === 'posted'
  const allowed = (last && byRight[last.type]) ?? arrives
  never('somebody’s custody ended without an order or a signature', !allowed)
}

/** One custodian at every time, read from the facts alone; each signed turn is taken once and by its holder. */
export const checkHands = (device: Device, facts: readonly DeviceFact[]): void => {
  const hands = handsOf(facts)
  never('two custodians', JSON.stringify(hands.at(-1)) !== JSON.stringify(device.custodian))
  never('a turn was lost or counted twice', hands.length - 1 !== device.hands)
  const signed = facts.flatMap((fact) => (fact.type === 'handed-over' ? [fact] : []))
  never('one turn was signed over twice', repeats(signed.map((fact) => fact.hand)))
  never(
    'somebody gave what they did not hold',
    signed.some((fact) => JSON.stringify(hands[fact.hand]) !== JSON.stringify(fact.giver)),
  )
  const rooms = device.custodian.kind === 'acquirer' ? 1 : 0
  never('in a storeroom and in somebody’s hands', device.storeId !== null && rooms === 0)
}

type Life = {
  readonly device: Device
  readonly facts: readonly DeviceFact[]
  readonly times: readonly string[]
}

const dayOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
const daysOn = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
/** The shops stand on one meridian. */
const metresApart = (a: { readonly latitudeE6: number }, b: { readonly latitudeE6: number }): number =>
  Math.abs(a.latitudeE6 - b.latitudeE6) * 0.111_195

/** Both papers of a desktop terminal hold on the day. */
const certified = ({ certificates, now }: World): boolean =>
  ['network-access', 'fintech-product'].every((kind) =>
    certificates.some(
      ({ kind: held, validFrom, validUntil }) =>
        held === kind && validFrom <= dayOf(now) && (validUntil === null || dayOf(now) <= validUntil),
    ),
  )

/** One place at a time: a binding ends, by its return or its loss, before another begins. */
const placeIn = (facts: readonly DeviceFact[]): string | null => {
  let place: string | null = null
  for (const fact of facts) {
    if (fact.type === 'device-bound') {
      never('bound to a second place', place !== null)
      place = fact.binding.place
    }
    if (fact.type === 'device-taken-back' || fact.type === 'handed-over' || fact.type === 'device-retired')
      place = null
  }
  return place
}

/** Bound where the surveyor stood, and after a binding before, of whatever terminal, only where one stood anew. */
const checkBound = (world: World, { device }: Life): void => {
  const { now, places, surveys, boundAt } = world
  const binding = bindingOf(device)
  const caseId = reservationOf(device)?.caseId as CaseId
  const survey = surveys.get(caseId)?.at(-1)
  const place = places.get(binding?.place ?? '')
  never('bound without certificates', !certified(world))
  never('bound elsewhere than surveyed', !survey || !place || metresApart(survey.place, place) > 120)
  const before = boundAt.get(caseId)?.at(-1)
  never('bound anew without a new survey', before !== undefined && !(survey && survey.at > before))
  never('bound in the past', binding?.boundAt !== now)
}

/** Live for the first time in this binding: papers on the day and this terminal's own test since. */
const checkActivated = (world: World, { device, facts, times }: Life): void => {
  const boundAt = times[facts.findLastIndex(({ type }) => type === 'device-bound')] ?? '9'
  never('live without certificates', !certified(world))
  never(
    'live without a passed test of its own since it was bound',
    !world.tests.some(({ deviceId, at }) => deviceId === device.deviceId && at >= boundAt && at <= world.now),
  )
}

/** Live again: it stopped for its place, was measured there since, its shop appealed and its acquirer granted that very appeal. */
const checkResumed = (world: World, { device, facts, times }: Life): void => {
  const stop = facts.findLastIndex(({ type }) => type === 'device-suspended')
  const [stopped, at] = [facts[stop], times[stop] ?? '9']
  never('live again after another stop', stopped?.type !== 'device-suspended' || stopped.cause !== 'moved')
  never('live again without certificates', !certified(world))
  const place = world.places.get(bindingOf(device)?.place ?? '')
  const home = world.fixes.some(
    (fix) =>
      fix.deviceId === device.deviceId &&
      fix.at > at &&
      fix.at <= fix.toldAt &&
      fix.accuracyMetres <= 500 &&
      place !== undefined &&
      metresApart(fix, place) <= 300,
  )
  never('live again without a fix inside since it stopped', !home)
  const own = world.said.filter(({ displacement }) => displacement.deviceId === device.deviceId)
  const noticed = own.findLast(({ fact, who }) => fact.type === 'displacement-noticed' && who.at === at)
  const said = own.filter(
    ({ displacement }) => displacement.displacementId === noticed?.displacement.displacementId,
  )
  const appealed = said.some(
    ({ fact, who }) =>
      fact.type === 'displacement-appealed' &&
      fact.ground !== 'shop-moved' &&
      who.organisationId === reservationOf(device)?.merchantId,
  )
  const granted = said.some(
    ({ fact, who }) =>
      fact.type === 'displacement-restored' &&
      who.organisationId === device.acquirerId &&
      who.at === world.now,
  )
  never('live again without an appeal granted for this very stop', !appealed || !granted)
}

/** What a place adds to a device's invariants, after each thing that happened to it. */
export const checkPlaces = (world: World, life: Life, before: Device | undefined): void => {
  const { device, facts } = life
  const last = facts.at(-1)?.type
  never('bound to another place than its binding says', placeIn(facts) !== (bindingOf(device)?.place ?? null))
  if (last === 'device-bound') checkBound(world, life)
  if (last === 'device-activated') checkActivated(world, life)
  if (last === 'device-resumed') checkResumed(world, life)
  const begins = device.status === 'live' && before?.status !== 'live'
  never('live by another way', begins && last !== 'device-activated' && last !== 'device-resumed')
}

/** A hand-over counts for seven days, give or take ten minutes of clocks. */
export const checkAges = ({ facts, times }: Life): void => {
  const [last, at] = [facts.at(-1), times.at(-1) ?? '']
  const age = last?.type === 'handed-over' ? Date.parse(at) - Date.parse(last.signedAt) : 0
  never('a hand-over was told after its seven days', age > 7 * 86_400_000)
}

const APPEAL_DAYS = 15
const DECIDE_HOURS = 48

/** Who said what about one stop, and when: once each, in its order, by those it is theirs to say, within its days. */
export const checkAppeals = ({ said }: World): void => {
  const ids = new Set(said.map(({ displacement }) => displacement.displacementId))
  for (const id of ids) {
    const own = said.filter(({ displacement }) => displacement.displacementId === id)
    const all = (...types: readonly string[]) => own.filter(({ fact }) => types.includes(fact.type))
    const [noticed] = all('displacement-noticed')
    const [appeal, ...more] = all('displacement-appealed')
    const decided = all('displacement-restored', 'displacement-upheld')
    const [overdue] = all('displacement-overdue')
    const lapsed = all('displacement-lapsed').length > 0
    const shop = merchantOf[noticed?.displacement.caseId as CaseId]
    never('noticed by somebody', noticed?.who.principal !== 'house')
    never('appealed or decided twice', more.length > 0 || decided.length > 1)
    never('appealed by another than the shop', appeal !== undefined && appeal.who.organisationId !== shop)
    const lastDay = daysOn(dayOf(noticed?.who.at ?? ''), APPEAL_DAYS)
    never('appealed too late', appeal !== undefined && dayOf(appeal.who.at) > lastDay)
    never('lapsed although appealed, or too early', lapsed && (appeal !== undefined || decided.length > 0))
    for (const { fact, who } of decided) {
      never('decided without an appeal', appeal === undefined || own.indexOf(appeal) < 1)
      never('decided by another than the acquirer', who.organisationId !== 'org_acq')
      never('decided by the one who appealed', who.personId === appeal?.who.personId)
      const moved = appeal?.fact.type === 'displacement-appealed' && appeal.fact.ground === 'shop-moved'
      never('a shop that moved was put live again', moved && fact.type === 'displacement-restored')
    }
    const hours =
      overdue && appeal ? (Date.parse(overdue.who.at) - Date.parse(appeal.who.at)) / 3_600_000 : 99
    never('overdue too early', hours <= DECIDE_HOURS)
  }
}
