import { expect, test } from 'vitest'
import type { Case } from '#provision/case.ts'
import { after, answer, given, hour } from '#provision/given.ts'
import type { Move } from '#provision/decide.ts'

const ask = (change: Partial<Extract<Move, { type: 'request-correction' }>> = {}): Move => ({
  type: 'request-correction',
  correctionId: 'cor_1',
  field: 'contactPhone',
  value: 'vault_new',
  reason: 'vault_reason',
  problem: null,
  ...change,
})
const say = (accepted: boolean, note = 'vault_note'): Move => ({ type: 'decide-correction', accepted, note })

const submitted = given('submit-application')
const asked = after(submitted, 'merchant', ask())

test('[CORR-1] while the form is open the merchant edits; afterwards they ask', () => {
  expect(answer(given('attach-document'), 'merchant', ask())).toBe('CORR-1')
  expect(answer(submitted, 'merchant', ask())).toBe('correction-requested')
  expect(answer(given('activate-terminal'), 'merchant', ask())).toBe('correction-requested')
  expect(answer(submitted, 'reviewer', ask())).toBe('CASE-1')
})

test('[CORR-2] only what the application has is corrected', () => {
  const { contactPhone: _gone, ...sealed } = submitted.application.sealed
  const without: Case = { ...submitted, application: { ...submitted.application, sealed } }
  expect(answer(without, 'merchant', ask())).toBe('CORR-2')
  expect(answer(submitted, 'merchant', ask({ field: 'shopName' as 'contactPhone' }))).toBe('CORR-2')
})

test('[CORR-3] one at a time', () => {
  expect(answer(asked, 'merchant', ask({ correctionId: 'cor_2' }))).toBe('CORR-3')
  const answered = after(asked, 'second', say(false))
  expect(answer(answered, 'merchant', ask({ correctionId: 'cor_2' }))).toBe('correction-requested')
})

test('[CORR-4] a correction says why, and its value passes the same check as the form’s', () => {
  expect(answer(submitted, 'merchant', ask({ reason: '' }))).toBe('CORR-4')
  expect(answer(submitted, 'merchant', ask({ problem: 'APP-6' }))).toBe('APP-6')
  expect(answer(submitted, 'merchant', ask({ problem: 'APP-4' }))).toBe('correction-requested')
})

test('[CORR-5] [CORR-6] an open one is answered once, by the acquirer, with reasons', () => {
  expect(answer(submitted, 'reviewer', say(true))).toBe('CORR-5')
  expect(answer(asked, 'reviewer', say(true, ''))).toBe('CORR-6')
  expect(answer(asked, 'merchant', say(true))).toBe('REV-1')
  expect(answer(asked, 'reviewer', say(true))).toBe('correction-decided')
  expect(answer(after(asked, 'reviewer', say(true)), 'reviewer', say(true))).toBe('CORR-5')
})

test('accepted, the application points at the new value; refused, at the old one', () => {
  const yes = after(asked, 'second', say(true), hour(400))
  expect(yes.application.sealed.contactPhone).toBe('vault_new')
  expect(yes.corrections?.[0]?.decision).toEqual({
    by: 'per_second',
    accepted: true,
    note: 'vault_note',
    at: hour(400),
  })
  const no = after(asked, 'second', say(false))
  expect(no.application.sealed.contactPhone).toBe('vault_3')
})
