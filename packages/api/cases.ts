import Type from 'typebox'
import { command, read } from '#api/call.ts'
import { agreementView } from '#api/agreements.ts'
import {
  count,
  done,
  file,
  id,
  instant,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  optional,
  page,
  paging,
  sha256,
  text,
  whole,
  yes,
} from '#api/schema.ts'
import { dataLine, offer, profile, quote, serviceLevel, terminalKind, terms } from '#api/terms.ts'

export const step = oneOf([
  'application',
  'review',
  'needs',
  'offers',
  'survey',
  'proposal',
  'agreement',
  'install',
  'function-test',
  'training',
  'go-live',
  'support',
])
const merchantType = oneOf(['micro', 'individual', 'enterprise', 'institution'])
const businessKind = oneOf([
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
const documentKind = oneOf([
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
const sealedField = oneOf([
  'legalPersonName',
  'legalPersonIdNo',
  'contactPhone',
  'premisesAddress',
  'settlementAccountName',
  'settlementAccountNo',
])
const rejectionCode = oneOf([
  'document-unreadable',
  'document-mismatch',
  'identity-mismatch',
  'account-mismatch',
  'premises-unconfirmed',
  'business-not-allowed',
  'risk-record',
])
const network = oneOf(['lan', 'wifi', 'cellular-only'])

const shop = object({
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
const sealed = object({
  legalPersonName: optional(text(60)),
  legalPersonIdNo: optional(text(18)),
  contactPhone: optional(text(20)),
  premisesAddress: optional(text(200)),
  settlementAccountName: optional(text(120)),
  settlementAccountNo: optional(text(32)),
})

export const needs = object({
  tills: whole(1, 500),
  cardPayments: yes,
  qrPayments: yes,
  foreignCards: yes,
  preAuthorisation: yes,
  mobile: yes,
  printedReceipt: yes,
  tillIntegration: yes,
  network,
  settlement: oneOf(['T1', 'D0']),
  profile,
})

const recommendation = object({
  terminalKind,
  dataLine,
  feePlan: oneOf(['qr-only', 'standard', 'preferential', 'exempt']),
  because: list(text(20), 20),
})

const visit = object({
  visitId: id('vis'),
  kind: oneOf(['survey', 'install']),
  technicianId: id('per'),
  startsAt: instant,
  endsAt: instant,
  status: oneOf(['proposed', 'confirmed', 'declined', 'arrived', 'done']),
})

const surveyFacts = {
  signboardMatches: yes,
  operating: yes,
  counterPosition: text(200),
  powerOutlet: yes,
  earthed: yes,
  network,
  signalDbm: whole(-140, 0),
  keypadOutOfCameraView: yes,
  otherTerminals: whole(0, 100),
  latitudeE6: whole(-90_000_000, 90_000_000),
  longitudeE6: whole(-180_000_000, 180_000_000),
  accuracyMetres: whole(0, 100_000),
  note: text(1000, 0),
}

const proposalContent = {
  modelCode: text(40),
  terminalKind,
  quantity: whole(1, 50),
  position: text(200),
  dataLine,
  terms,
  serviceLevel,
}

/** One open or met condition of the go-live gate. */
const condition = object({
  rule: text(20),
  met: yes,
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})

/** Where a case stands, as far as the reader may see it. Sealed fields come masked. */
export const caseView = object({
  caseId: id('cas'),
  step,
  merchant: object({ organisationId: id('org'), name: text(120, 0) }),
  acquirer: object({ organisationId: id('org'), name: text(120, 0) }),
  provider: nullable(object({ organisationId: id('org'), name: text(120, 0) })),
  openedAt: instant,
  updatedAt: instant,
  application: nullable(
    object({
      status: oneOf(['draft', 'submitted', 'returned', 'approved', 'rejected']),
      round: count(),
      shop,
      masked: Type.Partial(Type.Record(sealedField, Type.String())),
      problems: Type.Record(Type.String(), Type.String()),
      documents: Type.Partial(
        Type.Record(
          documentKind,
          object({ documentId: id('doc'), mediaType: text(60), bytes: count(), sha256 }),
        ),
      ),
      required: list(documentKind),
    }),
  ),
  review: nullable(
    object({
      claimedBy: nullable(text(40)),
      claimedByMe: yes,
      recommendation: nullable(
        object({
          by: text(40),
          byMe: yes,
          mccCode: text(4),
          riskLevel: oneOf(['low', 'medium', 'high']),
          at: instant,
        }),
      ),
      rejection: nullable(
        object({ code: rejectionCode, field: text(40), remedy: text(500), deadline: instant, at: instant }),
      ),
      appeal: nullable(
        object({
          statement: text(1000),
          at: instant,
          decision: nullable(object({ upheld: yes, note: text(1000, 0), at: instant })),
        }),
      ),
    }),
  ),
  needs: nullable(needs),
  recommendation: nullable(recommendation),
  requests: list(
    object({
      providerId: id('org'),
      provider: text(120, 0),
      answer: oneOf(['asked', 'declined', 'offered']),
    }),
  ),
  offers: list(offer),
  chosenOfferId: nullable(text(40)),
  visits: list(visit),
  survey: nullable(object({ visitId: id('vis'), ...surveyFacts })),
  proposals: list(object({ version: count(), ...proposalContent, changeRequest: nullable(text(1000)) })),
  acceptedProposal: nullable(count()),
  agreement: nullable(agreementView),
  install: nullable(
    object({
      deviceId: id('dev'),
      delivery: oneOf(['carried', 'posted']),
      merchantAccepted: yes,
      boundAt: nullable(instant),
      terminalNo: nullable(text(8)),
      merchantNo: nullable(text(15)),
    }),
  ),
  functionTest: nullable(object({ runId: id('run'), passed: yes, at: instant })),
  training: nullable(
    /** The trainee's name is empty for those it is none of their business. */
    object({ quizId: id('quz'), score: count(100), passed: yes, trainee: text(60, 0), at: instant }),
  ),
  merchantConfirmation: nullable(object({ extraFeeAsked: yes, satisfied: yes, at: instant })),
  liveAt: nullable(instant),
  gate: list(condition),
})

const caseRow = object({
  caseId: id('cas'),
  step,
  shopName: text(60, 0),
  merchantName: text(120, 0),
  regionCode: text(6, 0),
  applicationStatus: text(20),
  providerName: text(120, 0),
  updatedAt: instant,
})

const inCase = { caseId: id('cas') }

export const cases = [
  command({
    name: 'cases.open',
    say: ['开始申请', 'Open a case'],
    audited: true,
    input: nothing,
    output: object(inCase),
  }),
  read({
    name: 'cases.list',
    say: ['办理列表', 'List cases'],
    input: object({ ...paging, step: optional(step) }),
    output: page(caseRow),
  }),
  read({
    name: 'cases.case',
    say: ['查看办理', 'Read a case'],
    audited: true,
    input: object(inCase),
    output: caseView,
  }),
  read({
    name: 'cases.history',
    say: ['办理经过', 'History of a case'],
    audited: true,
    input: object({ ...inCase, ...paging }),
    output: page(
      object({
        factId: id('fac'),
        type: text(60),
        at: instant,
        principal: text(20),
        person: text(80, 0),
        organisation: text(120, 0),
        logged: yes,
      }),
    ),
  }),

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
    bodyLimit: 12_000_000,
    input: object({ ...inCase, kind: documentKind, content: file(8_000_000) }),
    output: object({ documentId: id('doc'), mediaType: text(60), bytes: count() }),
  }),
  read({
    name: 'applications.document',
    say: ['查看资料', 'Read a document'],
    audited: true,
    input: object({ ...inCase, kind: documentKind }),
    output: object({ mediaType: text(60), content: Type.String() }),
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
    input: object({ ...inCase, purpose: text(200) }),
    output: object({ fields: Type.Partial(Type.Record(sealedField, Type.String())) }),
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

  command({
    name: 'needs.record',
    say: ['填写需求', 'Record needs'],
    audited: true,
    input: object({ ...inCase, needs }),
    output: recommendation,
  }),

  command({
    name: 'offers.request',
    say: ['向服务商询价', 'Ask providers for offers'],
    audited: true,
    input: object({ ...inCase, providerIds: list(id('org'), 10) }),
    output: done,
  }),
  command({
    name: 'offers.make',
    say: ['报价', 'Make an offer'],
    audited: true,
    input: object({ ...inCase, modelCode: text(40), terminalKind, terms, serviceLevel, validUntil: instant }),
    output: object({ offerId: id('off') }),
  }),
  command({
    name: 'offers.decline',
    say: ['不报价', 'Decline to offer'],
    audited: true,
    input: object(inCase),
    output: done,
  }),
  read({
    name: 'offers.compare',
    say: ['比较报价', 'Compare offers'],
    audited: true,
    input: object({ ...inCase, months: optional(whole(1, 60)) }),
    output: object({ items: list(object({ offer, provider: text(120, 0), quote })) }),
  }),
  command({
    name: 'offers.choose',
    say: ['选定服务商', 'Choose an offer'],
    audited: true,
    input: object({ ...inCase, offerId: id('off') }),
    output: done,
  }),

  command({
    name: 'visits.propose',
    say: ['预约上门', 'Propose a visit'],
    audited: true,
    input: object({
      ...inCase,
      kind: oneOf(['survey', 'install']),
      technicianId: id('per'),
      startsAt: instant,
      endsAt: instant,
    }),
    output: object({ visitId: id('vis') }),
  }),
  command({
    name: 'visits.confirm',
    say: ['确认上门时间', 'Confirm a visit'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: done,
  }),
  command({
    name: 'visits.decline',
    say: ['改约', 'Decline a visit time'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: done,
  }),
  read({
    name: 'visits.day',
    say: ['我的上门任务', 'My visits'],
    input: object({ from: optional(instant), until: optional(instant) }),
    output: object({
      items: list(
        object({
          ...inCase,
          visit,
          step,
          shopName: text(60, 0),
          regionCode: text(6, 0),
          addressMasked: text(200, 0),
          provider: text(120, 0),
        }),
      ),
    }),
  }),
  read({
    name: 'visits.address',
    say: ['查看上门地址', 'Address of a visit'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: object({ address: text(200, 0), contactMasked: text(30, 0) }),
  }),
  read({
    name: 'visits.door-check',
    say: ['门口核验', 'Door check'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis') }),
    output: object({
      technician: text(80, 0),
      badgeNo: nullable(text(40)),
      provider: text(120, 0),
      filingNo: nullable(text(40)),
      /** Merchants read this aloud only after the technician has shown theirs; technicians see only their own. */
      technicianCode: text(6),
      merchantCode: nullable(text(6)),
    }),
  }),
  command({
    name: 'visits.arrive',
    say: ['到店核验', 'Arrive at the door'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis'), merchantCode: Type.String({ pattern: '^[0-9]{6}$' }) }),
    output: done,
  }),
  command({
    name: 'surveys.record',
    say: ['提交勘查', 'Record the survey'],
    audited: true,
    input: object({ ...inCase, visitId: id('vis'), ...surveyFacts }),
    output: done,
  }),

  command({
    name: 'proposals.draft',
    say: ['提出方案', 'Draft a proposal'],
    audited: true,
    input: object({ ...inCase, ...proposalContent }),
    output: object({ version: count() }),
  }),
  command({
    name: 'proposals.ask-change',
    say: ['要求修改方案', 'Ask for a change'],
    audited: true,
    input: object({ ...inCase, version: count(), changeRequest: text(1000) }),
    output: done,
  }),
  command({
    name: 'proposals.accept',
    say: ['接受方案', 'Accept a proposal'],
    audited: true,
    input: object({ ...inCase, version: count() }),
    output: done,
  }),

  read({
    name: 'trainings.lessons',
    say: ['培训课程', 'Lessons'],
    input: object({ ...inCase }),
    output: object({
      lessons: list(
        object({
          lessonId: text(40),
          title: object({ zh: text(100), en: text(200) }),
          body: object({ zh: text(3000), en: text(6000) }),
        }),
      ),
    }),
  }),
  command({
    name: 'trainings.start-quiz',
    say: ['开始测验', 'Start the quiz'],
    audited: true,
    input: object({ ...inCase, trainee: text(60) }),
    output: object({
      quizId: id('quz'),
      questions: list(
        object({
          questionId: text(40),
          ask: object({ zh: text(500), en: text(1000) }),
          choices: list(object({ zh: text(300), en: text(600) })),
        }),
      ),
    }),
  }),
  command({
    name: 'trainings.submit-quiz',
    say: ['提交测验', 'Submit the quiz'],
    audited: true,
    input: object({
      ...inCase,
      quizId: id('quz'),
      answers: list(object({ questionId: text(40), choice: whole(0, 9) }), 30),
    }),
    output: object({ score: count(100), passed: yes, wrong: list(text(40)) }),
  }),

  command({
    name: 'go-live.confirm',
    say: ['商户验收', 'Merchant confirms the installation'],
    audited: true,
    input: object({ ...inCase, extraFeeAsked: yes, satisfied: yes }),
    output: done,
  }),
  command({
    name: 'go-live.activate',
    say: ['开通上线', 'Go live'],
    audited: true,
    input: object(inCase),
    output: object({ liveAt: instant }),
  }),
] as const
