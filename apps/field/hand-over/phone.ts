import { enrolmentPayload } from '#device/hand-over.ts'
import { call } from '../../web/client.ts'
import { put, type SigningPhone, taken } from '../shelf.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const encode = (text: string) => new TextEncoder().encode(text)

const signWith = async (key: CryptoKey, payload: string): Promise<string> =>
  base64url(await crypto.subtle.sign(signing, key, encode(payload)))

/** This person's key on this phone, if one was made here. */
export const phoneOf = (personId: string): Promise<SigningPhone | undefined> => taken('phones', personId)

/** Makes a key that cannot leave this phone and enrols it. Needs the network, once. */
export const enrol = async (personId: string): Promise<SigningPhone | null> => {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const publicKey = base64url(await crypto.subtle.exportKey('spki', pair.publicKey))
  const proof = await signWith(pair.privateKey, enrolmentPayload(personId, publicKey))
  const { keyId } = await call('custody-keys.enrol', { publicKey, proof })
  const phone = { keyId, privateKey: pair.privateKey }
  return (await put('phones', personId, phone)) ? phone : null
}

export const sign = (phone: SigningPhone, payload: string): Promise<string> =>
  signWith(phone.privateKey, payload)

export const hasSigned = async (
  publicKey: string,
  { payload, signature }: { payload: string; signature: string },
): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), algorithm, false, ['verify'])
    return await crypto.subtle.verify(signing, key, bytesOf(signature), encode(payload))
  } catch {
    return false
  }
}

export const digestOf = async (line: string): Promise<string> =>
  base64url(await crypto.subtle.digest('SHA-256', encode(line)))

/** An id of the house's form, made without the house. */
export const newHandOverId = (): string => `hov_${crypto.randomUUID().replaceAll('-', '')}`
