import { describe, expect, test } from 'vitest'
import { after, answer, given, move, people } from '#provision/given.ts'
import type { Case } from '#provision/case.ts'
import type { Move } from '#provision/decide.ts'

const submitted = given('submit-application')
const claimed = given('claim-review')
const recommended = given('recommend-approval')
const reject: Extract<Move, { type: 'reject-application' }> = {
  type: 'reject-application',
  code: 'identity-mismatch',
  field: 'legalPersonName',
  remedy: 'vault_remedy',
  deadlineDays: 10,
}
const returned = after(claimed, 'reviewer', reject)
const refused = after(claimed, 'reviewer', { ...reject, code: 'risk-record' })
const appeal: Move = { type: 'appeal-rejection', statement: 'vault_statement' }
const appealed = after(refused, 'merchant', appeal)
const uphold: Move = { type: 'decide-appeal', upheld: true, note: 'vault_note' }

describe('[REV-1] core business is done by the acquirer’s own reviewer', () => {
  const desks: readonly (readonly [Case, Move])[] = [
    [submitted, move('claim-review')],
    [claimed, move('recommend-approval')],
    [recommended, move('approve-application')],
    [claimed, reject],
    [appealed, uphold],
    [given('sign-agreement'), move('countersign-agreement')],
    [given('confirm-installation'), move('activate-terminal')],
  ]
  test.each(desks.map(([state, wish]) => [wish.type, state, wish] as const))('%s', (_, state, wish) => {
    for (const who of ['provider', 'technician', 'merchant', 'house'] as const)
      expect(answer(state, who, wish)).toBe('REV-1')
    const bank = { ...state, acquirerId: 'org_other_acquirer' }
    expect(answer(bank, 'second', wish)).toBe('REV-1')
  })
  test('even a provider whose organisation were the acquirer', () =>
    expect(
      answer({ ...submitted, acquirerId: people.provider.organisationId }, 'provider', move('claim-review')),
    ).toBe('REV-1'))
  test('a reviewer of the acquirer may', () =>
    expect(answer(submitted, 'reviewer', move('claim-review'))).toBe('review-claimed'))
})

test('[REV-2] only a submitted application is on the desk', () => {
  expect(answer(submitted, 'reviewer', move('claim-review'))).toBe('review-claimed')
  expect(answer(given('attach-document'), 'reviewer', move('claim-review'))).toBe('REV-2')
  expect(answer(returned, 'reviewer', move('recommend-approval'))).toBe('REV-2')
  expect(answer(given('approve-application'), 'reviewer', reject)).toBe('REV-2')
  expect(answer(given('approve-application'), 'second', move('approve-application'))).toBe('REV-2')
})

test('[REV-3] the claimer works on it, others wait for the recommendation', () => {
  expect(answer(claimed, 'second', move('claim-review'))).toBe('REV-3')
  expect(answer(claimed, 'second', move('recommend-approval'))).toBe('REV-3')
  expect(answer(claimed, 'second', reject)).toBe('REV-3')
  expect(answer(submitted, 'reviewer', move('reveal-dossier'))).toBe('REV-3')
  expect(answer(claimed, 'reviewer', move('recommend-approval'))).toBe('approval-recommended')
  expect(answer(claimed, 'reviewer', move('reveal-dossier'))).toBe('dossier-revealed')
  expect(answer(recommended, 'second', move('reveal-dossier'))).toBe('dossier-revealed')
  expect(answer(recommended, 'second', reject)).toBe('application-returned')
})

test('[REV-4] approval stands on a recommendation', () => {
  expect(answer(claimed, 'second', move('approve-application'))).toBe('REV-4')
  expect(answer(recommended, 'second', move('approve-application'))).toBe('application-approved')
})

test('[REV-5] four eyes: nobody approves their own recommendation', () => {
  expect(answer(recommended, 'reviewer', move('approve-application'))).toBe('REV-5')
  expect(answer(recommended, 'second', move('approve-application'))).toBe('application-approved')
})

test('[REV-6] a rejection names field, remedy and deadline', () => {
  expect(answer(claimed, 'reviewer', reject)).toBe('application-returned')
  expect(answer(claimed, 'reviewer', { ...reject, field: 'id-front' })).toBe('application-returned')
  expect(answer(claimed, 'reviewer', { ...reject, field: 'cvv' })).toBe('REV-6')
  expect(answer(claimed, 'reviewer', { ...reject, remedy: ' ' })).toBe('REV-6')
  for (const deadlineDays of [0, 91, 1.5, Number.NaN])
    expect(answer(claimed, 'reviewer', { ...reject, deadlineDays })).toBe('REV-6')
})

test('what can be mended is returned, what cannot is rejected; both say until when', () => {
  expect(returned.application.status).toBe('returned')
  expect(refused.application.status).toBe('rejected')
  expect(returned.step).toBe('application')
  expect(Date.parse(returned.review.rejection?.deadline ?? '')).toBe(
    Date.parse(returned.review.rejection?.at ?? '') + 10 * 86_400_000,
  )
})

test('[REV-7] one appeal for one rejection', () => {
  expect(answer(refused, 'merchant', appeal)).toBe('rejection-appealed')
  expect(answer(returned, 'merchant', appeal)).toBe('rejection-appealed')
  expect(answer(submitted, 'merchant', appeal)).toBe('REV-7')
  expect(answer(appealed, 'merchant', appeal)).toBe('REV-7')
  expect(answer(refused, 'second', uphold)).toBe('REV-7')
  expect(answer(after(appealed, 'second', uphold), 'second', uphold)).toBe('REV-7')
})

test('[REV-8] an appeal is decided by somebody else', () => {
  expect(answer(appealed, 'reviewer', uphold)).toBe('REV-8')
  expect(answer(appealed, 'reviewer', move('reveal-dossier'))).toBe('REV-2')
  expect(answer(appealed, 'second', move('reveal-dossier'))).toBe('dossier-revealed')
  expect(answer(appealed, 'second', uphold)).toBe('appeal-decided')
})

test('[REV-9] purpose, statement and decision are given in words', () => {
  expect(answer(claimed, 'reviewer', { type: 'reveal-dossier', purpose: ' ' })).toBe('REV-9')
  expect(answer(refused, 'merchant', { type: 'appeal-rejection', statement: '' })).toBe('REV-9')
  expect(answer(appealed, 'second', { type: 'decide-appeal', upheld: false, note: '' })).toBe('REV-9')
})

test('an appeal over a form that lost a field waits for the field', () => {
  const broken = after(returned, 'merchant', { type: 'save-draft', shop: { uscc: 'nonsense' } })
  expect(answer(broken, 'merchant', appeal)).toBe('APP-3')
})

test('after an upheld appeal the review begins anew: the old recommendation is gone', () => {
  const rejected = after(recommended, 'second', reject)
  const upheld = after(after(rejected, 'merchant', appeal), 'reviewer', uphold)
  expect(upheld.review).toMatchObject({ claimedBy: null, recommendation: null })
  expect(answer(upheld, 'second', move('approve-application'))).toBe('REV-4')
})

test('an upheld appeal is back on the desk, a dismissed one leaves the answer as it was', () => {
  const upheld = after(appealed, 'second', uphold)
  expect(upheld).toMatchObject({ step: 'review', application: { status: 'submitted' } })
  expect(answer(upheld, 'second', move('claim-review'))).toBe('review-claimed')
  const dismissed = after(appealed, 'second', { type: 'decide-appeal', upheld: false, note: 'vault_note' })
  expect(dismissed).toMatchObject({ step: 'application', application: { status: 'rejected' } })
})
