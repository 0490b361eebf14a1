import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Manifest } from '#fleet/manifest.ts'
import { openFirmwareRoom } from '../../test/firmware-room.ts'
import { beatOf } from '../../test/terminals.ts'
import { performAsHouse } from '../house/corridor.ts'
import { signedText } from './manifest-signature.ts'

let at: Awaited<ReturnType<typeof openFirmwareRoom>>
let room: typeof at.room
let terminals: typeof at.terminals
let second: typeof at.second
let keyId: string
/** 02:30 in China. */
const night = '2026-11-20T18:30:00.000Z'

beforeAll(async () => {
  at = await openFirmwareRoom()
  ;({ room, terminals, second, keyId } = at)
})
afterAll(() => at.close())

type One = Awaited<ReturnType<typeof terminals.enrolled>>
const manifestOf: typeof at.manifestOf = (...given) => at.manifestOf(...given)
const approvalOf: typeof at.approvalOf = (...given) => at.approvalOf(...given)
const publish: typeof at.publish = (...given) => at.publish(...given)
const ask: typeof at.ask = (...given) => at.ask(...given)
const begin: typeof at.begin = (...given) => at.begin(...given)
const report: typeof at.report = (...given) => at.report(...given)
const start: typeof at.start = (...given) => at.start(...given)
const stands: typeof at.stands = (...given) => at.stands(...given)

describe('publishing', () => {
  test('FIRM-1 and 5: a key counts once a second person has confirmed it', async () => {
    const manifest = manifestOf('v')
    expect((await publish(manifest, 'v')).rule).toBe('FIRM-1')
    expect(await room.refused(terminals.reviewer, 'firmware.confirm-key', { keyId })).toBe('FIRM-5')
    expect(await room.refused(second, 'firmware.confirm-key', { keyId })).toBe('granted')
    expect(await room.refused(second, 'firmware.confirm-key', { keyId })).toBe('FIRM-5')
  })

  test('FIRM-1, 6, 19: another signature, another file, another acquirer; nothing of it stays', async () => {
    const manifest = manifestOf('w')
    expect((await publish(manifest, 'w', { ...manifest, rollback: true })).rule).toBe('FIRM-1')
    expect((await publish(manifest, 'x')).rule).toBe('FIRM-6')
    const rival = await room.seat('reviewer', '别家收单机构')
    expect((await publish(manifest, 'w', manifest, rival)).rule).toBe('FIRM-19')
    const bad = { algorithm: 'ecdsa-p256' as const, publicKey: Buffer.from('no key').toString('base64') }
    expect(await room.refused(terminals.reviewer, 'firmware.enter-key', bad)).toBe('FIRM-1')
    const { rows } = await room.owner.query('select count(*) from firmware_files')
    expect(Number(rows[0].count)).toBe(0)
  })

  test('an ECDSA key signs as well', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const entered = await room.granted(second, 'firmware.enter-key', { algorithm: 'ecdsa-p256', publicKey })
    await room.granted(terminals.reviewer, 'firmware.confirm-key', entered)
    const manifest = manifestOf('params', { kind: 'parameters' })
    const input = (dsaEncoding: 'ieee-p1363' | 'der') => ({
      manifest,
      ...entered,
      signature: sign('sha256', signedText(manifest), { key: pair.privateKey, dsaEncoding }).toString(
        'base64',
      ),
      content: Buffer.from('params').toString('base64'),
    })
    expect(await room.refused(second, 'firmware.publish', input('der'))).toBe('FIRM-1')
    expect(await room.refused(second, 'firmware.publish', input('ieee-p1363'))).toBe('granted')
  })
})

describe('a campaign over a small fleet', () => {
  let fleetOf: One[]
  let first: Manifest
  let firstCampaign: string

  test('only the first ring is offered, at night, settled; each serial has its evidence', async () => {
    room.clock.now = night
    fleetOf = await Promise.all(Array.from({ length: 12 }, () => terminals.enrolled()))
    first = manifestOf('firmware one')
    firstCampaign = (await publish(first, 'firmware one')).campaignId
    expect((await publish(manifestOf('too soon'), 'too soon')).rule).toBe('FIRM-6')
    expect(await room.refused(terminals.reviewer, 'firmware.start', { campaignId: firstCampaign })).toBe(
      'FIRM-5',
    )
    // FIRM-40: nor does who published it approve it.
    const own = { campaignId: firstCampaign }
    expect(await room.refused(terminals.reviewer, 'firmware.approve', own)).toBe('FIRM-40')
    await start(firstCampaign)
    const offers = await Promise.all(fleetOf.map((one) => ask(one, 'firmware.ask', { kind: 'firmware' })))
    const offered = fleetOf.filter((_, position) => offers[position]?.offer !== null)
    expect(offered).toHaveLength(1)
    const [one] = offered as [One]
    const other = fleetOf.find((each) => each !== one) as One
    expect(await begin(other, firstCampaign)).toBe('FIRM-7')
    room.clock.now = '2026-11-20T04:00:00.000Z'
    expect(await begin(one, firstCampaign)).toBe('FIRM-10')
    room.clock.now = night
    expect(await begin(one, firstCampaign, { unsent: 2 })).toBe('FIRM-11')
    expect(await begin(one, firstCampaign, { battery: 10 })).toBe('FIRM-14')
    expect(await begin(one, firstCampaign, { tampered: true })).toBe('FIRM-13')
    expect(await begin(one, firstCampaign, { versionNo: first.versionNo })).toBe('FIRM-12')
    expect(await report(one, firstCampaign, first)).toBe('FIRM-17')
    const path = offers.find(({ offer }) => offer !== null)?.offer?.path
    expect((await at.app.inject({ url: path ?? '' })).body).toBe('firmware one')
    expect(await begin(one, firstCampaign)).toBe('begun')
    expect(await begin(one, firstCampaign)).toBe('FIRM-17')
    expect(await report(one, firstCampaign, first, { sha256: '0'.repeat(64) })).toBe('FIRM-18')
    expect(await report(one, firstCampaign, first)).toBe('ok')
    const { items } = await room.granted(terminals.reviewer, 'firmware.installs', {
      campaignId: firstCampaign,
      status: 'installed',
    })
    expect(items).toMatchObject([{ serialNo: one.serialNo, attempts: 1, ring: 0 }])
    const { rows } = await room.owner.query(`select type from facts where stream = $1 order by version`, [
      `install/${items[0]?.installId}`,
    ])
    expect(rows.map(({ type }) => type)).toEqual(['install-targeted', 'install-begun', 'install-succeeded'])
  })

  test('the merchant’s own quiet hours count', async () => {
    const { campaign } = await stands(firstCampaign)
    expect(campaign).toMatchObject({ status: 'running', ring: 0 })
    expect(
      await room.refused(terminals.reviewer, 'firmware.open-next-ring', { campaignId: firstCampaign }),
    ).toBe('FIRM-8')
    room.clock.now = '2026-11-21T18:30:01.000Z'
    await room.granted(terminals.reviewer, 'firmware.open-next-ring', { campaignId: firstCampaign })
    const offers = await Promise.all(fleetOf.map((one) => ask(one, 'firmware.ask', { kind: 'firmware' })))
    const one = fleetOf.find((_, position) => offers[position]?.offer !== null) as One
    await room.granted(one.merchant, 'fleet.set-quiet-hours', {
      deviceId: one.deviceId,
      from: '13:00',
      until: '16:00',
    })
    expect(await begin(one, firstCampaign)).toBe('FIRM-10')
    room.clock.now = '2026-11-22T05:00:00.000Z'
    expect(await begin(one, firstCampaign)).toBe('begun')
    // FIRM-16: one of two failed; the interval's lower end is 9.5 %.
    expect(await report(one, firstCampaign, first, { failure: 'flash' })).toBe('ok')
    expect(await stands(firstCampaign)).toMatchObject({
      campaign: { status: 'halted', halt: { cause: 'failures', failed: 1, finished: 2, lowerPpm: 94_529 } },
    })
    expect(await begin(one, firstCampaign)).toBe('FIRM-9')
    expect((await ask(one, 'firmware.ask', { kind: 'firmware' })).offer).toBeNull()
    expect(
      await room.refused(terminals.reviewer, 'firmware.open-next-ring', { campaignId: firstCampaign }),
    ).toBe('FIRM-9')
    // Whichever ring it falls into next time: at night again, as the others.
    await room.granted(one.merchant, 'fleet.set-quiet-hours', {
      ...{ deviceId: one.deviceId, from: '02:00', until: '05:00' },
    })
  })

  test('FIRM-2 to 5: going back takes a signed roll-back to a published file, and two people', async () => {
    room.clock.now = night
    const newer = manifestOf('firmware two')
    const { campaignId } = await publish(newer, 'firmware two')
    await room.granted(terminals.reviewer, 'firmware.halt', { campaignId })
    expect((await publish({ ...first, sequence: at.nextSequence() }, 'firmware one')).rule).toBe('FIRM-3')
    expect((await publish({ ...first, rollback: true }, 'firmware one')).rule).toBe('FIRM-2')
    const invented = manifestOf('never seen', {
      versionNo: first.versionNo,
      version: first.version,
      rollback: true,
    })
    expect((await publish(invented, 'never seen')).rule).toBe('FIRM-4')
    const back = { ...first, sequence: at.nextSequence(), rollback: true }
    const { rule, campaignId: backwards } = await publish(back, 'firmware one')
    expect(rule).toBe('granted')
    await room.granted(terminals.reviewer, 'firmware.approve', { campaignId: backwards })
    expect(await room.refused(terminals.reviewer, 'firmware.approve', { campaignId: backwards })).toBe(
      'FIRM-5',
    )
    expect(await room.refused(terminals.reviewer, 'firmware.start', { campaignId: backwards })).toBe('FIRM-5')
    await room.granted(second, 'firmware.approve', { campaignId: backwards })
    await room.granted(terminals.reviewer, 'firmware.start', { campaignId: backwards })
    const offers = await Promise.all(fleetOf.map((one) => ask(one, 'firmware.ask', { kind: 'firmware' })))
    const one = fleetOf.find((_, position) => offers[position]?.offer !== null) as One
    expect(await begin(one, backwards, { versionNo: first.versionNo })).toBe('FIRM-12')
    expect(await begin(one, backwards, { versionNo: newer.versionNo })).toBe('begun')
    // FIRM-17: no report for half an hour is a failure, and one of one halts.
    room.clock.now = '2026-11-20T19:00:00.001Z'
    await performAsHouse(room.house, 'sweep-installs', async (errand) => {
      await at.fleet.jobs['sweep-installs']?.(errand, {})
    })
    const { campaign } = await stands(backwards)
    expect(campaign.status).toBe('halted')
    // The late truth is still taken down.
    expect(await report(one, backwards, back)).toBe('ok')
  })

  test('BEAT-11: firmware published for the model is known by its hash', async () => {
    const [one] = fleetOf as [One]
    const kinds = async () =>
      (
        await room.granted(terminals.reviewer, 'incidents.list', { deviceId: one.deviceId, show: 'open' })
      ).items.map(({ kind }) => kind)
    const beat = (beatNo: number, firmwareHash: string) =>
      ask(one, 'heartbeats.send', {
        ...beatOf(one, beatNo, { at: room.clock.now, firmwareVersion: first.version, firmwareHash }),
      })
    await beat(1, 'f'.repeat(64))
    expect(await kinds()).toEqual(['firmware-foreign'])
    const { items } = await room.granted(terminals.reviewer, 'incidents.list', { deviceId: one.deviceId })
    expect(items[0]?.words.zh.happened).toContain('（应为 1.5.')
    await beat(2, first.sha256)
    expect(await kinds()).toEqual([])
  })

  test('FIRM-21, 22: only approved, file for file, and no longer once that is taken back', async () => {
    room.clock.now = night
    const manifest = manifestOf('firmware three')
    const without = (one: Manifest, content: string) => publish(one, content, one, terminals.reviewer, false)
    expect((await without(manifest, 'firmware three')).rule).toBe('FIRM-21')
    const other = { ...approvalOf(manifest), sha256: 'e'.repeat(64) }
    await room.granted(terminals.reviewer, 'catalogue.approve-firmware', other)
    expect((await without(manifest, 'firmware three')).rule).toBe('FIRM-21')
    await room.granted(terminals.reviewer, 'catalogue.approve-firmware', {
      ...approvalOf(manifest),
      validFrom: '2026-12-01',
    })
    expect((await without(manifest, 'firmware three')).rule).toBe('FIRM-22')
    const { rule, campaignId } = await publish(manifest, 'firmware three')
    expect(rule).toBe('granted')
    await start(campaignId)
    const offers = await Promise.all(fleetOf.map((one) => ask(one, 'firmware.ask', { kind: 'firmware' })))
    const offered = fleetOf.find((_, position) => offers[position]?.offer !== null) as One
    const { modelCode, version, sha256 } = manifest
    const withdrawal = { modelCode, version, sha256, reason: 'vulnerability' as const }
    await room.granted(second, 'catalogue.withdraw-firmware', withdrawal)
    expect(await room.refused(second, 'catalogue.withdraw-firmware', withdrawal)).toBe('CERT-22')
    expect((await ask(offered, 'firmware.ask', { kind: 'firmware' })).offer).toBeNull()
    expect(await begin(offered, campaignId)).toBe('FIRM-22')
    expect(await room.refused(second, 'firmware.open-next-ring', { campaignId })).toBe('FIRM-22')
    await room.granted(second, 'firmware.halt', { campaignId })
  })

  test('the registry tells the firmware that runs, since when and by whom; what was withdrawn joins the plan', async () => {
    const one = fleetOf[0] as One
    const stands = async () =>
      (await room.granted(terminals.reviewer, 'devices.device', { deviceId: one.deviceId })).firmware.running
    expect(await stands()).toMatchObject({ version: first.version, standing: 'approved' })
    const { modelCode, version, sha256 } = first
    const rival = await room.seat('reviewer', '别家收单机构')
    const withdrawal = { modelCode, version, sha256, reason: 'defect' as const }
    expect(await room.refused(rival, 'catalogue.withdraw-firmware', withdrawal)).toBe('CERT-7')
    await room.granted(second, 'catalogue.withdraw-firmware', withdrawal)
    expect(await stands()).toMatchObject({ standing: 'ended' })
    const { firmwares } = await room.granted(terminals.reviewer, 'devices.replacements', {})
    const plan = firmwares.find((each) => each.sha256 === sha256)
    expect(plan).toMatchObject({ standing: 'withdrawn', reason: 'defect', version })
    expect(plan?.running.map(({ serialNo }) => serialNo)).toContain(one.serialNo)
    // Withdrawn is told and planned; it makes no stranger of the terminal.
    await ask(
      one,
      'heartbeats.send',
      beatOf(one, 9, { at: room.clock.now, firmwareVersion: version, firmwareHash: sha256 }),
    )
    const { items } = await room.granted(terminals.reviewer, 'incidents.list', {
      ...{ deviceId: one.deviceId, show: 'open' as const },
    })
    expect(items).toEqual([])
  })

  test('another acquirer sees neither campaign nor key', async () => {
    const rival = await room.seat('reviewer', '别家收单机构')
    expect((await room.granted(rival, 'firmware.campaigns', {})).items).toEqual([])
    expect((await room.granted(rival, 'firmware.keys', {})).items).toEqual([])
    await expect(room.ask(rival, 'firmware.halt', { campaignId: firstCampaign })).rejects.toThrow('')
  })
})
