import { refuseStatus } from '#device/challenge.ts'
import type { DeviceStatus } from '#device/device.ts'
import type { Variant } from '#device/secret-text.ts'
import { addHours, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** A device's own name and keys: a certificate under its acquirer, and a key it answers challenges with. */
export type Identity = {
  readonly identityId: string
  readonly deviceId: string
  readonly acquirerId: string
  readonly serialNo: string
  readonly variant: Variant
  /** SHA-256 of the public key the device asked with, hex. */
  readonly publicKey: string
  readonly enrolledAt: string
  readonly ended: { readonly at: string; readonly because: IdentityEnd } | null
}

/** Erased before a witness, or out of use: a key that should be gone proves nothing any more (trust duties 13 and 15). */
export type IdentityEnd = 'replaced' | 'withdrawn' | 'keys-erased' | 'retired'

/** Leave to enrol one serial, once, as the acquirer gave it. */
export type EnrolmentLeave = {
  readonly deviceId: string
  readonly variant: Variant
  readonly expiresAt: string
  readonly usedAt: string | null
}

export const LEAVE_HOURS = 24
export const leaveEnds = (at: string): string => addHours(at, LEAVE_HOURS)

export type IdentityMove =
  | {
      readonly type: 'enrol'
      readonly identityId: string
      readonly deviceId: string
      readonly acquirerId: string
      readonly serialNo: string
      readonly status: DeviceStatus
      readonly leave: EnrolmentLeave | null
      /** What the device sent: the serial it names, its key, and whether it signed with it. */
      readonly request: { readonly serialNo: string; readonly publicKey: string; readonly signed: boolean }
    }
  | { readonly type: 'end'; readonly because: IdentityEnd }

export type IdentityFact =
  | ({ readonly type: 'identity-enrolled' } & Omit<Identity, 'enrolledAt' | 'ended'>)
  | { readonly type: 'identity-ended'; readonly because: IdentityEnd }

const enrol = (
  move: Extract<IdentityMove, { type: 'enrol' }>,
  { at }: Stamp,
): readonly IdentityFact[] | Refusal => {
  const { leave, request, identityId, deviceId, acquirerId, serialNo } = move
  if (leave === null || leave.usedAt !== null || leave.deviceId !== deviceId || isAfter(at, leave.expiresAt))
    return refuse('IDENT-2', {}, 'code')
  const unfit = refuseStatus(move.status)
  if (unfit) return unfit
  if (!request.signed || request.serialNo !== serialNo) return refuse('IDENT-3', {}, 'request')
  const { variant } = leave
  return [
    {
      type: 'identity-enrolled',
      ...{ identityId, deviceId, acquirerId, serialNo, variant, publicKey: request.publicKey },
    },
  ]
}

export const decideIdentity = (
  identity: Identity | null,
  move: IdentityMove,
  stamp: Stamp,
): readonly IdentityFact[] | Refusal => {
  if (move.type === 'enrol') return enrol(move, stamp)
  if (identity === null || identity.ended !== null) return refuse('IDENT-4')
  return [{ type: 'identity-ended', because: move.because }]
}

export const evolveIdentity = (
  identity: Identity | null,
  fact: IdentityFact,
  { at }: Pick<Stamp, 'at'>,
): Identity => {
  if (fact.type === 'identity-enrolled') {
    const { type: _, ...enrolled } = fact
    return { ...enrolled, enrolledAt: at, ended: null }
  }
  if (identity === null) throw new Error(`${fact.type} before identity-enrolled`)
  return { ...identity, ended: { at, because: fact.because } }
}
