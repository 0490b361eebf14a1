import { randomBytes, webcrypto } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

export type MadeCertificate = { readonly certificate: Buffer; readonly privateKey: Buffer }

const years = 3
const oid = { commonName: '2.5.4.3', organisation: '2.5.4.10', unit: '2.5.4.11', keyUsage: '2.5.29.15' }

/**
 * A certificate that nobody vouches for, for the demo and for tests: its subject says so in both languages. EC P-256, DER;
 * the private key as PKCS#8.
 */
export const makeTestCertificate = async (organisation: string, at: string): Promise<MadeCertificate> => {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const from = new Date(Date.parse(at) - 60_000)
  const until = new Date(from)
  until.setUTCFullYear(until.getUTCFullYear() + years)
  const subject = [
    [oid.commonName, '测试证书 TEST CERTIFICATE'],
    [oid.organisation, [...organisation].slice(0, 20).join('')],
    [oid.unit, '无法律效力 no legal effect'],
  ].map(
    ([type, value]) =>
      new pkijs.AttributeTypeAndValue({
        type: type as string,
        value: new asn1.Utf8String({ value: value as string }),
      }),
  )
  const certificate = new pkijs.Certificate({
    version: 2,
    // A positive integer of 15 random bytes (RFC 5280, 4.1.2.2).
    serialNumber: new asn1.Integer({
      valueHex: new Uint8Array(Buffer.concat([Buffer.from([1]), randomBytes(15)])).buffer,
    }),
    notBefore: new pkijs.Time({ type: 0, value: from }),
    notAfter: new pkijs.Time({ type: 0, value: until }),
    extensions: [
      new pkijs.Extension({
        extnID: oid.keyUsage,
        critical: true,
        // digitalSignature and nonRepudiation.
        extnValue: new asn1.BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 }).toBER(),
      }),
    ],
  })
  certificate.issuer.typesAndValues = subject
  certificate.subject.typesAndValues = subject
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey as CryptoKey)
  await certificate.sign(keys.privateKey as CryptoKey, 'SHA-256')
  return {
    certificate: Buffer.from(certificate.toSchema(true).toBER()),
    privateKey: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
  }
}
