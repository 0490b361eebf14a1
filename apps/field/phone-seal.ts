/** What lies on the phone under one of its keys: AES-GCM, a nonce of its own each time. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const algorithm = 'AES-GCM'

/** A key this browser uses and gives to nobody, not even to this page. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt'])

/** `place` is bound in: what was sealed for one drawer and key opens in no other. */
const under = (iv: Uint8Array<ArrayBuffer>, place: string) => ({
  name: algorithm,
  iv,
  additionalData: new TextEncoder().encode(place),
})

export const sealWith = async (key: CryptoKey, place: string, value: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const clear = new TextEncoder().encode(JSON.stringify(value))
  return { iv, sealed: await crypto.subtle.encrypt(under(iv, place), key, clear) }
}

export const openWith = async (key: CryptoKey, place: string, { iv, sealed }: Sealed): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(under(iv, place), key, sealed))) as unknown
