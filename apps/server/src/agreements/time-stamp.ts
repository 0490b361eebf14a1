import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const sha256Id = '2.16.840.1.101.3.4.2.1'
const signedDataId = '1.2.840.113549.1.7.2'
const timeStampInfo = '1.2.840.113549.1.9.16.1.4'
const timeStamping = '1.3.6.1.5.5.7.3.8'
const patienceMs = 10_000
const largest = 32_768

/** A token that says what it should, or null. */
export type Stamped = { readonly at: string; readonly authority: string; readonly certificate: Buffer }

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** RFC 3161 request over SHA-256 of `bytes`, with a nonce and the wish for the authority's certificate. DER. */
export const timeStampRequest = (bytes: Uint8Array, nonce: Uint8Array): Buffer =>
  Buffer.from(
    new pkijs.TimeStampReq({
      version: 1,
      messageImprint: new pkijs.MessageImprint({
        hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: sha256Id }),
        hashedMessage: new asn1.OctetString({ valueHex: bufferOf(sha256(bytes)) }),
      }),
      nonce: new asn1.Integer({ valueHex: bufferOf(nonce) }),
      certReq: true,
    })
      .toSchema()
      .toBER(),
  )

/** The token of a granted response as it stands there, byte for byte, or null. DER. */
export const tokenOf = (response: Uint8Array): Buffer | null => {
  const { result, offset } = asn1.fromBER(bufferOf(response))
  if (offset !== response.length || !(result instanceof asn1.Sequence)) return null
  const { status } = new pkijs.TimeStampResp({ schema: result }).status
  const token = result.valueBlock.value[1]
  return token && (status === 0 || status === 1) ? Buffer.from(token.valueBeforeDecodeView) : null
}

const opened = (token: Uint8Array) => {
  const { result, offset } = asn1.fromBER(bufferOf(token))
  if (offset !== token.length) return null
  const info = new pkijs.ContentInfo({ schema: result })
  const signed = new pkijs.SignedData({ schema: info.content })
  const content = signed.encapContentInfo.eContent
  const [signer] = signed.signerInfos
  if (info.contentType !== signedDataId || signed.encapContentInfo.eContentType !== timeStampInfo) return null
  if (!content || !signer || signed.signerInfos.length !== 1) return null
  // Written again it must be the same: a lenient reading would leave bytes free.
  if (!Buffer.from(info.toSchema().toBER()).equals(token)) return null
  const told = new pkijs.TSTInfo({ schema: asn1.fromBER(content.getValue()).result })
  return { signed, signer, told }
}

/** Checks a token over SHA-256 of `bytes` offline, with the certificate it carries. Null: it does not hold. */
export const checkToken = async (token: Uint8Array, bytes: Uint8Array): Promise<Stamped | null> => {
  try {
    const found = opened(token)
    if (found === null) return null
    const { signed, signer, told } = found
    if (told.messageImprint.hashAlgorithm.algorithmId !== sha256Id) return null
    const imprint = Buffer.from(told.messageImprint.hashedMessage.getValue())
    if (!imprint.equals(sha256(bytes))) return null
    const result = await signed.verify({ signer: 0, data: bufferOf(bytes), extendedMode: true })
    if (!result.signatureVerified || !result.signerCertificate) return null
    const certificate = Buffer.from(result.signerCertificate.toSchema().toBER())
    const known = new X509Certificate(certificate)
    if (!isNamedExactly(signer, result.signerCertificate)) return null
    if (!namesItsCertificate(signer, certificate) || !saysHowItSigned(signed, signer, known)) return null
    if (!allIssued(signed, known) || !isStrictlySigned(signer, known)) return null
    // The key is for time stamps and was valid then (RFC 3161, 2.3).
    if (!known.keyUsage?.includes(timeStamping)) return null
    const at = told.genTime
    if (at < new Date(known.validFrom) || at > new Date(known.validTo)) return null
    return { at: at.toISOString(), authority: known.subject.replaceAll('\n', ', '), certificate }
  } catch {
    return null
  }
}

const signingCertificate = { v1: '1.2.840.113549.1.9.16.2.12', v2: '1.2.840.113549.1.9.16.2.47' }
const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Issuer and serial number to the byte; the library that looks the certificate up compares names leniently. */
const isNamedExactly = ({ sid }: pkijs.SignerInfo, { issuer, serialNumber }: pkijs.Certificate): boolean =>
  sid instanceof pkijs.IssuerAndSerialNumber &&
  Buffer.from(sid.toSchema().toBER()).equals(
    Buffer.from(new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }).toSchema().toBER()),
  )

/** The signature commits to this very certificate (RFC 3161, 2.4.2; RFC 5035). */
const namesItsCertificate = ({ signedAttrs }: pkijs.SignerInfo, certificate: Buffer): boolean => {
  for (const [version, type] of Object.entries(signingCertificate)) {
    const value = signedAttrs?.attributes.find((each) => each.type === type)?.values[0] as
      | asn1.Sequence
      | undefined
    const first = (value?.valueBlock.value[0] as asn1.Sequence | undefined)?.valueBlock.value[0] as
      | asn1.Sequence
      | undefined
    const [head, next] = first?.valueBlock.value ?? []
    const named = head instanceof asn1.Sequence ? head.valueBlock.value[0] : undefined
    const digest = head instanceof asn1.Sequence ? next : head
    if (!(digest instanceof asn1.OctetString)) continue
    const algorithm =
      version === 'v1'
        ? 'sha1'
        : named instanceof asn1.ObjectIdentifier
          ? hashes[named.valueBlock.toString()]
          : 'sha256'
    if (algorithm === undefined) return false
    return createHash(algorithm).update(certificate).digest().equals(Buffer.from(digest.getValue()))
  }
  return false
}

/** What no signature covers must still say the one thing that is true (RFC 5652, 5.1, 5.3). */
const saysHowItSigned = (
  signed: pkijs.SignedData,
  signer: pkijs.SignerInfo,
  { publicKey }: X509Certificate,
): boolean => {
  const plain = ({ algorithmParams }: pkijs.AlgorithmIdentifier): boolean =>
    algorithmParams === undefined || algorithmParams instanceof asn1.Null
  const { algorithmId: digest } = signer.digestAlgorithm
  const { algorithmId: signature } = signer.signatureAlgorithm
  const suffix = digest.slice(-1)
  const expected =
    publicKey.asymmetricKeyType === 'ec'
      ? [`1.2.840.10045.4.3.${Number(suffix) + 1}`]
      : ['1.2.840.113549.1.1.1', `1.2.840.113549.1.1.1${suffix}`]
  return (
    digest in hashes &&
    signed.version === 3 &&
    signer.version === 1 &&
    signed.digestAlgorithms.length === 1 &&
    signed.digestAlgorithms[0]?.algorithmId === digest &&
    [signed.digestAlgorithms[0], signer.digestAlgorithm, signer.signatureAlgorithm].every(plain) &&
    expected.includes(signature) &&
    signer.unsignedAttrs === undefined &&
    (signed.crls ?? []).length === 0
  )
}

/** Once more by OpenSSL, which reads signatures strictly. */
const isStrictlySigned = (
  { signedAttrs, digestAlgorithm, signature }: pkijs.SignerInfo,
  { publicKey }: X509Certificate,
): boolean => {
  const attributes = Buffer.from(signedAttrs?.toSchema().toBER() ?? new ArrayBuffer(0))
  attributes[0] = 0x31
  return verify(
    hashes[digestAlgorithm.algorithmId],
    attributes,
    publicKey,
    new Uint8Array(signature.getValue()),
  )
}

/** Other certificates that came along stand above this one, each signed by one of them. */
const allIssued = ({ certificates = [] }: pkijs.SignedData, own: X509Certificate): boolean => {
  const all = certificates.map((each) => new X509Certificate(Buffer.from(each.toSchema().toBER())))
  return all
    .filter((each) => !each.raw.equals(own.raw))
    .every((each) => all.some((above) => each.checkIssued(above) && each.verify(above.publicKey)))
}

const nonceOf = (token: Uint8Array): Buffer | null => {
  const nonce = opened(token)?.told.nonce
  return nonce ? Buffer.from(nonce.valueBlock.valueHexView) : null
}

/** Asks an authority for the time of `bytes`. Null when it does not answer in time, refuses, or answers something else. */
export const askTime = async (url: string, bytes: Uint8Array): Promise<Buffer | null> => {
  // A positive integer: the first bit stays clear.
  const nonce = Buffer.concat([Buffer.from([0x42]), randomBytes(15)])
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(timeStampRequest(bytes, nonce)),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!answer.ok) return null
    const response = new Uint8Array(await answer.arrayBuffer())
    const token = response.length > largest ? null : tokenOf(response)
    if (token === null || !nonceOf(token)?.equals(nonce)) return null
    return (await checkToken(token, bytes)) === null ? null : token
  } catch {
    return null
  }
}
