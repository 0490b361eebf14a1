import type { Case } from '#provision/case.ts'
import { type Station, type Step, steps } from '#provision/step.ts'

/** When each step counts as done. The case's step is the first that is not: it is never set by hand. */
const done: Readonly<Record<Station, (state: Case) => boolean>> = {
  application: ({ application, review }) =>
    application.status === 'submitted' ||
    application.status === 'approved' ||
    review.appeal?.decision === null,
  review: ({ application }) => application.status === 'approved',
  needs: ({ recommendation }) => recommendation !== null,
  offers: ({ chosenOfferId }) => chosenOfferId !== null,
  survey: ({ survey }) => survey !== null,
  proposal: ({ acceptedProposal }) => acceptedProposal !== null,
  agreement: ({ agreement }) => agreement !== null && agreement.acquirerSignature !== null,
  install: ({ install }) => install !== null && install.boundAt !== null,
  'function-test': ({ functionTest }) => functionTest?.passed === true,
  training: ({ training }) => training?.passed === true,
  'go-live': ({ liveAt }) => liveAt !== null,
  support: () => false,
}

/** Where the case stands, read off its state. */
export const stepOf = (state: Case): Step =>
  state.withdrawnAt === undefined ? stationOf(state) : 'withdrawn'

const stationOf = (state: Case): Station => steps.find(({ step }) => !done[step](state))?.step ?? 'support'
