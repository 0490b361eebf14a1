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
  sha256,
  text,
} from '#api/schema.ts'

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
    bodyLimit: 8_000_000,
    input: object({ ...inCase, fileName: text(200), content: file(5_000_000) }),
    output: object({ agreementId: id('agr'), digest: sha256, findings: count() }),
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
    input: object(inCase),
    output: object({ expiresAt: instant }),
  }),
  command({
    name: 'agreements.sign',
    say: ['商户签署', 'Sign as the merchant'],
    audited: true,
    input: object({ ...inCase, digest: sha256, code }),
    output: done,
  }),
  command({
    name: 'agreements.countersign',
    say: ['收单机构签署', 'Sign as the acquirer'],
    audited: true,
    input: object({ ...inCase, digest: sha256 }),
    output: done,
  }),
  /** Open to anyone: nothing is stored. */
  read({
    name: 'guard.rules',
    say: ['风险条款规则', 'The traps the guard knows'],
    input: object({}),
    output: object({ items: list(object({ rule: text(20), risk: text(40), severity, why: both })) }),
  }),
  command({
    name: 'guard.check',
    say: ['检查合同', 'Check an agreement'],
    bodyLimit: 8_000_000,
    input: object({
      // Nothing is kept, and a contract that asks for codes and PINs is what the check is there to read.
      text: optional(text(200_000, 1, 'file')),
      fileName: optional(text(200)),
      content: optional(file(5_000_000)),
    }),
    output: object({
      text: Type.String(),
      verdict: text(40),
      findings: list(finding),
      missing: list(missingTerm),
    }),
  }),
] as const
