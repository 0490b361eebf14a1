import { webcrypto } from 'node:crypto'
import { makeRequest } from '../src/devices/device-certificate.ts'

/** What a device keeps: its serial and the pair it was made with. */
export const made = async (serialNo: string) => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { d = '' } = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  return {
    request: (await makeRequest(serialNo, pair)).toString('base64'),
    scalar: Buffer.from(d, 'base64url'),
    pair,
  }
}
