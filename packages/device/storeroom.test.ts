import { describe, expect, test } from 'vitest'
import { acquirer, second } from '#device/given.ts'
import { endAccess, letIn, openStoreroom, type Keeper } from '#device/storeroom.ts'
import { isRefusal } from '#ground/refusal.ts'

const keeper = (personId: string, more: Partial<Keeper> = {}): Keeper => ({
  personId,
  until: null,
  atDesk: true,
  ...more,
})
const first = keeper(acquirer.personId)
const colleague = keeper('per_third')
const said = (answer: ReturnType<typeof endAccess>) =>
  isRefusal(answer) ? answer.rule : (answer?.map((fact) => fact.type) ?? null)
/** The stamps' day in China. */
const today = '2026-11-20'

describe('who may enter a storeroom', () => {
  test('CUST-63: whoever opens it is its first keeper', () => {
    expect(openStoreroom('sto_1', acquirer)).toEqual([
      { type: 'store-opened', storeId: 'sto_1', acquirerId: 'org_acquirer' },
      { type: 'keeper-let-in', personId: 'per_reviewer', until: null },
    ])
  })

  test('CUST-64: nobody lets themself in', () => {
    const room = { keepers: [first] }
    expect(said(letIn(room, colleague, second))).toEqual(['keeper-let-in'])
    expect(said(letIn(room, keeper(second.personId), second))).toBe('CUST-64')
    // Not longer either, by whoever is in already.
    expect(
      said(letIn({ keepers: [keeper(second.personId, { until: today })] }, keeper(second.personId), second)),
    ).toBe('CUST-64')
  })

  test('CUST-65: a colleague of the desk, who is not in yet, until a day to come', () => {
    const room = { keepers: [first] }
    expect(said(letIn(room, keeper('per_third', { atDesk: false }), second))).toBe('CUST-65')
    expect(said(letIn(room, first, second))).toBe('CUST-65')
    expect(said(letIn(room, keeper('per_third', { until: '2026-11-19' }), second))).toBe('CUST-65')
    expect(letIn(room, keeper('per_third', { until: today }), second)).toEqual([
      { type: 'keeper-let-in', personId: 'per_third', until: today },
    ])
    // Whose day is over is let in anew.
    const over = { keepers: [first, keeper('per_third', { until: '2026-11-19' })] }
    expect(said(letIn(over, colleague, second))).toEqual(['keeper-let-in'])
  })

  test('CUST-66: the last keeper is not ended; who has left or whose day is over does not count', () => {
    expect(said(endAccess({ keepers: [first] }, first.personId, second))).toBe('CUST-66')
    expect(said(endAccess({ keepers: [first, colleague] }, first.personId, acquirer))).toEqual([
      'keeper-ended',
    ])
    const left = keeper('per_third', { atDesk: false })
    const over = keeper('per_third', { until: '2026-11-19' })
    for (const other of [left, over]) {
      expect(said(endAccess({ keepers: [first, other] }, first.personId, second))).toBe('CUST-66')
      expect(said(endAccess({ keepers: [first, other] }, other.personId, second))).toEqual(['keeper-ended'])
    }
    expect(endAccess({ keepers: [first] }, 'per_nobody', second)).toBeNull()
  })
})
