import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

/** Object identifiers of RFC 5652, RFC 5035 (signing certificate) and RFC 3161 (time stamp). */
const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
}

/** A detached CAdES signature over a SHA-256 digest (ETSI EN 319 122-1, B level), taken apart. */
export type Cms = {
  /** DER, the signer's first. */
  readonly certificates: readonly Buffer[]
  readonly messageDigest: Buffer
  readonly signature: Buffer
  /** RFC 3161 token, DER; null: the time is the signer's own word. */
  readonly timeStamp: Buffer | null
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const der = (of: { toBER(): ArrayBuffer }): Buffer => Buffer.from(of.toBER())
const octets = (bytes: Uint8Array) => new asn1.OctetString({ valueHex: new Uint8Array(bytes).buffer })
const attribute = (type: string, value: asn1.BaseBlock) => new pkijs.Attribute({ type, values: [value] })
const parsed = (bytes: Uint8Array): asn1.AsnType => {
  const { result, offset } = asn1.fromBER(new Uint8Array(bytes).buffer)
  if (offset !== bytes.length) throw new Error('not one DER value')
  return result
}

/** What is signed, as attributes; no signing time: PAdES keeps it in the PDF (EN 319 142-1, 6.3). */
const signedAttributes = (certificate: Buffer, messageDigest: Buffer): pkijs.SignedAndUnsignedAttributes => {
  const certId = new asn1.Sequence({ value: [octets(sha256(certificate))] })
  const attributes = [
    attribute(oid.contentType, new asn1.ObjectIdentifier({ value: oid.data })),
    attribute(oid.messageDigest, octets(messageDigest)),
    attribute(
      oid.signingCertificateV2,
      new asn1.Sequence({ value: [new asn1.Sequence({ value: [certId] })] }),
    ),
  ].sort((one, two) => Buffer.compare(der(one.toSchema()), der(two.toSchema())))
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes })
}

/** The bytes the key signs: the attributes as a DER SET (RFC 5652, 5.4). */
export const signedBytes = (certificate: Buffer, messageDigest: Buffer): Buffer => {
  const bytes = der(signedAttributes(certificate, messageDigest).toSchema())
  bytes[0] = 0x31
  return bytes
}

export const signDigest = (certificate: Buffer, key: KeyObject, messageDigest: Buffer): Buffer =>
  sign('sha256', signedBytes(certificate, messageDigest), key)

const algorithm = (algorithmId: string, withNull = false) =>
  new pkijs.AlgorithmIdentifier({
    algorithmId,
    ...(withNull ? { algorithmParams: new asn1.Null() } : {}),
  })

/** DER. One form for one signature: a verifier writes it again and compares, so no byte of it is free. */
export const writeCms = ({ certificates, messageDigest, signature, timeStamp }: Cms): Buffer => {
  const [own] = certificates
  if (!own) throw new Error('a signature has a certificate')
  const chain = certificates.map((each) => new pkijs.Certificate({ schema: parsed(each) }))
  const signer = chain[0] as pkijs.Certificate
  const isRsa = new X509Certificate(own).publicKey.asymmetricKeyType === 'rsa'
  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
    digestAlgorithm: algorithm(oid.sha256),
    signedAttrs: signedAttributes(own, messageDigest),
    signatureAlgorithm: isRsa ? algorithm(oid.rsa, true) : algorithm(oid.ecdsaSha256),
    signature: octets(signature),
    ...(timeStamp === null
      ? {}
      : {
          unsignedAttrs: new pkijs.SignedAndUnsignedAttributes({
            type: 1,
            attributes: [attribute(oid.timeStampToken, parsed(timeStamp))],
          }),
        }),
  })
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(oid.sha256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: chain,
    signerInfos: [signerInfo],
  })
  return der(
    new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) }).toSchema(),
  )
}

const octetsOf = (block: unknown): Buffer => {
  if (!(block instanceof asn1.OctetString)) throw new Error('not octets')
  return Buffer.from(block.getValue())
}

/** Takes a signature apart; throws on anything that is no such signature. */
export const readCms = (bytes: Buffer): Cms => {
  const info = new pkijs.ContentInfo({ schema: parsed(bytes) })
  const signed = new pkijs.SignedData({ schema: info.content })
  const [signer] = signed.signerInfos
  if (!signer || signed.signerInfos.length !== 1) throw new Error('not one signer')
  const value = (attributes: pkijs.SignedAndUnsignedAttributes | undefined, type: string): unknown =>
    attributes?.attributes.find((each) => each.type === type)?.values[0]
  const token = value(signer.unsignedAttrs, oid.timeStampToken)
  return {
    certificates: (signed.certificates ?? []).map((each) => {
      if (!(each instanceof pkijs.Certificate)) throw new Error('not a certificate')
      return der(each.toSchema())
    }),
    messageDigest: octetsOf(value(signer.signedAttrs, oid.messageDigest)),
    signature: octetsOf(signer.signature),
    timeStamp: token === undefined ? null : der(token as asn1.BaseBlock),
  }
}
