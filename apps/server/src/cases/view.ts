import type { OutputOf } from '#api/calls.ts'
import type { Case } from '#provision/case.ts'
import { requiredDocuments } from '#provision/document-matrix.ts'
import { gate } from '#provision/gate.ts'
import { isCompeting } from '#provision/offer.ts'
import { isOutside } from '#provision/party.ts'
import { stepFromOutside } from '#provision/step.ts'
import { changeStanding } from '#provision/agreement-change.ts'
import { openQuestions, owed } from '#provision/talk.ts'
import type { Principal } from '#ground/stamp.ts'
import { type Datum, declared } from '#vault/datum.ts'
import type { Errand } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { db } from '../house/tables.ts'
import type { StoredCase } from './case.ts'
import type { EvidenceOf } from './evidence.ts'
import { gone } from '../house/opened.ts'
import { maskedFields, masksOf, openTexts, placeOf } from './sealed.ts'
import { openTrainee } from './trainee.ts'

const isReader = (datum: Datum, principal: Principal) => declared(datum).readers.includes(principal)

type View = OutputOf<'cases.case'>
type Look = NonNullable<NonNullable<View['application']>['documents']['id-front']>['look']
type Words = (reference: string) => string

/** References of everything typed freely that a case shows. */
const typed = ({ review, survey, proposals, corrections = [] }: Case): string[] => [
  review.rejection?.remedy ?? '',
  review.appeal?.statement ?? '',
  review.appeal?.decision?.note ?? '',
  survey?.place ?? '',
  survey?.note ?? '',
  ...proposals.map(({ changeRequest }) => changeRequest ?? ''),
  ...corrections.flatMap(({ reason, decision }) => [reason, decision?.note ?? '']),
]

const nowhere = { latitudeE6: null, longitudeE6: null }

const surveyView = ({ survey }: Case, words: Words): View['survey'] => {
  // Where it stood is part of what a survey is: sealed off or destroyed, there is none to show.
  if (!survey || words(survey.place) === gone) return null
  const { place, note, ...rest } = survey
  return { ...rest, ...(placeOf(words(place)) ?? nowhere), note: words(note) }
}

/** Papers with what the house's look for forbidden pictures came to. */
const withLooks = async (errand: Errand, { documents }: Case['application']) => {
  const kinds = Object.keys(documents) as (keyof typeof documents)[]
  const ids = kinds.flatMap((kind) => documents[kind]?.documentId ?? [])
  const rows =
    ids.length === 0
      ? []
      : await errand.run(
          db.selectFrom('documents').select(['document_id', 'look']).where('document_id', 'in', ids),
        )
  const looks = new Map(rows.map(({ document_id, look }) => [document_id, look as Look]))
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const card = documents[kind]
      return card ? [[kind, { ...card, look: looks.get(card.documentId) ?? 'not-read' }]] : []
    }),
  )
}

const applicationView = async (
  errand: Errand,
  { application }: Case,
  isClosed: boolean,
): Promise<View['application']> => {
  const { principal } = errand.actor
  // Only the merchant who typed them and the acquirer who examines them see even the masks (S4 art. 23).
  const mayMasked = principal === 'merchant' || principal === 'reviewer'
  const { merchantType, shopName, regionCode } = application.shop
  return {
    status: application.status,
    round: application.round,
    shop: isClosed
      ? {
          ...(shopName === undefined ? {} : { shopName }),
          ...(regionCode === undefined ? {} : { regionCode }),
        }
      : application.shop,
    masked: mayMasked ? await maskedFields(errand, application.sealed) : {},
    problems: mayMasked ? (application.problems as Record<string, string>) : {},
    documents: mayMasked ? await withLooks(errand, application) : {},
    required: merchantType && !isClosed ? [...requiredDocuments(merchantType, application.shop)] : [],
  }
}

const reviewView = ({ review }: Case, personId: string, words: Words): View['review'] => ({
  claimedBy: review.claimedBy,
  claimedByMe: review.claimedBy === personId,
  recommendation: review.recommendation && {
    ...review.recommendation,
    byMe: review.recommendation.by === personId,
  },
  rejection: review.rejection && {
    code: review.rejection.code,
    field: review.rejection.field,
    remedy: words(review.rejection.remedy),
    deadline: review.rejection.deadline,
    at: review.rejection.at,
  },
  appeal: review.appeal && {
    statement: words(review.appeal.statement),
    at: review.appeal.at,
    decision: review.appeal.decision && {
      upheld: review.appeal.decision.upheld,
      note: words(review.appeal.decision.note),
      at: review.appeal.decision.at,
    },
  },
})

const correctionsView = async (
  errand: Errand,
  { corrections = [] }: Case,
  words: Words,
): Promise<View['corrections']> => {
  const { principal } = errand.actor
  if (principal !== 'merchant' && principal !== 'reviewer') return []
  const masks = await masksOf(
    errand,
    corrections.map(({ value }) => value),
  )
  return corrections.map(({ correctionId, field, value, reason, at, decision }) => ({
    correctionId,
    field,
    masked: masks.get(value)?.masked ?? '',
    reason: words(reason),
    at,
    decision: decision && { accepted: decision.accepted, note: words(decision.note), at: decision.at },
  }))
}

const signatureView = (signature: { method: string; at: string; digest: string } | null) =>
  signature && { method: signature.method, at: signature.at, digest: signature.digest }

export const agreementView = ({ agreement }: Case): View['agreement'] =>
  agreement && {
    agreementId: agreement.agreementId,
    version: agreement.version,
    source: agreement.source,
    proposalVersion: agreement.proposalVersion,
    digest: agreement.digest,
    ...(agreement.sealedDigest === undefined ? {} : { sealedDigest: agreement.sealedDigest }),
    findings: agreement.findings.map(({ findingId, rule, risk, severity, start, end, answer }) => ({
      findingId,
      rule,
      risk,
      severity,
      start,
      end,
      answer,
    })),
    merchantSignature: signatureView(agreement.merchantSignature),
    acquirerSignature: signatureView(agreement.acquirerSignature),
  }

/** What is open beside the text, counted; a change the acquirer has not given notice of is not the merchant's yet. */
const talkView = (state: Case, at: string, principal: Principal): View['talk'] => {
  const { negotiated = [], promises = [], changes = [] } = state
  const open = openQuestions(state)
  const turn = open[0] ? owed(open[0]) : null
  const change = changes.findLast(({ noticedAt }) => noticedAt !== null || principal !== 'merchant')
  return {
    openQuestions: open.length,
    owes: turn?.by ?? null,
    since: turn?.since ?? null,
    termsOffered: negotiated.filter(({ status }) => status === 'offered').length,
    promisesRequested: promises.filter(({ status }) => status === 'requested').length,
    change: change
      ? {
          standing: changeStanding(change, at),
          effectiveAt: change.effectiveAt,
          answered: change.answer !== null,
        }
      : null,
  }
}

/**
 * What of a case its reader may see. Other providers' offers are never a provider's business; one that was not chosen sees
 * what an offer needs while it may still be chosen, and afterwards its own offer alone.
 */
export const caseView = async (errand: Errand, stored: StoredCase, evidenceOf: EvidenceOf): Promise<View> => {
  const { state } = stored
  const { principal, organisationId, personId } = errand.actor
  const rival = principal === 'provider'
  const outside = isOutside(state, errand.actor)
  const isClosed = outside && !isCompeting(state, organisationId)
  const requests = rival
    ? state.requests.filter((request) => request.providerId === organisationId)
    : state.requests
  const names = await organisationNames(errand, [
    state.merchantId,
    state.acquirerId,
    outside ? '' : (state.providerId ?? ''),
    ...requests.map((request) => request.providerId),
  ])
  const named = (id: string) => ({ organisationId: id, name: names.get(id) ?? '' })
  const people = await namesOf(errand, outside ? [] : state.visits.map(({ technicianId }) => technicianId))
  const words = await openTexts(errand, outside ? [] : typed(state))
  const evidence =
    state.install && !outside ? await evidenceOf(errand, state.caseId, state.install.deviceId) : null
  const trainees =
    state.training && isReader('quizzes.trainee', principal)
      ? await openTrainee(errand, state.training.trainee)
      : ''
  return {
    caseId: state.caseId,
    step: outside ? stepFromOutside(state.step) : state.step,
    merchant: named(state.merchantId),
    acquirer: named(state.acquirerId),
    provider: state.providerId === null || outside ? null : named(state.providerId),
    openedAt: stored.openedAt,
    updatedAt: stored.updatedAt,
    application: await applicationView(errand, state, isClosed),
    review: principal === 'merchant' || principal === 'reviewer' ? reviewView(state, personId, words) : null,
    needs: isClosed
      ? null
      : state.needs && {
          ...state.needs,
          profile: { ...state.needs.profile, mix: [...state.needs.profile.mix] },
        },
    recommendation: isClosed
      ? null
      : state.recommendation && {
          ...state.recommendation,
          because: [...state.recommendation.because],
        },
    requests: requests.map((request) => ({
      ...request,
      provider: names.get(request.providerId) ?? '',
      open: isCompeting(state, request.providerId),
    })),
    offers: (rival ? state.offers.filter((offer) => offer.providerId === organisationId) : state.offers).map(
      (offer) => ({
        ...offer,
        terms: { ...offer.terms, rows: [...offer.terms.rows] },
      }),
    ),
    chosenOfferId: outside ? null : state.chosenOfferId,
    visits: outside
      ? []
      : state.visits.map((each) => ({ ...each, technician: people.get(each.technicianId) ?? '' })),
    survey: outside ? null : surveyView(state, words),
    proposals: outside
      ? []
      : state.proposals.map((each) => ({
          ...each,
          terms: { ...each.terms, rows: [...each.terms.rows] },
          changeRequest: each.changeRequest === null ? null : words(each.changeRequest),
        })),
    acceptedProposal: outside ? null : state.acceptedProposal,
    agreement: outside ? null : agreementView(state),
    install: outside ? null : state.install,
    functionTest:
      outside || state.functionTest === null
        ? null
        : { runId: state.functionTest.runId, passed: state.functionTest.passed, at: state.functionTest.at },
    training: outside ? null : state.training && { ...state.training, trainee: trainees },
    merchantConfirmation: outside ? null : state.merchantConfirmation,
    liveAt: outside ? null : state.liveAt,
    ...(state.handler && !outside ? { handler: { recordedAt: state.handler.at } } : {}),
    withdrawnAt: state.withdrawnAt ?? null,
    corrections: await correctionsView(errand, state, words),
    talk: outside ? null : talkView(state, errand.stamp.at, principal),
    gate: outside
      ? []
      : gate(state, evidence, errand.stamp.at).map((condition) => ({
          ...condition,
          params: { ...condition.params },
        })),
  }
}
