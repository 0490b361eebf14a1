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
      answer: oneOf(['open', 'accepted-knowingly']),
    }),
  ),
  merchantSignature: nullable(signature),
  acquirerSignature: nullable(signature),
})

const inCase = { caseId: id('cas') }

const fileBytes = 10_000_000
const page = object({ fileName: text(200), content: file(fileBytes) })
/** Further photos of the same document, in order behind the first. */
const morePages = { morePages: optional(Type.Array(page, { maxItems: 20 })) }

/** Where words stand on a page: upper left corner and size as shares of the page set upright. */
const place = object({
  page: count(),
  x: Type.Number(),
  y: Type.Number(),
  width: Type.Number(),
  height: Type.Number(),
})

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
    input: object({ ...inCase, ...page.properties, ...morePages }),
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
      findings: list(
        object({ findingId: text(40), answer: oneOf(['open', 'accepted-knowingly']), ...finding.properties }),
      ),
      missing: list(missingTerm),
    }),
  }),
  command({
    name: 'agreements.accept-finding',
    say: ['知悉并接受风险条款', 'Accept a finding knowingly'],
    audited: true,
    input: object({ ...inCase, findingId: text(40) }),
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
    bodyLimit: 14_000_000,
    input: object({
      // Nothing is kept, and a contract that asks for codes and PINs is what the check is there to read.
      text: optional(text(200_000, 1, 'file')),
      fileName: optional(text(200)),
      content: optional(file(fileBytes)),
      ...morePages,
    }),
    output: object({
      text: Type.String(),
      /** `ocr`: some of it was read from a picture and may be misread. */
      source: oneOf(['native', 'ocr']),
      verdict: text(40),
      findings: list(object({ ...finding.properties, page: optional(count()), places: list(place) })),
      /** Pages that were turned to stand upright, by quarters clockwise. */
      turned: list(object({ page: count(), quarters: count() })),
      missing: list(missingTerm),
    }),
  }),
] as const
