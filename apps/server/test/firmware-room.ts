import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { Output } from '#api/call.ts'
import type { terminalCalls } from '#api/terminal-door.ts'
import type { Manifest } from '#fleet/manifest.ts'
import { isRefusal } from '#ground/refusal.ts'
import { loadCase, moveCase } from '../src/cases/case.ts'
import { proveIdentity } from '../src/devices/challenges.ts'
import { keyOf, sealToDevice } from '../src/devices/device-secret.ts'
import { devices } from '../src/devices/devices.ts'
import { suspendDevice } from '../src/devices/suspend.ts'
import { takeFix } from '../src/devices/whereabouts.ts'
import { enrolment } from '../src/fleet/enrol.ts'
import { firmwareKeys } from '../src/fleet/firmware-keys.ts'
import { firmwareRoom } from '../src/fleet/firmware.ts'
import { openFleet } from '../src/fleet/fleet.ts'
import { signedText } from '../src/fleet/manifest-signature.ts'
import { fleetViews } from '../src/fleet/views.ts'
import type { Handlers } from '../src/house/errand.ts'
import { openHttp } from '../src/house/http.ts'
import { proofFileOf } from '../src/log/proof-file.ts'
import { supervision } from '../src/supervision/supervision.ts'
import { openTestRoom } from './room.ts'
import { sealText, surveyedPlace } from './shelf.ts'
import { openTerminals, proved, type Terminal } from './terminals.ts'

/** An acquirer that signs firmware, and terminals that take it through their own door. */
export const openFirmwareRoom = async () => {
  const handlers = {
    ...devices({ loadCase, moveCase, surveyedPlace, sealText }),
    ...enrolment({ proveIdentity, sealToDevice, keyOf }),
    ...fleetViews,
    ...firmwareKeys,
    ...firmwareRoom,
    ...supervision(proofFileOf),
  }
  const room = await openTestRoom(handlers)
  const terminals = await openTerminals(room)
  const app = await openHttp(room.house, handlers as unknown as Handlers)
  const fleet = openFleet(room.house, { suspendDevice, takeFix })
  await fleet.open(app, () => {})
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const second = await room.seat('reviewer', '演示收单机构', terminals.reviewer.organisationId)
  const pair = generateKeyPairSync('ed25519')
  const { privateKey } = pair
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const { keyId } = await room.granted(terminals.reviewer, 'firmware.enter-key', {
    algorithm: 'ed25519',
    publicKey,
  })

  let sequence = 0

  const manifestOf = (content: string, more: Partial<Manifest> = {}): Manifest => ({
    v: 1,
    kind: 'firmware',
    modelCode: 'DEMO-S1',
    sequence: ++sequence,
    versionNo: sequence,
    version: `1.5.${sequence}`,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: Buffer.byteLength(content),
    rollback: false,
    issuedAt: '2026-11-20T00:00:00Z',
    ...more,
  })
  const approvalOf = ({ modelCode, version, sha256 }: Manifest) => ({
    ...{ modelCode, version, sha256, certificateNo: 'P3100', validFrom: '2026-01-01', validUntil: null },
  })
  /** Published once it is approved, as a manifest must be (FIRM-21). */
  const publish = async (
    manifest: Manifest,
    content: string,
    signed: Manifest = manifest,
    who = terminals.reviewer,
    approved = true,
  ) => {
    const signature = sign(null, signedText(signed), privateKey).toString('base64')
    if (approved && manifest.kind === 'firmware')
      await room.granted(terminals.reviewer, 'catalogue.approve-firmware', approvalOf(manifest))
    const answer = await room.ask(who, 'firmware.publish', {
      manifest,
      keyId,
      signature,
      content: Buffer.from(content).toString('base64'),
    })
    return isRefusal(answer) ? { rule: answer.rule, campaignId: '' } : { rule: 'granted', ...answer }
  }
  const ask = async (one: Terminal, name: string, told: object) => {
    const { mac, body } = proved(one, { deviceId: one.deviceId, generation: one.generation, ...told })
    const answer = await fetch(`${url}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'fangxin-device-mac': mac },
      body,
    })
    const said = (await answer.json()) as Partial<Output<(typeof terminalCalls)[1]>> & { rule?: string }
    return { status: answer.status, ...said }
  }
  const settled = {
    ...{ versionNo: 0, battery: 80, unsent: 0, tampered: false },
    ...{ lastSaleAt: '2026-11-20T12:00:00Z', lastSettledAt: '2026-11-20T14:00:00Z' },
  }
  const begin = async (one: Terminal, campaignId: string, more: object = {}) => {
    const answer = await ask(one, 'firmware.begin', { campaignId, ...settled, ...more })
    return answer.status === 200 ? 'begun' : answer.rule
  }
  const report = async (one: Terminal, campaignId: string, manifest: Manifest, more: object = {}) => {
    const { versionNo, sha256 } = manifest
    const answer = await ask(one, 'firmware.report', {
      campaignId,
      versionNo,
      sha256,
      failure: null,
      ...more,
    })
    return answer.status === 200 ? 'ok' : answer.rule
  }
  const start = async (campaignId: string) => {
    await room.granted(second, 'firmware.approve', { campaignId })
    await room.granted(terminals.reviewer, 'firmware.start', { campaignId })
  }
  const stands = async (campaignId: string) =>
    room.granted(terminals.reviewer, 'firmware.campaign', { campaignId })
  const close = async () => {
    await app.close()
    await fleet.stop()
    await room.close()
  }
  return {
    ...{ room, terminals, app, fleet, second, keyId, manifestOf, approvalOf, nextSequence: () => ++sequence },
    ...{ publish, ask, begin, report, start, stands, close },
  }
}
