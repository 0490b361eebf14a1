import { expect, test } from 'vitest'
import { after, answer, given, hour, move } from '#provision/given.ts'
import { plusDays } from '#provision/instant.ts'

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
