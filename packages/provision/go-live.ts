import type { Changes, Decisions } from '#provision/rule.ts'
import { type Evidence, gate } from '#provision/gate.ts'
import { refuse } from '#ground/refusal.ts'

type Confirmation = { readonly extraFeeAsked: boolean; readonly satisfied: boolean }

export type GoLiveMove =
  | ({ readonly type: 'confirm-installation' } & Confirmation)
  | { readonly type: 'activate-terminal'; readonly evidence: Evidence }

export type GoLiveFact =
  | ({ readonly type: 'installation-confirmed' } & Confirmation)
  /** Those told before reports and alarms were conditions say nothing of them. */
  | ({ readonly type: 'terminal-activated'; readonly cardDigest?: string } & Omit<
      Evidence,
      'testCard' | 'reported' | 'alarms'
    > &
      Partial<Pick<Evidence, 'reported' | 'alarms'>>)

export const goLiveDecisions: Decisions<GoLiveMove, GoLiveFact> = {
  'confirm-installation': ({ functionTest, training }, { extraFeeAsked, satisfied }) =>
    functionTest?.passed === true && training?.passed === true
      ? [{ type: 'installation-confirmed', extraFeeAsked, satisfied }]
      : refuse('GATE-11'),

  /** Refuses by the first open condition and names them all. The fact keeps the evidence it relied on. */
  'activate-terminal': (state, { evidence }, { at }) => {
    const open = gate(state, evidence, at).filter(({ met }) => !met)
    const [first] = open
    if (first !== undefined)
      return refuse(first.rule, { ...first.params, open: open.map(({ rule }) => rule).join(', ') })
    const { testCard, ...relied } = evidence
    return [
      {
        ...{ type: 'terminal-activated', ...relied },
        ...(testCard === null ? {} : { cardDigest: testCard.digest }),
      },
    ]
  },
}

export const goLiveChanges: Changes<GoLiveFact> = {
  /** With the merchant's word the technician's work is done. */
  'installation-confirmed': (state, { extraFeeAsked, satisfied }, { at }) => ({
    ...state,
    visits: state.visits.map((visit) =>
      visit.kind === 'install' && visit.status === 'arrived' ? { ...visit, status: 'done' } : visit,
    ),
    merchantConfirmation: { extraFeeAsked, satisfied, at },
  }),
  'terminal-activated': (state, _fact, { at }) => ({ ...state, liveAt: at }),
}
