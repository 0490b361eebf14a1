import { describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'
import {
  decide,
  type Erasure,
  type ErasureMove,
  evolve,
  isCancellable,
  type Relation,
} from '#vault/erasure.ts'

const subject = { erasureId: 'ers_1', merchantId: 'org_noodles', tenantId: 'org_acquirer' }
const unsigned: Relation = { concluded: false, inForce: false }
const ended: Relation = { concluded: true, inForce: false }
const inForce: Relation = { concluded: true, inForce: true }
const begin = '2026-11-25T00:00:00.000Z'
const by = (at: string): Stamp => ({
  principal: 'merchant',
  personId: 'per_owner',
  organisationId: 'org_noodles',
  at,
})

const after = (erasure: Erasure | null, move: ErasureMove, at: string): Erasure => {
  const facts = decide(erasure, move, by(at))
  if (isRefusal(facts)) throw new Error(facts.rule)
  return facts.reduce<Erasure | null>(
    (each, fact) => evolve(each, { ...fact, stamp: by(at) }),
    erasure,
  ) as Erasure
}
const told = (erasure: Erasure | null, move: ErasureMove, at = begin) => {
  const facts = decide(erasure, move, by(at))
  return isRefusal(facts) ? facts.rule : facts.map(({ type }) => type).join(' ')
}
const request = (...relations: Relation[]): ErasureMove => ({ type: 'request', ...subject, relations })

describe('asking', () => {
  test('[VAULT-11] not while an agreement is in force, whatever the other cases are', () => {
    expect(told(null, request(unsigned, inForce))).toBe('VAULT-11')
    expect(told(null, request(unsigned, ended))).toBe('deletion-requested')
  })
  test('[VAULT-17] there has to be something', () => expect(told(null, request())).toBe('VAULT-17'))
  test('[VAULT-12] once, until it is taken back', () => {
    const standing = after(null, request(unsigned), begin)
    expect(told(standing, request(unsigned))).toBe('VAULT-12')
    expect(told(after(standing, { type: 'cancel' }, begin), request(unsigned))).toBe('deletion-requested')
  })
  test('one signed case makes the law’s terms run for all of them', () => {
    const years = (relations: Relation[]) =>
      after(null, request(...relations), begin).schedule.map(({ on }) => on.slice(0, 4))
    expect(years([unsigned, ended])).toEqual(['2036', '2031', '2029'])
    expect(years([unsigned, unsigned])).toEqual(['2026', '2026', '2026'])
  })
})

describe('erasing', () => {
  test('each key on its day, each once, and done with the last', () => {
    const signed = after(null, request(ended), begin)
    expect(told(signed, { type: 'erase' }, '2029-11-24T23:59:59.999Z')).toBe('')
    const first = after(signed, { type: 'erase' }, '2029-11-25T00:00:00.000Z')
    expect(first.schedule.map(({ erasedAt }) => erasedAt !== null)).toEqual([false, false, true])
    expect([told(first, { type: 'erase' }, '2030-01-01T00:00:00.000Z'), first.doneAt]).toEqual(['', null])
    const last = after(first, { type: 'erase' }, '2036-11-25T00:00:00.000Z')
    expect(last.doneAt).toBe('2036-11-25T00:00:00.000Z')
  })
  test('[VAULT-13] taken back while nothing is destroyed, not after, and not out of nothing', () => {
    const signed = after(null, request(ended), begin)
    expect(told(signed, { type: 'cancel' })).toBe('deletion-cancelled')
    const begun = after(signed, { type: 'erase' }, '2029-11-25T00:00:00.000Z')
    expect([told(begun, { type: 'cancel' }), isCancellable(begun)]).toEqual(['VAULT-13', false])
    expect(told(null, { type: 'cancel' })).toBe('VAULT-13')
    const cancelled = after(signed, { type: 'cancel' }, begin)
    expect(told(cancelled, { type: 'erase' }, '2040-01-01T00:00:00.000Z')).toBe('')
  })
  test('found in the key store only, it goes on from the day it was asked for, whatever an older backup says', () => {
    const resumed = after(
      null,
      { type: 'resume', ...subject, relations: [inForce], requestedAt: begin },
      '2027-03-01T00:00:00.000Z',
    )
    expect(resumed).toMatchObject({ requestedAt: begin, concluded: true })
    expect(resumed.schedule[0]?.on).toBe('2036-11-25T00:00:00.000Z')
  })
})
