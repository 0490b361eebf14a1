import { may } from '#access/may.ts'
import { callNamed, type CallName } from '#api/calls.ts'
import { refuse } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { NotFound } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { readCursor } from '../house/read-request.ts'
import { newToken, tokenHash } from '../house/session.ts'
import { db } from '../house/tables.ts'

export const organisations: Room<
  | 'organisations.register'
  | 'organisations.list'
  | 'organisations.issue-api-key'
  | 'organisations.api-keys'
  | 'organisations.revoke-api-key'
  | 'organisations.audit'
> = {
  async 'organisations.register'(errand, { kind, name, uscc, licenceNo, hotline }) {
    // The acquirer is the merchant's contract party: its licence and hotline stand in every agreement (S1 art. 21).
    if (kind === 'acquirer' && (!licenceNo || !hotline))
      return refuse('HOUSE-7', {}, licenceNo ? 'hotline' : 'licenceNo')
    const organisation_id = newId('org')
    await errand.run(
      db.insertInto('organisations').values({
        organisation_id,
        kind,
        name,
        uscc: uscc ?? null,
        licence_no: licenceNo ?? null,
        hotline: hotline ?? null,
      }),
    )
    return { organisationId: organisation_id }
  },

  async 'organisations.list'(errand, { after, limit = 50, kind }) {
    let query = db.selectFrom('organisations').selectAll().orderBy('organisation_id').limit(limit)
    if (after !== undefined) query = query.where('organisation_id', '>', after)
    if (kind !== undefined) query = query.where('kind', '=', kind)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => ({
        organisationId: row.organisation_id,
        kind: row.kind as 'merchant',
        name: row.name,
        uscc: row.uscc,
        licenceNo: row.licence_no,
      })),
      next: rows.length === limit ? (rows.at(-1)?.organisation_id ?? null) : null,
    }
  },

  async 'organisations.issue-api-key'(errand, { label, calls }) {
    const { principal, personId, organisationId } = errand.actor
    const beyond = calls.find((name) => !callNamed.has(name) || !may[name as CallName].includes(principal))
    if (beyond !== undefined) return refuse('PEOPLE-8', {}, 'calls')
    const apiKey = `fx_${newToken()}`
    const api_key_id = newId('key')
    await errand.run(
      db.insertInto('api_keys').values({
        api_key_id,
        organisation_id: organisationId,
        issued_by: personId,
        principal,
        key_hash: tokenHash(apiKey),
        label,
        calls: [...calls],
        created_at: errand.stamp.at,
      }),
    )
    return { apiKeyId: api_key_id, apiKey }
  },

  async 'organisations.api-keys'(errand) {
    const rows = await errand.run(db.selectFrom('api_keys').selectAll().orderBy('created_at').limit(200))
    return {
      items: rows.map((row) => ({
        apiKeyId: row.api_key_id,
        label: row.label,
        calls: row.calls,
        createdAt: row.created_at,
        revokedAt: row.revoked_at,
      })),
    }
  },

  async 'organisations.revoke-api-key'(errand, { apiKeyId }) {
    const revoked = await errand.run(
      db
        .updateTable('api_keys')
        .set({ revoked_at: errand.stamp.at })
        .where('api_key_id', '=', apiKeyId)
        .where('revoked_at', 'is', null)
        .returning('api_key_id'),
    )
    if (revoked.length === 0) throw new NotFound()
    return { ok: true }
  },

  async 'organisations.audit'(errand, { after, limit = 50, caseId }) {
    let query = db.selectFrom('audit').selectAll().orderBy('audit_id', 'desc').limit(limit)
    if (after !== undefined) query = query.where('audit_id', '<', readCursor(after))
    if (caseId !== undefined) query = query.where('case_id', '=', caseId)
    const rows = await errand.run(query)
    const people = await namesOf(
      errand,
      rows.map((row) => row.person_id),
    )
    const houses = await organisationNames(
      errand,
      rows.map((row) => row.organisation_id),
    )
    return {
      items: rows.map((row) => ({
        auditId: String(row.audit_id),
        at: row.at,
        call: row.call,
        principal: row.principal,
        person: people.get(row.person_id) ?? '',
        organisation: houses.get(row.organisation_id) ?? '',
        outcome: row.outcome,
        requestId: row.request_id,
      })),
      next: rows.length === limit ? String(rows.at(-1)?.audit_id) : null,
    }
  },
}
