import { createHmac } from 'node:crypto'
import type { Beat } from '#fleet/beat.ts'
import type { WorkKey } from '../../apps/cli/terminal-identity.ts'
import { modelDemo } from './cast.ts'

/** The live shop's terminal reports its first minutes: through the terminals' own door, proved with its key. */
export const beat = async (url: string, { deviceId, generation, key }: WorkKey): Promise<void> => {
  const send = async (beatNo: number): Promise<void> => {
    const now = new Date().toISOString()
    const told: Beat = {
      ...{ deviceId, generation, beatNo, at: now, health: 'ok', printer: beatNo === 5 ? 'no-paper' : 'ok' },
      ...{ battery: 96 - beatNo, signalDbm: -70 - beatNo, unsent: 2, unsentSince: now, lastSaleAt: now },
      ...{ lastSettledAt: null, firmwareVersion: modelDemo.firmwareVersion, firmwareHash: '0'.repeat(64) },
      ...{ firmwareNo: 0, parametersNo: 0, tampered: false },
      fix: { latitudeE6: 39_921_530, longitudeE6: 116_443_090, accuracyMetres: 20 },
    }
    const body = JSON.stringify(told)
    const answer = await fetch(`${url}/api/heartbeats.send`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'fangxin-device-mac': createHmac('sha256', Buffer.from(key, 'hex')).update(body).digest('hex'),
      },
      body,
    })
    if (!answer.ok) throw new Error(`heartbeats.send: ${answer.status} ${await answer.text()}`)
  }
  await Promise.all([1, 2, 3, 4, 5].map(send))
}
