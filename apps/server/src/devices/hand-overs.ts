import { createHash } from 'node:crypto'
import type { OutputOf } from '#api/calls.ts'
import { decide } from '#device/custody.ts'
import { reservationOf, type Device, type DeviceFact } from '#device/device.ts'
import type { DutyMove } from '#device/duty-move.ts'
import { handsOf } from '#device/evolve.ts'
import { readAcceptance, readOffer, type Acceptance, type Offer, type Signed } from '#device/hand-over.ts'
import { checkSignatures, turnOf } from '#device/pass-on.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { mayTakeOut } from '#provision/visit.ts'
import type { Errand, Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { bagOf } from './bags.ts'
import type { CasesPort } from './cases-port.ts'
import { signerOf } from './custody-keys.ts'
import { loadDevice, save } from './device.ts'
import { lockCaseOf } from './journey.ts'
import { mayEnter } from './keepers.ts'

type PassOn = Extract<DutyMove, { type: 'pass-on' }>
type Pair = { readonly offer: Signed<Offer>; readonly acceptance: Signed<Acceptance> }
type Lines = { readonly offer: string; readonly acceptance: string }
type Delivered = OutputOf<'hand-overs.deliver'>

const readPair = (lines: Lines): Pair | null => {
  const [offer, acceptance] = [readOffer(lines.offer), readAcceptance(lines.acceptance)]
  return offer && acceptance && { offer, acceptance }
}

/**
 * Both signed: a device may leave a giver's sight, and a taker's was never there, before either phone finds the network.
 * So the house looks with its own eyes, once the two signatures have been found good.
 */
const withHouseEyes = (errand: Errand): Errand => ({ ...errand, run: errand.asHouse })

const factsOf = async (errand: Errand, deviceId: string): Promise<DeviceFact[]> => {
  const rows = await errand.asHouse(
    db
      .selectFrom('facts')
      .select(['type', 'body'])
      .where('stream', '=', `device/${deviceId}`)
      .orderBy('version'),
  )
  return rows.map((row) => ({ ...(row.body as object), type: row.type }) as DeviceFact)
}

const moveOf = async (errand: Errand, lines: Lines, pair: Pair, device: Device): Promise<PassOn> => {
  const [offer, acceptance] = [pair.offer.value, pair.acceptance.value]
  const past = turnOf(device, offer.hand) === 'past'
  const hands = past ? handsOf(await factsOf(errand, device.deviceId)) : []
  return {
    type: 'pass-on',
    offer,
    acceptance,
    offerDigest: createHash('sha256').update(lines.offer).digest('base64url'),
    giver: await signerOf(errand, offer.giverKeyId, { ...pair.offer, at: offer.at }),
    taker: await signerOf(errand, acceptance.takerKeyId, { ...pair.acceptance, at: acceptance.at }),
    heldThen: hands[offer.hand] ?? null,
    wentTo: hands[offer.hand + 1] ?? null,
    bagOf: await bagOf(errand, device, offer.sealNo),
    // Out of a room by who was on its list when they signed.
    mayEnter: await mayEnter(errand, device.storeId, offer.giverId, offer.at),
  }
}

/** Nobody keeps papers about a device here that is none of theirs: each signer belongs to its acquirer, provider or shop. */
const belong = (device: Device, { giver, taker }: PassOn): boolean => {
  const reservation = reservationOf(device)
  return [giver, taker].every((signer) => {
    if (signer === null) return false
    const { kind, holderId } = signer.custodian
    if (kind === 'acquirer') return holderId === device.acquirerId
    if (kind === 'merchant') return holderId === reservation?.merchantId
    return reservation === null || signer.providerId === reservation.providerId
  })
}

type Teller = { readonly personId: string; readonly at: string }

/** VISIT-10: out of a shop in a technician's hands, at the moment both signed it. */
const takenOut = (state: Case | null, facts: readonly DeviceFact[]): Refusal | null => {
  for (const fact of facts)
    if (fact.type === 'handed-over' && fact.giver.kind === 'merchant' && fact.taker.kind === 'technician')
      return state === null ? refuse('VISIT-10') : mayTakeOut(state, fact.takenBy, fact.signedAt)
  return null
}

/** Takes one hand-over at its turn, with its case; the facts say what became of it. */
const settle = async (
  cases: CasesPort,
  errand: Errand,
  move: PassOn,
  teller: Teller,
): Promise<{ readonly device: Device; readonly taken: boolean } | Refusal> => {
  const house = withHouseEyes(errand)
  const { deviceId } = move.offer
  const state = await lockCaseOf(cases, house, deviceId)
  const stored = await loadDevice(house, deviceId, true)
  const facts = decide(stored.device, move, { ...errand.stamp, ...teller })
  if (isRefusal(facts)) return facts
  const shut = takenOut(state, facts)
  if (shut) return shut
  const device = await save(house, stored, facts)
  if (isRefusal(device)) return device
  const taken = facts.some((fact) => fact.type === 'handed-over')
  const gone = taken && (device.status === 'returned' || device.custodian.kind === 'acquirer')
  if (gone && state?.install?.deviceId === deviceId) {
    const told = await cases.moveCase(house, state.caseId, { type: 'return-device', deviceId })
    if (isRefusal(told)) return told
  }
  return { device, taken }
}

const keep = (errand: Errand, lines: Lines, move: PassOn, device: Device, standing: string) => {
  const { offer, acceptance } = move
  const { personId } = errand.actor
  return errand.asHouse(
    db.insertInto('hand_overs').values({
      hand_over_id: offer.handOverId,
      device_id: offer.deviceId,
      acquirer_id: device.acquirerId,
      hand: offer.hand,
      giver_id: offer.giverId,
      taker_id: offer.takerId,
      ...lines,
      standing,
      signed_at: acceptance.at,
      first_told_by: personId,
      first_told_at: errand.stamp.at,
      told_by_giver_at: personId === offer.giverId ? errand.stamp.at : null,
      told_by_taker_at: personId === offer.takerId ? errand.stamp.at : null,
    }),
  )
}

/** What waited for this turn is taken now, one after the other; a refusal then is kept beside it. */
const takeWaiting = async (cases: CasesPort, errand: Errand, from: Device): Promise<Device> => {
  let device = from
  for (;;) {
    const [row] = await errand.asHouse(
      db
        .selectFrom('hand_overs')
        .selectAll()
        .where('device_id', '=', device.deviceId)
        .where('standing', '=', 'waiting')
        .where('hand', '<=', device.hands)
        .orderBy('hand')
        .orderBy('hand_over_id')
        .limit(1),
    )
    if (!row) return device
    const pair = readPair(row)
    if (pair === null) throw new Error(`hand-over ${row.hand_over_id} is not what was delivered`)
    const move = await moveOf(errand, row, pair, device)
    const settled = await settle(cases, errand, move, { personId: row.first_told_by, at: row.first_told_at })
    const refused = isRefusal(settled)
    const taken = refused ? null : settled.taken
    await errand.asHouse(
      db
        .updateTable('hand_overs')
        .set({
          standing: taken === null ? 'refused' : taken ? 'taken' : 'quarantined',
          refused_by: refused ? settled.rule : null,
        })
        .where('hand_over_id', '=', row.hand_over_id),
    )
    if (!refused) device = settled.device
  }
}

/** The same lines again, from either phone: noted, and nothing else happens. */
const again = async (
  errand: Errand,
  lines: Lines,
  offer: Offer,
): Promise<{ readonly known: boolean } | Refusal | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('hand_overs')
      .select(['offer', 'acceptance', 'giver_id', 'taker_id'])
      .where('hand_over_id', '=', offer.handOverId),
  )
  if (!row) return null
  if (row.offer !== lines.offer || row.acceptance !== lines.acceptance) return refuse('CUST-26')
  const { personId } = errand.actor
  if (personId !== row.giver_id && personId !== row.taker_id) return refuse('CUST-28')
  const told = personId === row.giver_id ? 'told_by_giver_at' : 'told_by_taker_at'
  await errand.asHouse(
    db
      .updateTable('hand_overs')
      .set({ [told]: errand.stamp.at })
      .where('hand_over_id', '=', offer.handOverId)
      .where(told, 'is', null),
  )
  return { known: true }
}

export const handOvers = (cases: CasesPort): Room<'hand-overs.deliver' | 'hand-overs.list'> => ({
  async 'hand-overs.deliver'(errand, lines): Promise<Delivered | Refusal> {
    const pair = readPair(lines)
    if (pair === null) return refuse('CUST-26')
    const { handOverId, deviceId } = pair.offer.value
    const house = withHouseEyes(errand)
    // Two phones of one hand-over take turns here, as all do who move this device.
    await lockCaseOf(cases, house, deviceId)
    const { device } = await loadDevice(house, deviceId, true)
    const known = await again(errand, lines, pair.offer.value)
    if (known !== null)
      return isRefusal(known) ? known : { handOverId, outcome: 'known', status: device.status }
    const move = await moveOf(errand, lines, pair, device)
    const signed = checkSignatures(move, errand.stamp)
    if (isRefusal(signed)) return signed
    if (!belong(device, move)) return refuse('CUST-7')
    if (turnOf(device, move.offer.hand) === 'later') {
      await keep(errand, lines, move, device, 'waiting')
      return { handOverId, outcome: 'waiting', status: device.status }
    }
    const settled = await settle(cases, errand, move, {
      personId: errand.actor.personId,
      at: errand.stamp.at,
    })
    if (isRefusal(settled)) return settled
    await keep(errand, lines, move, device, settled.taken ? 'taken' : 'quarantined')
    const after = await takeWaiting(cases, errand, settled.device)
    return { handOverId, outcome: settled.taken ? 'taken' : 'quarantined', status: after.status }
  },

  async 'hand-overs.list'(errand, { deviceId }) {
    const rows = await errand.run(
      db.selectFrom('hand_overs').selectAll().where('device_id', '=', deviceId).orderBy('hand').limit(500),
    )
    if (rows.length === 0) await loadDevice(errand, deviceId)
    const names = await namesOf(
      errand,
      rows.flatMap((row) => [row.giver_id, row.taker_id]),
    )
    return {
      items: rows.map((row) => ({
        handOverId: row.hand_over_id,
        hand: row.hand,
        standing: row.standing as 'taken' | 'waiting' | 'quarantined' | 'refused',
        giver: names.get(row.giver_id) ?? '',
        taker: names.get(row.taker_id) ?? '',
        signedAt: row.signed_at,
        toldByGiverAt: row.told_by_giver_at,
        toldByTakerAt: row.told_by_taker_at,
        offer: row.offer,
        acceptance: row.acceptance,
      })),
    }
  },
})
