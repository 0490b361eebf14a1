import type { Case, Correction, SealedField } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isWarning } from '#provision/check-field.ts'
import { isSealedField } from '#provision/field.ts'
import { refuse } from '#ground/refusal.ts'

/** A merchant's right to have what is wrong put right (PIPL art. 46), once the form is closed and no longer theirs to edit. */
export type CorrectionMove =
  | {
      readonly type: 'request-correction'
      readonly correctionId: string
      readonly field: SealedField
      /** Vault references, never the words. */
      readonly value: string
      readonly reason: string
      /** What `checkField` said of the value before it was sealed. */
      readonly problem: string | null
    }
  | { readonly type: 'decide-correction'; readonly accepted: boolean; readonly note: string }

export type CorrectionFact =
  | ({ readonly type: 'correction-requested' } & Pick<
      Correction,
      'correctionId' | 'field' | 'value' | 'reason'
    >)
  | {
      readonly type: 'correction-decided'
      readonly correctionId: string
      readonly accepted: boolean
      readonly note: string
    }

const open = ({ corrections = [] }: Case): Correction | undefined =>
  corrections.find(({ decision }) => decision === null)

const editable = ({ application: { status } }: Case): boolean => status === 'draft' || status === 'returned'

export const correctionDecisions: Decisions<CorrectionMove, CorrectionFact> = {
  'request-correction': (state, { correctionId, field, value, reason, problem }) => {
    if (editable(state)) return refuse('CORR-1')
    if (!isSealedField(field) || state.application.sealed[field] === undefined)
      return refuse('CORR-2', {}, 'field')
    if (open(state)) return refuse('CORR-3')
    if (reason.trim() === '') return refuse('CORR-4', {}, 'reason')
    if (problem !== null && !isWarning(problem)) return refuse(problem, { field }, 'value')
    return [{ type: 'correction-requested', correctionId, field, value, reason }]
  },

  'decide-correction': (state, { accepted, note }) => {
    const standing = open(state)
    if (!standing) return refuse('CORR-5')
    if (note.trim() === '') return refuse('CORR-6', {}, 'note')
    return [{ type: 'correction-decided', correctionId: standing.correctionId, accepted, note }]
  },
}

export const correctionChanges: Changes<CorrectionFact> = {
  'correction-requested': (state, { correctionId, field, value, reason }, { at }) => ({
    ...state,
    corrections: [...(state.corrections ?? []), { correctionId, field, value, reason, at, decision: null }],
  }),
  'correction-decided': (state, { correctionId, accepted, note }, { personId: by, at }) => {
    const corrections = (state.corrections ?? []).map((each) =>
      each.correctionId === correctionId ? { ...each, decision: { by, accepted, note, at } } : each,
    )
    const decided = corrections.find((each) => each.correctionId === correctionId)
    if (!accepted || !decided) return { ...state, corrections }
    const { sealed, problems } = state.application
    const { [decided.field]: _mended, ...others } = problems
    return {
      ...state,
      corrections,
      application: {
        ...state.application,
        sealed: { ...sealed, [decided.field]: decided.value },
        problems: others,
      },
    }
  },
}
