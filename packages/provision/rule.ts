import type { Case } from '#provision/case.ts'
import type { Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type Typed = { readonly type: string }

/** A subject's rules: for every move it knows, the facts that follow, or the refusal. */
export type Decisions<Move extends Typed, Fact> = {
  readonly [T in Move['type']]: (
    state: Case,
    move: Extract<Move, { readonly type: T }>,
    stamp: Stamp,
  ) => Fact[] | Refusal
}

/** A subject's memory: for every fact it records, what the case looks like afterwards. Never refuses. */
export type Changes<Fact extends Typed> = {
  readonly [T in Fact['type']]: (state: Case, fact: Extract<Fact, { readonly type: T }>, stamp: Stamp) => Case
}
