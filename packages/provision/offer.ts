import type { Case, Offer, OfferRequest } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isBefore } from '#provision/instant.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'

/** An offer as its provider words it; whose it is stands in the stamp. */
type Offered = Omit<Offer, 'providerId'>

export type OfferMove =
  | { readonly type: 'request-offers'; readonly providerIds: readonly string[] }
  | ({ readonly type: 'make-offer' } & Offered)
  | { readonly type: 'decline-offer' }
  | { readonly type: 'choose-offer'; readonly offerId: string }

export type OfferFact =
  | { readonly type: 'offers-requested'; readonly providerIds: readonly string[] }
  | ({ readonly type: 'offer-made' } & Offered)
  | { readonly type: 'offer-declined' }
  | { readonly type: 'offer-chosen'; readonly offerId: string }

const settled = ({ agreement }: Case): Refusal | null =>
  agreement !== null && agreement.merchantSignature !== null ? refuse('OFFR-7') : null

/** May this provider still be chosen? Until the merchant signs or gives up, unless it declined. */
export const isCompeting = (state: Case, providerId: string): boolean =>
  settled(state) === null &&
  state.withdrawnAt === undefined &&
  state.requests.some((request) => request.providerId === providerId && request.answer !== 'declined')

export const offerDecisions: Decisions<OfferMove, OfferFact> = {
  'request-offers': (state, { providerIds }) => {
    if (state.application.status !== 'approved' || state.recommendation === null) return refuse('OFFR-1')
    const asked = new Set(state.requests.map(({ providerId }) => providerId))
    const fresh = [...new Set(providerIds)].filter((providerId) => !asked.has(providerId))
    if (fresh.length === 0) return refuse('OFFR-3', {}, 'providerIds')
    return settled(state) ?? [{ type: 'offers-requested', providerIds: fresh }]
  },

  'make-offer': (state, offer, { organisationId, at }) => {
    if (state.providerId === organisationId) return refuse('OFFR-5')
    if (!isBefore(at, offer.validUntil))
      return refuse('OFFR-4', { validUntil: offer.validUntil }, 'validUntil')
    const { offerId, modelCode, terminalKind, terms, serviceLevel, validUntil } = offer
    return (
      settled(state) ?? [
        { type: 'offer-made', offerId, modelCode, terminalKind, terms, serviceLevel, validUntil },
      ]
    )
  },

  'decline-offer': (state, _move, { organisationId }) =>
    state.providerId === organisationId ? refuse('OFFR-5') : (settled(state) ?? [{ type: 'offer-declined' }]),

  'choose-offer': (state, { offerId }, { at }) => {
    const offer = state.offers.find((each) => each.offerId === offerId)
    if (offer === undefined) return refuse('OFFR-6', {}, 'offerId')
    if (!isBefore(at, offer.validUntil)) return refuse('OFFR-4', { validUntil: offer.validUntil }, 'offerId')
    return settled(state) ?? [{ type: 'offer-chosen', offerId }]
  },
}

const answered = (
  { requests }: Case,
  providerId: string,
  answer: OfferRequest['answer'],
): readonly OfferRequest[] =>
  requests.map((request) => (request.providerId === providerId ? { providerId, answer } : request))

/** What was asked of one provider and promised by it is none of the next one's business. */
const withoutTalk = ({ questions: _q, negotiated: _n, promises: _p, ...rest }: Case): Case => rest

export const offerChanges: Changes<OfferFact> = {
  'offers-requested': (state, { providerIds }) => ({
    ...state,
    requests: [
      ...state.requests,
      ...providerIds.map((providerId): OfferRequest => ({ providerId, answer: 'asked' })),
    ],
  }),

  /** A provider's newer offer replaces its older one. */
  'offer-made': (
    state,
    { offerId, modelCode, terminalKind, terms, serviceLevel, validUntil },
    { organisationId: providerId },
  ) => ({
    ...state,
    requests: answered(state, providerId, 'offered'),
    offers: [
      ...state.offers.filter((offer) => offer.providerId !== providerId),
      { offerId, providerId, modelCode, terminalKind, terms, serviceLevel, validUntil },
    ],
  }),

  'offer-declined': (state, _fact, { organisationId }) => ({
    ...state,
    requests: answered(state, organisationId, 'declined'),
    offers: state.offers.filter(({ providerId }) => providerId !== organisationId),
  }),

  /** Changing one's mind before signing starts over with the other provider: its visit, its proposal, its word. */
  'offer-chosen': (state, { offerId }) => {
    const providerId = state.offers.find((offer) => offer.offerId === offerId)?.providerId ?? null
    const chosen = { ...state, chosenOfferId: offerId, providerId }
    return providerId === state.providerId
      ? chosen
      : {
          ...withoutTalk(chosen),
          visits: [],
          survey: null,
          proposals: [],
          acceptedProposal: null,
          agreement: null,
        }
  },
}
