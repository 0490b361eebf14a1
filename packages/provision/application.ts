import type {
  Application,
  Case,
  DocumentKind,
  SealedField,
  ShopFields,
  StoredDocument,
} from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { checkField, isWarning } from '#provision/check-field.ts'
import { requiredDocuments, requiredFields } from '#provision/document-matrix.ts'
import { isSealedField, isShopField } from '#provision/field.ts'
import { isBefore } from '#provision/instant.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'

type Field = SealedField | keyof ShopFields
type SealedRefs = Readonly<Partial<Record<SealedField, string>>>

export type ApplicationMove =
  | {
      readonly type: 'save-draft'
      readonly shop?: ShopFields
      /** Vault references, never the values. */
      readonly sealed?: SealedRefs
      /** What `checkField` said of each value before it was sealed; absent or null: nothing wrong. */
      readonly problems?: Readonly<Partial<Record<SealedField, string | null>>>
    }
  | ({ readonly type: 'attach-document'; readonly kind: DocumentKind } & StoredDocument)
  /** The house takes out a picture that shows what nobody may keep; `rule` says what, the picture is gone. */
  | {
      readonly type: 'remove-document'
      readonly kind: DocumentKind
      readonly documentId: string
      readonly rule: string
    }
  | { readonly type: 'submit-application' }

export type ApplicationFact =
  | {
      readonly type: 'draft-saved'
      readonly shop: ShopFields
      readonly sealed: SealedRefs
      /** For every field saved: the rule it breaks, or null when it is now in order. */
      readonly problems: Readonly<Partial<Record<Field, string | null>>>
    }
  | ({ readonly type: 'document-attached'; readonly kind: DocumentKind } & StoredDocument)
  | {
      readonly type: 'document-removed'
      readonly kind: DocumentKind
      readonly documentId: string
      readonly rule: string
    }
  | { readonly type: 'application-submitted' }

const closed = ({ application, review }: Case): Refusal | null =>
  (application.status === 'draft' || application.status === 'returned') && review.appeal?.decision !== null
    ? null
    : refuse('APP-1', { status: application.status })

const late = ({ application, review }: Case, at: string): Refusal | null =>
  application.status === 'returned' && review.rejection !== null && isBefore(review.rejection.deadline, at)
    ? refuse('APP-12', { deadline: review.rejection.deadline })
    : null

const problemsOf = (state: Case, shop: ShopFields, sealed: SealedRefs): Record<string, string | null> => {
  const problems: Record<string, string | null> = {}
  for (const [field, value] of Object.entries(shop))
    if (isShopField(field)) problems[field] = typeof value === 'string' ? checkField(field, value) : null
  for (const field of Object.keys(sealed)) problems[field] = null

  const kindChanged =
    shop.settlementKind !== undefined && shop.settlementKind !== state.application.shop.settlementKind
  // A sealed number cannot be read again here, so its check under the other kind has never been made.
  if (kindChanged && state.application.sealed.settlementAccountNo !== undefined)
    problems['settlementAccountNo'] = sealed.settlementAccountNo === undefined ? 'APP-8' : null
  return problems
}

/** Whose name an account may stand in (公告〔2013〕9号 art. 29). */
const wrongAccountKind = ({ merchantType, settlementKind }: ShopFields): boolean =>
  (merchantType === 'micro' && settlementKind === 'corporate') ||
  (merchantType === 'institution' && settlementKind === 'personal')

/** What the application still lacks before a reviewer may see it. */
export const incomplete = ({ application: { shop, sealed, problems, documents } }: Case): Refusal | null => {
  for (const field of requiredFields(shop.merchantType)) {
    if ((isSealedField(field) ? sealed[field] : shop[field]) === undefined)
      return refuse('APP-10', { field }, field)
    const problem = problems[field]
    if (problem !== undefined && !isWarning(problem)) return refuse(problem, { field }, field)
  }
  if (wrongAccountKind(shop)) return refuse('APP-9', {}, 'settlementKind')

  const paper =
    shop.merchantType &&
    requiredDocuments(shop.merchantType, shop).find((kind) => documents[kind] === undefined)
  return paper === undefined ? null : refuse('APP-11', { document: paper }, paper)
}

export const applicationDecisions: Decisions<ApplicationMove, ApplicationFact> = {
  'save-draft': (state, { shop = {}, sealed = {}, problems = {} }) => {
    const refusal = closed(state)
    if (refusal) return refusal
    const stray =
      Object.keys(shop).find((field) => !isShopField(field)) ??
      [...Object.keys(sealed), ...Object.keys(problems)].find((field) => !isSealedField(field))
    if (stray !== undefined) return refuse('APP-2', { field: stray }, stray)
    return [
      { type: 'draft-saved', shop, sealed, problems: { ...problemsOf(state, shop, sealed), ...problems } },
    ]
  },

  'attach-document': (state, { kind, documentId, mediaType, bytes, sha256 }) =>
    closed(state) ?? [{ type: 'document-attached', kind, documentId, mediaType, bytes, sha256 }],

  // In whatever state: what may not be kept goes.
  'remove-document': (_state, { kind, documentId, rule }) => [
    { type: 'document-removed', kind, documentId, rule },
  ],

  'submit-application': (state, _move, { at }) =>
    closed(state) ?? late(state, at) ?? incomplete(state) ?? [{ type: 'application-submitted' }],
}

/** What is left to keep: a mended problem is null, and a micro merchant has no code (nor trouble with it). */
const kept = <T extends object>(record: T, micro: boolean): T =>
  Object.fromEntries(
    Object.entries(record).filter(([field, value]) => value !== null && !(micro && field === 'uscc')),
  ) as T

const without = <T extends object>(record: T, name: string): T =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== name)) as T

export const applicationChanges: Changes<ApplicationFact> = {
  'draft-saved': (state, { shop, sealed, problems }) => {
    const { application } = state
    const micro = (shop.merchantType ?? application.shop.merchantType) === 'micro'
    return {
      ...state,
      application: {
        ...application,
        shop: kept({ ...application.shop, ...shop }, micro),
        sealed: { ...application.sealed, ...sealed },
        problems: kept({ ...application.problems, ...problems }, micro) as Application['problems'],
      },
    }
  },

  'document-attached': (state, { kind, documentId, mediaType, bytes, sha256 }) => ({
    ...state,
    application: {
      ...state.application,
      documents: { ...state.application.documents, [kind]: { documentId, mediaType, bytes, sha256 } },
      problems: without(state.application.problems, kind),
    },
  }),

  'document-removed': (state, { kind, documentId, rule }) => {
    const { application } = state
    // Another picture has taken its place meanwhile.
    if (application.documents[kind]?.documentId !== documentId) return state
    return {
      ...state,
      application: {
        ...application,
        documents: without(application.documents, kind),
        problems: { ...application.problems, [kind]: rule },
      },
    }
  },

  'application-submitted': (state) => ({
    ...state,
    application: { ...state.application, status: 'submitted', round: state.application.round + 1 },
    review: { claimedBy: null, recommendation: null, rejection: null, appeal: null, approvedBy: null },
  }),
}
