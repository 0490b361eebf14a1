import { type WatchRules, watchRulesOn } from '#fleet/watch-rules.ts'
import { addHours, addMinutes, chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** A terminal at work that has missed a heartbeat, with the network and district it was last heard in. */
export type Quiet = {
  readonly deviceId: string
  readonly heardAt: string
  readonly carrier: string | null
  readonly district: string | null
  /** Silent by BEAT-6, not only late. */
  readonly silent: boolean
}

export type Place = { readonly carrier: string; readonly district: string }
type Lost = { readonly deviceId: string; readonly silentSince: string }

export const placeKey = ({ carrier, district }: Place): string => `${carrier}/${district}`

const placed = (each: Quiet): Place | null =>
  each.carrier === null || each.district === null ? null : { carrier: each.carrier, district: each.district }

const lost = ({ deviceId, heardAt }: Quiet): Lost => ({ deviceId, silentSince: heardAt })

/** The most terminals that fell silent within so many minutes of each other; the earliest of equals. */
const thickest = (quiet: readonly Quiet[], minutes: number): readonly Quiet[] => {
  const sorted = quiet.toSorted(
    (a, b) => Date.parse(a.heardAt) - Date.parse(b.heardAt) || a.deviceId.localeCompare(b.deviceId),
  )
  let [from, start, length] = [0, 0, 0]
  for (const [position, each] of sorted.entries()) {
    while (isAfter(each.heardAt, addMinutes(sorted[from]?.heardAt ?? each.heardAt, minutes))) from += 1
    if (position - from + 1 > length) [start, length] = [from, position - from + 1]
  }
  return sorted.slice(start, start + length)
}

/**
 * BEAT-28: which of one acquirer's quiet terminals fell silent together: so many, so large a share of those that work
 * there, within minutes, on one carrier in one district. `atWork` counts the terminals of a place.
 */
export const outagesAmong = (
  quiet: readonly Quiet[],
  atWork: (place: Place) => number,
  { outage }: Pick<WatchRules, 'outage'>,
): readonly (Place & { readonly members: readonly Lost[] })[] =>
  [
    ...Map.groupBy(quiet, (each) => {
      const place = placed(each)
      return place && placeKey(place)
    }).values(),
  ].flatMap((theirs) => {
    const place = theirs[0] && placed(theirs[0])
    if (!place || theirs.length < outage.least || !theirs.some(({ silent }) => silent)) return []
    const together = thickest(theirs, outage.withinMinutes)
    return together.some(({ silent }) => silent) &&
      together.length >= outage.least &&
      together.length * 1_000_000 >= atWork(place) * outage.sharePpm
      ? [{ ...place, members: together.map(lost) }]
      : []
  })

/** Why a terminal is no longer one of the outage's. */
type Leaving = 'heard' | 'own-incident' | 'left-shop'

type Left = { readonly deviceId: string; readonly at: string; readonly by: Leaving }

export type Outage = Place & {
  readonly outageId: string
  readonly acquirerId: string
  readonly openedAt: string
  readonly actBy: string
  readonly closeBy: string
  /** Terminals still out, with the moment each was last heard. */
  readonly out: Readonly<Record<string, string>>
  readonly left: Readonly<Record<string, { readonly at: string; readonly by: Leaving }>>
  readonly acknowledgedAt: string | null
  /** Since when enough of them have spoken again. */
  readonly backAt: string | null
  readonly closedAt: string | null
}

export type OutageFact =
  | ({
      readonly type: 'outage-opened'
      readonly members: readonly Lost[]
    } & Pick<Outage, 'outageId' | 'acquirerId' | 'carrier' | 'district' | 'openedAt' | 'actBy' | 'closeBy'>)
  | { readonly type: 'outage-joined'; readonly members: readonly Lost[] }
  | {
      readonly type: 'outage-left'
      readonly members: readonly Left[]
    }
  | { readonly type: 'carrier-back'; readonly at: string }
  | { readonly type: 'outage-acknowledged'; readonly at: string }
  | { readonly type: 'outage-closed'; readonly at: string }

export type OutageMove =
  | ({ readonly type: 'open'; readonly outageId: string; readonly acquirerId: string } & Place & {
        readonly members: readonly Lost[]
      })
  | { readonly type: 'acknowledge' }
  | {
      readonly type: 'look'
      /** What is known now of terminals that are out: when each was last heard, and whether it still works at its shop. */
      readonly now: readonly {
        readonly deviceId: string
        readonly heardAt: string
        readonly atWork: boolean
      }[]
      /** Others of the same carrier and district that are silent, and those that fell silent together. */
      readonly silent: readonly Lost[]
      readonly together: readonly Lost[]
    }

const opened = (move: Extract<OutageMove, { type: 'open' }>, at: string): readonly OutageFact[] => {
  const { actMinutes, closeHours } = watchRulesOn(chinaDay(at)).outage
  const { type: _, ...about } = move
  const clocks = { actBy: addMinutes(at, actMinutes), closeBy: addHours(at, closeHours) }
  return [{ type: 'outage-opened', ...about, openedAt: at, ...clocks }]
}

/** One look: who left, who joined, whether the carrier is back, who is left over then, whether it is over. */
const look = (
  outage: Outage,
  move: Extract<OutageMove, { type: 'look' }>,
  at: string,
): readonly OutageFact[] => {
  const { outage: rules } = watchRulesOn(chinaDay(at))
  const facts: OutageFact[] = []
  let after = outage
  const add = (fact: OutageFact) => {
    facts.push(fact)
    after = evolve(after, fact)
  }
  const leaving = move.now.flatMap(({ deviceId, heardAt, atWork }): readonly Left[] => {
    const since = outage.out[deviceId]
    if (since === undefined) return []
    if (isAfter(heardAt, since)) return [{ deviceId, at: heardAt, by: 'heard' }]
    return atWork ? [] : [{ deviceId, at, by: 'left-shop' }]
  })
  if (leaving.length > 0) add({ type: 'outage-left', members: leaving })
  // Once the carrier is back, one that falls silent has a trouble of its own; many together are out again.
  const joining = [...move.together, ...(after.backAt === null ? move.silent : [])]
  const members = [...new Map(joining.map((each) => [each.deviceId, each])).values()].filter(
    ({ deviceId }) => after.out[deviceId] === undefined,
  )
  if (members.length > 0) add({ type: 'outage-joined', members })
  const heard = Object.values(after.left).filter(({ by }) => by === 'heard').length
  const all = heard + Object.keys(after.out).length
  if (after.backAt === null && all > 0 && heard * 1_000_000 >= all * rules.backPpm)
    add({ type: 'carrier-back', at })
  if (after.backAt !== null && isAfter(at, addMinutes(after.backAt, rules.backMinutes))) {
    const late = Object.keys(after.out).map((deviceId) => ({ deviceId, at, by: 'own-incident' as const }))
    if (late.length > 0) add({ type: 'outage-left', members: late })
  }
  if (Object.keys(after.out).length === 0) add({ type: 'outage-closed', at })
  return facts
}

/** May this move happen, and what becomes true? Rules BEAT-n: README.md. */
export const decide = (
  outage: Outage | null,
  move: OutageMove,
  stamp: Stamp,
): readonly OutageFact[] | Refusal => {
  if (move.type === 'open') return outage === null ? opened(move, stamp.at) : refuse('BEAT-32')
  if (outage === null || outage.closedAt !== null) return refuse('BEAT-32')
  if (move.type === 'look') return look(outage, move, stamp.at)
  if (stamp.organisationId !== outage.acquirerId) return refuse('BEAT-15')
  return outage.acknowledgedAt === null ? [{ type: 'outage-acknowledged', at: stamp.at }] : refuse('BEAT-32')
}

const silentSinces = (members: readonly Lost[]) =>
  Object.fromEntries(members.map(({ deviceId, silentSince }) => [deviceId, silentSince]))

const without = <T>(all: Readonly<Record<string, T>>, gone: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(all).filter(([deviceId]) => !gone.has(deviceId)))

/** The outage after one fact; `null` before it was opened. */
export const evolve = (outage: Outage | null, fact: OutageFact): Outage => {
  if (fact.type === 'outage-opened') {
    if (outage !== null) throw new Error(`outage ${outage.outageId} is opened twice`)
    const { type: _, members, ...about } = fact
    const nothingYet = { left: {}, acknowledgedAt: null, backAt: null, closedAt: null }
    return { ...about, out: silentSinces(members), ...nothingYet }
  }
  if (outage === null) throw new Error(`${fact.type} before outage-opened`)
  switch (fact.type) {
    case 'outage-joined': {
      const back = new Set(fact.members.map(({ deviceId }) => deviceId))
      // Whoever was counted as back and is out again speaks against the carrier's being back.
      const left = without(outage.left, back)
      return { ...outage, out: { ...outage.out, ...silentSinces(fact.members) }, left, backAt: null }
    }
    case 'outage-left': {
      const gone = new Set(fact.members.map(({ deviceId }) => deviceId))
      const told = fact.members.map(({ deviceId, at, by }) => [deviceId, { at, by }] as const)
      return {
        ...outage,
        out: without(outage.out, gone),
        left: { ...outage.left, ...Object.fromEntries(told) },
      }
    }
    case 'carrier-back':
      return { ...outage, backAt: fact.at }
    case 'outage-acknowledged':
      return { ...outage, acknowledgedAt: fact.at }
    case 'outage-closed':
      return { ...outage, closedAt: fact.at }
  }
}
