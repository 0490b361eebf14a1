import { createHash } from 'node:crypto'
import { type Errand, NotFound } from '../house/errand.ts'
import { db } from '../house/tables.ts'

/** What is printed: 128 bits nobody can guess, made anew from the house's key whenever a label is printed again. */
const labelIdOf = (errand: Errand, deviceId: string, issue: number): string =>
  errand.house.keys.mac('device-label', `${deviceId}/${issue}`).subarray(0, 16).toString('base64url')

const hashOf = (labelId: string): Buffer => createHash('sha256').update(labelId).digest()

const lastIssue = async (errand: Errand, deviceId: string): Promise<number> => {
  // Labels are the house's own table: whoever asks has loaded the device.
  const [row] = await errand.asHouse(
    db
      .selectFrom('device_labels')
      .select(({ fn }) => fn.max<number | null>('issue').as('issue'))
      .where('device_id', '=', deviceId),
  )
  return row?.issue ?? 0
}

export const labelsOf = lastIssue

/** The id of a device's label in force; `anew` ends it and makes the next. */
export const labelFor = async (errand: Errand, deviceId: string, anew: boolean): Promise<string> => {
  const last = await lastIssue(errand, deviceId)
  if (last > 0 && !anew) return labelIdOf(errand, deviceId, last)
  const labelId = labelIdOf(errand, deviceId, last + 1)
  await errand.asHouse(
    db.insertInto('device_labels').values({
      label_hash: hashOf(labelId),
      device_id: deviceId,
      issue: last + 1,
      issued_at: errand.stamp.at,
    }),
  )
  return labelId
}

/** Which device a label stands on, and whether a newer one has taken its place. Unknown is not found. */
export const deviceOfLabel = async (
  errand: Errand,
  labelId: string,
): Promise<{ readonly deviceId: string; readonly replaced: boolean }> => {
  const [row] = await errand.asHouse(
    db.selectFrom('device_labels').select(['device_id', 'issue']).where('label_hash', '=', hashOf(labelId)),
  )
  if (!row) throw new NotFound()
  return { deviceId: row.device_id, replaced: row.issue < (await lastIssue(errand, row.device_id)) }
}
