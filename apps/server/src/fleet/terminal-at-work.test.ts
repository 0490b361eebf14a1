import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Manifest } from '#fleet/manifest.ts'
import { openTestRoom, type TestRoom } from '../../test/room.ts'
import { sealText, surveyedPlace } from '../../test/shelf.ts'
import { openTerminals } from '../../test/terminals.ts'
import { loadCase, moveCase } from '../cases/case.ts'
import { devices } from '../devices/devices.ts'
import { suspendDevice } from '../devices/suspend.ts'
import { takeFix } from '../devices/whereabouts.ts'
import type { Handlers } from '../house/errand.ts'
import { openHttp } from '../house/http.ts'
import { keyOf, sealToDevice } from '../devices/device-secret.ts'
import { proveIdentity } from '../devices/challenges.ts'
import { enrolment } from './enrol.ts'
import { firmwareKeys } from './firmware-keys.ts'
import { firmwareRoom } from './firmware.ts'
import { openFleet } from './fleet.ts'
import { signedText } from './manifest-signature.ts'
import { fleetViews } from './views.ts'

// The simulated terminal is a process of its own and talks to the house over TCP.
let room: TestRoom
let terminals: Awaited<ReturnType<typeof openTerminals>>
let app: Awaited<ReturnType<typeof openHttp>>
let fleet: ReturnType<typeof openFleet>
let url: string
let folder: string
const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

beforeAll(async () => {
  const handlers = {
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...enrolment({ proveIdentity, sealToDevice, keyOf }),
    ...fleetViews,
    ...firmwareKeys,
    ...firmwareRoom,
  }
  room = await openTestRoom(handlers)
  room.clock.now = new Date().toISOString()
  terminals = await openTerminals(room)
  app = await openHttp(room.house, handlers as unknown as Handlers)
  fleet = openFleet(room.house, { suspendDevice, takeFix })
  await fleet.open(app, () => {})
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'fangxin-terminal-'))
  await writeFile(join(folder, 'trust'), `${publicKey}\n`)
})
afterAll(async () => {
  await app.close()
  await fleet.stop()
  await room.close()
  await rm(folder, { recursive: true, force: true })
})

type One = Awaited<ReturnType<typeof terminals.enrolled>>
const cli = join(import.meta.dirname, '../../../cli/fangxin.mjs')

/** One round of the terminal; `trust` may be another file. */
const work = async ({ deviceId, kept }: One, more: readonly string[] = []) => {
  room.clock.now = new Date().toISOString()
  // As `terminal --enrol` left it; the terminal takes its working key itself, once.
  const identity = join(folder, `${deviceId}.identity`)
  await writeFile(identity, JSON.stringify(kept), { flag: 'wx' }).catch(() => {})
  const given = ['--url', url, '--identity', identity]
  const run = promisify(execFile)(process.execPath, [
    ...[cli, 'terminal', 'work', ...given, '--json', '--state', join(folder, deviceId)],
    ...more,
  ])
  const { stdout } = await run.catch((failed: { stdout: string }) => failed)
  return JSON.parse(stdout) as { heartbeat: string; firmware: string; beatNo: number }
}
const quiet = async ({ deviceId }: One) =>
  room.granted(terminals.reviewer, 'fleet.set-quiet-hours', { deviceId, from: '00:00', until: '00:00' })
const openKinds = async ({ deviceId }: One) =>
  (await room.granted(terminals.reviewer, 'incidents.list', { deviceId, show: 'open' })).items.map(
    ({ kind }) => kind,
  )

test('a terminal works, is updated once, and every misbehaviour is noticed', async () => {
  const one = await terminals.enrolled()
  await quiet(one)
  expect(await work(one)).toMatchObject({ heartbeat: 'taken', firmware: 'nothing', beatNo: 1 })
  expect(await work(one, ['--misbehave', 'forged'])).toMatchObject({ heartbeat: 'refused BEAT-1' })
  await work(one, ['--misbehave', 'wrong-clock'])
  expect(await openKinds(one)).toEqual(['clock-off'])
  await work(one, ['--misbehave', 'replay'])
  expect(await openKinds(one)).toEqual(['clock-off'])
  await work(one)
  expect(await openKinds(one)).toEqual([])

  const second = await room.seat('reviewer', '演示收单机构', terminals.reviewer.organisationId)
  const entered = await room.granted(second, 'firmware.enter-key', { algorithm: 'ed25519', publicKey })
  await room.granted(terminals.reviewer, 'firmware.confirm-key', entered)
  let sequence = 0
  const campaign = async (content: string) => {
    sequence++
    const manifest: Manifest = {
      ...{ v: 1, kind: 'firmware', modelCode: 'DEMO-S1', sequence, versionNo: sequence, rollback: false },
      ...{ version: `1.5.${sequence}`, bytes: content.length, issuedAt: '2026-11-20T00:00:00Z' },
      sha256: createHash('sha256').update(content).digest('hex'),
    }
    const { modelCode, version, sha256 } = manifest
    await room.granted(second, 'catalogue.approve-firmware', {
      ...{ modelCode, version, sha256, certificateNo: 'P3100', validFrom: '2026-01-01', validUntil: null },
    })
    const { campaignId } = await room.granted(second, 'firmware.publish', {
      manifest,
      ...entered,
      signature: sign(null, signedText(manifest), pair.privateKey).toString('base64'),
      content: Buffer.from(content).toString('base64'),
    })
    await room.granted(terminals.reviewer, 'firmware.approve', { campaignId })
    await room.granted(second, 'firmware.start', { campaignId })
    return campaignId
  }
  const trust = ['--trust', join(folder, 'trust')]
  const stands = async (campaignId: string) =>
    (await room.granted(second, 'firmware.campaign', { campaignId })).campaign.status

  const good = await campaign('good firmware')
  expect(await work(one)).toMatchObject({ firmware: 'not trusted' })
  expect(await work(one, [...trust, '--misbehave', 'unsettled'])).toMatchObject({ firmware: 'waits FIRM-11' })
  expect(await work(one, [...trust, '--misbehave', 'low-battery'])).toMatchObject({
    firmware: 'waits FIRM-14',
  })
  expect(await work(one, [...trust, '--misbehave', 'no-leave'])).toMatchObject({
    firmware: 'report refused FIRM-17',
  })
  // The bytes on the way are changed: the terminal looks before it asks leave.
  await room.owner.query(`update firmware_files set bytes = 'bad'`)
  expect(await work(one, trust)).toMatchObject({ firmware: 'not the signed file' })
  await room.owner.query(`update firmware_files set bytes = 'good firmware'`)
  expect(await work(one, [...trust, '--misbehave', 'wrong-hash'])).toMatchObject({
    firmware: 'report refused FIRM-18',
  })
  expect(await work(one, trust)).toMatchObject({ firmware: 'waits FIRM-17' })
  await room.owner.query(`update installs set status = 'pending', state = state || '{"status":"pending"}'`)
  expect(await work(one, trust)).toMatchObject({ firmware: 'installed 1.5.1' })
  // One terminal is the whole fleet here, and stands in the first ring: the others open empty.
  expect(await stands(good)).toBe('running')
  expect(await work(one, trust)).toMatchObject({ firmware: 'nothing' })
  const { terminal } = await room.granted(second, 'fleet.terminal', { deviceId: one.deviceId })
  expect(terminal).toMatchObject({ firmwareVersion: '1.5.1', firmwareNo: 1, openIncidents: [] })

  await room.granted(second, 'firmware.halt', { campaignId: good })
  const bad = await campaign('bad firmware')
  expect(await work(one, [...trust, '--misbehave', 'failed-install'])).toMatchObject({
    firmware: 'failed flash',
  })
  expect(await stands(bad)).toBe('halted')

  await work(one, ['--misbehave', 'tampered'])
  expect(await openKinds(one)).toEqual(['tampered'])
}, 240_000)
