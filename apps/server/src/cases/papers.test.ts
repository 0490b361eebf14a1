import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#ground/refusal.ts'
import { paperPdf } from '../../test/hostile-files.ts'
import { openTestRoom, type Seat, type TestRoom } from '../../test/room.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'
import { performAsHouse } from '../house/corridor.ts'
import { byteCaps } from '../documents/declared.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { applications } from './applications.ts'
import { sweepPapers } from './papers.ts'

const caps = { ...byteCaps, filesPerCase: 4, bytesPerMerchant: 60_000 }
const asDraft: Parameters<typeof openShop>[2] = (state) => ({
  ...state,
  step: 'application',
  application: { ...state.application, status: 'draft', documents: {} },
})

let room: TestRoom
let shop: Shop

beforeAll(async () => {
  room = await openTestRoom(applications(grantsPort, consentsPort, caps))
  shop = await openShop(room, {}, asDraft)
})
afterAll(() => room.close())

/** Handed in, and somebody else's recommendation stands: a second pair of eyes may look. */
const onDesk = () =>
  room.owner.query(
    `update cases set state = jsonb_set(jsonb_set(state, '{application,status}', '"submitted"'), '{review,recommendation}',
       '{"by": "per_0", "mccCode": "5812", "riskLevel": "low", "at": "2026-11-20T00:00:00.000Z"}') where case_id = $1`,
    [shop.caseId],
  )
const asDraftAgain = () =>
  room.owner.query(
    `update cases set state = jsonb_set(state, '{application,status}', '"draft"') where case_id = $1`,
    [shop.caseId],
  )

const photo = async (background = '#3a7', edge = 400) =>
  sharp({ create: { width: edge, height: edge, channels: 3, background } })
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '39/1 30/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '116/1 30/1 0/1',
      },
    })
    .jpeg()
    .toBuffer()

const jpeg = { fileName: 'a.jpg', mediaType: 'image/jpeg' }
const attach = async (
  content: Buffer,
  kind: 'id-front' | 'door-photo' | 'account-proof' = 'door-photo',
  named = jpeg,
  on = shop,
) =>
  room.ask(on.merchant, 'applications.attach-document', {
    caseId: on.caseId,
    kind,
    ...named,
    content: content.toString('base64'),
  })
const look = (who: Seat, kind: 'id-front' | 'door-photo' | 'account-proof', page?: number) =>
  room.granted(who, 'applications.document', {
    caseId: shop.caseId,
    kind,
    ...(page === undefined ? {} : { page }),
  })
const ruleOf = (answer: unknown) => (isRefusal(answer) ? answer.rule : 'taken')

const files = async (): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key } of room.house.files.list()) keys.push(key)
  return keys
}

test('a photo is stored sealed, its place apart and sealed too; every reader sees a copy marked for them', async () => {
  const answer = await attach(await photo())
  expect(answer).toMatchObject({ mediaType: 'image/jpeg', pages: 1, scan: 'not-scanned' })
  const [key = ''] = await files()
  const stored = await room.house.files.get(key)
  for (const clear of ['JFIF', 'GPS']) expect(stored.includes(clear)).toBe(false)
  const { rows } = await room.owner.query('select * from documents')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    kind: 'door-photo',
    uploaded_type: 'image/jpeg',
    pages: 1,
    scan: 'not-scanned',
  })
  expect(String(rows[0].evidence_sealed)).not.toContain('latitude')

  const mine = await look(shop.merchant, 'door-photo')
  await onDesk()
  const theirs = await look(shop.reviewer, 'door-photo')
  await asDraftAgain()
  expect(mine.camera).toEqual({
    takenAt: null,
    latitudeE6: 39_500_000,
    longitudeE6: 116_500_000,
    camera: null,
  })
  const [one, other] = [mine, theirs].map(({ content }) => Buffer.from(content, 'base64'))
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
  // Bare, the picture is one colour; marked, it has many.
  const { channels } = await sharp(one).stats()
  expect(channels[0]?.stdev).toBeGreaterThan(10)
  expect((await sharp(one).metadata()).exif).toBeUndefined()
  await expect(look(shop.merchant, 'door-photo', 2)).rejects.toMatchObject({ name: 'NotFound' })
})

test('a PDF is kept as its pages; a photo is asked for where one is needed', async () => {
  const pdf = { fileName: 'proof.pdf', mediaType: 'application/pdf' }
  expect(ruleOf(await attach(paperPdf(), 'id-front', pdf))).toBe('DOC-14')
  expect(await attach(paperPdf({ pages: 2 }), 'account-proof', pdf)).toMatchObject({
    pages: 2,
    mediaType: 'image/jpeg',
  })
  await onDesk()
  const first = await look(shop.reviewer, 'account-proof', 1)
  const second = await look(shop.reviewer, 'account-proof', 2)
  await asDraftAgain()
  expect([first?.page, second?.page, second?.pages, second?.camera]).toEqual([1, 2, 2, null])
  for (const key of await files()) expect((await room.house.files.get(key)).includes('%PDF')).toBe(false)
})

test('nobody else sees it, and a page does not open under another’s name', async () => {
  const stranger = await room.seat('merchant', '别家店（演示）')
  const input = { caseId: shop.caseId, kind: 'door-photo' as const }
  await expect(room.ask(stranger, 'applications.document', input)).rejects.toMatchObject({ name: 'NotFound' })
  await expect(room.ask(shop.provider, 'applications.document', input)).rejects.toMatchObject({
    rule: 'HTTP-403',
  })
  const { rows } = await room.owner.query(
    `select kind, file_key from documents where kind in ('door-photo', 'account-proof')`,
  )
  const keyOf = (kind: string) => `${rows.find((row) => row.kind === kind).file_key}.1`
  const own = await room.house.files.get(keyOf('door-photo'))
  await room.house.files.put(keyOf('door-photo'), await room.house.files.get(keyOf('account-proof')))
  await expect(look(shop.merchant, 'door-photo')).rejects.toThrow('seal')
  await room.house.files.remove(keyOf('door-photo'))
  await expect(look(shop.merchant, 'door-photo')).rejects.toMatchObject({ rule: 'DOC-17' })
  await room.house.files.put(keyOf('door-photo'), own)
  expect((await look(shop.merchant, 'door-photo')).pages).toBe(1)
})

test('as many files and bytes as are allowed, and one more; two at once take one place', async () => {
  const counted = await room.owner.query(
    'select count(*)::int as files, sum(bytes)::int as bytes from documents',
  )
  expect(counted.rows[0].files).toBe(2)
  const before = await files()
  const other = await openShop(room, { merchant: shop.merchant }, asDraft)
  // The merchant’s other case counts for bytes, not for files.
  const left = caps.bytesPerMerchant - counted.rows[0].bytes
  expect(left).toBeGreaterThan(0)
  const noise = async (edge: number) =>
    sharp(Buffer.from(Array.from({ length: edge * edge * 3 }, (_, at) => (at * 7_919) % 251)), {
      raw: { width: edge, height: edge, channels: 3 },
    })
      .jpeg()
      .toBuffer()
  const large = await noise(400)
  expect(large.length).toBeGreaterThan(left)
  expect(ruleOf(await attach(large, 'door-photo', jpeg, other))).toBe('DOC-6')
  expect(await files()).toEqual(before)

  const small = await photo('#fff', 120)
  expect(ruleOf(await attach(small))).toBe('taken')
  const both = await Promise.all([attach(small, 'id-front'), attach(small, 'door-photo')])
  expect(both.map(ruleOf).toSorted()).toEqual(['DOC-5', 'taken'])
  expect(ruleOf(await attach(small))).toBe('DOC-5')
  expect(ruleOf(await attach(small, 'door-photo', jpeg, other))).toBe('taken')
})

test('an application that is closed keeps no file; a rolled-back one is swept after a day, and nothing else', async () => {
  const closed = await openShop(room)
  const before = await files()
  expect(ruleOf(await attach(await photo(), 'door-photo', jpeg, closed))).toBe('APP-1')
  expect(await files()).toEqual(before)

  // As a rolled-back transaction, a killed writer and another room leave them.
  const orphan = `doc_${'0'.repeat(32)}`
  await room.house.files.put(`${orphan}.1`, Buffer.from('sealed'))
  await room.house.files.put(`${orphan}.2.0a0a.draft`, Buffer.from('half'))
  await room.house.files.put('other.1', Buffer.from('another room’s'))
  const sweepAt = async (hours: number) => {
    room.clock.now = new Date(Date.now() + hours * 3_600_000).toISOString()
    await performAsHouse(room.house, 'test-sweep', sweepPapers)
    return (await files()).toSorted()
  }
  expect(await sweepAt(23)).toHaveLength(before.length + 3)
  expect(await sweepAt(25)).toEqual([...before, 'other.1'].toSorted())
})

describe('over HTTP', () => {
  let house: ToldHouse
  beforeAll(async () => {
    house = await openToldHouse()
  })
  afterAll(() => house?.close())

  test('a paper of the story is shown to its reviewer, and no browser or proxy may keep it', async () => {
    const [row] = await house.sql<{ case_id: string; kind: string }>(
      `select case_id, kind from documents join cases using (case_id) where step = 'review' order by document_id limit 1`,
    )
    const cookie = await house.enter('19900000001')
    await house.ask('reviews.claim', { caseId: row?.case_id }, { cookie })
    const { status, headers, body } = await house.ask(
      'applications.document',
      { caseId: row?.case_id, kind: row?.kind },
      { cookie },
    )
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await sharp(Buffer.from(body.content, 'base64')).metadata()).format).toBe('jpeg')
  })
})
