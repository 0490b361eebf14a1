import type { Control } from './control.ts'

const passOn = { file: 'packages/device/pass-on.ts' }
const keys = { file: 'apps/server/src/devices/custody-keys.ts' }
const signed = { test: 'apps/server/src/devices/hand-overs.test.ts' }
const duties = { test: 'apps/server/src/devices/duties.test.ts' }
const duty = { file: 'packages/device/duty.ts', ...duties }
const identities = {
  file: 'apps/server/src/devices/identities.ts',
  test: 'apps/server/src/devices/identities.test.ts',
}
const challenges = { ...identities, file: 'apps/server/src/devices/challenges.ts' }
const places = {
  file: 'apps/server/src/devices/whereabouts.ts',
  test: 'apps/server/src/devices/whereabouts.test.ts',
}
const papers = {
  file: 'apps/server/src/devices/certificate-papers.ts',
  test: 'apps/server/src/devices/catalogue.test.ts',
  named: 'CERT-17, CERT-18',
}

/** Whose hands a terminal is in, and whether it is the one it says it is. */
export const custodyControls: readonly Control[] = [
  {
    control: 'custody: both signatures of a hand-over are checked',
    ...keys,
    ...signed,
    on: 'signatureHolds: await hasSigned(key.public_key, signed.payload, signed.signature),',
    off: 'signatureHolds: signed.payload.length > 0,',
    named: 'altered and exchanged lines',
  },
  {
    control: 'custody: a revoked phone signs nothing',
    ...keys,
    ...signed,
    on: 'keyHolds: key.revoked_at === null && enrolled',
    off: 'keyHolds: enrolled',
    named: 'unknown and revoked keys',
  },
  {
    control: 'custody: who has left signs nothing',
    ...keys,
    ...signed,
    on: '&& enrolled && working.length > 0',
    off: '&& enrolled && working.length >= 0',
    named: 'ended memberships',
  },
  {
    control: 'custody: a key is enrolled by who holds it',
    ...keys,
    ...signed,
    on: 'if (!(await hasSigned(publicKey, enrolmentPayload(personId, publicKey), proof)))',
    off: "if (proof === '')",
    named: 'a key is enrolled by who holds it',
  },
  {
    control: 'custody: an acceptance is of exactly that offer',
    ...passOn,
    test: 'packages/device/hand-over.test.ts',
    on: ' || acceptance.offerDigest !== move.offerDigest',
    off: '',
    named: 'altered, exchanged or unsigned lines',
  },
  {
    control: 'custody: strangers deliver no hand-over',
    ...passOn,
    ...signed,
    on: "if (stamp.personId !== giver.personId && stamp.personId !== taker.personId) return refuse('CUST-28')",
    off: '',
    named: 'strangers deliver nothing',
  },
  {
    control: 'custody: one turn given to two is told',
    ...passOn,
    ...signed,
    on: "if (turn === 'past') return late(device, move, giver, taker)",
    off: "if (turn === 'past') return refuse('CUST-30')",
    named: 'one turn given to two',
  },
  {
    control: 'custody: a box that does not match is quarantined',
    ...passOn,
    ...signed,
    on: 'if (mismatch) return [mismatch]',
    off: 'void mismatch',
    named: 'a box that does not match',
  },
  {
    control: 'custody: a list never comes with the goods',
    file: 'apps/server/src/devices/deliveries.ts',
    ...duties,
    on: "if (channel === 'with-goods') return refuse('CUST-24', {}, 'channel')",
    off: '',
    named: 'CUST-24',
  },
  {
    control: 'custody: who counted does not confirm the count',
    file: 'apps/server/src/devices/storage.ts',
    ...duties,
    on: 'if (count.opened_by === personId || marks.some((mark) => mark.person_id === personId))',
    off: "if (personId === '')",
    named: 'counted by one, confirmed by another',
  },
  {
    control: 'custody: who erased the keys is no witness of it',
    ...duty,
    on: 'return erasure.erasedBy === stamp.personId',
    off: "return erasure.erasedBy === ''",
    named: 'erased by one, witnessed by another',
  },
  {
    control: 'custody: who proposed a disposal does not decide on it',
    ...duty,
    on: "if (disposal.proposedBy === stamp.personId) return refuse('CUST-18')",
    off: '',
    named: 'scrapped by two',
  },
  {
    control: 'custody: a terminal leaves for repair without its keys',
    ...duty,
    on: "if (!isErased(device)) return refuse('CUST-38')",
    off: '',
    named: 'erased by one, witnessed by another',
  },
  {
    control: 'identity: a code opens once, within a day',
    ...identities,
    file: 'packages/device/identity.ts',
    on: 'leave.usedAt !== null || leave.deviceId !== deviceId || isAfter(at, leave.expiresAt)',
    off: 'leave.deviceId !== deviceId',
    named: 'IDENT-2',
  },
  {
    control: 'identity: a device signs its request with the key it brings',
    ...identities,
    file: 'packages/device/identity.ts',
    on: '!request.signed || request.serialNo !== serialNo',
    off: 'request.serialNo !== serialNo',
    named: 'IDENT-3',
  },
  {
    control: 'identity: an answer counts once',
    ...identities,
    file: 'packages/device/challenge.ts',
    on: "if (challenge.answeredAt !== null) return refuse('IDENT-5')",
    off: '',
    named: 'refuses a replay',
  },
  {
    control: 'identity: a late answer proves nothing',
    ...identities,
    file: 'packages/device/challenge.ts',
    on: "if (isAfter(at, challenge.expiresAt)) return refuse('IDENT-7')",
    off: '',
    named: 'a late answer',
  },
  {
    control: 'identity: two answers at once count once',
    ...challenges,
    on: "      .forUpdate('c'),",
    off: '      ,',
    named: 'two answers to one question',
  },
  {
    control: 'identity: what has ended speaks for nobody',
    ...challenges,
    on: "if (row.ended_at !== null) return refuse('IDENT-4')",
    off: '',
    named: 'ends with the next enrolment',
  },
  {
    control: 'identity: a device is asked ten times an hour',
    ...challenges,
    on: "if ((row?.device ?? 0) >= challengePace.perDeviceHour) return refuse('IDENT-10', { minutes: 60 })",
    off: '',
    named: 'IDENT-10',
  },
  {
    control: 'identity: a network reports five times an hour',
    file: 'apps/server/src/devices/concerns.ts',
    test: 'apps/server/src/devices/public-page.test.ts',
    on: '(row?.network ?? 0) >= concernPace.perNetworkHour',
    off: '(row?.network ?? 0) < 0',
    named: 'IDENT-11',
  },
  {
    control: 'place: a terminal away from it stops',
    ...places,
    on: "if (verdict === 'moved' && device.status === 'live')",
    off: "if (verdict === 'moved' && device.status === 'retired')",
    named: 'three heartbeats away',
  },
  {
    control: 'place: a fix counts when it was taken',
    ...places,
    on: 'at: measuredAt ?? errand.stamp.at',
    off: 'at: errand.stamp.at',
    named: 'that waited for a network',
  },
  {
    control: 'certificate: a document is the file it was registered with',
    ...papers,
    on: 'if (certificate.documentSha256 !== undefined && certificate.documentSha256 !== sha256)',
    off: "if (sha256 === '')",
  },
  {
    control: 'certificate: a document is handed in for one’s own model',
    ...papers,
    on: "      .where('acquirer_id', '=', errand.actor.organisationId),",
    off: '      ,',
  },
]
