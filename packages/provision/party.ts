import type { Case } from '#provision/case.ts'
import type { Move } from '#provision/decide.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type Party = { readonly rule: string; readonly is: (state: Case, stamp: Stamp) => boolean }

/**
 * Somebody of a provider that was asked for an offer and is not the chosen one, or not any more: what is done and said in
 * the case is not its business.
 */
export const isOutside = (
  { providerId }: Pick<Case, 'providerId'>,
  { principal, organisationId }: Pick<Stamp, 'principal' | 'organisationId'>,
): boolean => principal === 'provider' && organisationId !== providerId

const merchant: Party = {
  rule: 'CASE-1',
  is: ({ merchantId }, { principal, organisationId }) =>
    principal === 'merchant' && organisationId === merchantId,
}

/** Core business (条例 768 art. 22; domain §1.6): done by the acquirer itself, never by provider staff. */
const acquirer: Party = {
  rule: 'REV-1',
  is: ({ acquirerId }, { principal, organisationId }) =>
    principal === 'reviewer' && organisationId === acquirerId,
}

const asked: Party = {
  rule: 'OFFR-2',
  is: ({ requests }, { principal, organisationId }) =>
    principal === 'provider' && requests.some(({ providerId }) => providerId === organisationId),
}

const provider: Party = {
  rule: 'CASE-2',
  is: ({ providerId }, { principal, organisationId }) =>
    principal === 'provider' && organisationId === providerId,
}

const technician: Party = {
  rule: 'VISIT-1',
  is: ({ providerId }, { principal, organisationId }) =>
    principal === 'technician' && organisationId === providerId,
}

const house: Party = { rule: 'TEST-2', is: (_, { principal }) => principal === 'house' }

const looker: Party = { rule: 'OCR-6', is: (_, { principal }) => principal === 'house' }

/** Nobody makes a change take effect by hand: its date does. */
const calendar: Party = { rule: 'AGR-46', is: (_, { principal }) => principal === 'house' }

/** Whose move each move is: the split of duties between merchant, acquirer and provider as one table. */
const parties: Readonly<Record<Move['type'], readonly [Party, ...Party[]]>> = {
  'save-draft': [merchant],
  'attach-document': [merchant],
  'remove-document': [looker],
  'submit-application': [merchant],
  'claim-review': [acquirer],
  'reveal-dossier': [acquirer],
  'recommend-approval': [acquirer],
  'approve-application': [acquirer],
  'reject-application': [acquirer],
  'appeal-rejection': [merchant],
  'decide-appeal': [acquirer],
  'record-needs': [merchant],
  'request-offers': [merchant],
  'make-offer': [asked],
  'decline-offer': [asked],
  'choose-offer': [merchant],
  'propose-visit': [provider],
  'confirm-visit': [merchant],
  'decline-visit': [merchant],
  'arrive-visit': [technician],
  'finish-visit': [technician],
  'record-survey': [technician],
  'draft-proposal': [provider],
  'ask-change': [merchant],
  'accept-proposal': [merchant],
  'attach-agreement': [provider, acquirer],
  'accept-finding': [merchant],
  'refuse-agreement': [merchant],
  'sign-agreement': [merchant],
  'countersign-agreement': [acquirer],
  'ask-question': [merchant],
  'answer-question': [provider, acquirer],
  'judge-answer': [merchant],
  'withdraw-question': [merchant],
  'offer-term': [provider, acquirer],
  'agree-term': [merchant],
  'decline-term': [merchant],
  'record-promise': [merchant],
  'request-term': [merchant],
  'deny-promise': [provider, acquirer],
  'drop-promise': [merchant],
  'propose-change': [provider, acquirer],
  'endorse-change': [acquirer],
  'withdraw-change': [provider, acquirer],
  'answer-change': [merchant],
  'sign-change': [merchant],
  'countersign-change': [acquirer],
  'apply-change': [calendar],
  'reserve-device': [acquirer],
  'post-device': [acquirer],
  'accept-device': [merchant],
  'refuse-device': [merchant],
  'bind-device': [technician],
  // Taken back at the desk by the acquirer, or given out of the shop by two signatures: whoever tells of it first.
  'return-device': [acquirer, technician, merchant],
  'record-handler': [technician],
  'reveal-handler': [acquirer],
  'open-function-test': [technician],
  'record-function-test': [house],
  'start-quiz': [merchant],
  'submit-quiz': [merchant],
  'confirm-installation': [merchant],
  'activate-terminal': [acquirer],
  'request-correction': [merchant],
  'decide-correction': [acquirer],
  // The house, where a deletion is found in the key store and not in a restored database.
  'withdraw-application': [merchant, house],
}

/** Refuses a move that is not this actor's to make. */
export const checkParty = (state: Case, type: Move['type'], stamp: Stamp): Refusal | null =>
  parties[type].some(({ is }) => is(state, stamp)) ? null : refuse(parties[type][0].rule, { move: type })
