import { reportDeadline } from '#device/binding.ts'
import { bindingOf, reservationOf, sameCustodian, type Device, type DeviceFact } from '#device/device.ts'
import type { DutyMove, Signer } from '#device/duty-move.ts'
import { areTogether, CLOCK_MINUTES, minutesBetween } from '#device/hand-over.ts'
import { freshSeal, readAlike, unlike } from '#device/reading.ts'
import { notOnList } from '#device/storeroom.ts'
import { wordKey } from '#device/word-key.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type PassOn = Extract<DutyMove, { type: 'pass-on' }>

/** A hand-over is delivered within this time of its signatures: a phone that was lost for longer tells no news. */
export const DELIVER_WITHIN_DAYS = 7

const badTimes = ({ offer, acceptance }: PassOn, stamp: Stamp): Refusal | null => {
  if (!areTogether(offer.at, acceptance.at)) return refuse('CUST-29')
  const age = minutesBetween(acceptance.at, stamp.at)
  return age < -CLOCK_MINUTES || age > DELIVER_WITHIN_DAYS * 24 * 60 ? refuse('CUST-29') : null
}

/** Whether the two lines belong together and both people signed them: the same for every turn and every place. */
export const checkSignatures = (move: PassOn, stamp: Stamp): { giver: Signer; taker: Signer } | Refusal => {
  const { offer, acceptance, giver, taker } = move
  if (giver === null || taker === null) return refuse('CUST-27')
  if (giver.keyOrderedOff || taker.keyOrderedOff) return refuse('CUST-51')
  if (!giver.keyHolds || !taker.keyHolds) return refuse('CUST-27')
  if (giver.personId !== offer.giverId || taker.personId !== offer.takerId) return refuse('CUST-27')
  if (!giver.signatureHolds || !taker.signatureHolds) return refuse('CUST-26')
  if (acceptance.handOverId !== offer.handOverId || acceptance.offerDigest !== move.offerDigest)
    return refuse('CUST-26')
  if (giver.personId === taker.personId) return refuse('CUST-28')
  if (stamp.personId !== giver.personId && stamp.personId !== taker.personId) return refuse('CUST-28')
  return badTimes(move, stamp) ?? { giver, taker }
}

/** Is this hand-over's turn now, still to come, or over? */
export const turnOf = (device: Device, hand: number): 'now' | 'later' | 'past' =>
  hand === device.hands ? 'now' : hand > device.hands ? 'later' : 'past'

/** Ways a device may go from hand to hand by two signatures. Posting and the desk's own moves are not among them. */
const ways: Readonly<Record<string, readonly Device['status'][]>> = {
  'acquirer technician': ['reserved', 'in-transit'],
  'technician technician': ['in-transit'],
  'technician acquirer': ['in-transit', 'on-site', 'returned', 'suspect'],
  'merchant technician': ['posted', 'returned', 'suspect', 'bound', 'live', 'suspended'],
  'merchant acquirer': ['posted', 'returned', 'suspect', 'bound', 'live', 'suspended'],
}

const wrongWay = (device: Device, giver: Signer, taker: Signer): Refusal | null => {
  const way = `${giver.custodian.kind} ${taker.custodian.kind}`
  if (!ways[way]?.includes(device.status)) return refuse('CUST-33', { status: wordKey(device.status) })
  if (taker.custodian.kind === 'acquirer' && taker.custodian.holderId !== device.acquirerId)
    return refuse('CUST-6')
  if (taker.custodian.kind === 'technician' && taker.providerId !== reservationOf(device)?.providerId)
    return refuse('CUST-7')
  if (device.status === 'in-transit' && device.offeredTo !== null && device.offeredTo !== taker.personId)
    return refuse('CUST-8')
  return bindingOf(device) !== null && device.status !== 'suspect' && device.recall === null
    ? refuse('CUST-32')
    : null
}

/** Past turns: the same hand-over told twice changes nothing; another one contradicts what both had signed. */
const late = (
  device: Device,
  move: PassOn,
  giver: Signer,
  taker: Signer,
): readonly DeviceFact[] | Refusal => {
  // Whoever did not hold it then has nothing to say about it: no stranger's paper quarantines a shop's terminal.
  if (move.heldThen === null || !sameCustodian(move.heldThen, giver.custodian))
    return refuse('CUST-9', { custodian: device.custodian.kind })
  if (move.wentTo !== null && sameCustodian(move.wentTo, taker.custodian)) return refuse('CUST-30')
  if (device.status === 'suspect') return refuse('CUST-31')
  return [
    {
      type: 'hand-over-contradicted',
      handOverId: move.offer.handOverId,
      holder: giver.custodian,
    },
  ]
}

/** CUST-26…33: a hand-over both signed, at its turn. What comes before its turn waits outside (`turnOf`). */
export const passOn = (device: Device, move: PassOn, stamp: Stamp): readonly DeviceFact[] | Refusal => {
  const signed = checkSignatures(move, stamp)
  if ('refused' in signed) return signed
  const { giver, taker } = signed
  const { offer, acceptance } = move
  const turn = turnOf(device, offer.hand)
  if (turn === 'later') return refuse('CUST-30')
  if (turn === 'past') return late(device, move, giver, taker)
  if (!sameCustodian(giver.custodian, device.custodian))
    return refuse('CUST-9', { custodian: device.custodian.kind })
  const wrong = wrongWay(device, giver, taker)
  if (wrong) return wrong
  if (!readAlike(offer.serialNo, device.serialNo)) return refuse('CUST-26')
  const shut = notOnList(move)
  if (shut) return shut
  const reportBy = bindingOf(device) === null ? null : reportDeadline(stamp.at)
  // The acquirer closes a new bag; anybody else passes on the bag as it is, or one of their own around an open device.
  const ours = giver.custodian.kind === 'acquirer' || device.sealNo === null
  const bag = ours && offer.sealNo !== '' ? freshSeal(device, offer.sealNo, 'sealNo', move) : device.sealNo
  if (bag !== null && typeof bag !== 'string') return bag
  if (taker.custodian.kind === 'technician' && giver.custodian.kind === 'acquirer' && bag === null)
    return refuse('CUST-21')
  const passed: DeviceFact = {
    type: 'handed-over',
    handOverId: offer.handOverId,
    hand: offer.hand,
    giver: giver.custodian,
    taker: taker.custodian,
    givenBy: giver.personId,
    takenBy: taker.personId,
    signedAt: acceptance.at,
    sealNo: bag,
    reportBy,
  }
  // In quarantine the seal is known to be wrong; another serial is another device, and nobody's custody ends by it.
  if (device.status === 'suspect') {
    const another = unlike(device, { readSerial: acceptance.readSerial }, device.custodian)
    return [another ?? passed]
  }
  // The giver keeps what nobody accepted: a number that does not match is quarantine in the giver's hands.
  const mismatch = unlike({ ...device, sealNo: bag }, acceptance, device.custodian)
  if (mismatch) return [mismatch]
  if (bag !== null && !acceptance.sealIntact)
    return [{ type: 'tampering-found', sealIntact: false, caseUndamaged: true, holder: device.custodian }]
  return [passed]
}
