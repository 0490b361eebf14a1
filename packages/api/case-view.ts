import { proposalContent } from '#api/proposals.ts'
import Type from 'typebox'
import { agreementView } from '#api/agreements.ts'
import { changeStanding } from '#api/changes.ts'
import { step } from '#api/in-case.ts'
import { documentKind, rejectionCode, sealedField, shop } from '#api/applications.ts'
import { needs, recommendation } from '#api/offers.ts'
import { surveyFacts, visit } from '#api/visits.ts'
import {
  count,
  id,
  instant,
  list,
  nullable,
  object,
  oneOf,
  optional,
  sha256,
  text,
  yes,
} from '#api/schema.ts'
import { offer } from '#api/terms.ts'

/** One open or met condition of the go-live gate. */
export const condition = object({
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
          object({
            documentId: id('doc'),
            mediaType: text(60),
            bytes: count(),
            sha256,
            /** Has the house looked for what nobody may keep? `not-read`: it could not, so a person looks. */
            look: oneOf(['waiting', 'clear', 'not-read']),
          }),
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
      /** May this provider still be chosen, so that it may make or change its offer? */
      open: yes,
    }),
  ),
  offers: list(offer),
  chosenOfferId: nullable(text(40)),
  visits: list(visit),
  survey: nullable(
    object({
      visitId: id('vis'),
      ...surveyFacts,
      /** Null for who supervises, and once it was erased. */
      latitudeE6: nullable(surveyFacts.latitudeE6),
      longitudeE6: nullable(surveyFacts.longitudeE6),
    }),
  ),
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
  /** Who took the terminal over is recorded, and opens only at the acquirer. */
  handler: optional(object({ recordedAt: instant })),
  /** The trainee's name is empty for those it is none of their business. */
  training: nullable(
    object({ quizId: id('quz'), score: count(100), passed: yes, trainee: text(60, 0), at: instant }),
  ),
  merchantConfirmation: nullable(object({ extraFeeAsked: yes, satisfied: yes, at: instant })),
  liveAt: nullable(instant),
  /** The merchant gave it up, with a request for deletion: nobody moves it any more. */
  withdrawnAt: nullable(instant),
  /** Corrections asked for after the form was closed (PIPL art. 46); the value masked. Merchant and reviewer only. */
  corrections: list(
    object({
      correctionId: id('cor'),
      field: sealedField,
      masked: Type.String(),
      reason: Type.String(),
      at: instant,
      decision: nullable(object({ accepted: yes, note: Type.String(), at: instant })),
    }),
  ),
  /** What is open beside the agreement's text; null for who has no part in it. */
  talk: nullable(
    object({
      openQuestions: count(),
      /** Of the oldest open question: who owes the next word, and since when. */
      owes: nullable(oneOf(['merchant', 'other-side'])),
      since: nullable(instant),
      /** Terms the merchant has not answered, and promises wanted in writing. */
      termsOffered: count(),
      promisesRequested: count(),
      /** The newest change of the signed agreement. */
      change: nullable(object({ standing: changeStanding, effectiveAt: instant, answered: yes })),
    }),
  ),
  gate: list(condition),
})
