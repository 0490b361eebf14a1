import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { Handler, HandlerField } from '#vault/capture.ts'
import {
  captureAad,
  capturedLength,
  captureInfo,
  type CapturePlace,
  encapsulatedLength,
  handlerFields,
  unpadded,
} from '#vault/capture.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner, houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

const kem = new DhkemP256HkdfSha256()
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() })

const DAY = 86_400_000
/** A key's own life; nobody has to remember to change it before a half-year is over. */
const lifeDays = 180
/** How long a phone without network may still hold the key before (trust.md §8: three days at most). */
const graceDays = 3

const daysAfter = (at: string, days: number) => new Date(Date.parse(at) + days * DAY).toISOString()

const privatePlace = (keyId: string) => ({
  datum: 'capture_keys.private' as const,
  row: keyId,
  ...houseOwner,
})

/** The outer seal, by which a capture ends with its merchant's data. */
export const capturePlace = async (errand: Errand, caseId: string, captureId: string) => ({
  datum: 'captures.fields' as const,
  row: captureId,
  ...(await caseOwner(errand, caseId)),
})

const sealPrivate = (errand: Errand, keyId: string, bytes: Uint8Array): Promise<Buffer> =>
  errand.house.keys.seal(privatePlace(keyId), bytes)

const openPrivate = (errand: Errand, keyId: string, sealed: Uint8Array): Promise<Buffer> =>
  errand.house.keys.open(privatePlace(keyId), sealed)

/** A new key pair of an acquirer; the ones before end, at once or when every phone has been on line again. */
export const rotateKey = async (errand: Errand, acquirerId: string, immediately: boolean) => {
  const { at } = errand.stamp
  const ends = immediately ? at : daysAfter(at, graceDays)
  // Reviewers may not read the table of keys: the house changes them on their word.
  await errand.asHouse(
    db
      .updateTable('capture_keys')
      .set({ valid_until: ends })
      .where('acquirer_id', '=', acquirerId)
      .where('valid_until', '>', ends),
  )
  const pair = await kem.generateKeyPair()
  const keyId = newId('cak')
  const validUntil = daysAfter(at, lifeDays)
  await errand.asHouse(
    db.insertInto('capture_keys').values({
      key_id: keyId,
      acquirer_id: acquirerId,
      public_key: Buffer.from(await kem.serializePublicKey(pair.publicKey)),
      private_sealed: await sealPrivate(
        errand,
        keyId,
        new Uint8Array(await kem.serializePrivateKey(pair.privateKey)),
      ),
      valid_from: at,
      valid_until: validUntil,
    }),
  )
  return { keyId, validUntil }
}

/** The newest key of an acquirer that may seal now. */
export const keyInForce = async (errand: Errand, acquirerId: string) => {
  // Public keys are for technicians, who may not read the table they stand in.
  const [row] = await errand.asHouse(
    db
      .selectFrom('capture_keys')
      .select(['key_id', 'public_key', 'valid_until'])
      .where('acquirer_id', '=', acquirerId)
      .where('valid_from', '<=', errand.stamp.at)
      .where('valid_until', '>', errand.stamp.at)
      // A new key ends the ones before it, so the newest is the one that lasts longest, even of one instant.
      .orderBy('valid_until', 'desc')
      .limit(1),
  )
  return row
}

/** May something sealed under this key be taken in now? Null, or the rule that says no. */
export const refuseKey = async (
  errand: Errand,
  acquirerId: string,
  keyId: string,
): Promise<Refusal | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('capture_keys')
      .select('key_id')
      .where('key_id', '=', keyId)
      .where('acquirer_id', '=', acquirerId)
      .where('valid_from', '<=', errand.stamp.at)
      .where('valid_until', '>', errand.stamp.at),
  )
  return row ? null : refuse('CAP-2', {}, 'keyId')
}

const openField = async (
  recipientKey: CryptoKey,
  place: CapturePlace,
  bytes: Uint8Array,
): Promise<string | null> => {
  if (bytes.length !== capturedLength) return null
  try {
    const context = await suite.createRecipientContext({
      recipientKey,
      enc: bytes.subarray(0, encapsulatedLength),
      info: Buffer.from(captureInfo),
    })
    const plain = await context.open(bytes.subarray(encapsulatedLength), Buffer.from(captureAad(place)))
    return Buffer.from(unpadded(new Uint8Array(plain))).toString()
  } catch {
    // Whatever the library calls it: the seal does not hold, and no part of it is shown.
    return null
  }
}

/**
 * The one way captured data become clear: the house opens the acquirer's key, the key opens each field in its own place.
 * The caller has recorded who sees them and why. CAP-5 when a single field does not open.
 */
export const openCaptured = async (
  errand: Errand,
  { caseId, captureId }: { readonly caseId: string; readonly captureId: string },
): Promise<Handler | Refusal> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('captures')
      .innerJoin('capture_keys', 'capture_keys.key_id', 'captures.key_id')
      .select(['captures.fields_sealed', 'captures.visit_id', 'captures.key_id', 'private_sealed'])
      .where('capture_id', '=', captureId)
      .where('captures.case_id', '=', caseId),
  )
  if (!row) return refuse('CAP-6')
  const key = await kem.deserializePrivateKey(await openPrivate(errand, row.key_id, row.private_sealed))
  const place = await capturePlace(errand, caseId, captureId)
  const sealed = JSON.parse((await errand.house.keys.open(place, row.fields_sealed)).toString()) as Readonly<
    Record<HandlerField, string>
  >
  const opened = await Promise.all(
    handlerFields.map(async (field) => {
      const place = { caseId, visitId: row.visit_id, field, keyId: row.key_id }
      const clear = await openField(key, place, Buffer.from(sealed[field], 'base64'))
      return clear === null ? refuse('CAP-5', {}, field) : ([field, clear] as const)
    }),
  )
  const broken = opened.find(isRefusal)
  return broken ?? (Object.fromEntries(opened as (readonly [HandlerField, string])[]) as Handler)
}
