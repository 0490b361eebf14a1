import type { Device } from '#device/device.ts'
import type { PhotoSide, SurfacePoint } from '#device/surface.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { byteCaps } from '../documents/declared.ts'
import { type Paper, readUpload } from '../documents/upload.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'

export type TerminalPhotoKind = `terminal-${PhotoSide}`

/** Papers of a case, as the case room keeps them: sealed, looked at for what nobody may keep, shown with a watermark. */
export type PapersPort = {
  keepPaper(
    errand: Errand,
    caseId: string,
    kind: TerminalPhotoKind,
    documentId: string,
    paper: Paper,
  ): Promise<void>
  askToLook(errand: Errand, caseId: string, kind: TerminalPhotoKind, documentId: string): Promise<void>
  showPaper(
    errand: Errand,
    documentId: string,
    page: number,
  ): Promise<{ readonly mediaType: string; readonly content: string; readonly pages: number } | null>
}

type Photo = { readonly side: PhotoSide; readonly mediaType: string; readonly content: string }
type Taken = { readonly side: PhotoSide; readonly paper: Paper }

/** Reading pictures takes seconds: done before any lock. */
export const readPhotos = async (
  errand: Errand,
  photos: readonly Photo[],
): Promise<readonly Taken[] | Refusal> => {
  const taken: Taken[] = []
  for (const { side, mediaType, content } of photos) {
    const fileName = `${side}.${mediaType === 'image/png' ? 'png' : 'jpg'}`
    const paper = await readUpload(
      Buffer.from(content, 'base64'),
      { fileName, mediaType },
      { caps: byteCaps, pdf: false, whose: errand.actor.organisationId, clamd: errand.house.config.clamd },
    )
    if (isRefusal(paper)) return refuse(paper.rule, paper.params, 'photos')
    taken.push({ side, paper })
  }
  return taken
}

type Looked = {
  readonly inspectionId: string
  readonly caseId: string
  readonly visitId: string
  readonly kind: 'reference' | 'surface'
  readonly inspectedAt: string
  readonly firmwareVersion: string
  readonly serialMatched: boolean
  readonly noes: readonly SurfacePoint[]
}

/** Writes down one look with its photos. The technician hands them in and may not read them back: the house keeps them. */
export const keepLook = async (
  errand: Errand,
  papers: PapersPort,
  device: Device,
  look: Looked,
  photos: readonly Taken[],
): Promise<void> => {
  const house = { ...errand, run: errand.asHouse }
  await house.run(
    db.insertInto('inspections').values({
      inspection_id: look.inspectionId,
      device_id: device.deviceId,
      case_id: look.caseId,
      visit_id: look.visitId,
      technician_id: errand.actor.personId,
      kind: look.kind,
      inspected_at: look.inspectedAt,
      told_at: errand.stamp.at,
      firmware_version: look.firmwareVersion,
      serial_matched: look.serialMatched,
      noes: JSON.stringify(look.noes),
      status: device.status,
    }),
  )
  for (const { side, paper } of photos) {
    const photoId = newId('doc')
    await papers.keepPaper(house, look.caseId, `terminal-${side}`, photoId, paper)
    await house.run(
      db
        .insertInto('inspection_photos')
        .values({ photo_id: photoId, inspection_id: look.inspectionId, side }),
    )
    await papers.askToLook(house, look.caseId, `terminal-${side}`, photoId)
  }
}
