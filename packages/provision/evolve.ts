import { correctionChanges } from '#provision/correction.ts'
import { withdrawChanges } from '#provision/withdraw.ts'
import { agreementChanges } from '#provision/agreement.ts'
import { changeChanges } from '#provision/agreement-change.ts'
import { applicationChanges } from '#provision/application.ts'
import type { Case } from '#provision/case.ts'
import type { Fact } from '#provision/decide.ts'
import { functionTestChanges } from '#provision/function-test.ts'
import { goLiveChanges } from '#provision/go-live.ts'
import { handlerChanges } from '#provision/handler.ts'
import { installChanges } from '#provision/install.ts'
import { needsChanges } from '#provision/needs.ts'
import { offerChanges } from '#provision/offer.ts'
import { termChanges } from '#provision/negotiated-term.ts'
import { openCase, openChanges } from '#provision/open.ts'
import { stepOf } from '#provision/progress.ts'
import { promiseChanges } from '#provision/promise-note.ts'
import { proposalChanges } from '#provision/proposal.ts'
import { questionChanges } from '#provision/question.ts'
import { reviewChanges } from '#provision/review.ts'
import type { Changes } from '#provision/rule.ts'
import { surveyChanges } from '#provision/survey.ts'
import { trainingChanges } from '#provision/training.ts'
import { visitChanges } from '#provision/visit.ts'
import type { Stamp } from '#ground/stamp.ts'

/** A fact as the store keeps it: what happened, and the corridor's who and when. */
export type StampedFact = Fact & { readonly stamp: Stamp }

const changes: Changes<Fact> = {
  ...openChanges,
  ...applicationChanges,
  ...reviewChanges,
  ...needsChanges,
  ...offerChanges,
  ...visitChanges,
  ...surveyChanges,
  ...proposalChanges,
  ...agreementChanges,
  ...questionChanges,
  ...termChanges,
  ...promiseChanges,
  ...changeChanges,
  ...installChanges,
  ...handlerChanges,
  ...functionTestChanges,
  ...trainingChanges,
  ...goLiveChanges,
  ...correctionChanges,
  ...withdrawChanges,
}

/**
 * The case after a fact. Replaying a case's facts from null gives its stored state, to the last field.
 * Throws when the first fact is not `case-opened`: then the store is broken, not the business.
 */
export const evolve = (state: Case | null, fact: StampedFact): Case => {
  if (state === null) {
    if (fact.type !== 'case-opened') throw new Error(`a case begins with case-opened, not ${fact.type}`)
    return openCase(fact)
  }
  const change = changes[fact.type] as (state: Case, fact: Fact, stamp: Stamp) => Case
  const next = change(state, fact, fact.stamp)
  return { ...next, step: stepOf(next) }
}
