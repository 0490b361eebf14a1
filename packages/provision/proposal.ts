import type { Case, Proposal, Survey } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { dearerTerm, weakerService } from '#provision/dearer.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'

type Content = Omit<Proposal, 'version' | 'changeRequest'>

export type ProposalMove =
  | ({ readonly type: 'draft-proposal' } & Content)
  | { readonly type: 'ask-change'; readonly version: number; readonly changeRequest: string }
  | { readonly type: 'accept-proposal'; readonly version: number }

export type ProposalFact =
  | ({ readonly type: 'proposal-drafted'; readonly version: number } & Content)
  | { readonly type: 'change-asked'; readonly version: number; readonly changeRequest: string }
  | { readonly type: 'proposal-accepted'; readonly version: number }

/** Below this a 4G terminal drops out in mid-payment (RSRP, dBm). */
const WEAKEST_SIGNAL_DBM = -110

const lineFound = (
  { network, signalDbm }: Survey,
  { dataLine, terminalKind }: Pick<Proposal, 'dataLine' | 'terminalKind'>,
): boolean => {
  if (dataLine === 'none') return terminalKind === 'qr-plate'
  return dataLine === 'cellular' ? signalDbm >= WEAKEST_SIGNAL_DBM : dataLine === network
}

/** A proposal is built from what the technician found and from what the merchant was offered. */
const unfounded = (state: Case, proposal: Content): Refusal | null => {
  const { survey, chosenOfferId } = state
  const offer = state.offers.find(({ offerId }) => offerId === chosenOfferId)
  if (survey === null || offer === undefined) return refuse('PROP-1')
  if (!survey.operating || !survey.signboardMatches) return refuse('PROP-2')
  if (!lineFound(survey, proposal))
    return refuse(
      'PROP-3',
      { dataLine: proposal.dataLine, network: survey.network, signalDbm: survey.signalDbm },
      'dataLine',
    )
  const dearer = dearerTerm(proposal.terms, offer.terms)
  if (dearer !== null) return refuse('PROP-4', { term: dearer }, 'terms')
  const weaker = weakerService(proposal.serviceLevel, offer.serviceLevel)
  return weaker === null ? null : refuse('PROP-5', { term: weaker }, 'serviceLevel')
}

const contentOf = (from: Content): Content => ({
  modelCode: from.modelCode,
  terminalKind: from.terminalKind,
  quantity: from.quantity,
  position: from.position,
  dataLine: from.dataLine,
  terms: from.terms,
  serviceLevel: from.serviceLevel,
})

const signed = ({ agreement }: Case): Refusal | null =>
  agreement !== null && agreement.merchantSignature !== null ? refuse('PROP-7') : null

/** Only the newest version is on the table. */
const newest = ({ proposals }: Case, version: number): Proposal | Refusal => {
  const last = proposals.at(-1)
  return last?.version === version ? last : refuse('PROP-6', { version }, 'version')
}

export const proposalDecisions: Decisions<ProposalMove, ProposalFact> = {
  'draft-proposal': (state, proposal) =>
    signed(state) ??
    (state.acceptedProposal === null ? null : refuse('PROP-8', { version: state.acceptedProposal })) ??
    unfounded(state, proposal) ?? [
      { type: 'proposal-drafted', version: state.proposals.length + 1, ...contentOf(proposal) },
    ],

  'ask-change': (state, { version, changeRequest }) => {
    const proposal = newest(state, version)
    if (isRefusal(proposal)) return proposal
    if (changeRequest.trim() === '') return refuse('PROP-9', {}, 'changeRequest')
    return signed(state) ?? [{ type: 'change-asked', version, changeRequest }]
  },

  'accept-proposal': (state, { version }) => {
    const proposal = newest(state, version)
    if (isRefusal(proposal)) return proposal
    if (proposal.changeRequest !== null) return refuse('PROP-10', { version }, 'version')
    return signed(state) ?? unfounded(state, proposal) ?? [{ type: 'proposal-accepted', version }]
  },
}

export const proposalChanges: Changes<ProposalFact> = {
  'proposal-drafted': (state, fact) => ({
    ...state,
    proposals: [...state.proposals, { version: fact.version, ...contentOf(fact), changeRequest: null }],
  }),
  /** An accepted proposal comes back on the table, and a text written from it falls. */
  'change-asked': (state, { version, changeRequest }) => ({
    ...state,
    proposals: state.proposals.map((each) => (each.version === version ? { ...each, changeRequest } : each)),
    acceptedProposal: null,
    agreement: null,
  }),
  'proposal-accepted': (state, { version }) => ({ ...state, acceptedProposal: version }),
}
