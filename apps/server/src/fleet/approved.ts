import { type Certificate, isValidOn } from '#device/certificate.ts'
import { type ApprovedFirmware, approvalLacks, approvedVersions } from '#device/firmware.ts'
import type { Beat } from '#fleet/beat.ts'
import { type Manifest, unapproved } from '#fleet/manifest.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { db } from '../house/tables.ts'

type Told = Pick<Beat, 'firmwareVersion' | 'firmwareHash'>
type Terminal = { readonly model_code: string; readonly firmware_version: string }

/**
 * What may be heard from a terminal: firmware approved or published for its model, by version and file, and the version
 * the model is registered with where no file of it was entered. An approval that has ended is known all the same: it
 * drives warnings and updates (CERT-24), and makes no stranger of a terminal that has yet to be updated.
 */
export const knownFirmware = async (errand: Errand) => {
  const [published, models] = await Promise.all([
    errand.run(
      db.selectFrom('manifests').select(['model_code', 'version', 'sha256']).where('kind', '=', 'firmware'),
    ),
    errand.run(db.selectFrom('models').select(['model_code', 'firmware_version', 'firmwares'])),
  ])
  const approvals = new Map(models.map((row) => [row.model_code, row.firmwares as ApprovedFirmware[]]))
  const all = [
    ...published,
    ...[...approvals].flatMap(([model_code, each]) => each.map((one) => ({ model_code, ...one }))),
  ]
  const versions = new Set(all.map((one) => `${one.model_code}/${one.version}`))
  const files = new Set(all.map((one) => `${one.model_code}/${one.version}/${one.sha256}`))
  const day = chinaDay(errand.stamp.at)
  /** Null for what may be heard; otherwise the newest few versions that may run today. */
  return (
    { model_code, firmware_version }: Terminal,
    { firmwareVersion, firmwareHash }: Told,
  ): string | null => {
    const version = `${model_code}/${firmwareVersion}`
    const known = versions.has(version)
      ? files.has(`${version}/${firmwareHash}`)
      : firmwareVersion === firmware_version
    if (known) return null
    const approving = { firmwareVersion: firmware_version, firmwares: approvals.get(model_code) ?? [] }
    return approvedVersions(approving, day).slice(0, 3).join(' / ') || '—'
  }
}

/** FIRM-21 and 22, as the approvals of the manifest's model stand at this moment. */
export const unapprovedNow = async (errand: Errand, manifest: Manifest): Promise<Refusal | null> => {
  const [model] = await errand.run(
    db
      .selectFrom('models')
      .select(['certificates', 'firmwares'])
      .where('model_code', '=', manifest.modelCode),
  )
  if (!model) throw new NotFound()
  const day = chinaDay(errand.stamp.at)
  const certificates = model.certificates as readonly Certificate[]
  return unapproved(manifest, model.firmwares as readonly ApprovedFirmware[], (approval) => {
    const holds = certificates.some((each) => each.number === approval.certificateNo && isValidOn(each, day))
    return approvalLacks(approval, day) ?? (holds ? null : 'certificate')
  })
}
