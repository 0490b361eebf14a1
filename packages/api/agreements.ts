import Type from 'typebox'
import { command, read } from '#api/call.ts'
import {
  code,
  count,
  done,
  file,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  passedThrough,
  sha256,
  text,
  yes,
} from '#api/schema.ts'

const said = object({ zh: text(400), en: text(600) })
const both = object({ zh: text(4000, 0), en: text(8000, 0) })
const severity = oneOf(['high', 'medium', 'low'])

export const finding = object({
  rule: text(20),
  risk: text(40),
  severity,
  start: count(),
  end: count(),
  quote: text(4000, 0),
  why: both,
  basis: list(object({ law: text(200), article: text(60) })),
  ask: both,
  /** Found by its likeness to known traps, not by a readable rule. */
  by: optional(oneOf(['likeness'])),
})

export const missingTerm = object({
  term: text(60),
  why: both,
  basis: list(object({ law: text(200), article: text(60) })),
})

/** The merchant's own answer to a finding. */
const findingAnswer = oneOf(['open', 'accepted-knowingly', 'answered', 'renegotiated'])

const signature = object({ method: text(30), at: instant, digest: sha256 })

export const agreementView = object({
  agreementId: id('agr'),
  version: count(),
  source: oneOf(['generated', 'provider-text']),
  proposalVersion: count(),
  digest: sha256,
  sealedDigest: optional(sha256),
  findings: list(
    object({
      findingId: text(40),
      rule: text(20),
      risk: text(40),
      severity,
      start: count(),
      end: count(),
      answer: findingAnswer,
    }),
  ),
  merchantSignature: nullable(signature),
  acquirerSignature: nullable(signature),
})

const inCase = { caseId: id('cas') }
/** What is signed: the agreement of the case, or the supplement of this change. */
const signable = { ...inCase, changeId: optional(id('chg')) }

export const fileBytes = 10_000_000
const page = object({ fileName: text(200), content: file(fileBytes) })
/** Further photos of the same document, in order behind the first. */
export const morePages = { morePages: optional(Type.Array(page, { maxItems: 20 })) }

export const agreements = [
  command({
    name: 'agreements.generate',
    say: ['生成协议', 'Generate the agreement'],
    audited: true,
    input: object(inCase),
    output: object({ agreementId: id('agr'), digest: sha256 }),
  }),
  command({
    name: 'agreements.attach-text',
    say: ['粘贴协议文本', 'Attach an agreement as text'],
    audited: true,
    bodyLimit: 700_000,
    // A contract names the account it pays to; a credit card or a code has no business in it either.
    input: object({ ...inCase, text: text(200_000, 1, 'document') }),
    output: object({ agreementId: id('agr'), digest: sha256, findings: count() }),
  }),
  command({
    name: 'agreements.attach-file',
    say: ['上传协议文件', 'Attach an agreement file'],
    audited: true,
    bodyLimit: 14_000_000,
    /** A file, or one that was read before (`guard.open-reading`). */
    input: object({
      ...inCase,
      readingId: optional(id('rea')),
      fileName: optional(text(200)),
      content: optional(file(fileBytes)),
      ...morePages,
    }),
    output: object({
      agreementId: id('agr'),
      digest: sha256,
      findings: count(),
      /** `ocr`: read from a picture; compare it with the paper before anybody signs. */
      source: oneOf(['native', 'ocr']),
    }),
  }),
  read({
    name: 'agreements.agreement',
    say: ['阅读协议', 'Read the agreement'],
    audited: true,
    input: object(inCase),
    output: object({
      agreement: agreementView,
      text: Type.String(),
      /** The English rendition of our own text; the Chinese is what is signed. */
      rendition: nullable(Type.String()),
      findings: list(object({ findingId: text(40), answer: findingAnswer, ...finding.properties })),
      missing: list(missingTerm),
    }),
  }),
  command({
    name: 'agreements.accept-finding',
    say: ['知悉并接受风险条款', 'Accept a finding knowingly'],
    audited: true,
    /** `digest`: the text the finding was read in; another version may hold another clause under this id. */
    input: object({ ...inCase, findingId: text(40), digest: sha256 }),
    output: done,
  }),
  command({
    name: 'agreements.refuse',
    say: ['拒绝该协议文本', 'Refuse the agreement'],
    audited: true,
    input: object({ ...inCase, reason: text(1000) }),
    output: done,
  }),
  command({
    name: 'agreements.request-signing-code',
    say: ['获取签约验证码', 'Send a signing code'],
    audited: true,
    input: object(signable),
    output: object({ expiresAt: instant }),
  }),
  read({
    name: 'agreements.file',
    say: ['下载协议文件', 'Download the agreement'],
    audited: true,
    input: object(signable),
    output: object({
      fileName: text(100),
      mediaType: text(60),
      content: Type.String({ description: 'base64' }),
      bytes: count(),
      sha256,
      /** The acquirer's seal is on it: nothing follows. */
      sealed: yes,
    }),
  }),
  read({
    name: 'agreements.signing-options',
    say: ['可用的签署方式', 'Ways to sign'],
    audited: true,
    input: object(signable),
    output: object({
      digest: sha256,
      grades: list(
        object({
          grade: oneOf(['A', 'B', 'C']),
          method: oneOf(['licensed-ca', 'passkey', 'sms-code']),
          name: said,
          says: said,
          /** Null: it can be used; else the rule that says why not. */
          closed: nullable(text(20)),
        }),
      ),
      /** What a passkey is asked: its challenge commits to this document alone. */
      passkey: nullable(passedThrough('WebAuthn JSON (Level 3)')),
    }),
  }),
  command({
    name: 'agreements.sign',
    say: ['商户签署', 'Sign as the merchant'],
    audited: true,
    /** One of the three: a code sent for this document, a passkey's answer, or the licensed authority's receipt. */
    input: object({
      ...signable,
      digest: sha256,
      code: optional(code),
      passkey: optional(passedThrough('WebAuthn JSON (Level 3)')),
      receipt: optional(text(4000, 1, 'key')),
    }),
    output: done,
  }),
  read({
    name: 'agreements.seal-certificate',
    say: ['收单机构的签署证书', 'The acquirer’s certificate'],
    audited: true,
    input: object(inCase),
    output: object({
      /** Null: it can seal now; else the rule that says why not. */
      closed: nullable(text(20)),
      certificate: nullable(
        object({
          subject: text(1000),
          issuer: text(1000),
          validFrom: instant,
          validTo: instant,
          sha256,
          /** Made by this house for a demo: nobody vouches for it. */
          isTest: yes,
        }),
      ),
      /** An RFC 3161 authority stamps the time. */
      timeStamped: yes,
    }),
  }),
  command({
    name: 'agreements.countersign',
    say: ['收单机构签署', 'Sign as the acquirer'],
    audited: true,
    input: object({ ...signable, digest: sha256 }),
    output: done,
  }),
] as const
