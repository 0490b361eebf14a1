import type { OutputOf } from '#api/calls.ts'
import { reservationOf } from '#device/device.ts'
import {
  inspections as looks,
  inspectSurface,
  nextInspection,
  noesOf,
  type PhotoSide,
  type SurfacePoint,
} from '#device/surface.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { mayInspect } from '#provision/visit.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { GrantsPort } from '../vault/ports.ts'
import type { CasesPort } from './cases-port.ts'
import { loadDevice, save } from './device.ts'
import { lockCaseOf } from './journey.ts'
import { loadModel } from './models.ts'
import { keepLook, type PapersPort, readPhotos } from './terminal-photos.ts'

/** A visit that was for the inspection alone is over with it. */
export type FinishPort = (errand: Errand, caseId: string, visitId: string) => Promise<{ ok: true } | Refusal>

/** What the fleet does when a look finds something amiss. */
export type AlarmPort = (
  errand: Errand,
  whose: { readonly deviceId: string; readonly acquirerId: string; readonly merchantId: string | null },
  count: number,
) => Promise<void>

const riskOf = ({ review, application }: Case) => ({
  riskLevel: review.recommendation?.riskLevel ?? null,
  fixedPremises: application.shop.fixedPremises !== false,
})

/** INSP-7: a technician sees a terminal's photos while let in at its shop to look or to repair. */
const isLookingNow = (state: Case, errand: Errand): boolean =>
  state.visits.some(
    ({ visitId }) => mayInspect(state, visitId, errand.actor.personId, errand.stamp.at) === null,
  )

type Item = OutputOf<'inspections.list'>['items'][number]

export const inspections = (
  cases: CasesPort,
  papers: PapersPort,
  grants: GrantsPort,
  finishVisit: FinishPort,
  alarm: AlarmPort,
): Room<'inspections.record' | 'inspections.list' | 'inspections.photo'> => ({
  async 'inspections.record'(errand, { deviceId, visitId, photos, points, inspectedAt, ...read }) {
    await loadDevice(errand, deviceId)
    const taken = await readPhotos(errand, photos)
    if (isRefusal(taken)) return taken
    const state = await lockCaseOf(cases, errand, deviceId)
    if (state === null) throw new NotFound()
    const at = inspectedAt ?? errand.stamp.at
    const outside = mayInspect(state, visitId, errand.actor.personId, at)
    if (outside) return outside
    const stored = await loadDevice(errand, deviceId, true)
    const inspectionId = newId('ins')
    const facts = inspectSurface(
      stored.device,
      {
        ...{ inspectionId, visitId, inspectedAt: at, points, ...read },
        sides: taken.map(({ side }) => side),
        model: await loadModel(errand, stored.device.modelCode),
      },
      errand.stamp,
    )
    if (isRefusal(facts)) return facts
    const device = await save(errand, stored, facts)
    if (isRefusal(device)) return device
    const noes = noesOf(points)
    const serialMatched = facts.every(({ type }) => type !== 'serial-mismatched')
    await keepLook(
      errand,
      papers,
      device,
      {
        ...{ inspectionId, caseId: state.caseId, visitId, kind: 'surface', inspectedAt: at },
        ...{ firmwareVersion: read.firmwareVersion.trim(), serialMatched, noes },
      },
      taken,
    )
    // The look itself and nothing after it: all was well.
    const amiss = facts.length > 1 || !serialMatched || noes.length > 0
    if (amiss)
      await alarm(
        { ...errand, run: errand.asHouse },
        {
          deviceId,
          acquirerId: device.acquirerId,
          merchantId: reservationOf(device)?.merchantId ?? null,
        },
        Math.max(1, noes.length),
      )
    const visit = state.visits.find((each) => each.visitId === visitId)
    if (visit?.kind === 'inspection' && visit.status === 'arrived') {
      const finished = await finishVisit(errand, state.caseId, visitId)
      if (isRefusal(finished)) return finished
    }
    return { status: device.status, noes: [...noes] }
  },

  async 'inspections.list'(errand, { deviceId }) {
    const { device } = await loadDevice(errand, deviceId)
    const caseId = reservationOf(device)?.caseId ?? null
    const state = caseId === null ? null : (await cases.loadCase(errand, caseId)).state
    const { principal } = errand.actor
    if (principal === 'technician' && (state === null || !isLookingNow(state, errand)))
      return refuse('INSP-7')
    const run = principal === 'technician' ? errand.asHouse : errand.run
    const rows = await run(
      db
        .selectFrom('inspections')
        .selectAll()
        .where('device_id', '=', deviceId)
        .where('case_id', '=', caseId ?? '')
        .orderBy('inspected_at', 'desc')
        .limit(50),
    )
    const ids = rows.map((row) => row.inspection_id)
    const photos =
      ids.length === 0
        ? []
        : await run(
            db
              .selectFrom('inspection_photos')
              .selectAll()
              .where('inspection_id', 'in', ids)
              .orderBy('side', 'desc'),
          )
    const names = await namesOf(
      errand,
      rows.map((row) => row.technician_id),
    )
    const [last] = await errand.asHouse(
      db
        .selectFrom('facts')
        .select((ask) => ask.fn.max('at').as('at'))
        .where('stream', '=', `device/${deviceId}`)
        .where('type', 'in', [...looks]),
    )
    const stands = ['bound', 'live', 'suspended'].includes(device.status)
    return {
      dueOn: stands && state !== null && last?.at ? nextInspection(chinaDay(last.at), riskOf(state)) : null,
      items: rows.map((row) => ({
        inspectionId: row.inspection_id,
        kind: row.kind as Item['kind'],
        inspectedAt: row.inspected_at,
        technician: names.get(row.technician_id) ?? '',
        firmwareVersion: row.firmware_version,
        serialMatched: row.serial_matched,
        noes: row.noes as SurfacePoint[],
        status: row.status,
        photos: photos
          .filter((photo) => photo.inspection_id === row.inspection_id)
          .map(({ photo_id, side }) => ({ photoId: photo_id, side: side as PhotoSide })),
      })),
    }
  },

  async 'inspections.photo'(errand, { inspectionId, photoId }) {
    const { principal, personId, organisationId } = errand.actor
    const asked = principal === 'technician' ? { ...errand, run: errand.asHouse } : errand
    const [row] = await asked.run(
      db
        .selectFrom('inspection_photos as p')
        .innerJoin('inspections as i', 'i.inspection_id', 'p.inspection_id')
        .select(['p.side', 'i.case_id'])
        .where('p.photo_id', '=', photoId)
        .where('i.inspection_id', '=', inspectionId),
    )
    if (!row) throw new NotFound()
    const { state } = await cases.loadCase(errand, row.case_id)
    if (principal === 'technician' && !isLookingNow(state, errand)) return refuse('INSP-7')
    if (principal === 'reviewer') {
      // Their own terminal, looked at by the acquirer's own duty; the shop reads who looked and when.
      const fields = [`document:terminal-${row.side}`]
      if (!(await grants.holds(errand, row.case_id, fields)))
        await grants.give(errand, {
          caseId: row.case_id,
          kind: 'inspection',
          readerId: personId,
          organisationId,
          fields,
          givenBy: state.merchantId,
        })
      const taken = await grants.take(errand, { caseId: row.case_id, fields })
      if (isRefusal(taken)) return taken
    }
    const shown = await papers.showPaper(asked, photoId, 1)
    if (!shown) throw new NotFound()
    return { mediaType: shown.mediaType, content: shown.content, pages: shown.pages }
  },
})
