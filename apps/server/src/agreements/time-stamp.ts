import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const sha256Id = '2.16.840.1.101.3.4.2.1'
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

/** The token of a granted response, or null. DER. */
export const tokenOf = (response: Uint8Array): Buffer | null => {
  const { result, offset } = asn1.fromBER(bufferOf(response))
  if (offset !== response.length) return null
  const { status, timeStampToken } = new pkijs.TimeStampResp({ schema: result })
  return timeStampToken && (status.status === 0 || status.status === 1)
    ? Buffer.from(timeStampToken.toSchema().toBER())
    : null
}

const opened = (token: Uint8Array) => {
  const { result, offset } = asn1.fromBER(bufferOf(token))
  if (offset !== token.length) return null
  const info = new pkijs.ContentInfo({ schema: result })
  const signed = new pkijs.SignedData({ schema: info.content })
  const content = signed.encapContentInfo.eContent
  if (!content || signed.signerInfos.length !== 1) return null
  const told = new pkijs.TSTInfo({ schema: asn1.fromBER(content.getValue()).result })
  return { signed, told }
}

/** Checks a token over SHA-256 of `bytes` offline, with the certificate it carries. Null: it does not hold. */
export const checkToken = async (token: Uint8Array, bytes: Uint8Array): Promise<Stamped | null> => {
  try {
    const found = opened(token)
    if (found === null) return null
    const { signed, told } = found
    if (told.messageImprint.hashAlgorithm.algorithmId !== sha256Id) return null
    const imprint = Buffer.from(told.messageImprint.hashedMessage.getValue())
    if (!imprint.equals(sha256(bytes))) return null
    const result = await signed.verify({ signer: 0, data: bufferOf(bytes), extendedMode: true })
    if (!result.signatureVerified || !result.signerCertificate) return null
    const certificate = Buffer.from(result.signerCertificate.toSchema().toBER())
    const known = new X509Certificate(certificate)
    // The key is for time stamps and was valid then (RFC 3161, 2.3).
    if (!known.keyUsage?.includes(timeStamping)) return null
    const at = told.genTime
    if (at < new Date(known.validFrom) || at > new Date(known.validTo)) return null
    return { at: at.toISOString(), authority: known.subject.replaceAll('\n', ', '), certificate }
  } catch {
    return null
  }
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
