import { createHash } from 'node:crypto'
import {
  acceptancePayload,
  enrolmentPayload,
  offerPayload,
  readOffer,
  signedLine,
} from '#device/hand-over.ts'
import { newId } from '../src/house/new-id.ts'
import type { Seat, TestRoom } from './room.ts'

/** A phone that signs hand-overs: a real P-256 key, enrolled through the house. */
export const phoneOf = async (room: TestRoom, who: Seat) => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const publicKey = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64url')
  const sign = async (payload: string): Promise<string> =>
    Buffer.from(
      await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Buffer.from(payload)),
    ).toString('base64url')
  const proofFor = (personId: string) => sign(enrolmentPayload(personId, publicKey))
  const { keyId } = await room.granted(who, 'custody-keys.enrol', {
    publicKey,
    proof: await proofFor(who.personId),
  })
  return { personId: who.personId, keyId, sign, proofFor }
}
export type Phone = Awaited<ReturnType<typeof phoneOf>>

type Box = { readonly deviceId: string; readonly serialNo: string; readonly sealNo: string }

/** The line the giver's phone shows. */
export const offer = async (
  phone: Phone,
  { deviceId, serialNo, sealNo, ...to }: Box & { hand: number; takerId: string; at: string },
): Promise<string> => {
  const giver = { giverId: phone.personId, giverKeyId: phone.keyId }
  const payload = offerPayload({
    handOverId: newId('hov'),
    ...{ deviceId, serialNo, sealNo },
    ...giver,
    ...to,
  })
  return signedLine(payload, await phone.sign(payload))
}

/** The line the taker's phone answers with, having read the box. */
export const accept = async (
  phone: Phone,
  offered: string,
  read: { readonly at: string; readonly readSerial?: string; readonly readSeal?: string },
): Promise<string> => {
  const asked = readOffer(offered)
  if (asked === null) throw new Error('no offer')
  const payload = acceptancePayload({
    handOverId: asked.value.handOverId,
    offerDigest: createHash('sha256').update(offered).digest('base64url'),
    takerKeyId: phone.keyId,
    readSerial: asked.value.serialNo,
    readSeal: asked.value.sealNo,
    sealIntact: true,
    ...read,
  })
  return signedLine(payload, await phone.sign(payload))
}
