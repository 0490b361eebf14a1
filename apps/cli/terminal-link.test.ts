import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { frame, splitter } from '#iso8583/frame.ts'
import { unionpay } from '#iso8583/unionpay.ts'
import { makeTestCertificate } from '../server/src/agreements/demo-certificate.ts'
import { tcpLink } from './terminal-link.ts'

const close: (() => void)[] = []
afterEach(() => {
  for (const each of close.splice(0)) each()
})

const pem = (der: Buffer, what: string) =>
  `-----BEGIN ${what}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${what}-----\n`

/** A host that sends back what it hears, and notes which lines went on with a session. */
const echoing = async (version: 'TLSv1.2' | 'TLSv1.3') => {
  const { certificate, privateKey } = await makeTestCertificate('Test host', new Date().toISOString())
  const cert = pem(certificate, 'CERTIFICATE')
  const wentOn: boolean[] = []
  const server = createServer({ cert, key: pem(privateKey, 'PRIVATE KEY'), maxVersion: version }, (line) => {
    wentOn.push(line.isSessionReused())
    const split = splitter(unionpay.dialect.frame, (body) => line.write(frame(body)))
    line.on('data', (chunk: Buffer) => split.push(chunk))
    line.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  close.push(() => server.close())
  return { cert, wentOn, port: (server.address() as AddressInfo).port }
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'over %s a terminal goes on with its session, connection after connection',
  async (version) => {
    const { cert, wentOn, port } = await echoing(version)
    const ask = tcpLink('127.0.0.1', port, 5_000, cert)
    const body = new Uint8Array(40).fill(0x60)
    for (let turn = 0; turn < 3; turn++) expect(await ask(body)).toEqual(body)
    expect(wentOn).toEqual([false, true, true])
    // Another terminal has no part in it.
    await tcpLink('127.0.0.1', port, 5_000, cert)(body)
    expect(wentOn.at(-1)).toBe(false)
  },
)
