import { randomBytes } from 'node:crypto'
import { createHmac } from 'node:crypto'
import { codesFor, doorCodes, type Mac, tryDoor } from '#dispatch/door-check.ts'
import { isRefusal, keep, type Refusal, refuse } from '#ground/refusal.ts'
import type { Visit } from '#provision/case.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import type { ConsentsPort, GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { maskedFields, openFields, placeText, sealText } from './sealed.ts'

const secretPlace = async (errand: Errand, caseId: string, visitId: string) => ({
  datum: 'visits.secret' as const,
  row: visitId,
  ...(await caseOwner(errand, caseId)),
})
const mac: Mac = (key, message) => createHmac('sha256', key).update(message).digest()

const codesOf = async (errand: Errand, caseId: string, visitId: string, sealed: Buffer) =>
  doorCodes(await errand.house.keys.open(await secretPlace(errand, caseId, visitId), sealed), visitId, mac)

const setStatus = (errand: Errand, visitId: string, status: Visit['status']) =>
  errand.run(db.updateTable('visits').set({ status }).where('visit_id', '=', visitId))

/** The visit of this case, as the asker may see it. */
const loadVisit = async (errand: Errand, caseId: string, visitId: string) => {
  const { state } = await loadCase(errand, caseId, true)
  const visit = state.visits.find((each) => each.visitId === visitId)
  const [row] = await errand.run(
    db.selectFrom('visits').selectAll().where('visit_id', '=', visitId).forUpdate(),
  )
  if (!visit || !row) throw new NotFound()
  return { state, visit, row }
}

/** What the asker's desk may not see is no ticket of the case. */
const isTicketOf = async (errand: Errand, caseId: string, ticketId: string): Promise<boolean> =>
  (
    await errand.run(
      db
        .selectFrom('tickets')
        .select('ticket_id')
        .where('ticket_id', '=', ticketId)
        .where('case_id', '=', caseId),
    )
  ).length > 0

/** PostgreSQL's word for an exclusion constraint: this technician is already somewhere else then. */
const doubleBooked = (error: unknown) => (error as { code?: string }).code === '23P01'

/** The work is done: the technician is free again, and the leave to see the address ends. */
export const finishVisit =
  (grants: GrantsPort) =>
  async (errand: Errand, caseId: string, visitId: string): Promise<{ ok: true } | Refusal> => {
    const after = await moved(errand, caseId, { type: 'finish-visit', visitId })
    if (isRefusal(after)) return after
    await setStatus(errand, visitId, 'done')
    await grants.end(errand, caseId, ['visit'], 'visit-over')
    return after
  }

export const visits = (
  grants: GrantsPort,
  consents: ConsentsPort,
): Room<
  | 'visits.propose'
  | 'visits.confirm'
  | 'visits.decline'
  | 'visits.day'
  | 'visits.address'
  | 'visits.door-check'
  | 'visits.arrive'
  | 'visits.finish'
  | 'surveys.record'
> => ({
  async 'visits.propose'(errand, { caseId, ticketId, ...booking }) {
    const { kind, technicianId, startsAt, endsAt } = booking
    await loadCase(errand, caseId)
    const visitId = newId('vis')
    const [technician] = await errand.run(
      db
        .selectFrom('memberships')
        .select('person_id')
        .where('person_id', '=', technicianId)
        .where('organisation_id', '=', errand.actor.organisationId)
        .where('principal', '=', 'technician')
        .where('ended_at', 'is', null),
    )
    if (!technician) return refuse('HOUSE-3', {}, 'technicianId')
    const after = await moveCase(errand, caseId, {
      ...{ type: 'propose-visit', visitId, ...booking },
      ...(ticketId === undefined
        ? {}
        : { ticketId, ticketIsOurs: await isTicketOf(errand, caseId, ticketId) }),
    })
    if (isRefusal(after)) return after
    try {
      await errand.run(
        db.insertInto('visits').values({
          visit_id: visitId,
          case_id: caseId,
          technician_id: technicianId,
          kind,
          starts_at: startsAt,
          ends_at: endsAt,
          status: 'proposed',
          secret_sealed: await errand.house.keys.seal(
            await secretPlace(errand, caseId, visitId),
            randomBytes(32),
          ),
        }),
      )
    } catch (error) {
      if (doubleBooked(error)) return refuse('HOUSE-4', {}, 'startsAt')
      throw error
    }
    return { visitId }
  },

  async 'visits.confirm'(errand, { caseId, visitId }) {
    const after = await moveCase(errand, caseId, { type: 'confirm-visit', visitId })
    if (isRefusal(after)) return after
    const withheld = await consents.to(errand, 'on-site-visit')
    if (withheld) return withheld
    await setStatus(errand, visitId, 'confirmed')
    const visit = after.visits.find((each) => each.visitId === visitId)
    // Confirming is the merchant's leave: this technician, this address, until shortly after this visit.
    if (visit && after.providerId !== null)
      await grants.give(errand, {
        caseId,
        kind: 'visit',
        readerId: visit.technicianId,
        organisationId: after.providerId,
        fields: ['premisesAddress'],
        givenBy: errand.actor.personId,
        visitEndsAt: visit.endsAt,
      })
    return { ok: true }
  },

  async 'visits.decline'(errand, { caseId, visitId }) {
    const after = await moved(errand, caseId, { type: 'decline-visit', visitId })
    if (isRefusal(after)) return after
    await setStatus(errand, visitId, 'declined')
    await grants.end(errand, caseId, ['visit'], 'visit-over')
    return after
  },

  async 'visits.day'(errand, { from, until }) {
    let query = db
      .selectFrom('visits')
      .select(['visit_id', 'case_id'])
      .where('technician_id', '=', errand.actor.personId)
      .orderBy('starts_at')
      .limit(100)
    if (from !== undefined) query = query.where('ends_at', '>=', from)
    if (until !== undefined) query = query.where('starts_at', '<', until)
    const me = await namesOf(errand, [errand.actor.personId])
    const items = []
    for (const row of await errand.run(query)) {
      const { state } = await loadCase(errand, row.case_id)
      const visit = state.visits.find((each) => each.visitId === row.visit_id)
      // A case given up shows nobody an address, not even masked.
      if (!visit || state.withdrawnAt !== undefined) continue
      const names = await organisationNames(errand, [state.providerId ?? ''])
      items.push({
        caseId: row.case_id,
        visit: { ...visit, technician: me.get(visit.technicianId) ?? '' },
        step: state.step,
        shopName: state.application.shop.shopName ?? '',
        regionCode: state.application.shop.regionCode ?? '',
        addressMasked: await maskedAddress(errand, state.application.sealed.premisesAddress),
        provider: names.get(state.providerId ?? '') ?? '',
      })
    }
    return { items }
  },

  async 'visits.address'(errand, { caseId, visitId }) {
    const { state, visit } = await loadVisit(errand, caseId, visitId)
    if (visit.technicianId !== errand.actor.personId) throw new NotFound()
    if (visit.status !== 'confirmed' && visit.status !== 'arrived') return refuse('HOUSE-5')
    const { premisesAddress, contactPhone } = state.application.sealed
    const taken = await grants.take(errand, { caseId, fields: ['premisesAddress'] })
    if (isRefusal(taken)) return taken
    // The technician may not read the vault; the house opens the one field this visit's grant names.
    const fields = await openFields(errand, premisesAddress ? { premisesAddress } : {})
    return {
      address: fields.premisesAddress ?? '',
      contactMasked: contactPhone ? ((await houseMasked(errand, { contactPhone })).contactPhone ?? '') : '',
    }
  },

  async 'visits.door-check'(errand, { caseId, visitId }) {
    const { state, visit, row } = await loadVisit(errand, caseId, visitId)
    const who = errand.actor.principal === 'merchant' ? 'merchant' : 'technician'
    if (who === 'technician' && visit.technicianId !== errand.actor.personId) throw new NotFound()
    if (visit.status !== 'confirmed' && visit.status !== 'arrived') return refuse('HOUSE-5')
    const [badge] = await errand.asHouse(
      db
        .selectFrom('memberships')
        .select('badge_no')
        .where('person_id', '=', visit.technicianId)
        .where('organisation_id', '=', state.providerId ?? '')
        .where('principal', '=', 'technician'),
    )
    const [filing] = await errand.run(
      db
        .selectFrom('filings')
        .select('filing_no')
        .where('provider_id', '=', state.providerId ?? ''),
    )
    const names = await namesOf(errand, [visit.technicianId])
    const houses = await organisationNames(errand, [state.providerId ?? ''])
    return {
      technician: names.get(visit.technicianId) ?? '',
      badgeNo: badge?.badge_no ?? null,
      provider: houses.get(state.providerId ?? '') ?? '',
      filingNo: filing?.filing_no ?? null,
      ...codesFor(who, await codesOf(errand, caseId, visitId, row.secret_sealed)),
    }
  },

  async 'visits.arrive'(errand, { caseId, visitId, merchantCode }) {
    const { visit, row } = await loadVisit(errand, caseId, visitId)
    const tried = tryDoor({
      codes: await codesOf(errand, caseId, visitId, row.secret_sealed),
      merchantCode,
      attempts: row.wrong_codes,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      at: errand.stamp.at,
    })
    if (!tried.open) {
      if (tried.attempts === row.wrong_codes) return tried.refusal
      await errand.run(
        db.updateTable('visits').set({ wrong_codes: tried.attempts }).where('visit_id', '=', visitId),
      )
      return keep(tried.refusal)
    }
    const after = await moved(errand, caseId, { type: 'arrive-visit', visitId, doorCheckPassed: true })
    if (!isRefusal(after)) await setStatus(errand, visitId, 'arrived')
    return after
  },

  'visits.finish': (errand, { caseId, visitId }) => finishVisit(grants)(errand, caseId, visitId),

  async 'surveys.record'(errand, { caseId, latitudeE6, longitudeE6, note, ...survey }) {
    await loadCase(errand, caseId, true)
    const after = await moved(errand, caseId, {
      type: 'record-survey',
      ...survey,
      place: await sealText(errand, caseId, 'survey-place', placeText({ latitudeE6, longitudeE6 })),
      note: await sealText(errand, caseId, 'survey-note', note),
    })
    if (isRefusal(after)) return after
    await setStatus(errand, survey.visitId, 'done')
    await grants.end(errand, caseId, ['visit'], 'visit-over')
    return after
  },
})

const houseMasked = async (errand: Errand, refs: Parameters<typeof maskedFields>[1]) => {
  const ids = Object.values(refs)
  const rows = await errand.asHouse(
    db.selectFrom('vault_values').select(['field', 'masked']).where('value_id', 'in', ids),
  )
  return Object.fromEntries(rows.map((row) => [row.field, row.masked])) as Awaited<
    ReturnType<typeof maskedFields>
  >
}

const maskedAddress = async (errand: Errand, reference: string | undefined): Promise<string> =>
  reference === undefined
    ? ''
    : ((await houseMasked(errand, { premisesAddress: reference })).premisesAddress ?? '')
