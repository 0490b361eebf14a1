import { acquirer, merchant, technician, stranger, at } from '#device/given.ts'
import type { Custodian } from '#device/device.ts'
import type { DutyMove, Signer } from '#device/duty-move.ts'
import type { Stamp } from '#ground/stamp.ts'

/* Examples of the standing duties: who else works there, and hand-overs as two phones sign them. */

const custodianOf = (who: Stamp): Custodian =>
  who.principal === 'technician'
    ? { kind: 'technician', holderId: who.personId }
    : { kind: who.principal === 'merchant' ? 'merchant' : 'acquirer', holderId: who.organisationId }

export const signer = (who: Stamp, more: Partial<Signer> = {}): Signer => ({
  personId: who.personId,
  custodian: custodianOf(who),
  providerId: who.principal === 'technician' ? who.organisationId : null,
  signatureHolds: true,
  keyHolds: true,
  ...more,
})

type PassOn = Extract<DutyMove, { type: 'pass-on' }>
type Told = {
  readonly sealNo?: string
  readonly readSerial?: string
  readonly readSeal?: string
  readonly sealIntact?: boolean
  readonly handOverId?: string
  readonly offeredAt?: string
  readonly acceptedAt?: string
}

/** A hand-over from one to the other at a turn, with nothing wrong unless it is said. */
export const passOn = (from: Stamp, to: Stamp, hand: number, told: Told = {}): PassOn => {
  const handOverId = told.handOverId ?? `hov_${from.personId}_${to.personId}_${hand}`
  const sealNo = told.sealNo ?? 'SEAL-2'
  return {
    type: 'pass-on',
    offer: {
      handOverId,
      deviceId: 'dev_1',
      serialNo: '00000902D100001',
      sealNo,
      hand,
      giverId: from.personId,
      giverKeyId: `cky_${from.personId}`,
      takerId: to.personId,
      at: told.offeredAt ?? at,
    },
    acceptance: {
      handOverId,
      offerDigest: 'digest',
      takerKeyId: `cky_${to.personId}`,
      readSerial: told.readSerial ?? '00000902d100001',
      readSeal: told.readSeal ?? sealNo,
      sealIntact: told.sealIntact ?? true,
      at: told.acceptedAt ?? at,
    },
    offerDigest: 'digest',
    giver: signer(from),
    taker: signer(to),
    heldThen: custodianOf(from),
    wentTo: null,
    bagOf: null,
    mayEnter: true,
  }
}

export const giveOut = passOn(acquirer, technician, 0)
export const colleague = stranger
export const collect = (hand: number, told: Told = {}) =>
  passOn(merchant, technician, hand, { sealNo: '', readSeal: '', ...told })
export const bringHome = (hand: number, told: Told = {}) =>
  passOn(technician, acquirer, hand, { sealNo: '', readSeal: '', ...told })
export const proof = 'a'.repeat(64)
export const beginErasure: DutyMove = { type: 'begin-erasure', method: 'device-menu', proof }
