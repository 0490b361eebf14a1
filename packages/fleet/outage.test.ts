import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carrierOf } from '#fleet/carrier.ts'
import { decide, evolve, type Outage, type OutageMove, outagesAmong, type Quiet } from '#fleet/outage.ts'
import { isSilent } from '#fleet/watch.ts'
import { watchRulesOn } from '#fleet/watch-rules.ts'
import { addMinutes } from '#ground/calendar.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

const rules = watchRulesOn('2026-11-20')
const { least, withinMinutes } = rules.outage
const start = '2026-11-20T02:00:00.000Z'
const stamp = (at: string, organisationId = 'org_a'): Stamp => ({
  ...{ at, personId: 'per_1', organisationId, principal: 'reviewer' },
})
const quiet = (n: number, minutes: number, more: Partial<Quiet> = {}): Quiet => ({
  ...{ deviceId: `dev_${String(n).padStart(3, '0')}`, heardAt: addMinutes(start, minutes) },
  ...{ carrier: 'china-mobile', district: '110105', silent: true },
  ...more,
})
const some = (many: number, minutes = 0, more: Partial<Quiet> = {}) =>
  Array.from({ length: many }, (_, n) => quiet(n, minutes, more))
const found = (those: readonly Quiet[], atWork = those.length) =>
  outagesAmong(those, () => atWork, rules).map(({ members }) => members.length)

describe('BEAT-28: who fell silent together', () => {
  test('as many as the rules say, and no fewer', () => {
    expect(found(some(least))).toEqual([least])
    expect(found(some(least - 1))).toEqual([])
  })
  test('of one carrier and one district; a line of the shop’s own has no carrier', () => {
    const half = Math.ceil(least / 2)
    const two = (more: Partial<Quiet>) => [...some(half), ...some(half, 0, more)]
    expect(found(two({ carrier: 'china-unicom' }))).toEqual([])
    expect(found(two({ district: '310101' }))).toEqual([])
    expect(found(some(least * 2, 0, { carrier: null }))).toEqual([])
    expect(found(some(least * 2, 0, { district: null }))).toEqual([])
  })
  test('within minutes: the thickest of them, and a minute too long is apart', () => {
    const stretched = (minutes: number) => [...some(least - 1), quiet(99, minutes)]
    expect(found(stretched(withinMinutes))).toEqual([least])
    expect(found(stretched(withinMinutes + 1))).toEqual([])
    expect(found([...some(least), quiet(98, -60), quiet(99, 60)])).toEqual([least])
  })
  test('half of those that work there: ten of a thousand shops closing are none', () => {
    expect(found(some(least), least * 2)).toEqual([least])
    expect(found(some(least), least * 2 + 1)).toEqual([])
  })
  test('late ones count with a silent one among them, and not alone', () => {
    expect(found(some(least, 0, { silent: false }))).toEqual([])
    expect(found([...some(least - 1, 0, { silent: false }), quiet(99, 0)])).toEqual([least])
  })
  test('all codes of a carrier are one', () => {
    expect(carrierOf('46000')).toBe(carrierOf('46007'))
    expect(carrierOf('46001')).not.toBe(carrierOf('46000'))
    expect(carrierOf('310260')).toBe('310260')
    expect(carrierOf(undefined)).toBeNull()
  })
})

const lostOf = (those: readonly Quiet[]) =>
  those.map(({ deviceId, heardAt }) => ({ deviceId, silentSince: heardAt }))
const after = (outage: Outage | null, move: OutageMove, at: string): Outage => {
  const facts = decide(outage, move, stamp(at))
  if (isRefusal(facts)) throw new Error(facts.rule)
  return facts.reduce<Outage | null>(evolve, outage) as Outage
}
const open = (those = some(least)) =>
  after(
    null,
    {
      ...{ type: 'open', outageId: 'out_1', acquirerId: 'org_a', carrier: 'china-mobile' },
      ...{ district: '110105', members: lostOf(those) },
    },
    addMinutes(start, 15),
  )
const look = (more: Partial<Extract<OutageMove, { type: 'look' }>> = {}): OutageMove => ({
  ...{ type: 'look', now: [], silent: [], together: [] },
  ...more,
})
const heard = (n: number, minutes: number, atWork = true) => ({
  ...{ deviceId: quiet(n, 0).deviceId, heardAt: addMinutes(start, minutes), atWork },
})
const outOf = ({ out }: Outage) => Object.keys(out).length

describe('an outage', () => {
  test('BEAT-30: members leave singly, each by its own heartbeat, and the last closes it', () => {
    let outage = after(open(), look({ now: [heard(0, 0), heard(1, 20)] }), addMinutes(start, 21))
    expect(outage.left).toEqual({ dev_001: { at: addMinutes(start, 20), by: 'heard' } })
    outage = after(outage, look({ now: [heard(0, 0, false)] }), addMinutes(start, 22))
    expect(outage.left['dev_000']?.by).toBe('left-shop')
    const rest = Array.from({ length: least - 2 }, (_, n) => heard(n + 2, 25))
    outage = after(outage, look({ now: rest }), addMinutes(start, 26))
    expect(outage).toMatchObject({ closedAt: addMinutes(start, 26), out: {} })
    const again = decide(outage, look(), stamp(addMinutes(start, 27)))
    expect(isRefusal(again) && again.rule).toBe('BEAT-32')
  })

  test('BEAT-29: one that falls silent there joins while it lasts; once the carrier is back it does not, many do', () => {
    const late = lostOf([quiet(50, 18)])
    let outage = after(open(), look({ silent: late }), addMinutes(start, 35))
    expect(outOf(outage)).toBe(least + 1)
    const most = Array.from({ length: least }, (_, n) => heard(n, 40))
    outage = after(outage, look({ now: most }), addMinutes(start, 41))
    expect(outage.backAt).toBe(addMinutes(start, 41))
    outage = after(outage, look({ silent: lostOf([quiet(51, 30)]) }), addMinutes(start, 45))
    expect(Object.keys(outage.out)).toEqual(['dev_050'])
    outage = after(outage, look({ together: lostOf(some(least, 42)) }), addMinutes(start, 58))
    expect(outage.backAt).toBeNull()
    expect(outOf(outage)).toBe(least + 1)
  })

  test('BEAT-31: still silent half an hour after the carrier is back: an incident of its own', () => {
    const most = Array.from({ length: least - 1 }, (_, n) => heard(n, 40))
    const back = after(open(), look({ now: most }), addMinutes(start, 41))
    const { backMinutes } = rules.outage
    expect(outOf(after(back, look(), addMinutes(start, 41 + backMinutes)))).toBe(1)
    const later = after(back, look(), addMinutes(start, 42 + backMinutes))
    const last = quiet(least - 1, 0).deviceId
    expect(later.left[last]?.by).toBe('own-incident')
    expect(later.closedAt).not.toBeNull()
  })

  test('BEAT-15, 32: acknowledged once, by its acquirer', () => {
    const other = decide(open(), { type: 'acknowledge' }, stamp(start, 'org_b'))
    expect(isRefusal(other) && other.rule).toBe('BEAT-15')
    const taken = after(open(), { type: 'acknowledge' }, start)
    const twice = decide(taken, { type: 'acknowledge' }, stamp(start))
    expect(isRefusal(twice) && twice.rule).toBe('BEAT-32')
  })
})

/**
 * A district plays: shops fall silent by themselves, the carrier fails and comes back, some never speak again. Every
 * five minutes the house looks as its round does.
 */
test('histories: nobody is in an outage and in an incident of its own, nobody silent is forgotten, and each outage ends', () => {
  const FLEET = least + 6
  const step = fc.record({
    carrier: fc.constantFrom('up', 'up', 'up', 'down'),
    dead: fc.uniqueArray(fc.nat({ max: FLEET - 1 }), { maxLength: 3 }),
  })
  let together = 0
  let own = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const ids = Array.from({ length: FLEET }, (_, n) => quiet(n, 0).deviceId)
      const lastHeard = new Map(ids.map((id) => [id, start]))
      const incidents = new Set<string>()
      let outage: Outage | null = null
      const round = (minute: number) => {
        const at = addMinutes(start, minute)
        for (const id of incidents) if (lastHeard.get(id) === at) incidents.delete(id)
        const pool = ids
          .map((deviceId, n) => quiet(n, 0, { deviceId, heardAt: lastHeard.get(deviceId) ?? start }))
          .filter(({ deviceId, heardAt }) => {
            const late = Date.parse(at) - Date.parse(heardAt) > rules.outage.missedMinutes * 60_000
            return late && !incidents.has(deviceId) && outage?.out[deviceId] === undefined
          })
          .map((each) => ({ ...each, silent: isSilent(each.heardAt, '2026-01-01T00:00:00Z', at, rules) }))
        const [mass] = outagesAmong(pool, () => FLEET - incidents.size, rules)
        const single = lostOf(pool.filter(({ silent }) => silent))
        if (outage === null && mass) {
          outage = after(null, { type: 'open', outageId: 'o', acquirerId: 'org_a', ...mass }, at)
          together += 1
        } else if (outage !== null) {
          const now = Object.keys(outage.out).map((deviceId) => ({
            ...{ deviceId, heardAt: lastHeard.get(deviceId) ?? start, atWork: true },
          }))
          const before: Outage = outage
          outage = after(before, look({ now, silent: single, together: mass?.members ?? [] }), at)
          // Released by nothing but a later heartbeat, or to an incident of its own.
          for (const id of Object.keys(before.out))
            if (outage.out[id] === undefined) {
              if (outage.left[id]?.by === 'own-incident') {
                incidents.add(id)
                own += 1
              } else if (Date.parse(lastHeard.get(id) ?? '') <= Date.parse(before.out[id] ?? ''))
                throw new Error(`${id} left unheard`)
            }
          if (outage.closedAt !== null) outage = null
        }
        for (const { deviceId } of single) if (outage?.out[deviceId] === undefined) incidents.add(deviceId)
        // Whoever is silent stands in exactly one of the two; whoever is in the outage has no incident.
        for (const id of ids) {
          const out = outage?.out[id] !== undefined
          if (out && incidents.has(id)) throw new Error(`${id} is in both`)
          const silent = isSilent(lastHeard.get(id) ?? start, '2026-01-01T00:00:00Z', at, rules)
          if (silent && !out && !incidents.has(id)) throw new Error(`${id} is forgotten`)
        }
      }
      let minute = 0
      const play = (carrier: string, dead: readonly number[]) => {
        minute += 5
        if (carrier === 'up')
          for (const [n, id] of ids.entries())
            if (!dead.includes(n)) lastHeard.set(id, addMinutes(start, minute))
        round(minute)
      }
      for (const { carrier, dead } of steps) for (let n = 0; n < 4; n++) play(carrier, dead)
      // Whatever was: an hour of a healthy carrier with one dead terminal ends the outage.
      for (let n = 0; n < 12; n++) play('up', [0])
      expect(outage).toBeNull()
      expect([...incidents].filter((id) => id !== ids[0])).toEqual([])
    }),
    { numRuns: 150 },
  )
  expect(together).toBeGreaterThan(5)
  expect(own).toBeGreaterThan(5)
})
