import { type Refusal, refuse } from '#ground/refusal.ts'

/** A document that cannot be read: `code` is the rule id of its `refusal` (TEXT-1 …). */
export type Unreadable = Error & { readonly code: string; readonly refusal: Refusal }

export const unreadable = (rule: string, params: Refusal['params'] = {}): Unreadable =>
  Object.assign(new Error(rule), { code: rule, refusal: refuse(rule, params) })

/** True for what the readers of documents throw on purpose. */
export const isUnreadable = (error: unknown): error is Unreadable =>
  error instanceof Error &&
  'refusal' in error &&
  String((error as { code?: unknown }).code).startsWith('TEXT-')
