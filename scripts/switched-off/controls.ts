/** One control of the vault, the line that is it, what stands there when it is off, and the test that must notice. */
export type Control = {
  readonly control: string
  readonly file: string
  readonly on: string
  readonly off: string
  readonly test: string
  /** Only the test of this name (a part of it). */
  readonly named: string
}

const grant = { file: 'packages/vault/grant.ts', test: 'packages/vault/grant.test.ts' }
const keys = { file: 'apps/server/src/house/keys.ts', test: 'apps/server/src/house/keys.test.ts' }
const leave = { file: 'apps/server/src/vault/grant.ts', test: 'apps/server/src/vault/reveals.test.ts' }
const walls = {
  file: 'apps/server/migrations/016-grants.sql',
  test: 'apps/server/src/house/walls.test.ts',
  named: 'each of the story sees exactly their own rows',
}
const canaries = { test: 'apps/server/src/vault/canaries.test.ts', named: 'canaries pushed' }

const seals = {
  file: 'apps/server/src/agreements/verify-sealed.ts',
  test: 'apps/server/src/agreements/seal.test.ts',
}
const change = {
  file: 'packages/provision/agreement-change.ts',
  test: 'packages/provision/agreement-change.test.ts',
}
const outsiders = { test: 'apps/server/src/cases/outsiders.test.ts', named: '' }
const talk = { test: 'apps/server/src/agreements/talk.test.ts' }
const signs = { test: 'apps/server/src/agreements/room.test.ts' }

export const controls: readonly Control[] = [
  {
    control: 'a sealed agreement is written again and compared',
    ...seals,
    on: "again.equals(file) ? [] : [refuse('AGR-31')]",
    off: 'again.equals(file) ? [] : []',
    named: 'the range is written in one way',
  },
  {
    control: 'an agreement’s seal covers its bytes',
    ...seals,
    on: "if (!digest.equals(cms.messageDigest)) flaws.push(refuse('AGR-33'))",
    off: 'void digest',
    named: 'cut, lengthened or changed',
  },
  {
    control: 'an agreement’s seal is made by its certificate’s key',
    ...seals,
    on: "verify('sha256', bytes, certificate.publicKey, cms.signature)",
    off: 'bytes.length > 0',
    named: 'another key’s is none',
  },
  {
    control: 'an agreement is sealed by whom the reader trusts',
    ...seals,
    on: "if (isKnown === false) flaws.push(refuse('AGR-39'))",
    off: 'void isKnown',
    named: 'who may seal is named by the reader',
  },
  {
    control: 'a passkey signs one document',
    file: 'apps/server/src/agreements/evidence.ts',
    ...signs,
    on: ".update(Buffer.from(documentSha256, 'hex'))",
    off: ".update(Buffer.from(documentSha256.slice(64), 'hex'))",
    named: 'another document, another person',
  },
  {
    control: 'a passkey signs with its user verified',
    file: 'apps/server/src/people/passkey-assertion.ts',
    ...signs,
    on: 'requireUserVerification: true',
    off: 'requireUserVerification: false',
    named: 'a user not verified',
  },
  {
    control: 'an expired certificate seals nothing',
    file: 'apps/server/src/agreements/sealing-key.ts',
    ...signs,
    on: 'return at >= from && at <= until',
    off: 'return at.length > 0',
    named: 'with one that has ended',
  },
  {
    control: 'a signed document shows all it holds',
    file: 'apps/server/src/agreements/set-agreement.ts',
    test: seals.test,
    on: "if (marks.length > 0) return refuse('AGR-20', { characters: marks.slice(0, 10).join(' ') }, 'text')",
    off: 'void marks',
    named: 'reads otherwise than it is stored',
  },
  {
    control: 'an open question blocks signing',
    file: 'packages/provision/agreement.ts',
    ...talk,
    on: 'if (asked) return asked',
    off: 'void asked',
    named: 'asked, told, blocked, answered',
  },
  {
    control: 'a grave trap of somebody else’s text blocks signing until it is answered',
    file: 'packages/provision/agreement.ts',
    ...talk,
    on: "if (traps > 0) return refuse('AGR-4', { traps })",
    off: 'void traps',
    named: 'a finding is answered by the merchant alone',
  },
  {
    control: 'a text that takes a promise back is told',
    file: 'apps/server/src/agreements/talk-view.ts',
    ...talk,
    on: 'compared(words(each.words), present)',
    off: 'null',
    named: 'the text takes a promise back',
  },
  {
    control: 'a promise noted for oneself is nobody else’s',
    file: 'apps/server/src/agreements/talk-view.ts',
    ...talk,
    on: "principal === 'merchant' ? promises : promises.filter(({ status }) => shared.has(status))",
    off: 'promises',
    named: 'a promise is noted for oneself',
  },
  {
    control: 'a change is noticed thirty days before',
    ...change,
    on: 'isBefore(effectiveAt, plusDays(at, NOTICE_DAYS))',
    off: 'isBefore(effectiveAt, at)',
    named: 'takes effect 30 times 24 hours',
  },
  {
    control: 'a change takes effect by consent alone',
    ...change,
    on: "changeStanding(change, at) === 'consented' &&\n      change.noticedAt",
    off: 'change.noticedAt',
    named: 'takes effect by consent and date',
  },
  {
    control: 'a change takes effect not before its day',
    ...change,
    on: '!isBefore(at, change.effectiveAt) &&',
    off: '',
    named: 'takes effect by consent and date',
  },
  {
    control: 'a provider that was not chosen is outside',
    file: 'packages/provision/party.ts',
    ...outsiders,
    on: "principal === 'provider' && organisationId !== providerId",
    off: "principal === 'anonymous' && organisationId !== providerId",
  },
  {
    control: 'outside, a case is closed once nobody can be chosen any more',
    file: 'apps/server/src/cases/view.ts',
    ...outsiders,
    on: 'outside && !isCompeting(state, organisationId)',
    off: 'false',
  },
  {
    control: 'the wall before the facts of others',
    file: 'apps/server/migrations/038-outside-providers.sql',
    ...outsiders,
    on: 'or facts.organisation_id = asking_organisation()',
    off: 'or true',
  },
  {
    control: 'who is chosen no more comes no more',
    file: 'apps/server/src/cases/offers.ts',
    ...outsiders,
    on: 'after.providerId !== before.state.providerId',
    off: 'after.providerId === null',
  },
  {
    control: 'a seal is bound to its row',
    file: 'packages/vault/envelope.ts',
    on: '‖${part(row)}‖',
    off: '‖',
    test: keys.test,
    named: 'opens where it was sealed, and nowhere else',
  },
  {
    control: 'a seal is bound to its purpose',
    file: 'packages/vault/envelope.ts',
    on: '${part(purpose)}',
    off: '',
    test: 'packages/vault/envelope.test.ts',
    named: 'are all bound',
  },
  {
    control: 'the tag is checked before anything is given out',
    file: 'apps/server/src/house/cipher.ts',
    on: 'const body = decipher.update(ciphertext)\n    const last = decipher.final()',
    off: 'const body = decipher.update(ciphertext)\n    const last = Buffer.alloc(0)',
    test: 'apps/server/src/house/vectors.test.ts',
    named: 'AES-GCM agrees',
  },
  {
    control: 'only declared data has a key',
    file: 'packages/vault/datum.ts',
    on: 'if (!found) throw new Undeclared(datum)',
    off: "if (!found) return data['vault_values.survey-note']",
    test: keys.test,
    named: 'nothing undeclared',
  },
  {
    control: 'who is sealed off is not written',
    ...keys,
    on: 'async seal(place, plain, despite) {\n      if (despite === undefined) refuseSuspended(place)',
    off: 'async seal(place, plain, despite) {\n      void despite',
    named: 'sealed off is stored and nothing else',
  },
  {
    control: 'who is sealed off is not read',
    ...keys,
    on: 'async open(place, sealed, despite) {\n      if (despite === undefined) refuseSuspended(place)',
    off: 'async open(place, sealed, despite) {\n      void despite',
    named: 'sealed off is stored and nothing else',
  },
  {
    control: 'destruction destroys',
    ...keys,
    on: "names.map((name) => ({ level: 'data', ...name })),",
    off: '[],',
    named: 'an erased subject opens nothing',
  },
  {
    control: 'a grant ends when its time is over',
    ...grant,
    on: 'grant.ended === null && grant.expiresAt > at &&',
    off: 'grant.ended === null &&',
    named: 'opens until its last minute',
  },
  {
    control: 'an ended grant opens nothing',
    ...grant,
    on: 'grant.ended === null && grant.expiresAt > at &&',
    off: 'grant.expiresAt > at &&',
    named: 'an ended one opens nothing',
  },
  {
    control: 'a grant is its reader’s',
    ...grant,
    on: "if (grant.readerId !== personId) return refuse('VAULT-1')",
    off: '',
    named: 'whatever is tried in whatever order',
  },
  {
    control: 'a grant names its fields',
    ...grant,
    on: 'fields.length === 0 || fields.some((field) => !grant.fields.includes(field))',
    off: 'fields.length === 0',
    named: 'whatever is tried in whatever order',
  },
  {
    control: 'the day’s number',
    ...grant,
    on: 'shownToday + fields.length > most',
    off: 'shownToday > most',
    named: 'of fields a day for a',
  },
  {
    control: 'the answer’s number',
    ...grant,
    on: "if (fields.length > perCall) return refuse('VAULT-3'",
    off: "if (fields.length > 99) return refuse('VAULT-3'",
    named: 'of fields in one answer',
  },
  {
    control: 'break-glass takes a second person',
    ...grant,
    on: 'grant.readerId === stamp.personId || ',
    off: '',
    named: 'not by oneself',
  },
  {
    control: 'break-glass takes a reason',
    ...grant,
    on: "if (move.reason.trim() === '') return refuse('VAULT-6', {}, 'reason')",
    off: '',
    named: 'not without a reason',
  },
  {
    control: 'looks of one person take turns at the quota',
    ...leave,
    on: 'select pg_advisory_xact_lock(hashtextextended(${personId}, 7))',
    off: 'select ${personId}::text',
    named: 'the day’s last fields',
  },
  {
    control: 'the answer waits for the leaf',
    ...leave,
    on: 'errand.waitForLeaf(fact.stream, fact.version)',
    off: '',
    named: 'dossier, paper, address',
  },
  {
    control: 'what was not recorded is not shown',
    ...leave,
    file: 'apps/server/src/house/published.ts',
    on: "throw new BadRequest(503, 'VAULT-7')",
    off: 'return 0',
    named: 'each look has a leaf',
  },
  {
    control: 'a look is never answered from memory',
    ...leave,
    file: 'apps/server/src/house/corridor.ts',
    on: 'isCommand && !call.reveals && asked',
    off: 'isCommand && asked',
    named: 'each look has a leaf',
  },
  {
    control: 'the merchant hears of a break-glass look',
    ...leave,
    file: 'apps/server/src/vault/vault.ts',
    on: 'await tellMerchant(errand, caseId, state.merchantId)',
    off: '',
    named: 'no leave, no look',
  },
  {
    control: 'the leave ends with the decision',
    ...leave,
    file: 'apps/server/src/cases/reviews.ts',
    on: "{ type: 'approve-application' })\n    if (!isRefusal(after)) await grants.end(errand, caseId, reviewKinds, 'review-decided')",
    off: "{ type: 'approve-application' })",
    named: '',
  },
  {
    control: 'the wall before grants',
    ...walls,
    on: "when 'technician' then reader_id = asking_person()\n    else false",
    off: "when 'technician' then true\n    else true",
  },
  {
    control: 'the wall before reveals',
    ...walls,
    on: "when 'technician' then person_id = asking_person()\n    else false",
    off: "when 'technician' then true\n    else true",
  },
  {
    control: 'an answer kept for a repeated key is sealed',
    file: 'apps/server/src/house/once.ts',
    on: 'await keys.seal(place(at), JSON.stringify(reply))',
    off: 'Buffer.from(JSON.stringify(reply))',
    test: 'apps/server/src/people/no-clear-text.test.ts',
    named: 'a kept answer is sealed',
  },
  {
    control: 'the identity number is masked',
    file: 'packages/vault/mask.ts',
    on: 'maskIdNo = (idNo: string) => middle(idNo, 3, 2)',
    off: 'maskIdNo = (idNo: string) => idNo',
    ...canaries,
  },
  {
    control: 'the log tells no query',
    file: 'apps/server/src/house/log-lines.ts',
    on: "path: url.split('?')[0]",
    off: 'path: url',
    ...canaries,
  },
  {
    control: 'words go to the readers their datum declares',
    file: 'apps/server/src/cases/sealed.ts',
    on: 'if (!readers.includes(errand.actor.principal)) continue',
    off: '',
    ...canaries,
  },
  {
    control: 'values are encrypted at all',
    file: 'apps/server/src/house/keys.ts',
    on: 'const sealed = cipher.seal(ring.keys.get(keyVersion) as Buffer, bound, plain)',
    off: 'const sealed = { ...cipher.seal(ring.keys.get(keyVersion) as Buffer, bound, plain), ciphertext: Buffer.from(plain) }',
    ...canaries,
  },
]
