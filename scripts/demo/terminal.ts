import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Beat } from '#fleet/beat.ts'
import type { Manifest } from '#fleet/manifest.ts'
import type { WorkKey } from '../../apps/cli/terminal-identity.ts'
import { signedText } from '../../apps/server/src/fleet/manifest-signature.ts'
import { modelDemo } from './cast.ts'
import { patiently, type Person } from './person.ts'

/** Anybody can read this key: it signs the demonstration's firmware and nothing else. */
const demoKey = createPrivateKey({
  key: Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    createHash('sha256').update('fangxin demonstration firmware').digest(),
  ]),
  format: 'der',
  type: 'pkcs8',
})
const content = 'demonstration firmware 1.0.4: no program, shown only'
const sha256 = createHash('sha256').update(content).digest('hex')
const versionNo = 4
const version = '1.0.4'

/** What the terminal says of its firmware once it has taken the update. */
export const firmwareRunning = { firmwareVersion: version, firmwareHash: sha256, firmwareNo: versionNo }

/** Through the terminals' own door, proved with its working key. */
export const tell = async (
  url: string,
  { deviceId, generation, key }: WorkKey,
  call: string,
  told: object,
) => {
  const body = JSON.stringify({ deviceId, generation, ...told })
  const answer = await patiently(() =>
    fetch(`${url}/api/${call}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'fangxin-device-mac': createHmac('sha256', Buffer.from(key, 'hex')).update(body).digest('hex'),
      },
      body,
    }),
  )
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

/** The acquirer sends new firmware to its first ring: entered by one, confirmed by the other, signed, approved, begun. */
export const campaign = async (
  [first, second]: readonly [Person, Person],
  began: string,
): Promise<string> => {
  const publicKey = createPublicKey(demoKey).export({ format: 'der', type: 'spki' }).toString('base64')
  const { keyId } = await first.call('firmware.enter-key', { algorithm: 'ed25519', publicKey })
  await second.call('firmware.confirm-key', { keyId })
  const manifest: Manifest = {
    ...{ v: 1, kind: 'firmware', modelCode: modelDemo.modelCode, sequence: 1, versionNo, version },
    ...{ sha256, bytes: content.length, rollback: false, issuedAt: began },
  }
  const [certificate] = modelDemo.certificates
  await first.call('catalogue.approve-firmware', {
    ...{ modelCode: modelDemo.modelCode, version, sha256, certificateNo: certificate?.number ?? '' },
    ...{ validFrom: certificate?.validFrom ?? '', validUntil: null },
  })
  const { campaignId } = await first.call('firmware.publish', {
    ...{ manifest, keyId, content: Buffer.from(content).toString('base64') },
    signature: sign(null, signedText(manifest), demoKey).toString('base64'),
  })
  await second.call('firmware.approve', { campaignId })
  await second.call('firmware.start', { campaignId })
  return campaignId
}

/** The terminal takes the firmware it is offered; told again, there is nothing to take. */
export const update = async (url: string, work: WorkKey): Promise<void> => {
  const { offer } = await tell(url, work, 'firmware.ask', { kind: 'firmware' })
  if (offer === null) return
  const { campaignId } = offer as { campaignId: string }
  const begun = await tell(url, work, 'firmware.begin', {
    ...{ campaignId, versionNo: 0, battery: 96, unsent: 0, tampered: false },
    ...{ lastSaleAt: ago(30), lastSettledAt: ago(29) },
  }).catch((error: Error) => error)
  // Begun by a telling that was cut off before the report.
  if (begun instanceof Error && !begun.message.includes('FIRM-17')) throw begun
  await tell(url, work, 'firmware.report', { campaignId, versionNo, sha256, failure: null })
}

/**
 * A terminal's first minutes. In trouble, the paper ends after all was well, and a batch of the day before was never
 * settled (BEAT-12).
 */
export const beat = async (url: string, work: WorkKey, mood: 'well' | 'troubled'): Promise<void> => {
  const troubled = mood === 'troubled'
  const send = (beatNo: number) => {
    const {
      deviceId: _,
      generation: __,
      ...told
    }: Beat = {
      ...{ deviceId: work.deviceId, generation: work.generation, beatNo, at: ago(0), health: 'ok' },
      ...{
        printer: troubled && beatNo === 5 ? 'no-paper' : 'ok',
        battery: 96 - beatNo,
        signalDbm: -70 - beatNo,
      },
      ...{ unsent: troubled ? 2 : 0, unsentSince: troubled ? ago(26) : null },
      ...{ lastSaleAt: ago(26), lastSettledAt: ago(troubled ? 29 : 25) },
      ...{ ...firmwareRunning, parametersNo: 0, tampered: false, network: '46000' },
      fix: { latitudeE6: 39_921_530, longitudeE6: 116_443_090, accuracyMetres: 20 },
    }
    return tell(url, work, 'heartbeats.send', told)
  }
  await Promise.all([1, 2, 3, 4, 5].map(send))
}
