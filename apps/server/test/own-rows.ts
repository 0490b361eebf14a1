import type { Principal } from '#ground/stamp.ts'

export type Asker = {
  readonly principal: Principal
  readonly personId: string
  readonly organisationId: string
}

/** Tables that are public by purpose: names of licensed organisations, filings, models, test suites, and the log. */
export const isPublic = new Set([
  'organisations',
  'filings',
  'models',
  'test_suites',
  'log_leaves',
  'log_tiles',
  'log_checkpoints',
])

/** Whose rows these are: the wall of each table, said once more without looking at its policy. */
const own: Readonly<Record<string, string>> = {
  memberships: `person_id = $1 or organisation_id = $2`,
  persons: `person_id = $1 or person_id in (select person_id from memberships where organisation_id = $2)`,
  sessions: `person_id = $1`,
  codes: `false`,
  passkeys: `person_id = $1`,
  passkey_challenges: `false`,
  api_keys: `organisation_id = $2`,
  messages: `false`,
  idempotency: `scope = $1 || '/' || $2`,
  audit: `organisation_id = $2`,
  number_ranges: `false`,
  custody_keys: `person_id = $1`,
  acquirer_codes: `false`,
  merchant_numbers: `false`,
  key_store: `false`,
  capture_keys: `false`,
  captures: `false`,
  signing_certificates: `false`,
  heartbeat_batches: `false`,
  firmware_files: `false`,
  device_labels: `false`,
  bags: `false`,
  device_watches: `false`,
  told_notices: `false`,
  device_authorities: `false`,
  enrolment_leaves: `false`,
  device_identities: `false`,
  identity_challenges: `false`,
}
const caseOf: Readonly<Record<string, string>> = {
  merchant: `merchant_id = $2`,
  provider: `(provider_id = $2 or $2 = any (asked_ids))`,
  technician: `$1 = any (technician_ids)`,
  reviewer: `acquirer_id = $2`,
  regulator: `true`,
  operator: `true`,
}
/** What is done in a case is the chosen provider's to see; one that was asked sees the case's row alone. */
const insideOf = (principal: Principal) =>
  principal === 'provider' ? `provider_id = $2` : (caseOf[principal] ?? 'false')
const inCases = (who: Asker) => `case_id in (select case_id from cases where ${insideOf(who.principal)})`
/** A condition over a table's rows, with $1 the person and $2 the organisation: which of them are this asker's. */
export const ownRows = (table: string, who: Asker): string => {
  const { principal } = who
  const supervises = principal === 'regulator' || principal === 'operator'
  if (isPublic.has(table)) return 'true'
  if (table === 'certificate_pages') return principal === 'anonymous' ? 'false' : 'true'
  if (table === 'cases') return caseOf[principal] ?? 'false'
  if (table === 'facts')
    return supervises
      ? 'true'
      : `person_id = $1 or replace(stream, 'case/', '') in (select case_id from cases where ${insideOf(principal)})
         or (organisation_id = $2 and replace(stream, 'case/', '') in (select case_id from cases where ${caseOf[principal]}))`
  if (table === 'audit' && supervises) return 'true'
  if (table === 'inspection_photos')
    return principal === 'merchant' || principal === 'reviewer'
      ? `inspection_id in (select inspection_id from inspections where ${inCases(who)})`
      : 'false'
  if (['vault_values', 'documents', 'agreement_files', 'inspections'].includes(table))
    return principal === 'merchant' || principal === 'reviewer' ? inCases(who) : 'false'
  if (table === 'grants' || table === 'reveals') {
    if (supervises) return 'true'
    const mine = table === 'grants' ? 'reader_id' : 'person_id'
    if (principal === 'technician') return `${mine} = $1`
    return principal === 'merchant' || principal === 'reviewer' ? inCases(who) : 'false'
  }
  if (table === 'consents') return principal === 'merchant' ? 'merchant_id = $2' : 'false'
  if (table === 'erasures')
    return supervises
      ? 'true'
      : principal === 'merchant'
        ? 'merchant_id = $2'
        : principal === 'reviewer'
          ? 'tenant_id = $2'
          : 'false'
  if (['visits', 'agreement_texts', 'quizzes', 'function_tests'].includes(table)) return inCases(who)
  if (table === 'function_test_messages')
    return `run_id in (select run_id from function_tests where ${inCases(who)})`
  if (table === 'devices') {
    if (principal === 'technician') return `technician_id = $1 or ${inCases(who)}`
    return caseOf[principal]?.replace(/ or .*\)/, ')') ?? 'false'
  }
  if (table === 'fleet') {
    if (supervises) return 'true'
    if (principal === 'reviewer') return 'acquirer_id = $2'
    if (principal === 'provider')
      return `device_id in (select device_id from devices where provider_id = $2 and status in ('bound', 'live', 'suspended', 'suspect'))`
    return principal === 'merchant'
      ? 'device_id in (select device_id from devices where merchant_id = $2)'
      : 'false'
  }
  if (table === 'standbys' && principal === 'provider')
    return `device_id in (select device_id from devices d where d.provider_id = $2 and d.merchant_id = standbys.merchant_id)`
  if ((table === 'incidents' || table === 'concerns') && principal === 'provider') return 'provider_id = $2'
  if (table === 'incidents' || table === 'standbys')
    return supervises
      ? 'true'
      : ['merchant', 'reviewer'].includes(principal)
        ? (caseOf[principal] ?? '')
        : 'false'
  if (table === 'outages')
    return supervises ? 'true' : principal === 'reviewer' ? 'acquirer_id = $2' : 'false'
  if (table === 'outage_members')
    return supervises
      ? 'true'
      : ['merchant', 'provider', 'reviewer'].includes(principal)
        ? (caseOf[principal] ?? '').replace(/ or .*\)/, ')')
        : 'false'
  if (table === 'acquirer_dialects')
    return principal === 'operator' ? 'true' : principal === 'reviewer' ? 'acquirer_id = $2' : 'false'
  if (['firmware_keys', 'manifests', 'campaigns', 'installs'].includes(table))
    return principal === 'regulator' ? 'true' : principal === 'reviewer' ? 'acquirer_id = $2' : 'false'
  if (table === 'store_keepers')
    return principal === 'regulator'
      ? 'true'
      : principal === 'reviewer'
        ? 'store_id in (select store_id from stores where acquirer_id = $2)'
        : 'false'
  if (table === 'stores' && principal === 'regulator') return 'true'
  if (['deliveries', 'stores', 'counts', 'count_marks'].includes(table))
    return principal === 'reviewer' ? 'acquirer_id = $2' : 'false'
  if (table === 'hand_overs') {
    if (principal === 'regulator') return 'true'
    const signed = `(giver_id = $1 or taker_id = $1)`
    if (principal === 'reviewer') return `acquirer_id = $2 or ${signed}`
    return principal === 'technician' || principal === 'merchant' ? signed : 'false'
  }
  if (table === 'concerns' || table === 'registry_reports')
    return supervises ? 'true' : principal === 'reviewer' ? 'acquirer_id = $2' : 'false'
  if (table === 'displacements') {
    const mine = principal === 'merchant' ? 'merchant_id = $2' : 'false'
    return supervises ? 'true' : principal === 'reviewer' ? 'acquirer_id = $2' : mine
  }
  if (table === 'tickets' || table === 'ticket_messages') {
    const mine =
      principal === 'technician' ? 'false' : (caseOf[principal]?.replace(/ or .*\)/, ')') ?? 'false')
    return table === 'tickets' ? mine : `ticket_id in (select ticket_id from tickets where ${mine})`
  }
  return own[table] ?? 'nobody_said_whose_rows_these_are'
}
