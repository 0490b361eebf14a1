import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  codesFor,
  DOOR_ATTEMPTS,
  doorCodes,
  sameCode,
  tryDoor,
  type DoorTry,
  type Mac,
} from '#dispatch/door-check.ts'

const mac: Mac = (key, message) => createHmac('sha256', key).update(message).digest()
const secret = randomBytes(32)
const codes = doorCodes(secret, 'vis_demo', mac)
const wrong = codes.merchantCode === '000000' ? '000001' : '000000'

const door = (more: Partial<DoorTry> = {}): DoorTry => ({
  codes,
  merchantCode: codes.merchantCode,
  attempts: 0,
  startsAt: '2026-11-20T02:00:00Z',
  endsAt: '2026-11-20T04:00:00Z',
  at: '2026-11-20T02:05:00Z',
  ...more,
})
const refusal = (more: Partial<DoorTry>) => {
  const answer = tryDoor(door(more))
  return answer.open ? null : answer.refusal
}

describe('the two codes of a visit', () => {
  test('six digits, the same whenever asked, different for every visit and secret', () => {
    expect(codes.technicianCode).toMatch(/^[0-9]{6}$/)
    expect(codes.merchantCode).toMatch(/^[0-9]{6}$/)
    expect(doorCodes(secret, 'vis_demo', mac)).toEqual(codes)
    const many = new Set(
      Array.from({ length: 500 }, (_, i) => doorCodes(secret, `vis_${i}`, mac).merchantCode),
    )
    expect(many.size).toBeGreaterThan(490)
    expect(doorCodes(randomBytes(32), 'vis_demo', mac)).not.toEqual(codes)
  })

  test('RFC 4226 appendix D: its HMAC for count 1 truncates to 287082', () => {
    const rfc: Mac = () => Buffer.from('75a48a19d4cbe100644e8ac1397eea747a2d33ab', 'hex')
    expect(
      doorCodes(secret, 'vis_demo', (key, message) => {
        const turn = String.fromCharCode(...message)
        return turn.startsWith('door/technician/') ? rfc(key, message) : mac(key, message)
      }).technicianCode,
    ).toBe('287082')
  })

  test('a code heard at the door is never the answer, even when the MAC gives it', () => {
    let asked = 0
    const stubborn: Mac = (key, message) => {
      asked += 1
      return asked <= 3 ? new Uint8Array(32) : mac(key, message)
    }
    const both = doorCodes(secret, 'vis_demo', stubborn)
    expect(both.technicianCode).toBe('000000')
    expect(both.merchantCode).not.toBe('000000')
  })

  test('a short secret is a bug, not a code', () => {
    expect(() => doorCodes(new Uint8Array(15), 'vis_demo', mac)).toThrow(RangeError)
  })

  test('DOOR-4: the technician never sees the merchant’s code', () => {
    expect(codesFor('technician', codes)).toEqual({
      technicianCode: codes.technicianCode,
      merchantCode: null,
    })
    expect(codesFor('merchant', codes)).toEqual(codes)
  })
})

describe('at the door', () => {
  test('the right code opens', () => {
    expect(tryDoor(door())).toEqual({ open: true })
  })

  test('DOOR-1: a wrong code is counted and says how many are left; the technician’s own is wrong', () => {
    expect(tryDoor(door({ merchantCode: wrong }))).toMatchObject({
      open: false,
      attempts: 1,
      refusal: { rule: 'DOOR-1', params: { left: 4 }, field: 'merchantCode' },
    })
    expect(refusal({ merchantCode: codes.technicianCode })).toMatchObject({ rule: 'DOOR-1' })
  })

  test('DOOR-2: an hour before until two hours after, to the millisecond', () => {
    expect(refusal({ at: '2026-11-20T01:00:00Z' })).toBeNull()
    expect(refusal({ at: '2026-11-20T00:59:59.999Z' })).toMatchObject({ rule: 'DOOR-2' })
    expect(refusal({ at: '2026-11-20T06:00:00Z' })).toBeNull()
    expect(refusal({ at: '2026-11-20T06:00:00.001Z' })).toMatchObject({ rule: 'DOOR-2' })
    expect(tryDoor(door({ at: '2026-11-21T02:00:00Z', merchantCode: wrong }))).toMatchObject({ attempts: 0 })
  })

  test('DOOR-3: after five wrong codes the right one no longer opens', () => {
    let attempts = 0
    for (let i = 0; i < DOOR_ATTEMPTS; i += 1) {
      const answer = tryDoor(door({ merchantCode: wrong, attempts }))
      if (!answer.open) attempts = answer.attempts
    }
    expect(attempts).toBe(5)
    expect(refusal({ attempts })).toMatchObject({ rule: 'DOOR-3' })
    expect(refusal({ attempts: 4 })).toBeNull()
  })

  test('comparison: equal, one digit off at each end, shorter, longer, other digits', () => {
    expect(sameCode('123456', '123456')).toBe(true)
    for (const said of ['023456', '123457', '12345', '1234567', '', '１２３４５６'])
      expect(sameCode(said, '123456')).toBe(false)
  })
})
