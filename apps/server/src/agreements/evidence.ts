import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Named } from '#provision/signable.ts'
import { gradeOf, gradeWords, type SigningMethod } from '#provision/signing-grade.ts'

/** What a passkey said about this document; all of WebAuthn's own bytes, so that anybody can check it again. */
export type PasskeyProof = {
  readonly rpId: string
  readonly origin: string
  readonly credentialId: string
  /** COSE key. Every byte string here is base64url. */
  readonly publicKey: string
  readonly authenticatorData: string
  readonly clientDataJSON: string
  readonly signature: string
}
/** The record of a code that was sent, typed in and used up for this document. */
export type CodeProof = {
  readonly codeId: string
  /** Masked. */
  readonly phone: string
  readonly requestedAt: string
  readonly usedAt: string
}
/** A licensed authority's detached signature over the document (CMS, DER, base64url). */
export type AuthorityProof = { readonly authority: string; readonly cms: string }

type Signer = { readonly at: string; readonly personId: string }
export type MerchantEvidence = Signer &
  (
    | { readonly method: 'passkey'; readonly proof: PasskeyProof }
    | { readonly method: 'sms-code'; readonly proof: CodeProof }
    | { readonly method: 'licensed-ca'; readonly proof: AuthorityProof }
  )

export type Evidence = {
  readonly v: 1
  readonly agreementId: string
  readonly document: { readonly bytes: number; readonly sha256: string; readonly textSha256: string }
  /** The agreement a supplement changes; absent: the document is an agreement. */
  readonly changes?: Named
  readonly merchant: MerchantEvidence
}

export const sha256Hex = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/** The challenge a passkey answers: only a document of ours has this one, and only that document (base64url). */
export const challengeFor = (documentSha256: string): string =>
  createHash('sha256')
    .update('fangxin-agreement-v1\0')
    .update(Buffer.from(documentSha256, 'hex'))
    .digest('base64url')

export const writeEvidence = (evidence: Evidence): string => canonicalize(evidence) ?? ''

type Row = { readonly label: string; readonly value: string; readonly code: boolean }
const row = (label: string, value: string): Row => ({ label, value, code: false })
const code = (label: string, value: string): Row => ({ label, value, code: true })

const proofRows = (merchant: MerchantEvidence): Row[] => {
  if (merchant.method === 'passkey') {
    const { rpId, origin, credentialId, publicKey, authenticatorData, clientDataJSON, signature } =
      merchant.proof
    return [
      row('网站 Site', `${rpId} · ${origin}`),
      code('密钥编号 Credential', credentialId),
      code('公钥 Public key (COSE)', publicKey),
      code('authenticatorData', authenticatorData),
      code('clientDataJSON', clientDataJSON),
      code('签名 Signature', signature),
    ]
  }
  if (merchant.method === 'sms-code') {
    const { codeId, phone, requestedAt, usedAt } = merchant.proof
    return [
      row('手机号 Number', phone),
      row('发出 Sent', requestedAt),
      row('输入 Entered', usedAt),
      code('记录编号 Record', codeId),
    ]
  }
  return [row('机构 Authority', merchant.proof.authority), code('CMS', merchant.proof.cms.slice(0, 400))]
}

const grades = (['A', 'B', 'C'] as const).map((mark) => {
  const { name, says } = gradeWords[mark]
  return { mark, zh: name[0], en: name[1], zhSays: says[0], enSays: says[1] }
})

export const gradeNamed = (method: SigningMethod): string => gradeWords[gradeOf[method]].name.join(' · ')

/** What stands on the evidence page. `seal`: whose certificate closes the file. */
export const evidencePage = (
  { agreementId, document, changes, merchant }: Evidence,
  seal: { readonly subject: string; readonly issuer: string; readonly notAfter: string; readonly at: string },
) => ({
  parts: [
    {
      title: '文件 Document',
      rows: [
        row(changes ? '补充协议编号 Supplement' : '协议编号 Agreement', agreementId),
        ...(changes
          ? [
              row('变更的协议 Agreement it changes', changes.agreementId),
              code('SHA-256（变更的协议 the agreement it changes）', changes.sha256),
            ]
          : []),
        code('SHA-256（商户签署的文件 the file the merchant signed）', document.sha256),
        row('字节数 Bytes', String(document.bytes)),
        code('SHA-256（文本 text）', document.textSha256),
      ],
    },
    {
      title: '商户签署 Signed by the merchant',
      rows: [
        row('方式 Grade', gradeNamed(merchant.method)),
        row('时间 Time (UTC)', merchant.at),
        code('签署人编号 Person', merchant.personId),
        ...proofRows(merchant),
      ],
    },
    {
      title: '收单机构密封 Sealed by the acquirer',
      rows: [
        row('证书主体 Certificate', seal.subject),
        row('签发者 Issuer', seal.issuer),
        row('有效至 Valid until', seal.notAfter),
        row('时间 Time (UTC)', seal.at),
      ],
    },
  ],
  grades,
  how: {
    zh: `本文件前 ${document.bytes} 个字节就是商户签署的文件。用 fangxin verify 可离线核对全部签名。`,
    en: `The first ${document.bytes} bytes of this file are the very file the merchant signed; “fangxin verify” checks every signature offline.`,
  },
})
