import { expect, test } from 'vitest'
import { after, answer, digest, given, move } from '#provision/given.ts'

const accepted = given('accept-proposal')
const attached = given('attach-agreement')
const ready = given('accept-finding')
const signed = given('sign-agreement')
const both = given('countersign-agreement')
const refuse = { type: 'refuse-agreement', reason: 'vault_reason' } as const
const other = 'b'.repeat(64)

test('[AGR-1] without a text there is nothing to answer, refuse or sign', () => {
  expect(answer(accepted, 'merchant', move('sign-agreement'))).toBe('AGR-1')
  expect(answer(accepted, 'merchant', refuse)).toBe('AGR-1')
  expect(answer(accepted, 'merchant', move('accept-finding'))).toBe('AGR-1')
  expect(answer(accepted, 'second', move('countersign-agreement'))).toBe('AGR-1')
  expect(answer(ready, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
})

test('[AGR-2] a text is written from the accepted proposal', () => {
  expect(answer(given('draft-proposal'), 'provider', move('attach-agreement'))).toBe('AGR-2')
  expect(answer(accepted, 'provider', move('attach-agreement', { proposalVersion: 2 }))).toBe('AGR-2')
  expect(answer({ ...ready, acceptedProposal: 2 }, 'merchant', move('sign-agreement'))).toBe('AGR-2')
  expect(answer(accepted, 'provider', move('attach-agreement'))).toBe('agreement-attached')
  expect(answer(accepted, 'reviewer', move('attach-agreement', { source: 'generated' }))).toBe(
    'agreement-attached',
  )
})

test('[AGR-3] contract ≠ proposal is refused', () => {
  const differing = move('attach-agreement', { mismatches: ['exitFeeFen', 'termMonths'] })
  expect(answer(accepted, 'provider', differing)).toBe('AGR-3')
  expect(answer(accepted, 'provider', move('attach-agreement'))).toBe('agreement-attached')
})

test('[AGR-4] every grave trap is answered before signing, lesser ones need not be', () => {
  expect(answer(attached, 'merchant', move('sign-agreement'))).toBe('AGR-4')
  expect(answer(ready, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
  const [trap] = move('attach-agreement').findings
  if (!trap) throw new Error('the story has a trap')
  const mild = after(
    accepted,
    'provider',
    move('attach-agreement', { findings: [{ ...trap, severity: 'medium' }] }),
  )
  expect(answer(mild, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
})

test('[AGR-5] both sign exactly this text', () => {
  expect(answer(ready, 'merchant', move('sign-agreement', { digest: other }))).toBe('AGR-5')
  expect(answer(ready, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
  expect(answer(signed, 'second', move('countersign-agreement', { digest: other }))).toBe('AGR-5')
  expect(answer(signed, 'second', move('countersign-agreement'))).toBe('agreement-countersigned')
})

test('[AGR-6] a signed text is not exchanged, a countersigned one not refused', () => {
  expect(answer(signed, 'provider', move('attach-agreement', { digest: other }))).toBe('AGR-6')
  expect(answer(signed, 'merchant', move('sign-agreement'))).toBe('AGR-6')
  expect(answer(both, 'second', move('countersign-agreement'))).toBe('AGR-6')
  expect(answer(both, 'merchant', refuse)).toBe('AGR-6')
  expect(answer(attached, 'provider', move('attach-agreement', { digest: other }))).toBe('agreement-attached')
  expect(answer(signed, 'merchant', refuse)).toBe('agreement-refused')
})

test('[AGR-7] a finding is answered once, and only one of this text', () => {
  expect(answer(attached, 'merchant', move('accept-finding'))).toBe('finding-accepted')
  expect(answer(ready, 'merchant', move('accept-finding'))).toBe('AGR-7')
  expect(answer(attached, 'merchant', move('accept-finding', { findingId: 'f9' }))).toBe('AGR-7')
})

test('[AGR-5] a finding is accepted in the text it was read in', () => {
  expect(answer(attached, 'merchant', move('accept-finding', { digest: other }))).toBe('AGR-5')
})

test('nobody accepts a finding for the merchant', () => {
  for (const who of ['provider', 'technician', 'reviewer', 'house', 'stranger'] as const)
    expect(answer(attached, who, move('accept-finding'))).toBe('CASE-1')
})

test('[AGR-4] an acceptance goes along to the next version where the clause stands word for word', () => {
  const next = (quoteDigest: string) =>
    after(
      ready,
      'provider',
      move('attach-agreement', {
        digest: other,
        findings: move('attach-agreement').findings.map((each) => ({
          ...each,
          findingId: 'f2',
          quoteDigest,
        })),
      }),
    )
  const sign = move('sign-agreement', { digest: other })
  expect(answer(next('c'.repeat(64)), 'merchant', sign)).toBe('agreement-signed')
  expect(answer(next('d'.repeat(64)), 'merchant', sign)).toBe('AGR-4')
})

test('[AGR-8] the acquirer signs after the merchant', () => {
  expect(answer(ready, 'second', move('countersign-agreement'))).toBe('AGR-8')
  expect(answer(signed, 'second', move('countersign-agreement'))).toBe('agreement-countersigned')
})

test('[AGR-9] a refusal says why', () => {
  expect(answer(attached, 'merchant', { ...refuse, reason: '' })).toBe('AGR-9')
  expect(answer(attached, 'merchant', refuse)).toBe('agreement-refused')
})

test('nobody signs for the merchant', () => {
  for (const who of ['provider', 'technician', 'reviewer'] as const)
    expect(answer(ready, who, move('sign-agreement'))).toBe('CASE-1')
})

test('a refused text is gone, the next one is a new version with its findings open again', () => {
  const refused = after(ready, 'merchant', refuse)
  expect(refused).toMatchObject({ agreement: null, step: 'agreement' })
  const next = after(refused, 'provider', move('attach-agreement', { digest: other }))
  expect(next.agreement).toMatchObject({ version: 2, digest: other, findings: [{ answer: 'open' }] })
})

test('signatures carry who, how, when and exactly what', () => {
  expect(both.agreement?.merchantSignature).toMatchObject({ by: 'per_owner', method: 'sms-code', digest })
  expect(both.agreement?.acquirerSignature).toMatchObject({ by: 'per_second', method: 'session', digest })
})

test('the case keeps where a finding stands, never what it quotes', () => {
  const [trap] = move('attach-agreement').findings
  const quoting = [{ ...trap, quote: 'a clause' }] as unknown as ReturnType<
    typeof move<'attach-agreement'>
  >['findings']
  const text = after(accepted, 'provider', move('attach-agreement', { findings: quoting }))
  expect(text.agreement?.findings[0]).toEqual({ ...trap, answer: 'open' })
})
