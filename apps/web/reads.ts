import type { ReadName } from '#api/calls.ts'

/**
 * Which calls only look. The schemas stay on the server (they weigh 30 KB here), so the list is written out;
 * `Record<ReadName, …>` makes the compiler demand each read and refuse each command.
 */
const readNames: Record<ReadName, true> = {
  'people.me': true,
  'people.sessions': true,
  'people.colleagues': true,
  'people.passkeys': true,
  'organisations.list': true,
  'organisations.api-keys': true,
  'organisations.audit': true,
  'providers.directory': true,
  'cases.list': true,
  'cases.case': true,
  'cases.history': true,
  'applications.document': true,
  'applications.read-paper': true,
  'offers.compare': true,
  'visits.day': true,
  'vault.grants': true,
  'vault.reveals': true,
  'vault.my-data': true,
  'visits.address': true,
  'visits.door-check': true,
  'capture.key': true,
  'trainings.lessons': true,
  'agreements.agreement': true,
  'agreements.talk': true,
  'changes.list': true,
  'agreements.file': true,
  'agreements.signing-options': true,
  'agreements.seal-certificate': true,
  'guard.rules': true,
  'guard.comment-model': true,
  'devices.models': true,
  'devices.list': true,
  'devices.device': true,
  'identities.identity': true,
  'terminals.terminal': true,
  'terminals.report-status': true,
  'terminals.reports': true,
  'function-tests.run': true,
  'function-tests.trace': true,
  'tickets.list': true,
  'tickets.ticket': true,
  'supervision.overview': true,
  'supervision.facts': true,
  'supervision.evidence': true,
}

export const isRead = (name: string): name is ReadName => Object.hasOwn(readNames, name)
