import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Bounds, frame, splitter } from '#iso8583/frame.ts'
import { unionpay } from '#iso8583/unionpay.ts'

/** Sends one packed message to a host and gives its answer's bytes, or null when none came. */
export type Link = (body: Uint8Array) => Promise<Uint8Array | null>

/**
 * A terminal's short connection: one per exchange. No answer within `timeoutMs`, a line that breaks or an answer that is no frame
 * all look the same to a terminal. Rejects only when the host cannot be reached at all. With `ca`, the line is TLS: a terminal
 * trusts the one certificate it was given, whatever name stands in it, and goes on with the session of the connection before:
 * the host then need not sign again.
 */
export const tcpLink = (
  host: string,
  port: number,
  timeoutMs: number,
  ca: string | null = null,
  bounds: Bounds = unionpay.dialect.frame,
): Link => {
  let session: Buffer | undefined
  const open = (): Socket => {
    if (ca === null) return connect({ host, port, noDelay: true })
    const before = session === undefined ? {} : { session }
    const trusting = { ca, checkServerIdentity: () => undefined }
    const socket = connectTls({ host, port, minVersion: 'TLSv1.2', ...trusting, ...before })
    socket.on('session', (ticket) => {
      session = ticket
    })
    return socket
  }
  return (body) =>
    new Promise((resolve, reject) => {
      const socket = open()
      let connected = false
      const end = (answer: Uint8Array | null) => {
        socket.destroy()
        resolve(answer)
      }
      const split = splitter(bounds, end)
      socket.setTimeout(timeoutMs, () => end(null))
      socket.on(ca === null ? 'connect' : 'secureConnect', () => {
        connected = true
        socket.write(frame(body, bounds.lengthBytes))
      })
      socket.on('data', (chunk) => {
        try {
          split.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)
        } catch {
          end(null)
        }
      })
      socket.on('close', () => end(null))
      socket.on('error', (error) => (connected ? end(null) : reject(error)))
    })
}
