import type { InputOf } from '#api/calls.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { watermarkLines } from '#vault/watermark-text.ts'
import { byteCaps } from '../documents/declared.ts'
import { type Paper, readUpload } from '../documents/upload.ts'
import { watermarked } from '../documents/watermark.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'
import { loadDevice } from './device.ts'

const placeOf = (row: string) => ({ datum: 'bag_photos.content' as const, row, ...houseOwner })

type Photo = InputOf<'devices.receive'>['photo']
export type BagPhoto = { readonly photoId: string; readonly paper: Paper }

/** Drawn anew before any lock: reading a picture takes seconds. Null where there is none. */
export const readBagPhoto = async (
  errand: Errand,
  photo: Photo,
  field: string,
): Promise<BagPhoto | Refusal | null> => {
  if (photo === undefined) return null
  const { mediaType, content } = photo
  const paper = await readUpload(
    Buffer.from(content, 'base64'),
    { fileName: `bag.${mediaType === 'image/png' ? 'png' : 'jpg'}`, mediaType },
    {
      ...{ caps: byteCaps, pdf: false },
      ...{ whose: errand.actor.organisationId, clamd: errand.house.config.clamd },
    },
  )
  return isRefusal(paper) ? refuse(paper.rule, paper.params, field) : { photoId: newId('bph'), paper }
}

/** Keeps it, sealed, with the receipt it belongs to: whole or quarantined. */
export const keepBagPhoto = async (
  errand: Errand,
  deviceId: string,
  { photoId, paper }: BagPhoto,
): Promise<void> => {
  const [picture] = paper.pages
  if (picture === undefined) throw new Error(`photo ${photoId} has no picture`)
  await errand.run(
    db.insertInto('bag_photos').values({
      photo_id: photoId,
      device_id: deviceId,
      acquirer_id: errand.actor.organisationId,
      taken_by: errand.actor.personId,
      taken_at: errand.stamp.at,
      scan: paper.scan,
      content_sealed: await errand.house.keys.seal(placeOf(photoId), picture),
    }),
  )
}

/** CUST-69: the acquirer's own people alone; whose a device is not, finds no photo of it. */
export const bagPhotos: Room<'devices.bag-photos' | 'devices.bag-photo'> = {
  async 'devices.bag-photos'(errand, { deviceId }) {
    await loadDevice(errand, deviceId)
    const rows = await errand.run(
      db
        .selectFrom('bag_photos')
        .select(['photo_id', 'taken_by', 'taken_at'])
        .where('device_id', '=', deviceId)
        .orderBy('taken_at', 'desc')
        .limit(50),
    )
    const names = await namesOf(
      errand,
      rows.map((row) => row.taken_by),
    )
    return {
      items: rows.map((row) => ({
        photoId: row.photo_id,
        takenAt: row.taken_at,
        by: names.get(row.taken_by) ?? '',
      })),
    }
  },

  async 'devices.bag-photo'(errand, { photoId }) {
    const [row] = await errand.run(
      db.selectFrom('bag_photos').select('content_sealed').where('photo_id', '=', photoId),
    )
    if (!row) throw new NotFound()
    const { personId, organisationId } = errand.actor
    const [people, houses] = await Promise.all([
      namesOf(errand, [personId]),
      organisationNames(errand, [organisationId]),
    ])
    const reader = { name: people.get(personId) ?? '', organisation: houses.get(organisationId) ?? '' }
    const picture = await errand.house.keys.open(placeOf(photoId), row.content_sealed)
    const shown = await watermarked(picture, watermarkLines(reader, errand.stamp.at))
    return { mediaType: 'image/jpeg', content: shown.toString('base64') }
  },
}
