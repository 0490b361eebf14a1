import { type AgreementFact, type AgreementMove, agreementDecisions } from '#provision/agreement.ts'
import { type ApplicationFact, type ApplicationMove, applicationDecisions } from '#provision/application.ts'
import { type ChangeFact, type ChangeMove, changeDecisions } from '#provision/agreement-change.ts'
import type { Case } from '#provision/case.ts'
import { type CorrectionFact, type CorrectionMove, correctionDecisions } from '#provision/correction.ts'
import {
  type FunctionTestFact,
  type FunctionTestMove,
  functionTestDecisions,
} from '#provision/function-test.ts'
import { type GoLiveFact, type GoLiveMove, goLiveDecisions } from '#provision/go-live.ts'
import { type HandlerFact, type HandlerMove, handlerDecisions } from '#provision/handler.ts'
import { type InstallFact, type InstallMove, installDecisions } from '#provision/install.ts'
import { type NeedsFact, type NeedsMove, needsDecisions } from '#provision/needs.ts'
import { type OfferFact, type OfferMove, offerDecisions } from '#provision/offer.ts'
import { type TermFact, type TermMove, termDecisions } from '#provision/negotiated-term.ts'
import type { OpenFact } from '#provision/open.ts'
import { checkParty } from '#provision/party.ts'
import { type PromiseFact, type PromiseMove, promiseDecisions } from '#provision/promise-note.ts'
import { type ProposalFact, type ProposalMove, proposalDecisions } from '#provision/proposal.ts'
import { type QuestionFact, type QuestionMove, questionDecisions } from '#provision/question.ts'
import { type ReviewFact, type ReviewMove, reviewDecisions } from '#provision/review.ts'
import type { Decisions } from '#provision/rule.ts'
import { type SurveyFact, type SurveyMove, surveyDecisions } from '#provision/survey.ts'
import { type TrainingFact, type TrainingMove, trainingDecisions } from '#provision/training.ts'
import { type WithdrawFact, type WithdrawMove, withdrawDecisions } from '#provision/withdraw.ts'
import { type VisitFact, type VisitMove, visitDecisions } from '#provision/visit.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** Everything anybody can do to a case. Who and when stand in the stamp, never in the move. */
export type Move =
  | ApplicationMove
  | ReviewMove
  | NeedsMove
  | OfferMove
  | VisitMove
  | SurveyMove
  | ProposalMove
  | AgreementMove
  | QuestionMove
  | TermMove
  | PromiseMove
  | ChangeMove
  | InstallMove
  | HandlerMove
  | FunctionTestMove
  | TrainingMove
  | GoLiveMove
  | CorrectionMove
  | WithdrawMove

/** Everything that can have happened to a case. Bodies hold references, codes and business data only. */
export type Fact =
  | OpenFact
  | ApplicationFact
  | ReviewFact
  | NeedsFact
  | OfferFact
  | VisitFact
  | SurveyFact
  | ProposalFact
  | AgreementFact
  | QuestionFact
  | TermFact
  | PromiseFact
  | ChangeFact
  | InstallFact
  | HandlerFact
  | FunctionTestFact
  | TrainingFact
  | GoLiveFact
  | CorrectionFact
  | WithdrawFact

/** A move without a rule does not compile. */
const decisions: Decisions<Move, Fact> = {
  ...applicationDecisions,
  ...reviewDecisions,
  ...needsDecisions,
  ...offerDecisions,
  ...visitDecisions,
  ...surveyDecisions,
  ...proposalDecisions,
  ...agreementDecisions,
  ...questionDecisions,
  ...termDecisions,
  ...promiseDecisions,
  ...changeDecisions,
  ...installDecisions,
  ...handlerDecisions,
  ...functionTestDecisions,
  ...trainingDecisions,
  ...goLiveDecisions,
  ...correctionDecisions,
  ...withdrawDecisions,
}

/**
 * A live terminal's papers rest. Taking it back reopens them; refresher training, visits to the terminal and the
 * acquirer's own look go on, and so do the merchant's rights; what may not be kept goes. Terms change with notice and
 * consent alone.
 */
const goesOnLive: ReadonlySet<Move['type']> = new Set([
  ...(['return-device', 'start-quiz', 'submit-quiz', 'reveal-handler', 'remove-document'] as const),
  ...(['propose-visit', 'confirm-visit', 'decline-visit', 'arrive-visit', 'finish-visit'] as const),
  ...(['request-correction', 'decide-correction', 'withdraw-application'] as const),
  ...(['propose-change', 'endorse-change', 'withdraw-change', 'answer-change', 'apply-change'] as const),
  ...(['sign-change', 'countersign-change'] as const),
  ...(['record-promise', 'drop-promise'] as const),
])

/**
 * What follows from a move: the facts to record, or the rule that forbids it. Pure: reads no clock and
 * changes nothing; `evolve` applies the facts.
 */
export const decide = (state: Case, move: Move, stamp: Stamp): Fact[] | Refusal => {
  const stranger = checkParty(state, move.type, stamp)
  if (stranger) return stranger
  if (state.withdrawnAt !== undefined) return refuse('CASE-4')
  if (state.liveAt !== null && !goesOnLive.has(move.type)) return refuse('CASE-3', { move: move.type })
  // The table pairs each name with its own move; TypeScript cannot follow that pairing through an index.
  const rule = decisions[move.type] as (state: Case, move: Move, stamp: Stamp) => Fact[] | Refusal
  return rule(state, move, stamp)
}
