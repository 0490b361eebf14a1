/**
 * A rule's answer "no". Rules return refusals, parsers throw, bugs crash the request.
 * `rule` is an id such as `CUST-3`; its words stand in packages/words/rules.ts in both languages
 * and its statement in the room's README. `params` fill the words: never personal data.
 */
export type Refusal = {
  readonly refused: true
  readonly rule: string
  readonly params: Readonly<Record<string, string | number>>
  /** The input field to mend, where there is one. */
  readonly field?: string
  /** What was written before the refusal stays, e.g. a counted wrong guess. Otherwise a refusal changes nothing. */
  readonly kept?: true
}

export const refuse = (rule: string, params: Refusal['params'] = {}, field?: string): Refusal =>
  field === undefined ? { refused: true, rule, params } : { refused: true, rule, params, field }

export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && (answer as { refused?: unknown }).refused === true

/** A refusal whose own trace must outlive it. */
export const keep = (refusal: Refusal): Refusal => ({ ...refusal, kept: true })
