import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

/** A certificate with its key and the certificates above it, DER, its own first. */
export type SealingKey = {
  readonly chain: readonly Buffer[]
  readonly key: KeyObject
  readonly isTest: boolean
}

const der = (of: { toSchema(): { toBER(): ArrayBuffer } }): Buffer => Buffer.from(of.toSchema().toBER())

/**
 * Reads a PKCS#12 file (RFC 7292) with PBES2 and AES, as OpenSSL 3 and today's authorities write it; the old RC2 and 3DES
 * files are refused. Throws when the password is wrong or there is not exactly one key with its certificate.
 */
export const readP12 = async (bytes: Uint8Array, password: string): Promise<SealingKey> => {
  const secret = new Uint8Array(Buffer.from(password)).buffer
  const pfx = new pkijs.PFX({ schema: asn1.fromBER(new Uint8Array(bytes).buffer).result })
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (!safe) throw new Error('the file holds nothing')
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: secret })) })
  const contents = safe.parsedValue.safeContents as readonly { value: pkijs.SafeContents }[]
  const keys: KeyObject[] = []
  const certificates: Buffer[] = []
  for (const { bagValue } of contents.flatMap(({ value }) => value.safeBags)) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      await (
        bagValue as unknown as { parseInternalValues(of: { password: ArrayBuffer }): Promise<void> }
      ).parseInternalValues({ password: secret })
      if (bagValue.parsedValue)
        keys.push(createPrivateKey({ key: der(bagValue.parsedValue), format: 'der', type: 'pkcs8' }))
    }
    if (bagValue instanceof pkijs.CertBag && bagValue.parsedValue instanceof pkijs.Certificate)
      certificates.push(der(bagValue.parsedValue))
  }
  const [key] = keys
  const own = certificates.find((each) => key && new X509Certificate(each).checkPrivateKey(key))
  if (!key || keys.length !== 1 || !own) throw new Error('there is not one key with its certificate')
  const above = certificates.filter((each) => each !== own)
  return { chain: [own, ...above], key, isTest: false }
}
