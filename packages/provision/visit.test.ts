import { expect, test } from 'vitest'
import { after, answer, given, hour, move } from '#provision/given.ts'
import { CLOSES_MINUTES_AFTER, OPENS_MINUTES_BEFORE } from '#dispatch/door-check.ts'
import { addMinutes } from '#ground/calendar.ts'
import type { Case, Visit } from '#provision/case.ts'
import { plusDays } from '#provision/instant.ts'
import { mayMeasure, mayTakeOut, VISIT_MINUTES } from '#provision/visit.ts'

const chosen = given('choose-offer')
const survey = {
  ...move('propose-visit'),
  visitId: 'vis_2',
  kind: 'survey',
  startsAt: hour(501),
  endsAt: hour(503),
} as const
const install = { ...survey, kind: 'install' } as const
const proposed = after(chosen, 'provider', survey)
const confirmed = after(proposed, 'merchant', { type: 'confirm-visit', visitId: 'vis_2' })
const arrive = { type: 'arrive-visit', visitId: 'vis_2', doorCheckPassed: true } as const

test('[CASE-2] the chosen provider books, and no other', () => {
  expect(answer(chosen, 'provider', survey)).toBe('visit-proposed')
  expect(answer(chosen, 'rival', survey)).toBe('CASE-2')
  expect(answer(given('make-offer'), 'provider', survey)).toBe('CASE-2')
})

test('[VISIT-1] only the chosen provider’s technicians come', () => {
  expect(answer(confirmed, 'technician', arrive)).toBe('visit-arrived')
  expect(answer({ ...confirmed, providerId: 'org_rival' }, 'technician', arrive)).toBe('VISIT-1')
  expect(answer(confirmed, 'provider', arrive)).toBe('VISIT-1')
})

test('[VISIT-2] survey before the proposal is accepted, installation after both signed', () => {
  expect(answer(given('draft-proposal'), 'provider', survey)).toBe('visit-proposed')
  expect(answer(given('accept-proposal'), 'provider', survey)).toBe('VISIT-2')
  expect(answer(given('sign-agreement'), 'provider', survey)).toBe('VISIT-2')
  // Once both have signed and while the shop has no terminal: the next one may stand elsewhere.
  expect(answer(given('countersign-agreement'), 'provider', survey)).toBe('visit-proposed')
  expect(answer(given('reserve-device'), 'provider', survey)).toBe('VISIT-2')
  expect(answer(given('sign-agreement'), 'provider', install)).toBe('VISIT-2')
  expect(answer(given('countersign-agreement'), 'provider', install)).toBe('visit-proposed')
})

test('[VISIT-3] a visit begins before it ends and is not over already', () => {
  expect(answer(chosen, 'provider', survey, hour(502))).toBe('visit-proposed')
  expect(answer(chosen, 'provider', survey, hour(503))).toBe('VISIT-3')
  expect(answer(chosen, 'provider', { ...survey, endsAt: survey.startsAt })).toBe('VISIT-3')
})

test('[VISIT-4] one appointment at a time, until it is over or declined', () => {
  const another = { ...survey, visitId: 'vis_3', startsAt: hour(510), endsAt: hour(512) }
  expect(answer(confirmed, 'provider', another)).toBe('VISIT-4')
  expect(answer(confirmed, 'provider', another, hour(503))).toBe('visit-proposed')
  const declined = after(confirmed, 'merchant', { type: 'decline-visit', visitId: 'vis_2' })
  expect(answer(declined, 'provider', another)).toBe('visit-proposed')
})

test('[VISIT-5] a visit that was never booked cannot be answered', () => {
  for (const type of ['confirm-visit', 'decline-visit'] as const) {
    expect(answer(proposed, 'merchant', { type, visitId: 'vis_none' })).toBe('VISIT-5')
    expect(answer(proposed, 'merchant', { type, visitId: 'vis_2' })).toMatch(/^visit-/)
  }
  expect(answer(confirmed, 'technician', { ...arrive, visitId: 'vis_none' })).toBe('VISIT-5')
})

test('[VISIT-6] each answer has its moment: nobody enters an unconfirmed visit', () => {
  expect(answer(proposed, 'technician', arrive)).toBe('VISIT-6')
  expect(answer(confirmed, 'technician', arrive)).toBe('visit-arrived')
  const arrived = after(confirmed, 'technician', arrive)
  expect(answer(arrived, 'technician', arrive)).toBe('VISIT-6')
  expect(answer(arrived, 'merchant', { type: 'decline-visit', visitId: 'vis_2' })).toBe('VISIT-6')
  expect(answer(confirmed, 'merchant', { type: 'confirm-visit', visitId: 'vis_2' })).toBe('VISIT-6')
})

test('[VISIT-7] the announced technician comes in person', () => {
  expect(answer(confirmed, 'technician', arrive)).toBe('visit-arrived')
  const forColleague = after(
    after(chosen, 'provider', { ...survey, technicianId: 'per_colleague' }),
    'merchant',
    { type: 'confirm-visit', visitId: 'vis_2' },
  )
  expect(answer(forColleague, 'technician', arrive)).toBe('VISIT-7')
})

test('[VISIT-8] no arrival without the door check', () => {
  expect(answer(confirmed, 'technician', { ...arrive, doorCheckPassed: false })).toBe('VISIT-8')
  expect(answer(confirmed, 'technician', arrive)).toBe('visit-arrived')
})

test('instants are compared as time: whole seconds and milliseconds mix', () => {
  const whole = { ...survey, startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-01T00:00:00.500Z' }
  expect(answer(chosen, 'provider', whole)).toBe('visit-proposed')
  expect(plusDays('2026-12-31T23:00:00Z', 1)).toBe('2027-01-01T23:00:00.000Z')
})

const live = given('activate-terminal')
const kinds = ['inspection', 'repair', 'replacement', 'return'] as const
const look = (kind: Visit['kind'], change: Partial<Visit> = {}) =>
  ({
    ...{ ...survey, visitId: 'vis_3', kind, startsAt: hour(600), endsAt: hour(602) },
    ...change,
  }) as const
/** The technician was let in for this at hour 600. */
const letIn = (kind: (typeof kinds)[number]): Case => {
  const booked = after(live, 'provider', look(kind), hour(590))
  const agreed = after(booked, 'merchant', { type: 'confirm-visit', visitId: 'vis_3' }, hour(591))
  return after(agreed, 'technician', { ...arrive, visitId: 'vis_3' }, hour(600))
}

test('[VISIT-2] a live shop is neither surveyed nor installed again', () => {
  for (const kind of ['survey', 'install'] as const)
    expect(answer(live, 'provider', look(kind), hour(590))).toBe('VISIT-2')
})

test('[VISIT-9] what looks after a terminal is booked where one is bound; a return once both have signed', () => {
  for (const kind of kinds) {
    expect(answer(live, 'provider', look(kind), hour(590))).toBe('visit-proposed')
    expect(answer(live, 'rival', look(kind), hour(590))).toBe('CASE-2')
    expect(answer(given('bind-device'), 'provider', look(kind))).toBe('visit-proposed')
    expect(answer(given('sign-agreement'), 'provider', look(kind))).toBe('VISIT-9')
    expect(answer(given('reserve-device'), 'provider', look(kind))).toBe(
      kind === 'return' ? 'visit-proposed' : 'VISIT-9',
    )
  }
})

test('[VISIT-13] a ticket of the case stands with the visit the shop asked for by it', () => {
  const asked = { ...look('repair', { ticketId: 'tic_1' }), ticketIsOurs: true } as const
  const booked = after(live, 'provider', asked, hour(590))
  expect(answer(live, 'provider', { ...asked, ticketIsOurs: false }, hour(590))).toBe('VISIT-13')
  expect(booked.visits.at(-1)).toEqual({
    ...{ visitId: 'vis_3', kind: 'repair', technicianId: 'per_tech', status: 'proposed' },
    ...{ startsAt: hour(600), endsAt: hour(602), ticketId: 'tic_1' },
  })
})

test('[VISIT-10] a terminal leaves the shop in a visit made for that, while it lasts', () => {
  for (const kind of kinds) {
    const takes = kind !== 'inspection'
    expect(mayTakeOut(letIn(kind), 'per_tech', hour(601)) === null).toBe(takes)
  }
  const repair = letIn('repair')
  const out = (at: string, state = repair, who = 'per_tech') => mayTakeOut(state, who, at)?.rule ?? 'out'
  expect(out(hour(601), live)).toBe('VISIT-10')
  expect(out(hour(601), repair, 'per_colleague')).toBe('VISIT-10')
  // Before the door opened, and long after the visit; phones' clocks may differ by ten minutes.
  expect(out(hour(599))).toBe('VISIT-10')
  expect(out(addMinutes(hour(600), -10))).toBe('out')
  expect(out(addMinutes(hour(604), 10))).toBe('out')
  expect(out(addMinutes(hour(604), 11))).toBe('VISIT-10')
  const finished = after(repair, 'technician', { type: 'finish-visit', visitId: 'vis_3' }, hour(602))
  expect(out(hour(601), finished)).toBe('out')
  expect(out(hour(603), finished)).toBe('VISIT-10')
  // Confirmed is not let in.
  const booked = after(live, 'provider', look('repair'), hour(590))
  const agreed = after(booked, 'merchant', { type: 'confirm-visit', visitId: 'vis_3' }, hour(591))
  expect(out(hour(601), booked)).toBe('VISIT-10')
  expect(out(hour(601), agreed)).toBe('VISIT-10')
})

test('[VISIT-11] a place is measured while somebody is let in, whatever for', () => {
  const measure = (state: Case, at: string, who = 'per_tech') =>
    mayMeasure(state, who, at)?.rule ?? 'measured'
  for (const kind of kinds) expect(measure(letIn(kind), hour(601))).toBe('measured')
  expect(measure(letIn('repair'), hour(601), 'per_colleague')).toBe('VISIT-11')
  expect(measure(live, hour(590))).toBe('VISIT-11')
  // The installation's own visit, from an hour before it to two hours after: its door kept no time.
  expect(measure(live, hour(40))).toBe('measured')
  expect(measure(live, hour(26))).toBe('VISIT-11')
  expect(measure(live, hour(63))).toBe('VISIT-11')
})

test('[VISIT-12] finished once, by whoever was let in; an installation ends otherwise', () => {
  const repair = letIn('repair')
  const finish = { type: 'finish-visit', visitId: 'vis_3' } as const
  expect(answer(repair, 'technician', finish)).toBe('visit-finished')
  expect(answer(repair, 'technician', { ...finish, visitId: 'vis_none' })).toBe('VISIT-5')
  expect(answer(repair, 'provider', finish)).toBe('VISIT-1')
  expect(answer(after(repair, 'technician', finish), 'technician', finish)).toBe('VISIT-12')
  const bound = given('bind-device')
  expect(answer(bound, 'technician', { ...finish, visitId: 'vis_install' })).toBe('VISIT-12')
  const colleagues = { ...repair, visits: repair.visits.map((each) => ({ ...each, technicianId: 'per_b' })) }
  expect(answer(colleagues, 'technician', finish)).toBe('VISIT-7')
})

test('let in is what the door lets in: its minutes are the door’s own (DOOR-2)', () => {
  expect(VISIT_MINUTES).toMatchObject({ before: OPENS_MINUTES_BEFORE, after: CLOSES_MINUTES_AFTER })
})
