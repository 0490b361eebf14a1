/** Who acted. `house` is the platform's own job runner; `machine` an organisation's API key. */
export type Principal =
  | 'anonymous'
  | 'merchant'
  | 'provider'
  | 'technician'
  | 'reviewer'
  | 'regulator'
  | 'operator'
  | 'house'

/**
 * What the corridor writes on every move and fact: who, for which organisation, when (UTC, ISO 8601).
 * Rules read it; nobody passes it by hand.
 */
export type Stamp = {
  readonly principal: Principal
  readonly personId: string
  readonly organisationId: string
  readonly at: string
}
