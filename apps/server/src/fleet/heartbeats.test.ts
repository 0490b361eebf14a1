import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Beat } from '#fleet/beat.ts'
import { nobody, openTestRoom, type TestRoom } from '../../test/room.ts'
import { beatOf, home, openTerminals, proved } from '../../test/terminals.ts'
import { sealText, surveyedPlace } from '../../test/shelf.ts'
import { consentsPort } from '../vault/consents.ts'
import { grantsPort } from '../vault/grant.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { visits } from '../cases/visits.ts'
import { openTexts } from '../cases/sealed.ts'
import { devices } from '../devices/devices.ts'
import { displacements, suspendDisplaced } from '../devices/displacements.ts'
import { deviceEvidence } from '../devices/evidence.ts'
import { suspendDevice } from '../devices/suspend.ts'
import { takeFix } from '../devices/whereabouts.ts'
import { openHttp } from '../house/http.ts'
import type { Handlers } from '../house/errand.ts'
import { performAsHouse } from '../house/corridor.ts'
import { keyOf, openOnDevice, sealToDevice } from '../devices/device-secret.ts'
import { proveIdentity } from '../devices/challenges.ts'
import { enrolment } from './enrol.ts'
import { openFleet } from './fleet.ts'
import { fleetViews } from './views.ts'

let room: TestRoom
let terminals: Awaited<ReturnType<typeof openTerminals>>
let app: Awaited<ReturnType<typeof openHttp>>
let fleet: ReturnType<typeof openFleet>
let url: string

beforeAll(async () => {
  const handlers = {
    ...visits(grantsPort, consentsPort),
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...enrolment({ proveIdentity, sealToDevice, keyOf }),
    ...fleetViews,
    ...displacements({ sealText, openTexts }),
  }
  room = await openTestRoom(handlers)
  terminals = await openTerminals(room)
  app = await openHttp(room.house, handlers as unknown as Handlers)
  fleet = openFleet(room.house, { suspendDevice, takeFix })
  await fleet.open(app, () => {})
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await fleet.stop()
  await room.close()
})

type One = Awaited<ReturnType<typeof terminals.enrolled>>

const send = async (one: Pick<One, 'key'>, told: object, mac?: string) => {
  const message = proved(one, told)
  const answer = await fetch(`${url}/api/heartbeats.send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'fangxin-device-mac': mac ?? message.mac },
    body: message.body,
  })
  const { rule } = (await answer.json()) as { rule?: string }
  return { status: answer.status, rule }
}
const sendAll = (one: One, beats: readonly Beat[]) => Promise.all(beats.map((beat) => send(one, beat)))
const incidentsOf = async ({ deviceId }: One) =>
  (await room.granted(terminals.reviewer, 'incidents.list', { deviceId })).items
const kindsOf = async (one: One) =>
  (await incidentsOf(one)).map(({ kind, closedAt }) => `${kind} ${closedAt === null ? 'open' : 'closed'}`)
const seenOf = async ({ deviceId }: One) =>
  (await room.granted(terminals.reviewer, 'fleet.terminal', { deviceId })).terminal
const statusOf = async ({ deviceId }: One) =>
  (await room.owner.query('select status from devices where device_id = $1', [deviceId])).rows[0].status
const messages = async (template: string) =>
  Number(
    (await room.owner.query('select count(*) from messages where template = $1', [template])).rows[0].count,
  )

describe('the door', () => {
  test('BEAT-1: taken with its own key; refused with another’s, with a changed byte, without a proof, after enrolling anew', async () => {
    const [one, other] = [await terminals.enrolled(), await terminals.enrolled()]
    expect(await send(one, beatOf(one, 1))).toEqual({ status: 200, rule: undefined })
    expect(await send(other, beatOf(one, 2))).toEqual({ status: 401, rule: 'BEAT-1' })
    const { mac } = proved(one, beatOf(one, 2))
    expect(await send(one, beatOf(one, 3), mac)).toEqual({ status: 401, rule: 'BEAT-1' })
    expect((await send(one, beatOf(one, 2), '')).status).toBe(401)
    const again = await one.take()
    expect(await send(one, beatOf(one, 2))).toEqual({ status: 401, rule: 'BEAT-1' })
    expect((await send(again, beatOf({ ...one, ...again }, 1, { battery: 55 }))).status).toBe(200)
    expect((await seenOf(one)).battery).toBe(55)
    expect((await send(one, { deviceId: 7, generation: 1 })).status).toBe(400)
    expect((await send(one, { ...beatOf(one, 2), extra: 1 })).status).toBe(400)
  })

  test('what is no heartbeat is told so, as everywhere: form, length, method, and a problem document', async () => {
    const to = (init: RequestInit) => fetch(`${url}/api/heartbeats.send`, { method: 'POST', ...init })
    const json = { 'content-type': 'application/json' }
    const plain = await to({ body: '{}', headers: { 'content-type': 'text/plain' } })
    expect([plain.status, plain.headers.get('content-type')]).toEqual([415, 'application/problem+json'])
    expect(plain.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const long = await to({ body: `{"x":"${'x'.repeat(9_000)}"}`, headers: json })
    expect([long.status, ((await long.json()) as { rule: string }).rule]).toEqual([413, 'HTTP-413'])
    expect((await to({ body: '{', headers: json })).status).toBe(400)
    expect((await to({ headers: json })).status).toBe(400)
    for (const body of [
      '{"deviceId":"\\u0000"}',
      '{"a":"\\ud800"}',
      `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`,
    ])
      expect((await to({ body, headers: json })).status).toBe(400)
    expect((await fetch(`${url}/api/heartbeats.send`)).status).toBe(404)
  })

  test('BEAT-2: only what is bound or live takes a working key, by an answer that counts once and opens on that device alone', async () => {
    const one = await terminals.live()
    const own = await terminals.identified(one.deviceId)
    const right = await own.answer()
    const take = (answer: typeof right) => room.refused(nobody, 'fleet.take-key', answer)
    expect(
      await take({ ...right, secretText: right.secretText === '00000000' ? '1'.repeat(8) : '00000000' }),
    ).toBe('IDENT-9')
    expect(await take(right)).toBe('IDENT-5')
    const taken = await room.granted(nobody, 'fleet.take-key', await own.answer())
    expect(taken).toMatchObject({ deviceId: one.deviceId, generation: 1 })
    // Somebody else who saw the answer has nothing in his hands; nor does the key open under another number.
    const other = await terminals.identified((await terminals.live()).deviceId)
    const sealed = Buffer.from(taken.sealedKey, 'base64')
    const scalarOf = ({ kept }: typeof own) => Buffer.from(kept.scalar, 'hex')
    await expect(openOnDevice(scalarOf(other), keyOf(own.identityId, 1), sealed)).rejects.toThrow()
    await expect(openOnDevice(scalarOf(own), keyOf(own.identityId, 2), sealed)).rejects.toThrow()
    const key = await openOnDevice(scalarOf(own), keyOf(own.identityId, 1), sealed)
    expect((await send({ key }, beatOf({ ...one, generation: 1 }, 1))).status).toBe(200)
    await room.owner.query(`update devices set status = 'returned' where device_id = $1`, [one.deviceId])
    const late = await own.answer()
    expect(await take(late)).toBe('BEAT-2')
    expect(await take(late)).toBe('IDENT-5')
  })

  test('BEAT-2: a working key ends with the identity that took it, at both doors', async () => {
    const one = await terminals.enrolled()
    expect((await send(one, beatOf(one, 1))).status).toBe(200)
    await room.granted(terminals.reviewer, 'identities.withdraw', { deviceId: one.deviceId })
    expect(await send(one, beatOf(one, 2))).toEqual({ status: 401, rule: 'BEAT-1' })
    const asked = proved(one, { deviceId: one.deviceId, generation: one.generation, kind: 'firmware' })
    const answer = await fetch(`${url}/api/firmware.ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'fangxin-device-mac': asked.mac },
      body: asked.body,
    })
    expect(answer.status).toBe(401)
    const again = await terminals.identified(one.deviceId)
    const taken = { ...one, ...(await again.take()) }
    expect(taken.generation).toBe(2)
    expect((await send(taken, beatOf(taken, 1))).status).toBe(200)
  })

  test('BEAT-4: any order, any repeat: the newest stands, history has each once, and no batch is a row per beat', async () => {
    const one = await terminals.enrolled()
    const beats = Array.from({ length: 12 }, (_, n) => beatOf(one, n + 1, { battery: 90 - n }))
    const shuffled = [...beats, ...beats.slice(3, 8)].toSorted(
      (a, b) => ((a.beatNo * 7) % 11) - ((b.beatNo * 7) % 11),
    )
    const rows = async () =>
      Number((await room.owner.query('select count(*) from heartbeat_batches')).rows[0].count)
    const before = await rows()
    for (const { status } of await sendAll(one, shuffled)) expect(status).toBe(200)
    expect((await rows()) - before).toBeLessThanOrEqual(2)
    expect((await send(one, beatOf(one, 5, { battery: 1 }))).status).toBe(200)
    const { terminal, beats: history } = await room.granted(terminals.reviewer, 'fleet.terminal', {
      deviceId: one.deviceId,
    })
    expect(terminal.battery).toBe(79)
    expect(history.map(({ beatNo }) => beatNo)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })
})

describe('incidents', () => {
  test('BEAT-9: an opened terminal is suspended and the shop is told, once; closed only when it has left the shop', async () => {
    const one = await terminals.enrolled()
    const told = await messages('terminal-incident')
    await send(one, beatOf(one, 1, { tampered: true }))
    await send(one, beatOf(one, 2, { tampered: true }))
    await send(one, beatOf(one, 3))
    expect(await kindsOf(one)).toEqual(['tampered open'])
    expect(await statusOf(one)).toBe('suspended')
    expect(await messages('terminal-incident')).toBe(told + 1)
    const [incident] = await incidentsOf(one)
    const { incidentId } = incident ?? { incidentId: '' }
    expect(await room.refused(terminals.reviewer, 'incidents.close', { incidentId })).toBe('BEAT-14')
    expect(await room.refused(terminals.reviewer, 'incidents.acknowledge', { incidentId })).toBe('granted')
    expect(await room.refused(terminals.reviewer, 'incidents.acknowledge', { incidentId })).toBe('BEAT-16')
    await room.owner.query(`update devices set status = 'returned' where device_id = $1`, [one.deviceId])
    expect(await room.refused(terminals.reviewer, 'incidents.close', { incidentId })).toBe('granted')
    expect(await kindsOf(one)).toEqual(['tampered closed'])
  })

  test('BEAT-9, GATE-13: opened before it went live: the gate stays shut, and live by any way it is stopped by its next heartbeat', async () => {
    const one = await terminals.enrolled()
    const setStatus = (status: string) =>
      room.owner.query(
        `update devices set status = $2, state = jsonb_set(state, '{status}', to_jsonb($2::text)) where device_id = $1`,
        [one.deviceId, status],
      )
    await setStatus('bound')
    await send(one, beatOf(one, 1, { tampered: true }))
    expect(await statusOf(one)).toBe('bound')
    const evidence = await performAsHouse(room.house, 'gate-tampered', (errand) =>
      deviceEvidence(errand, one.deviceId),
    )
    expect(evidence).toMatchObject({ suspect: false, alarms: 1 })
    await setStatus('live')
    await send(one, beatOf(one, 2, { tampered: true }))
    expect(await statusOf(one)).toBe('suspended')
    expect(await kindsOf(one)).toEqual(['tampered open'])
  })

  test('BEAT-9: an alarm is not lost in a batch whose later heartbeat says nothing of it', async () => {
    const one = await terminals.enrolled()
    await sendAll(one, [beatOf(one, 1, { tampered: true }), beatOf(one, 2)])
    expect(await kindsOf(one)).toEqual(['tampered open'])
  })

  test('BEAT-10: moved by three fixes, home again by three; no place is written down', async () => {
    const one = await terminals.enrolled()
    const away = { ...home, latitudeE6: home.latitudeE6 + 3_000, accuracyMetres: 20 }
    for (const beatNo of [1, 2]) await send(one, beatOf(one, beatNo, { fix: away }))
    expect(await kindsOf(one)).toEqual([])
    await send(one, beatOf(one, 3, { fix: away }))
    expect(await kindsOf(one)).toEqual(['moved open'])
    // 3,000 millionths of a degree are 333.6 m; both accuracies, 10 and 20 m, are taken off.
    expect((await seenOf(one)).metresAway).toBe(304)
    for (const beatNo of [4, 5, 6]) await send(one, beatOf(one, beatNo, { fix: home }))
    expect(await kindsOf(one)).toEqual(['moved closed'])
    const kept = await room.owner.query(
      `select (select string_agg(seen::text, '') from fleet) || (select string_agg(beats::text, '') from heartbeat_batches)
        || (select string_agg(body::text, '') from facts where stream like 'incident/%') as all`,
    )
    expect(kept.rows[0].all).not.toContain(String(away.latitudeE6))
    expect(kept.rows[0].all).not.toContain(String(home.longitudeE6))
  })

  test('BIND-12: three heartbeats away over half an hour stop the terminal, and its shop may appeal; at home nothing is counted', async () => {
    const one = await terminals.enrolled()
    const away = { ...home, latitudeE6: home.latitudeE6 + 5_000, accuracyMetres: 20 }
    const watched = async () =>
      (await room.owner.query('select watch from device_watches where device_id = $1', [one.deviceId])).rows
    const at = async (minute: number, fix: typeof away, more: Partial<Beat> = {}) => {
      room.clock.now = new Date(Date.parse('2026-11-20T02:00:00.000Z') + minute * 60_000).toISOString()
      await send(one, beatOf(one, minute + 1, { at: room.clock.now, fix, ...more }))
    }
    await at(0, home)
    expect(await watched()).toEqual([])
    await at(5, away)
    // A clock set far ahead does not keep it out of the count.
    await at(20, away, { at: '2030-01-01T00:00:00.000Z' })
    const job = () =>
      performAsHouse(room.house, 'job-suspend', (errand) =>
        suspendDisplaced(errand, { deviceId: one.deviceId }),
      )
    const waiting = async () =>
      (await room.owner.query(`select from graphile_worker.jobs where task_identifier = 'suspend-displaced'`))
        .rowCount
    expect(await waiting()).toBe(0)
    await at(36, away)
    expect(await waiting()).toBe(1)
    await job()
    expect(await statusOf(one)).toBe('suspended')
    await at(50, home)
    const { items } = await room.granted(one.merchant, 'displacements.list', { deviceId: one.deviceId })
    expect(items).toMatchObject([{ status: 'open', fixes: 3, lastInsideAt: room.clock.now }])
    expect(
      await room.refused(one.merchant, 'displacements.appeal', {
        displacementId: items[0]?.displacementId ?? '',
        ground: 'back-again',
        words: '',
      }),
    ).toBe('granted')
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })

  test('BEAT-5, 11, 12: a wrong clock, foreign firmware, a forgotten batch; each closes by the heartbeat that shows it is over', async () => {
    const one = await terminals.enrolled()
    await send(
      one,
      beatOf(one, 1, {
        at: '2026-11-20T03:00:00.000Z',
        firmwareVersion: '9.9.9',
        unsent: 2,
        unsentSince: '2026-11-18T02:00:00.000Z',
      }),
    )
    expect(new Set(await kindsOf(one))).toEqual(
      new Set(['clock-off open', 'firmware-foreign open', 'unsent open']),
    )
    await send(one, beatOf(one, 2))
    expect(new Set(await kindsOf(one))).toEqual(
      new Set(['clock-off closed', 'firmware-foreign closed', 'unsent closed']),
    )
  })

  test('BEAT-6: silent terminals are noticed once, not by a house that has just begun to listen, and speak up again', async () => {
    const one = await terminals.enrolled()
    await send(one, beatOf(one, 1))
    const sweep = (later: boolean) =>
      performAsHouse(
        room.house,
        'sweep-silent',
        (errand) =>
          (later ? openFleet(room.house, { suspendDevice, takeFix }) : fleet).jobs[
            'sweep-silent-terminals'
          ]?.(errand, {}) ?? Promise.reject(new Error('no job')),
      )
    room.clock.now = '2026-11-20T02:15:00.000Z'
    await sweep(false)
    expect(await kindsOf(one)).toEqual([])
    room.clock.now = '2026-11-20T02:15:01.000Z'
    await sweep(true)
    expect(await kindsOf(one)).toEqual([])
    await sweep(false)
    await sweep(false)
    expect(await kindsOf(one)).toEqual(['silent open'])
    await send(one, beatOf(one, 2, { at: room.clock.now }))
    const [incident] = await incidentsOf(one)
    expect(incident).toMatchObject({ closedAt: room.clock.now, evidence: { by: 'heartbeat', what: '2' } })
    room.clock.now = '2026-11-20T02:00:00.000Z'
  })

  test('BEAT-7 and 8: three months at rest is asked about, twelve stop the terminal', async () => {
    const [three, twelve, busy] = [
      await terminals.enrolled(),
      await terminals.enrolled('2025-01-01T02:00:00.000Z'),
      await terminals.enrolled('2025-01-01T02:00:00.000Z'),
    ]
    await send(three, beatOf(three, 1, { lastSaleAt: '2026-08-20T02:00:00.000Z' }))
    await send(twelve, beatOf(twelve, 1, { lastSaleAt: null }))
    await send(busy, beatOf(busy, 1))
    await performAsHouse(room.house, 'sweep-resting', async (errand) => {
      await fleet.jobs['sweep-resting-terminals']?.(errand, {})
    })
    expect(await kindsOf(three)).toEqual(['dormant open'])
    expect(await kindsOf(twelve)).toEqual(['stopped open'])
    expect(await kindsOf(busy)).toEqual([])
    expect(await statusOf(three)).toBe('live')
    expect(await statusOf(twelve)).toBe('suspended')
    await send(three, beatOf(three, 2))
    expect(await kindsOf(three)).toEqual(['dormant closed'])
  })

  test('who sees what: the shop its own, the acquirer its own, strangers nothing', async () => {
    const one = await terminals.enrolled()
    await send(one, beatOf(one, 1, { tampered: true, battery: 5 }))
    const own = await room.granted(one.merchant, 'incidents.list', {})
    expect(own.items.map(({ kind }) => kind)).toEqual(['tampered'])
    expect(own.items[0]?.words.zh.remedy).toContain('停用')
    expect(
      (await room.granted(one.merchant, 'fleet.terminal', { deviceId: one.deviceId })).beats,
    ).toHaveLength(1)
    const { reports } = await room.granted(one.merchant, 'devices.device', { deviceId: one.deviceId })
    expect(reports).toBe(true)
    const low = await room.granted(terminals.reviewer, 'fleet.list', { show: 'battery' })
    expect(low.items.map(({ deviceId }) => deviceId)).toEqual([one.deviceId])
    const rival = await room.seat('reviewer', '别家收单机构')
    expect((await room.granted(rival, 'fleet.list', {})).items).toEqual([])
    expect((await room.granted(rival, 'incidents.list', {})).items).toEqual([])
    const stranger = await room.seat('merchant', '别家商户')
    await expect(room.ask(stranger, 'fleet.terminal', { deviceId: one.deviceId })).rejects.toThrow('')
    const { incidentId } = own.items[0] ?? { incidentId: '' }
    await expect(room.ask(rival, 'incidents.acknowledge', { incidentId })).rejects.toThrow('')
  })
})
