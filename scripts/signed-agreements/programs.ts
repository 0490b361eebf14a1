import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Other people's programs that judge here, and those of them this machine has not. */
export const programs = ['openssl', 'pdfsig', 'qpdf', 'pdftotext'] as const
export const missingPrograms = (): string[] =>
  programs.filter(
    (name) => spawnSync(name, [name === 'openssl' ? 'version' : '--version']).error !== undefined,
  )

export type Said = { readonly ok: boolean; readonly text: string }

export const say = async (program: string, args: readonly string[]): Promise<Said> => {
  try {
    const { stdout, stderr } = await run(program, [...args], { maxBuffer: 10_000_000 })
    return { ok: true, text: `${stdout}${stderr}` }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { ok: false, text: `${stdout}${stderr}` }
  }
}

const settings = (folder: string) => `
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
dir = ${folder}
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ ca ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[ tsa_ext ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ req ]
distinguished_name = name
[ name ]
`

export type TimeAuthority = {
  readonly url: string
  readonly folder: string
  readonly ca: string
  answer(query: Buffer): Promise<Buffer>
  close(): Promise<unknown>
}

/** `openssl ts` behind a loopback HTTP server: a time-stamp authority nobody here wrote (RFC 3161, 3.4). */
export const openTimeAuthority = async (home: string): Promise<TimeAuthority> => {
  const folder = mkdtempSync(join(home, 'tsa-'))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('openssl.cnf'), settings(folder))
  writeFileSync(path('serial'), '01')
  const openssl = async (...args: string[]) => {
    const { ok, text } = await say('openssl', args)
    if (!ok) throw new Error(`openssl ${args.join(' ')}: ${text}`)
  }
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-config',
    path('openssl.cnf'),
  ]
  await openssl(
    ...['req', '-x509', ...key, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-days', '3650'],
    ...['-subj', '/O=Demo/CN=Demo time CA', '-extensions', 'ca'],
  )
  await openssl(
    ...['req', '-x509', ...key, '-keyout', path('tsa.key'), '-out', path('tsa.pem'), '-days', '3650'],
    ...['-subj', '/O=Demo/CN=Demo time stamps', '-extensions', 'tsa_ext'],
    ...['-CA', path('ca.pem'), '-CAkey', path('ca.key')],
  )
  let asked = 0
  // openssl keeps its serial number in a file: one at a time.
  let turn: Promise<unknown> = Promise.resolve()
  const answer = (query: Buffer): Promise<Buffer> => {
    const mine = turn.then(async () => {
      const [request, reply] = [path(`${++asked}.tsq`), path(`${asked}.tsr`)]
      writeFileSync(request, query)
      await openssl('ts', '-reply', '-config', path('openssl.cnf'), '-queryfile', request, '-out', reply)
      const { readFile } = await import('node:fs/promises')
      return readFile(reply)
    })
    turn = mine.catch(() => {})
    return mine
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      answer(Buffer.concat(parts)).then(
        (reply) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply),
        () => response.writeHead(500).end(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    folder,
    ca: path('ca.pem'),
    answer,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
