import { expect, test } from 'vitest'
import { after, answer, given, hour, move, offer, people } from '#provision/given.ts'

const asked = given('request-offers')
const offered = given('make-offer')
const chosen = given('choose-offer')
const make = move('make-offer', { offerId: 'off_3' })

test('[OFFR-1] providers are asked once review and needs are done', () => {
  expect(answer(given('approve-application'), 'merchant', move('request-offers'))).toBe('OFFR-1')
  expect(answer(given('record-needs'), 'merchant', move('request-offers'))).toBe('offers-requested')
})

test('[OFFR-2] only a provider that was asked answers', () => {
  expect(answer(asked, 'rival', make)).toBe('offer-made')
  expect(answer(asked, 'rival', { type: 'decline-offer' })).toBe('offer-declined')
  const narrow = after(given('record-needs'), 'merchant', {
    type: 'request-offers',
    providerIds: ['org_provider'],
  })
  expect(answer(narrow, 'rival', make)).toBe('OFFR-2')
  expect(answer(narrow, 'rival', { type: 'decline-offer' })).toBe('OFFR-2')
  expect(answer(narrow, 'technician', make)).toBe('OFFR-2')
})

test('[OFFR-3] a request names at least one new provider, and asks nobody twice', () => {
  const ask = (providerIds: readonly string[]) =>
    answer(asked, 'merchant', { type: 'request-offers', providerIds })
  expect(ask([])).toBe('OFFR-3')
  expect(ask(['org_provider'])).toBe('OFFR-3')
  expect(ask(['org_provider', 'org_new'])).toBe('offers-requested')
  const twice = after(asked, 'merchant', {
    type: 'request-offers',
    providerIds: ['org_new', 'org_new', 'org_rival'],
  })
  expect(twice.requests.map(({ providerId }) => providerId)).toEqual(['org_provider', 'org_rival', 'org_new'])
})

test('[OFFR-4] an offer is made for the future and chosen before it ends', () => {
  expect(answer(asked, 'provider', { ...make, validUntil: hour(500) })).toBe('OFFR-4')
  expect(answer(asked, 'provider', { ...make, validUntil: hour(501) })).toBe('offer-made')
  expect(answer(offered, 'merchant', move('choose-offer'), hour(719))).toBe('offer-chosen')
  expect(answer(offered, 'merchant', move('choose-offer'), hour(720))).toBe('OFFR-4')
})

test('[OFFR-5] the chosen provider stands by its offer', () => {
  expect(answer(chosen, 'provider', make)).toBe('OFFR-5')
  expect(answer(chosen, 'provider', { type: 'decline-offer' })).toBe('OFFR-5')
  expect(answer(chosen, 'rival', make)).toBe('offer-made')
})

test('[OFFR-6] what was not offered cannot be chosen', () => {
  expect(answer(offered, 'merchant', { type: 'choose-offer', offerId: 'off_none' })).toBe('OFFR-6')
  const withdrawn = after(offered, 'rival', { type: 'decline-offer' })
  expect(answer(withdrawn, 'merchant', { type: 'choose-offer', offerId: 'off_2' })).toBe('OFFR-6')
  expect(answer(withdrawn, 'merchant', { type: 'choose-offer', offerId: 'off_1' })).toBe('offer-chosen')
})

test('[OFFR-7] a signed agreement ends the bidding', () => {
  const signed = given('sign-agreement')
  expect(answer(signed, 'merchant', { type: 'choose-offer', offerId: 'off_2' })).toBe('OFFR-7')
  expect(answer(signed, 'merchant', { type: 'request-offers', providerIds: ['org_new'] })).toBe('OFFR-7')
  expect(answer(signed, 'rival', make)).toBe('OFFR-7')
  expect(answer(given('accept-finding'), 'rival', make)).toBe('offer-made')
})

test('an offer belongs to whoever made it, and their newer one replaces it', () => {
  const newer = after(offered, 'rival', make)
  expect(newer.offers).toEqual([
    { ...offer, providerId: people.provider.organisationId },
    { ...offer, offerId: 'off_3', providerId: people.rival.organisationId },
  ])
})

test('choosing somebody else before signing starts over with them', () => {
  const changed = after(given('accept-proposal'), 'merchant', { type: 'choose-offer', offerId: 'off_2' })
  expect(changed).toMatchObject({
    providerId: 'org_rival',
    visits: [],
    survey: null,
    proposals: [],
    step: 'survey',
  })
  const same = after(given('accept-proposal'), 'merchant', { type: 'choose-offer', offerId: 'off_1' })
  expect(same).toEqual(given('accept-proposal'))
})
