import type { Case, Needs, Proposal, ServiceLevel, Survey } from '#provision/case.ts'
import { decide, type Fact, type Move } from '#provision/decide.ts'
import type { Evidence, TestCard } from '#provision/gate.ts'
import { evolve, type StampedFact } from '#provision/evolve.ts'
import { drawQuiz } from '#provision/quiz.ts'
import type { Terms } from '#fees/schedule.ts'
import { isRefusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/*
 * The room's one example, for given–when–then: a noodle shop that ends up with a terminal.
 * Nobody in it exists.
 */

export const people = {
  merchant: { principal: 'merchant', personId: 'per_owner', organisationId: 'org_noodles' },
  reviewer: { principal: 'reviewer', personId: 'per_first', organisationId: 'org_acquirer' },
  second: { principal: 'reviewer', personId: 'per_second', organisationId: 'org_acquirer' },
  provider: { principal: 'provider', personId: 'per_desk', organisationId: 'org_provider' },
  rival: { principal: 'provider', personId: 'per_rival', organisationId: 'org_rival' },
  technician: { principal: 'technician', personId: 'per_tech', organisationId: 'org_provider' },
  house: { principal: 'house', personId: 'house', organisationId: 'house' },
  stranger: { principal: 'merchant', personId: 'per_stranger', organisationId: 'org_other' },
} as const satisfies Record<string, Omit<Stamp, 'at'>>

export type Who = keyof typeof people

const START = Date.parse('2026-11-02T01:00:00.000Z')
/** The story's clock: one move an hour. */
export const hour = (count: number): string => new Date(START + count * 3_600_000).toISOString()

export const stamp = (who: Who, at = hour(500)): Stamp => ({ ...people[who], at })

export const needs: Needs = {
  tills: 1,
  cardPayments: true,
  qrPayments: true,
  foreignCards: false,
  preAuthorisation: false,
  mobile: false,
  printedReceipt: true,
  tillIntegration: false,
  network: 'wifi',
  settlement: 'T1',
  profile: { mix: [{ product: 'debit', countPerYear: 9000, averageFen: 3200 }], merchantClass: 'standard' },
}

export const terms: Terms = {
  rows: [
    { product: 'debit', ratePpm: 5000, capFen: 2000, fromMonth: 0 },
    { product: 'credit', ratePpm: 6000, fromMonth: 0 },
    { product: 'qr-wallet', ratePpm: 3800, fromMonth: 0, untilMonth: 12 },
    { product: 'qr-wallet', ratePpm: 4200, fromMonth: 12 },
  ],
  settlement: 'T1',
  d0FixedFen: 0,
  d0Ppm: 0,
  insurancePpm: 0,
  sim: { feeFen: 3600, intervalMonths: 12, freeMonths: 12 },
  membershipFenPerYear: 0,
  minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
  deposit: { amountFen: 9900, refundVolumeFen: 5_000_000, refundWithinMonths: 6 },
  devicePriceFen: 0,
  termMonths: 24,
  exitFeeFen: 10_000,
}

export const serviceLevel: ServiceLevel = {
  answerMinutes: 30,
  onSiteHours: 24,
  spareUnit: true,
  maintenancePerYear: 2,
}

export const offer = {
  offerId: 'off_1',
  modelCode: 'DEMO-S1',
  terminalKind: 'smart-pos',
  terms,
  serviceLevel,
  validUntil: hour(720),
} as const

export const survey: Survey = {
  visitId: 'vis_survey',
  signboardMatches: true,
  operating: true,
  counterPosition: 'left of the entrance',
  powerOutlet: true,
  earthed: true,
  network: 'wifi',
  signalDbm: -85,
  keypadOutOfCameraView: true,
  otherTerminals: 0,
  place: 'val_0000000000000000000000000000b001',
  accuracyMetres: 12,
  note: '',
}

export const proposal: Omit<Proposal, 'version' | 'changeRequest'> = {
  modelCode: 'DEMO-S1',
  terminalKind: 'smart-pos',
  quantity: 1,
  position: 'left of the entrance, screen to the wall',
  dataLine: 'wifi',
  terms,
  serviceLevel,
}

export const digest = 'a'.repeat(64)

const agreement = { agreementId: 'agr_1', source: 'provider-text', proposalVersion: 1, digest } as const
const trap = {
  ...({ findingId: 'f1', rule: 'T01', risk: 'fees', severity: 'high', start: 10, end: 42 } as const),
  quoteDigest: 'c'.repeat(64),
}

const quiz = { quizId: 'quz_1', seed: 20261102, trainee: 'vault_trainee' }
export const rightAnswers = (seed: number) =>
  drawQuiz(seed).map(({ questionId, right }) => ({ questionId, choice: right }))

const device = { deviceId: 'dev_1' }
const binding = { terminalNo: '10000001', merchantNo: '102581058120001' }
const testedAs = {
  ...{ ...device, visitId: 'vis_install', suite: { name: 'acceptance', version: 2 } },
  cardDigest: 'd'.repeat(64),
}
/** The story's terminal is bound with its thirty-first move. */
const testCard: TestCard = {
  ...{ runId: 'run_1', digest: testedAs.cardDigest, ...device, visitId: 'vis_install' },
  ...{ boundAt: hour(31), sameSerial: true },
}
export const evidence: Evidence = {
  ...{ ...device, certificatesValid: true, suspect: false, reported: true, alarms: 0, openP1Tickets: 0 },
  selfProof: { required: false, provedAt: null },
  testCard,
}

const document = (documentId: string) => ({
  documentId,
  mediaType: 'image/jpeg',
  bytes: 1000,
  sha256: digest,
})

/** Who does what, in order: the whole journey without a detour. */
export const story: readonly (readonly [Who, Move])[] = [
  [
    'merchant',
    {
      type: 'save-draft',
      shop: {
        merchantType: 'individual',
        shopName: 'Demo Noodles',
        registeredName: 'Demo Noodles',
        uscc: '92440300MADEM00X1N',
        regionCode: '440300',
        businessKind: 'restaurant',
        fixedPremises: false,
        settlementKind: 'personal',
        settlementBank: 'Demo Bank',
      },
      sealed: {
        legalPersonName: 'vault_1',
        legalPersonIdNo: 'vault_2',
        contactPhone: 'vault_3',
        premisesAddress: 'vault_4',
        settlementAccountName: 'vault_5',
        settlementAccountNo: 'vault_6',
      },
    },
  ],
  ['merchant', { type: 'attach-document', kind: 'business-licence', ...document('doc_1') }],
  ['merchant', { type: 'attach-document', kind: 'id-front', ...document('doc_2') }],
  ['merchant', { type: 'attach-document', kind: 'id-back', ...document('doc_3') }],
  ['merchant', { type: 'attach-document', kind: 'account-proof', ...document('doc_4') }],
  ['merchant', { type: 'submit-application' }],
  ['reviewer', { type: 'claim-review' }],
  ['reviewer', { type: 'reveal-dossier', purpose: 'first review' }],
  ['reviewer', { type: 'recommend-approval', mccCode: '5812', riskLevel: 'low' }],
  ['second', { type: 'approve-application' }],
  ['merchant', { type: 'record-needs', needs }],
  ['merchant', { type: 'request-offers', providerIds: ['org_provider', 'org_rival'] }],
  ['provider', { type: 'make-offer', ...offer }],
  ['rival', { type: 'make-offer', ...offer, offerId: 'off_2' }],
  ['merchant', { type: 'choose-offer', offerId: 'off_1' }],
  [
    'provider',
    {
      type: 'propose-visit',
      visitId: 'vis_survey',
      kind: 'survey',
      technicianId: 'per_tech',
      startsAt: hour(17),
      endsAt: hour(20),
    },
  ],
  ['merchant', { type: 'confirm-visit', visitId: 'vis_survey' }],
  ['technician', { type: 'arrive-visit', visitId: 'vis_survey', doorCheckPassed: true }],
  ['technician', { type: 'record-survey', ...survey }],
  ['provider', { type: 'draft-proposal', ...proposal }],
  ['merchant', { type: 'accept-proposal', version: 1 }],
  ['provider', { type: 'attach-agreement', ...agreement, findings: [trap], mismatches: [], negotiated: [] }],
  ['merchant', { type: 'accept-finding', findingId: 'f1', digest }],
  ['merchant', { type: 'sign-agreement', digest, method: 'sms-code' }],
  ['second', { type: 'countersign-agreement', digest, method: 'session' }],
  ['reviewer', { type: 'reserve-device', ...device }],
  [
    'provider',
    {
      type: 'propose-visit',
      visitId: 'vis_install',
      kind: 'install',
      technicianId: 'per_tech',
      startsAt: hour(28),
      endsAt: hour(60),
    },
  ],
  ['merchant', { type: 'confirm-visit', visitId: 'vis_install' }],
  ['technician', { type: 'arrive-visit', visitId: 'vis_install', doorCheckPassed: true }],
  ['merchant', { type: 'accept-device', ...device }],
  ['technician', { type: 'bind-device', ...device, visitId: 'vis_install', ...binding }],
  ['technician', { type: 'open-function-test', runId: 'run_1', suite: testedAs.suite }],
  [
    'house',
    {
      ...{ type: 'record-function-test', runId: 'run_1', openedAt: hour(32), ...binding },
      ...{ passed: true, ...testedAs },
    },
  ],
  ['merchant', { type: 'start-quiz', ...quiz }],
  ['merchant', { type: 'submit-quiz', ...quiz, answers: rightAnswers(quiz.seed) }],
  ['merchant', { type: 'confirm-installation', extraFeeAsked: false, satisfied: true }],
  ['reviewer', { type: 'activate-terminal', evidence }],
]

const ids = { caseId: 'cas_1', merchantId: 'org_noodles', acquirerId: 'org_acquirer' }
export const opened: StampedFact = { type: 'case-opened', ...ids, stamp: stamp('merchant', hour(0)) }

export const replay = (facts: readonly StampedFact[]): Case => {
  const state = facts.reduce<Case | null>(evolve, null)
  if (state === null) throw new Error('no facts, no case')
  return state
}

/** The case after one more move; a refusal here is a broken test. */
export const after = (state: Case, who: Who, move: Move, at?: string): Case => {
  const answer = decide(state, move, stamp(who, at))
  if (isRefusal(answer))
    throw new Error(`${move.type} refused: ${answer.rule} ${JSON.stringify(answer.params)}`)
  return answer.reduce((next: Case, fact: Fact) => evolve(next, { ...fact, stamp: stamp(who, at) }), state)
}

/** The story up to and including the last move of this type. */
export const given = (until: Move['type']): Case => {
  const end = story.findLastIndex(([, { type }]) => type === until)
  if (end === -1) throw new Error(`the story has no ${until}`)
  return story
    .slice(0, end + 1)
    .reduce((state, [who, move], place) => after(state, who, move, hour(place + 1)), replay([opened]))
}

/** The story's own move of a type, changed where a test needs it. */
export const move = <T extends Move['type']>(
  type: T,
  change: Partial<Extract<Move, { readonly type: T }>> = {},
): Extract<Move, { readonly type: T }> => {
  const found = story.map(([, each]) => each).findLast((each) => each.type === type)
  if (found === undefined) throw new Error(`the story has no ${type}`)
  return { ...found, ...change } as Extract<Move, { readonly type: T }>
}

/** What a move is answered with: the names of its facts, or the rule that refused it. */
export const answer = (state: Case, who: Who, wish: Move, at?: string): string => {
  const decided = decide(state, wish, stamp(who, at))
  return isRefusal(decided) ? decided.rule : decided.map(({ type }) => type).join(' ')
}
