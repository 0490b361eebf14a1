import { existsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { BadRequest } from '../house/problem.ts'

/** Was a file looked at by a virus scanner? Kept with the file, and said as it is. */
export type Scan = 'clean' | 'not-scanned'

/** Where Debian, Fedora and Homebrew put clamd's socket. */
const usual = [
  '/run/clamav/clamd.ctl',
  '/run/clamd.scan/clamd.sock',
  '/opt/homebrew/var/run/clamav/clamd.sock',
]
const patienceMs = 8_000
const chunkBytes = 256 * 1024

/**
 * `CLAMD`: a socket's path or `host:port`; `off` means none, and unset means the usual socket if it is there. Null: this
 * house has no scanner.
 */
export const scannerAddress = (configured: string | null, there = existsSync): string | null =>
  configured === 'off' ? null : (configured ?? usual.find((path) => there(path)) ?? null)

const open = (address: string): Socket => {
  const tcp = /^(.+):(\d{1,5})$/u.exec(address)
  return tcp ? connect(Number(tcp[2]), tcp[1]) : connect(address)
}

/** clamd(8) INSTREAM: `zINSTREAM\0`, chunks each after its length, a chunk of none; one answer, ended by NUL. */
const instream = async (address: string, bytes: Buffer): Promise<string> => {
  const socket = open(address)
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.length > 2_000) socket.destroy(new Error('clamd answers too much'))
    })
    socket.once('end', () => resolve(text.replace(/\0.*$/su, '').trim()))
    socket.once('error', reject)
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('clamd does not answer')))
  })
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    socket.write(length)
    socket.write(chunk)
  }
  socket.write(Buffer.alloc(4))
  const clock = setTimeout(() => socket.destroy(new Error('clamd takes too long')), patienceMs)
  try {
    return await answer
  } finally {
    clearTimeout(clock)
    socket.destroy()
  }
}

/**
 * Asks the scanner about a file. No scanner: `not-scanned`. Something found: DOC-7. A scanner that is configured but does
 * not answer, or answers anything but OK (its size limit reached, its database gone), ends the upload with DOC-8: a file
 * nobody looked at must not pass for one that was.
 */
export const scan = async (address: string | null, bytes: Buffer): Promise<Scan | Refusal> => {
  if (address === null) return 'not-scanned'
  let told: string
  try {
    told = await instream(address, bytes)
  } catch {
    throw new BadRequest(503, 'DOC-8')
  }
  if (told === 'stream: OK') return 'clean'
  const found = /^stream: (.{1,200}) FOUND$/u.exec(told)?.[1]
  if (found === undefined) throw new BadRequest(503, 'DOC-8')
  return refuse('DOC-7', { found })
}
