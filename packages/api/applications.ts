import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { inCase } from '#api/in-case.ts'
import {
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
  text,
  whole,
  yes,
} from '#api/schema.ts'

export const merchantType = oneOf(['micro', 'individual', 'enterprise', 'institution'])

export const businessKind = oneOf([
  'snack',
  'restaurant',
  'retail',
  'supermarket',
  'hotel',
  'beauty',
  'delivery',
  'medical',
  'other',
])

export const documentKind = oneOf([
  'business-licence',
  'id-front',
  'id-back',
  'account-proof',
  'door-photo',
  'interior-photo',
  'cashier-photo',
  'premises-proof',
  'authorisation-letter',
  'exempt-class-proof',
])

export const sealedField = oneOf([
  'legalPersonName',
  'legalPersonIdNo',
  'contactPhone',
  'premisesAddress',
  'settlementAccountName',
  'settlementAccountNo',
])

export const rejectionCode = oneOf([
  'document-unreadable',
  'document-mismatch',
  'identity-mismatch',
  'account-mismatch',
  'premises-unconfirmed',
  'business-not-allowed',
  'risk-record',
])

const scanned = oneOf(['clean', 'not-scanned'])

/** What the camera wrote into a photo: a hint, no proof. `takenAt` is the camera's own clock. */
const camera = object({
  takenAt: nullable(text(40)),
  latitudeE6: nullable(Type.Integer({ minimum: -90_000_000, maximum: 90_000_000 })),
  longitudeE6: nullable(Type.Integer({ minimum: -180_000_000, maximum: 180_000_000 })),
  camera: nullable(text(100)),
})

export const shop = object({
  merchantType: optional(merchantType),
  shopName: optional(text(60)),
  registeredName: optional(text(120)),
  uscc: optional(text(18)),
  regionCode: optional(Type.String({ pattern: '^[0-9]{6}$' })),
  businessKind: optional(businessKind),
  fixedPremises: optional(yes),
  settlementKind: optional(oneOf(['corporate', 'personal'])),
  settlementBank: optional(text(60)),
})

/** What a merchant types and the vault keeps; the answer only ever shows it masked. */
export const sealed = object({
  legalPersonName: optional(text(60)),
  legalPersonIdNo: optional(text(18)),
  contactPhone: optional(text(20)),
  premisesAddress: optional(text(200)),
  settlementAccountName: optional(text(120)),
  settlementAccountNo: optional(text(32, 1, 'settlement-account')),
})

export const applications = [
  command({
    name: 'applications.save-draft',
    say: ['保存申请', 'Save the application'],
    audited: true,
    input: object({ ...inCase, shop: optional(shop), sealed: optional(sealed) }),
    output: object({ problems: Type.Record(Type.String(), Type.String()), savedAt: instant }),
  }),
  command({
    name: 'applications.attach-document',
    say: ['上传资料', 'Attach a document'],
    audited: true,
    // 30 MB in base64, and what stands around it.
    bodyLimit: 40_100_000,
    input: object({
      ...inCase,
      kind: documentKind,
      fileName: text(200),
      /** What the sender's machine calls the file; name, this word and content must agree (DOC-3). */
      mediaType: text(100),
      content: file(30_000_000),
    }),
    output: object({
      documentId: id('doc'),
      mediaType: text(60),
      bytes: count(),
      pages: whole(1, 100),
      scan: scanned,
    }),
  }),
  read({
    name: 'applications.document',
    say: ['查看资料', 'Read a document'],
    audited: true,
    reveals: true,
    /** One page, the first if none is named; what is shown bears the reader's watermark. */
    input: object({ ...inCase, kind: documentKind, page: optional(whole(1, 100)) }),
    output: object({
      mediaType: text(60),
      content: Type.String(),
      page: whole(1, 100),
      pages: whole(1, 100),
      scan: scanned,
      camera: nullable(camera),
    }),
  }),
  // A read, though it works: a command's answer would be kept under its key, and what was read is kept nowhere.
  read({
    name: 'applications.read-paper',
    say: ['识别证照，供您核对填写', 'Read a paper to help typing'],
    audited: true,
    input: object({ ...inCase, kind: oneOf(['business-licence', 'id-front']) }),
    output: object({
      suggestions: list(
        object({
          field: oneOf([
            'merchantType',
            'registeredName',
            'uscc',
            'legalPersonName',
            'legalPersonIdNo',
            'premisesAddress',
          ]),
          value: text(200),
          confidencePercent: count(100),
          /** The printed label the value stood behind. */
          from: text(40),
          corrected: yes,
        }),
      ),
    }),
  }),
  command({
    name: 'applications.submit',
    say: ['提交申请', 'Submit the application'],
    audited: true,
    input: object(inCase),
    output: done,
  }),
  command({
    name: 'applications.appeal',
    say: ['申诉', 'Appeal a rejection'],
    audited: true,
    input: object({ ...inCase, statement: text(1000) }),
    output: done,
  }),
] as const

export const reviews = [
  command({
    name: 'reviews.claim',
    say: ['领取审核', 'Claim a review'],
    audited: true,
    input: object(inCase),
    output: done,
  }),
  command({
    name: 'reviews.reveal-dossier',
    say: ['查看申请明文', 'Reveal the dossier'],
    audited: true,
    reveals: true,
    input: object({
      ...inCase,
      purpose: text(200),
      fields: optional(Type.Array(sealedField, { minItems: 1, maxItems: 6 })),
    }),
    output: object({ fields: Type.Partial(Type.Record(sealedField, Type.String())) }),
  }),
  /** Both values of the correction that waits for an answer, for the field's own comparison with the papers. */
  command({
    name: 'reviews.reveal-correction',
    say: ['查看更正前后明文', 'Reveal a correction'],
    audited: true,
    reveals: true,
    input: object({ ...inCase, purpose: text(200) }),
    output: object({ field: sealedField, now: text(500, 0), wanted: text(500, 0) }),
  }),
  command({
    name: 'reviews.recommend-approval',
    say: ['初审通过', 'Recommend approval'],
    audited: true,
    input: object({
      ...inCase,
      mccCode: Type.String({ pattern: '^[0-9]{4}$' }),
      riskLevel: oneOf(['low', 'medium', 'high']),
    }),
    output: done,
  }),
  command({
    name: 'reviews.approve',
    say: ['复审通过', 'Approve'],
    audited: true,
    input: object(inCase),
    output: done,
  }),
  command({
    name: 'reviews.reject',
    say: ['驳回', 'Reject'],
    audited: true,
    input: object({
      ...inCase,
      code: rejectionCode,
      field: text(40),
      remedy: text(500),
      deadlineDays: whole(1, 90),
    }),
    output: done,
  }),
  command({
    name: 'reviews.decide-appeal',
    say: ['裁决申诉', 'Decide an appeal'],
    audited: true,
    input: object({ ...inCase, upheld: yes, note: text(1000) }),
    output: done,
  }),
] as const
