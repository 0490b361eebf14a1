import { describe, expect, test } from 'vitest'
import { dearerTerm, weakerService } from '#provision/dearer.ts'
import { after, answer, given, move, proposal, serviceLevel, terms } from '#provision/given.ts'
import type { Survey } from '#provision/case.ts'
import type { Terms } from '#fees/schedule.ts'

const surveyed = given('record-survey')
const drafted = given('draft-proposal')
const accepted = given('accept-proposal')
const found = (change: Partial<Survey>) => ({
  ...surveyed,
  survey: surveyed.survey && { ...surveyed.survey, ...change },
})
const draft = (change: Partial<typeof proposal> = {}) => move('draft-proposal', change)

test('[PROP-1] a proposal is built on a survey and an offer', () => {
  expect(answer(given('choose-offer'), 'provider', draft())).toBe('PROP-1')
  expect(answer(surveyed, 'provider', draft())).toBe('proposal-drafted')
})

test('[PROP-2] nothing is proposed to a shop found closed or under another sign', () => {
  expect(answer(found({ operating: false }), 'provider', draft())).toBe('PROP-2')
  expect(answer(found({ signboardMatches: false }), 'provider', draft())).toBe('PROP-2')
  expect(answer(found({}), 'provider', draft())).toBe('proposal-drafted')
})

test('[PROP-3] a data line the survey did not find is not proposed', () => {
  expect(answer(surveyed, 'provider', draft({ dataLine: 'lan' }))).toBe('PROP-3')
  expect(answer(surveyed, 'provider', draft({ dataLine: 'cellular' }))).toBe('proposal-drafted')
  expect(answer(found({ signalDbm: -110 }), 'provider', draft({ dataLine: 'cellular' }))).toBe(
    'proposal-drafted',
  )
  expect(answer(found({ signalDbm: -111 }), 'provider', draft({ dataLine: 'cellular' }))).toBe('PROP-3')
  expect(answer(found({ network: 'cellular-only' }), 'provider', draft())).toBe('PROP-3')
  expect(answer(surveyed, 'provider', draft({ dataLine: 'none' }))).toBe('PROP-3')
  expect(answer(surveyed, 'provider', draft({ dataLine: 'none', terminalKind: 'qr-plate' }))).toBe(
    'proposal-drafted',
  )
})

test('[PROP-4] the fees are those of the chosen offer or lower', () => {
  expect(answer(surveyed, 'provider', draft({ terms: { ...terms, exitFeeFen: 0 } }))).toBe('proposal-drafted')
  expect(answer(surveyed, 'provider', draft({ terms: { ...terms, exitFeeFen: 10_001 } }))).toBe('PROP-4')
})

describe('dearerTerm', () => {
  const [debit, credit, promo, reset] = terms.rows
  if (!debit || !credit || !promo || !reset) throw new Error('the story has four fee rows')
  const { capFen: _, ...uncapped } = debit
  const rows = (...list: Terms['rows']): Partial<Terms> => ({ rows: list })

  test.each<[string | null, Partial<Terms>]>([
    [null, {}],
    [null, rows(reset, promo, credit, { ...debit, ratePpm: 4500, capFen: 1800 })],
    ['rows credit 0– ratePpm', rows(debit, { ...credit, ratePpm: 6001 }, promo, reset)],
    ['rows credit 0– minFen', rows(debit, { ...credit, minFen: 1 }, promo, reset)],
    ['rows credit 0– fixedFen', rows(debit, { ...credit, fixedFen: 300 }, promo, reset)],
    ['rows debit 0– capFen', rows(uncapped, credit, promo, reset)],
    ['rows qr-wallet 0–12', rows(debit, credit, reset)],
    ['rows qr-wallet 0–6', rows(debit, credit, { ...promo, untilMonth: 6 }, reset)],
    ['rows foreign 0–', rows(...terms.rows, { product: 'foreign', ratePpm: 0, fromMonth: 0 })],
    ['rows credit 0–', rows(debit, credit, credit, promo, reset)],
    ['settlement', { settlement: 'D0' }],
    ['d0FixedFen', { d0FixedFen: 1 }],
    ['d0Ppm', { d0Ppm: 1 }],
    ['insurancePpm', { insurancePpm: 1 }],
    ['sim.feeFen', { sim: { ...terms.sim, feeFen: 3601 } }],
    ['sim.intervalMonths', { sim: { ...terms.sim, intervalMonths: 6 } }],
    ['sim.freeMonths', { sim: { ...terms.sim, freeMonths: 11 } }],
    [null, { sim: { feeFen: 0, intervalMonths: 1, freeMonths: 0 } }],
    ['membershipFenPerYear', { membershipFenPerYear: 1 }],
    ['minimumVolume.monthlyFen', { minimumVolume: { monthlyFen: 1, penaltyFen: 1 } }],
    ['minimumVolume.penaltyFen', { minimumVolume: { monthlyFen: 0, penaltyFen: 1 } }],
    ['deposit.amountFen', { deposit: { ...terms.deposit, amountFen: 9901 } }],
    ['deposit.refundVolumeFen', { deposit: { ...terms.deposit, refundVolumeFen: 5_000_001 } }],
    ['deposit.refundWithinMonths', { deposit: { ...terms.deposit, refundWithinMonths: 7 } }],
    [null, { deposit: { amountFen: 0, refundVolumeFen: 9_000_000, refundWithinMonths: 1 } }],
    ['devicePriceFen', { devicePriceFen: 1 }],
    ['termMonths', { termMonths: 25 }],
    ['exitFeeFen', { exitFeeFen: 10_001 }],
  ])('%s', (term, change) => expect(dearerTerm({ ...terms, ...change }, terms)).toBe(term))
})

test('[PROP-5] the promised service is not weaker than offered', () => {
  expect(answer(surveyed, 'provider', draft({ serviceLevel: { ...serviceLevel, spareUnit: false } }))).toBe(
    'PROP-5',
  )
  expect(answer(surveyed, 'provider', draft({ serviceLevel: { ...serviceLevel, onSiteHours: 4 } }))).toBe(
    'proposal-drafted',
  )
  expect(weakerService({ ...serviceLevel, answerMinutes: 31 }, serviceLevel)).toBe('answerMinutes')
  expect(weakerService({ ...serviceLevel, onSiteHours: 25 }, serviceLevel)).toBe('onSiteHours')
  expect(weakerService({ ...serviceLevel, maintenancePerYear: 1 }, serviceLevel)).toBe('maintenancePerYear')
})

const askChange = { type: 'ask-change', version: 1, changeRequest: 'vault_wish' } as const
const changing = after(drafted, 'merchant', askChange)

test('[PROP-6] only the newest version is on the table', () => {
  expect(answer(drafted, 'merchant', { type: 'accept-proposal', version: 2 })).toBe('PROP-6')
  expect(answer(surveyed, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('PROP-6')
  const second = after(changing, 'provider', draft())
  expect(answer(second, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('PROP-6')
  expect(answer(second, 'merchant', askChange)).toBe('PROP-6')
  expect(answer(second, 'merchant', { type: 'accept-proposal', version: 2 })).toBe('proposal-accepted')
})

test('[PROP-7] a signed agreement fixes the proposal', () => {
  const signed = given('sign-agreement')
  expect(answer(signed, 'merchant', askChange)).toBe('PROP-7')
  expect(answer(signed, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('PROP-7')
  expect(answer(signed, 'provider', draft())).toBe('PROP-7')
  expect(answer(accepted, 'merchant', askChange)).toBe('change-asked')
})

test('[PROP-8] an accepted proposal is not drafted over unless the merchant asks', () => {
  expect(answer(accepted, 'provider', draft())).toBe('PROP-8')
  const reopened = after(given('attach-agreement'), 'merchant', askChange)
  expect(reopened).toMatchObject({ acceptedProposal: null, agreement: null, step: 'proposal' })
  expect(answer(reopened, 'provider', draft())).toBe('proposal-drafted')
})

test('[PROP-9] a wish for change is put in words', () => {
  expect(answer(drafted, 'merchant', { ...askChange, changeRequest: ' ' })).toBe('PROP-9')
  expect(answer(drafted, 'merchant', askChange)).toBe('change-asked')
})

test('[PROP-10] a version the merchant wants changed is not accepted as it is', () => {
  expect(answer(changing, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('PROP-10')
  expect(answer(drafted, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('proposal-accepted')
})

test('a second survey is held against the version on the table', () => {
  const moved = { ...drafted, survey: drafted.survey && { ...drafted.survey, network: 'lan' as const } }
  expect(answer(moved, 'merchant', { type: 'accept-proposal', version: 1 })).toBe('PROP-3')
})
