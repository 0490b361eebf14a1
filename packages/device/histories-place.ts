import { bindingOf, reservationOf, type Device } from '#device/device.ts'
import {
  appealGrounds,
  decideDisplacement,
  type Displacement,
  type DisplacementMove,
  evolveDisplacement,
  nextTick,
} from '#device/displacement.ts'
import { fenceAt, sideOf } from '#device/fence.ts'
import type { Attempt, CaseId, Measured, PlaceDeed, World } from '#device/histories-fleet.ts'
import type { Fix } from '#device/place.ts'
import { homeSince, unwatched, type Watch, watchFix } from '#device/watch.ts'
import { addDays, addMinutes, chinaDay, isAfter } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/* What the random histories play around a device: surveys, tests, fixes, appeals and the clocks, as the server joins them. */

/** The shops stand on one meridian, so that the witnesses need no sphere to say how far something is. */
export const homeOf: Readonly<Record<CaseId, Fix>> = {
  cas_1: { latitudeE6: 0, longitudeE6: 0, accuracyMetres: 10 },
  cas_2: { latitudeE6: 5_000_000, longitudeE6: 0, accuracyMetres: 10 },
}

export const newWorld = (now: string): World => ({
  now,
  fleet: new Map(),
  certificates: [
    { kind: 'network-access', number: 'P3100', issuer: 'demo', validFrom: '2025-01-01', validUntil: null },
    {
      ...{ kind: 'fintech-product', number: 'F-0', issuer: 'demo', validFrom: '2025-01-01' },
      validUntil: addDays(chinaDay(now), 40),
    },
  ],
  surveys: new Map([
    ['cas_1', [{ at: now, place: homeOf.cas_1 }]],
    ['cas_2', [{ at: now, place: homeOf.cas_2 }]],
  ]),
  boundAt: new Map(),
  tests: [],
  places: new Map(),
  watches: new Map(),
  displacements: new Map(),
  fixes: [],
  said: [],
})

/** How a deed of another room moves a device: `stop` and `resume` go through the history's own attempt. */
export type Hands = {
  readonly stop: (deviceId: string) => boolean
  readonly resume: (decided: Displacement, who: Stamp) => boolean
}

const house = (at: string): Stamp => ({ principal: 'house', personId: '', organisationId: '', at })

/** One move of one displacement, kept for the witnesses with who made it; `granted` may still undo it. */
const displace = (
  world: World,
  before: Displacement | null,
  move: DisplacementMove,
  who: Stamp,
  granted: (after: Displacement) => boolean = () => true,
): void => {
  const facts = decideDisplacement(before, move, who)
  if (isRefusal(facts) || facts.length === 0) return
  const after = facts.reduce<Displacement | null>(
    (each, fact) => evolveDisplacement(each, fact, who),
    before,
  ) as Displacement
  // A resumption is checked against what was said before it, so the decision is said first.
  world.said.push(...facts.map((fact) => ({ displacement: after, fact, who })))
  if (granted(after)) world.displacements.set(after.displacementId, after)
  else world.said.splice(-facts.length)
}

/** Time goes by, and the clocks that ran out meanwhile have rung; mostly, for a clock may be late. */
export const pass = (world: World, minutes: number): void => {
  world.now = addMinutes(world.now, minutes)
  for (const displacement of world.displacements.values()) {
    const due = nextTick(displacement)
    if (due !== null && isAfter(world.now, due) && minutes % 4 !== 0)
      displace(world, displacement, { type: 'tick' }, house(world.now))
  }
}

const watchOf = (world: World, deviceId: string, place: string): Watch => {
  const kept = world.watches.get(deviceId)
  return kept?.place === place ? kept.watch : unwatched
}

const metresNorth: Readonly<Record<Attempt['side'], number>> = {
  inside: 40,
  between: 315,
  outside: 4_000,
  coarse: 4_000,
}

/** Where it is read, with the bound place for its middle: somebody may read it elsewhere than it is. */
export const measure = (world: World, device: Device, tried: Attempt): Measured | null => {
  const binding = bindingOf(device)
  const place = binding && world.places.get(binding.place)
  if (!place) return null
  return {
    ...{ deviceId: device.deviceId, at: world.now, source: tried.source },
    latitudeE6: place.latitudeE6 + Math.round((metresNorth[tried.side] * 1e6) / 111_195),
    longitudeE6: place.longitudeE6,
    accuracyMetres: tried.side === 'coarse' ? 900 : 12,
  }
}

/** A fix is told: at once, or by a phone that was offline. */
export const tell = (world: World, measured: Measured, { stop }: Hands): void => {
  const { deviceId, at, source } = measured
  const device = world.fleet.get(deviceId)?.device
  const binding = device && bindingOf(device)
  const bound = binding && world.places.get(binding.place)
  if (!device || !binding || !bound) return
  const fence = fenceAt(world.now)
  const seen = watchFix(
    watchOf(world, deviceId, binding.place),
    { at, source, ...sideOf(measured, bound, fence) },
    fence,
    world.now,
  )
  world.fixes.push({ ...measured, toldAt: world.now })
  if (seen.verdict !== 'ignored') world.watches.set(deviceId, { place: binding.place, watch: seen.watch })
  const reservation = reservationOf(device)
  if (seen.verdict !== 'moved' || device.status !== 'live' || reservation === null || !stop(deviceId)) return
  const { strays } = seen.watch
  displace(
    world,
    null,
    {
      type: 'open',
      displacementId: `dsp_${world.displacements.size}`,
      ...{ deviceId, caseId: reservation.caseId, merchantId: reservation.merchantId },
      ...{ acquirerId: device.acquirerId, fixes: strays.length },
      ...{ metres: Math.max(...strays.map(({ metres }) => metres)), fence },
    },
    house(world.now),
  )
}

/** The one meant: mostly the newest of this device, now and then an old one that was never decided. */
const meant = ({ displacements }: World, deviceId: string, pick: number): Displacement | undefined => {
  const own = [...displacements.values()].filter((each) => each.deviceId === deviceId)
  return pick > 1 ? own.at(-1) : own.find(({ status }) => status === 'open' || status === 'appealed')
}

const shopMoves = ({ surveys, now }: World, caseId: CaseId, stays: boolean): void => {
  const known = surveys.get(caseId) ?? []
  const { latitudeE6 } = known.at(-1)?.place ?? homeOf[caseId]
  const place = { ...homeOf[caseId], latitudeE6: stays ? latitudeE6 : latitudeE6 + 60_000 }
  surveys.set(caseId, [...known, { at: now, place }])
}

export const playPlace = (
  world: World,
  does: Exclude<PlaceDeed, 'fix'>,
  tried: Attempt,
  who: Stamp,
  hands: Hands,
): void => {
  const { now, fleet } = world
  const device = fleet.get(tried.deviceId)?.device
  const caseHere = ((device && reservationOf(device)?.caseId) ?? tried.caseId) as CaseId
  switch (does) {
    case 'survey':
      return shopMoves(world, caseHere, tried.pick > 1)
    case 'renew': {
      // Now and then one that has ended already.
      const days = tried.sound ? 20 + tried.pick * 40 : -3
      world.certificates.push({
        ...{ kind: 'fintech-product', number: `F-${world.certificates.length}`, issuer: 'demo' },
        ...{ validFrom: '2025-01-01', validUntil: addDays(chinaDay(now), days) },
      })
      return
    }
    case 'test':
      if (device?.status === 'bound' || device?.status === 'live')
        world.tests.push({ deviceId: device.deviceId, caseId: caseHere, at: now })
      return
    case 'appeal': {
      const before = meant(world, tried.deviceId, tried.pick)
      const ground = appealGrounds[tried.pick % appealGrounds.length] ?? 'fix-wrong'
      if (before) displace(world, before, { type: 'appeal', ground, words: '' }, who)
      return
    }
    case 'decide-appeal': {
      const before = meant(world, tried.deviceId, tried.pick)
      if (!before) return
      const watched = world.watches.get(before.deviceId)?.watch
      const restore = tried.pick < 4
      displace(
        world,
        before,
        { type: 'decide', restore, words: '', homeSince: watched ? homeSince(watched) : null },
        who,
        (after) => !restore || hands.resume(after, who),
      )
    }
  }
}
