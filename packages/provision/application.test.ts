import { describe, expect, test } from 'vitest'
import { requiredDocuments } from '#provision/document-matrix.ts'
import { after, answer, given, hour, move, opened, replay } from '#provision/given.ts'

const draft = given('attach-document')
const returned = after(
  given('claim-review'),
  'reviewer',
  {
    type: 'reject-application',
    code: 'document-unreadable',
    field: 'id-front',
    remedy: 'vault_remedy',
    deadlineDays: 10,
  },
  hour(8),
)
const attach = move('attach-document', { kind: 'id-front' })

test('[CASE-1] only this merchant writes its application', () => {
  expect(answer(draft, 'merchant', attach)).toBe('document-attached')
  expect(answer(draft, 'stranger', attach)).toBe('CASE-1')
  expect(answer(draft, 'provider', attach)).toBe('CASE-1')
})

test('[APP-1] the form is open as a draft and when returned, closed otherwise', () => {
  expect(answer(draft, 'merchant', attach)).toBe('document-attached')
  expect(answer(returned, 'merchant', attach)).toBe('document-attached')
  expect(answer(given('submit-application'), 'merchant', attach)).toBe('APP-1')
  expect(answer(given('approve-application'), 'merchant', move('save-draft'))).toBe('APP-1')
  expect(answer(given('submit-application'), 'merchant', move('submit-application'))).toBe('APP-1')
  const appealing = after(returned, 'merchant', { type: 'appeal-rejection', statement: 'vault_s' })
  expect(answer(appealing, 'merchant', attach)).toBe('APP-1')
})

test('[APP-2] there is no place for a CVV, a PIN or any other field of no need', () => {
  expect(answer(draft, 'merchant', move('save-draft'))).toBe('draft-saved')
  for (const field of ['cvv', 'pin', 'cardExpiry', '__proto__x']) {
    expect(answer(draft, 'merchant', { type: 'save-draft', shop: { [field]: '123' } })).toBe('APP-2')
    expect(answer(draft, 'merchant', { type: 'save-draft', sealed: { [field]: 'vault_x' } })).toBe('APP-2')
  }
  expect(answer(draft, 'merchant', { type: 'save-draft', sealed: { shopName: 'x' } as object })).toBe('APP-2')
})

describe('problems', () => {
  const broken = after(draft, 'merchant', {
    type: 'save-draft',
    shop: { uscc: 'nonsense' },
    sealed: { legalPersonIdNo: 'vault_9' },
    problems: { legalPersonIdNo: 'APP-5' },
  })
  test('[APP-3] [APP-5] are kept with the draft, stop the submission, and go when mended', () => {
    expect(broken.application.problems).toEqual({ uscc: 'APP-3', legalPersonIdNo: 'APP-5' })
    expect(answer(broken, 'merchant', move('submit-application'))).toBe('APP-3')
    const mended = after(broken, 'merchant', {
      type: 'save-draft',
      shop: { uscc: '92440300MADEM00X1N' },
      sealed: { legalPersonIdNo: 'vault_10' },
    })
    expect(mended.application.problems).toEqual({})
    expect(answer(mended, 'merchant', move('submit-application'))).toBe('application-submitted')
  })
  test('[APP-4] a warning is shown and does not stop', () => {
    const pilot = after(draft, 'merchant', { type: 'save-draft', shop: { uscc: '91350100M0001TGQXM' } })
    expect(pilot.application.problems).toEqual({ uscc: 'APP-4' })
    expect(answer(pilot, 'merchant', move('submit-application'))).toBe('application-submitted')
  })
  test('[APP-8] another kind of account asks for the number again', () => {
    const changed = after(draft, 'merchant', { type: 'save-draft', shop: { settlementKind: 'corporate' } })
    expect(answer(changed, 'merchant', move('submit-application'))).toBe('APP-8')
    const typed = after(changed, 'merchant', {
      type: 'save-draft',
      sealed: { settlementAccountNo: 'vault_11' },
    })
    expect(answer(typed, 'merchant', move('submit-application'))).toBe('application-submitted')
    const both = after(draft, 'merchant', {
      type: 'save-draft',
      shop: { settlementKind: 'corporate' },
      sealed: { settlementAccountNo: 'vault_11' },
    })
    expect(both.application.problems).toEqual({})
  })
})

test('[APP-9] a micro merchant settles to its own card, an institution to its own account', () => {
  const as = (merchantType: 'micro' | 'institution', settlementKind: 'personal' | 'corporate') =>
    answer(
      after(draft, 'merchant', {
        type: 'save-draft',
        shop: { merchantType, settlementKind },
        sealed: { settlementAccountNo: 'vault_11' },
      }),
      'merchant',
      move('submit-application'),
    )
  expect(as('micro', 'corporate')).toBe('APP-9')
  expect(as('institution', 'personal')).toBe('APP-9')
  expect(as('institution', 'corporate')).toBe('application-submitted')
})

test('[APP-10] a missing field is named', () => {
  const empty = replay([opened])
  expect(answer(empty, 'merchant', move('submit-application'))).toBe('APP-10')
  expect(answer(draft, 'merchant', move('submit-application'))).toBe('application-submitted')
})

test('[APP-11] a missing paper is named', () => {
  const fixed = after(draft, 'merchant', { type: 'save-draft', shop: { fixedPremises: true } })
  expect(answer(fixed, 'merchant', move('submit-application'))).toBe('APP-11')
  expect(answer(draft, 'merchant', move('submit-application'))).toBe('application-submitted')
})

test('[APP-12] a returned application comes back before its deadline', () => {
  const submit = move('submit-application')
  expect(answer(returned, 'merchant', submit, hour(8 + 240))).toBe('application-submitted')
  expect(answer(returned, 'merchant', submit, hour(9 + 240))).toBe('APP-12')
})

test('a micro merchant is asked for no licence and keeps no code', () => {
  const micro = after(draft, 'merchant', {
    type: 'save-draft',
    shop: { merchantType: 'micro', uscc: 'nonsense' },
  })
  expect(micro.application.shop).not.toHaveProperty('uscc')
  expect(micro.application.problems).toEqual({})
  expect(requiredDocuments('micro', {})).not.toContain('business-licence')
})

test('a second submission is the next round with a clean desk', () => {
  const again = after(returned, 'merchant', { type: 'submit-application' }, hour(20))
  expect(again.application).toMatchObject({ status: 'submitted', round: 2 })
  expect(again.review).toMatchObject({ claimedBy: null, rejection: null })
  expect(again.step).toBe('review')
})

describe('document matrix', () => {
  test.each([
    ['micro', {}, ['id-front', 'id-back', 'account-proof', 'premises-proof', 'door-photo']],
    ['individual', {}, ['business-licence', 'id-front', 'id-back', 'account-proof']],
    [
      'enterprise',
      { fixedPremises: true, settlementKind: 'personal' },
      [
        'business-licence',
        'id-front',
        'id-back',
        'account-proof',
        'door-photo',
        'interior-photo',
        'cashier-photo',
        'premises-proof',
        'authorisation-letter',
      ],
    ],
    [
      'institution',
      { businessKind: 'medical' },
      ['business-licence', 'id-front', 'id-back', 'account-proof', 'exempt-class-proof'],
    ],
  ] as const)('%s %o', (merchantType, flags, papers) =>
    expect(requiredDocuments(merchantType, flags)).toEqual(papers),
  )
})

describe('a picture nobody may keep', () => {
  const photo = { documentId: 'doc_photo', mediaType: 'image/jpeg', bytes: 1, sha256: 'b'.repeat(64) }
  const attached = after(draft, 'merchant', { type: 'attach-document', kind: 'account-proof', ...photo })
  const remove = {
    type: 'remove-document',
    kind: 'account-proof',
    documentId: 'doc_photo',
    rule: 'OCR-1',
  } as const

  test('[OCR-6] the house takes it out in any state, and nobody else', () => {
    for (const who of ['merchant', 'reviewer', 'provider', 'stranger'] as const)
      expect(answer(attached, who, remove)).toBe('OCR-6')
    for (const state of [attached, returned, given('submit-application'), given('activate-terminal')])
      expect(answer(state, 'house', remove)).toBe('document-removed')
  })

  test('the form says why, asks for the paper again, and forgets once there is one', () => {
    const removed = after(attached, 'house', remove)
    expect(removed.application.documents['account-proof']).toBeUndefined()
    expect(removed.application.problems).toMatchObject({ 'account-proof': 'OCR-1' })
    expect(answer(removed, 'merchant', move('submit-application'))).toBe('APP-11')
    const again = after(removed, 'merchant', { type: 'attach-document', kind: 'account-proof', ...photo })
    expect(again.application.problems).not.toHaveProperty('account-proof')
  })

  test('a picture that took its place meanwhile stays', () => {
    const replaced = after(attached, 'merchant', {
      type: 'attach-document',
      kind: 'account-proof',
      ...photo,
      documentId: 'doc_other',
    })
    expect(after(replaced, 'house', remove)).toEqual(replaced)
  })
})
