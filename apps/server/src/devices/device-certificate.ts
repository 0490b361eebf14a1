import { createHash, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const oid = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
  serialNumber: '2.5.4.5',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
}
const years = { authority: 10, device: 3 }
const curve = { name: 'ECDSA', namedCurve: 'P-256' }

type Named = readonly (readonly [type: string, value: string])[]

const encoded = (one: pkijs.AttributeTypeAndValue): Buffer => Buffer.from(one.toSchema().toBER())

/** pkijs writes them as one set, and DER has a set in the order of its encodings: strict readers refuse another. */
const typesAndValues = (named: Named) =>
  named
    .map(
      ([type, value]) =>
        new pkijs.AttributeTypeAndValue({
          type,
          // serialNumber is a PrintableString (RFC 5280, appendix A).
          value:
            type === oid.serialNumber ? new asn1.PrintableString({ value }) : new asn1.Utf8String({ value }),
        }),
    )
    .sort((one, other) => Buffer.compare(encoded(one), encoded(other)))

const extension = (extnID: string, value: ArrayBuffer) =>
  new pkijs.Extension({ extnID, critical: true, extnValue: value })

const draft = (subject: Named, at: string, lasts: number, usage: number, ca: boolean) => {
  const from = new Date(Date.parse(at) - 60_000)
  const until = new Date(from)
  until.setUTCFullYear(until.getUTCFullYear() + lasts)
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1.Integer({
      valueHex: new Uint8Array(Buffer.concat([Buffer.from([1]), randomBytes(15)])).buffer,
    }),
    notBefore: new pkijs.Time({ type: 0, value: from }),
    notAfter: new pkijs.Time({ type: 0, value: until }),
    extensions: [
      extension(oid.basicConstraints, new pkijs.BasicConstraints({ cA: ca }).toSchema().toBER()),
      extension(
        oid.keyUsage,
        new asn1.BitString({ valueHex: new Uint8Array([usage]).buffer, unusedBits: ca ? 1 : 3 }).toBER(),
      ),
    ],
  })
  certificate.subject.typesAndValues = typesAndValues(subject)
  return certificate
}

const der = (certificate: pkijs.Certificate): Buffer => Buffer.from(certificate.toSchema(true).toBER())
const read = (bytes: Uint8Array): pkijs.Certificate => pkijs.Certificate.fromBER(new Uint8Array(bytes))

export const pemOf = (bytes: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${(
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END CERTIFICATE-----\n`

/** The key an acquirer names its devices with, self-signed: whoever holds this certificate can check every device's. */
export const makeAuthority = async (acquirer: string, at: string) => {
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const subject: Named = [
    [oid.commonName, '终端身份签发 Terminal identities'],
    [oid.organisation, [...acquirer].slice(0, 60).join('')],
  ]
  // keyCertSign and cRLSign.
  const certificate = draft(subject, at, years.authority, 0x06, true)
  certificate.issuer.typesAndValues = typesAndValues(subject)
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey)
  await certificate.sign(pair.privateKey, 'SHA-256')
  return {
    certificate: der(certificate),
    privateKey: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)),
  }
}

export type EnrolmentRequest = {
  readonly serialNo: string
  /** Uncompressed P-256 point. */
  readonly point: Buffer
  /** SHA-256 of the point, hex. */
  readonly publicKey: string
  /** Signed with the key it brings: whoever sent it holds the private half. */
  readonly signed: boolean
  readonly keyInfo: pkijs.PublicKeyInfo
}

/** A PKCS#10 request as a device sends it; null when the bytes are none of ours. */
export const readRequest = async (bytes: Uint8Array): Promise<EnrolmentRequest | null> => {
  try {
    const request = pkijs.CertificationRequest.fromBER(new Uint8Array(bytes))
    const point = Buffer.from(
      await webcrypto.subtle.exportKey('raw', (await request.getPublicKey()) as webcrypto.CryptoKey),
    )
    if (point.length !== 65) return null
    const name = request.subject.typesAndValues.find(({ type }) => type === oid.commonName)
    return {
      serialNo: String(name?.value.valueBlock.value ?? ''),
      point,
      publicKey: createHash('sha256').update(point).digest('hex'),
      signed: await request.verify(),
      keyInfo: request.subjectPublicKeyInfo,
    }
  } catch {
    // Whatever the parser calls it: these bytes are no request.
    return null
  }
}

/** A certificate for one device under its acquirer; DER. */
export const certify = async (
  authority: { readonly certificate: Uint8Array; readonly privateKey: Uint8Array },
  device: { readonly serialNo: string; readonly identityId: string; readonly keyInfo: pkijs.PublicKeyInfo },
  at: string,
): Promise<Buffer> => {
  const certificate = draft(
    [
      [oid.commonName, device.serialNo],
      [oid.serialNumber, device.serialNo],
      [oid.unit, device.identityId],
    ],
    at,
    years.device,
    // digitalSignature and keyAgreement: it signs its request and opens what is sealed to it.
    0x88,
    false,
  )
  certificate.issuer.typesAndValues = read(authority.certificate).subject.typesAndValues
  certificate.subjectPublicKeyInfo = device.keyInfo
  const key = await webcrypto.subtle.importKey('pkcs8', new Uint8Array(authority.privateKey), curve, false, [
    'sign',
  ])
  await certificate.sign(key, 'SHA-256')
  return der(certificate)
}

/** The key a device's certificate (DER) names: uncompressed P-256 point. */
export const pointOf = (certificate: Uint8Array): Buffer => {
  const { x = '', y = '' } = new X509Certificate(certificate).publicKey.export({ format: 'jwk' })
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
}

/** What a device sends to enrol: its serial and its key, signed with the key. */
export const makeRequest = async (serialNo: string, pair: webcrypto.CryptoKeyPair): Promise<Buffer> => {
  const request = new pkijs.CertificationRequest({ version: 0 })
  request.subject.typesAndValues = typesAndValues([[oid.commonName, serialNo]])
  await request.subjectPublicKeyInfo.importKey(pair.publicKey)
  request.attributes = []
  await request.sign(pair.privateKey, 'SHA-256')
  return Buffer.from(request.toSchema(true).toBER())
}
