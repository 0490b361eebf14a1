import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import { DatabaseUnavailable } from './database.ts'
import { NotFound, NotSignedIn } from './errand.ts'
import { Erased, Suspended } from './keyring.ts'

/** RFC 9457 problem document; `words` says in both tongues what happened and what to do. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly rule: string
  readonly field?: string
  readonly params?: Refusal['params']
  readonly words: { readonly zh: Said; readonly en: Said }
  readonly requestId: string
}
type Said = { readonly happened: string; readonly remedy: string }

/** A request the house cannot read or may not serve; `rule` is one of the HTTP-n rules, or of VAULT-20 to 25. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
  readonly status: number
  readonly rule: string
  readonly field: string | undefined
  readonly params: Refusal['params']
  constructor(status: number, rule: string, params: Refusal['params'] = {}, field?: string) {
    super(rule)
    this.status = status
    this.rule = rule
    this.field = field
    this.params = params
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Refused by a rule',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Same key, other request',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'A fault of ours',
  503: 'Not available now',
}

export const problem = (
  status: number,
  rule: string,
  params: Refusal['params'],
  requestId: string,
  field?: string,
): Problem => {
  const zh = sayRule(rule, 'zh', params)
  const en = sayRule(rule, 'en', params)
  return {
    type: `/docs/problems#${rule}`,
    title: titles[status] ?? 'Problem',
    status,
    detail: `${zh.happened} ${zh.remedy}`,
    rule,
    ...(field === undefined ? {} : { field }),
    ...(Object.keys(params).length ? { params } : {}),
    words: { zh, en },
    requestId,
  }
}

/** Rules that are about pace, not about state. */
const tooMany = new Set(['PEOPLE-2', 'PEOPLE-3', 'PEOPLE-4', 'VAULT-4'])

export const problemOf = (cause: unknown, requestId: string): Problem => {
  if (isRefusal(cause))
    return problem(tooMany.has(cause.rule) ? 429 : 409, cause.rule, cause.params, requestId, cause.field)
  if (cause instanceof BadRequest)
    return problem(cause.status, cause.rule, cause.params, requestId, cause.field)
  if (cause instanceof NotFound) return problem(404, 'HTTP-404', {}, requestId)
  if (cause instanceof Suspended) return problem(409, 'VAULT-8', {}, requestId)
  if (cause instanceof Erased) return problem(409, 'VAULT-9', {}, requestId)
  if (cause instanceof NotSignedIn) return problem(401, 'HTTP-401', {}, requestId)
  if (cause instanceof DatabaseUnavailable) return problem(503, 'HTTP-503', {}, requestId)
  return problem(500, 'HTTP-500', {}, requestId)
}

/** After how long it is worth coming again; null where time changes nothing. */
export const waitSeconds = ({ status, params }: Problem): number | null => {
  if (status === 503) return 2
  return status === 429 ? Number(params?.seconds ?? Number(params?.minutes ?? 0) * 60) : null
}
