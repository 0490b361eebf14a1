import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { model, openShelf, sealText, surveyedPlace, type Shelf } from '../../test/shelf.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { NotFound } from '../house/errand.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { devices } from './devices.ts'

let room: TestRoom
let shelf: Shelf
let reviewer: Seat
const photo = { mediaType: 'image/jpeg', content: '' }

beforeAll(async () => {
  room = await openTestRoom({
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
  })
  shelf = await openShelf(room)
  reviewer = shelf.shop.reviewer
})
afterAll(() => room.close())

const buy = async (orderNo: string, packed: readonly (number | undefined)[]) => {
  const serials = packed.map((packedGrams, n) => ({
    ...{ serialNo: `${orderNo}-SN${n}`, sealNo: `${orderNo}-BAG${n}` },
    ...(packedGrams !== undefined && { packedGrams }),
  }))
  const list = { modelCode: model.modelCode, orderNo, channel: 'letter' as const, serials }
  return (await room.granted(reviewer, 'devices.register', list)).deviceIds
}
const box = (orderNo: string, n: number) => ({
  ...{ readSerial: `${orderNo}-SN${n}`, readSeal: `${orderNo}-BAG${n}`, sealIntact: true },
})
const doubtOf = async (deviceId: string) =>
  (
    await room.owner.query(`select status, state ->> 'doubt' as doubt from devices where device_id = $1`, [
      deviceId,
    ])
  ).rows[0]

describe('weight and photo of the bag', () => {
  test('CUST-67, 68: a delivery weighed box by box; one without weight or photo holds back the call', async () => {
    const ids = (await buy('WGT-A', [500, 500, undefined])) as [string, string, string]
    const boxes = [0, 1, 2].map((n) => box('WGT-A', n)) as [object, object, object]
    const receive = (grams: readonly (number | undefined)[]) => ({
      orderNo: 'WGT-A',
      boxes: boxes.map((each, n) => ({
        ...(each as ReturnType<typeof box>),
        ...(grams[n] !== undefined && { weightGrams: grams[n] }),
      })),
    })
    expect(await room.refused(reviewer, 'deliveries.receive', receive([505, 560, undefined]))).toBe('CUST-67')
    expect(await doubtOf(ids[0])).toEqual({ status: 'purchased', doubt: null })
    const { boxes: told } = await room.granted(reviewer, 'deliveries.receive', receive([505, 560, 9]))
    expect(told.map(({ outcome }) => outcome)).toEqual(['received', 'quarantined', 'received'])
    expect(await doubtOf(ids[1])).toEqual({ status: 'suspect', doubt: 'weight' })
    const { rows } = await room.owner.query(
      `select type, body from facts where stream = $1 order by version desc limit 1`,
      [`device/${ids[1]}`],
    )
    expect(rows).toMatchObject([{ type: 'weight-mismatched', body: { readGrams: 560, packedGrams: 500 } }])
  })

  test('CUST-67: neither at a single receipt, nor when it comes back from repair', async () => {
    const [deviceId = ''] = await buy('WGT-B', [undefined])
    expect(await room.refused(reviewer, 'devices.receive', { deviceId, ...box('WGT-B', 0) })).toBe('CUST-67')
    await room.granted(reviewer, 'devices.receive', { deviceId, ...box('WGT-B', 0), weightGrams: 300 })
    await room.granted(reviewer, 'devices.begin-erasure', {
      deviceId,
      method: 'maker',
      proof: 'a'.repeat(64),
    })
    await room.granted(shelf.second, 'devices.witness-erasure', { deviceId })
    await room.granted(reviewer, 'devices.send-to-repair', {
      deviceId,
      repairer: '演示维修厂',
      sealNo: 'WGT-R',
    })
    const back = {
      deviceId,
      readSerial: 'WGT-B-SN0',
      readSeal: 'WGT-S',
      announcedSeal: 'WGT-S',
      sealIntact: true,
    }
    expect(await room.refused(reviewer, 'devices.receive-from-repair', back)).toBe('CUST-67')
    expect(
      await room.granted(reviewer, 'devices.receive-from-repair', { ...back, weightGrams: 310 }),
    ).toEqual({
      status: 'returned',
    })
  })

  test('CUST-69: a photo instead: drawn anew, sealed, seen by the acquirer’s own people alone', async () => {
    const [deviceId = ''] = await buy('WGT-C', [500])
    const receive = { deviceId, ...box('WGT-C', 0) }
    const picture = sharp({ create: { width: 900, height: 700, channels: 3, background: '#886644' } })
    const jpeg = (await picture.jpeg().toBuffer()).toString('base64')
    // Not a picture at all, and a text that says it is one.
    const fake = Buffer.from('<svg onload=alert(1)>').toString('base64')
    expect(
      await room.refused(reviewer, 'devices.receive', { ...receive, photo: { ...photo, content: fake } }),
    ).toMatch(/^DOC-/)
    await room.granted(reviewer, 'devices.receive', { ...receive, photo: { ...photo, content: jpeg } })
    const { items } = await room.granted(shelf.second, 'devices.bag-photos', { deviceId })
    expect(items).toMatchObject([{ by: '演示收单机构' }])
    const photoId = items[0]?.photoId ?? ''
    const shown = Buffer.from(
      (await room.granted(shelf.second, 'devices.bag-photo', { photoId })).content,
      'base64',
    )
    expect(shown.subarray(0, 2).toString('hex')).toBe('ffd8')
    const { rows } = await room.owner.query('select content_sealed from bag_photos where photo_id = $1', [
      photoId,
    ])
    expect(rows[0].content_sealed.includes(Buffer.from('ffd8ff', 'hex'))).toBe(false)
    const rival = await room.seat('reviewer', '别家收单机构')
    await expect(room.ask(rival, 'devices.bag-photo', { photoId })).rejects.toThrow(NotFound)
    await expect(room.ask(rival, 'devices.bag-photos', { deviceId })).rejects.toThrow(NotFound)
    for (const who of [shelf.shop.merchant, shelf.shop.technician, await room.seat('regulator', '监管')])
      expect(
        await room.refused(who, 'devices.bag-photo', { photoId }).catch((error: Error) => error.name),
      ).not.toBe('granted')
  })
})
