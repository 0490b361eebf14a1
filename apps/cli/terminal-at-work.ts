import { createHash, createHmac } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Beat } from '#fleet/beat.ts'
import { type Manifest, type ManifestKind, mayReplace } from '#fleet/manifest.ts'
import { type Algorithm, isSigned } from '../server/src/fleet/manifest-signature.ts'
import { keepIn, readIdentity, takeKey, type WorkKey } from './terminal-identity.ts'

/** Ways a terminal at work can be bad on request; the house must notice every one of them. */
const misbehaviours = [
  'forged',
  'replay',
  'tampered',
  'wrong-clock',
  'moved',
  'unsettled',
  'low-battery',
  'failed-install',
  'wrong-hash',
  'no-report',
  'no-leave',
] as const
type Misbehaviour = (typeof misbehaviours)[number]

const USAGE = `usage: fangxin terminal work --url URL --identity FILE
  [--trust FILE] [--state FILE] [--rounds 1] [--every 300] [--place LAT,LON] [--json]
  [--misbehave ${misbehaviours.join('|')}]
A simulated terminal at work, which keeps its count of heartbeats and its firmware in --state (else beside
the identity, as FILE.state), with the identity "fangxin terminal --enrol" kept in FILE; without a working
key there it takes one. Each round it sends a heartbeat, asks for firmware and parameters, verifies what it is
offered against the keys in --trust (base64 SubjectPublicKeyInfo, one a line), fetches it, asks leave and installs.
Exit: 0 every round was taken in and nothing failed, 1 refused or failed, 2 usage.
`

const options = {
  url: { type: 'string' },
  identity: { type: 'string' },
  trust: { type: 'string' },
  state: { type: 'string' },
  rounds: { type: 'string', default: '1' },
  every: { type: 'string', default: '300' },
  place: { type: 'string' },
  misbehave: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

type Has = { sequence: number; versionNo: number; version: string; sha256: string }
/** What a terminal keeps through power loss. */
type Memory = { beatNo: number; firmware: Has; parameters: Has }

const asMade: Has = { sequence: 0, versionNo: 0, version: '1.4.2', sha256: '0'.repeat(64) }

const read = (args: string[]) => {
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
  const { url = '', identity = '', misbehave = null, place } = values
  const [rounds, every] = [Number(values.rounds), Number(values.every)]
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(place ?? '') ?? []
  const sound =
    URL.canParse(url) &&
    identity !== '' &&
    [rounds, every].every((each) => Number.isInteger(each) && each > 0) &&
    (place === undefined || latitude !== undefined) &&
    (misbehave === null || (misbehaviours as readonly string[]).includes(misbehave))
  if (!sound) throw new Error('unusable arguments')
  return {
    ...{ url: url.replace(/\/+$/u, ''), identity, rounds, every, json: values.json },
    // A terminal counts its heartbeats on for as long as it lives (BEAT-4): what it keeps is kept beside what it is.
    ...{ trust: values.trust ?? null, state: values.state ?? `${identity}.state` },
    misbehave: misbehave as Misbehaviour | null,
    fix:
      latitude === undefined
        ? null
        : {
            latitudeE6: Math.round(Number(latitude) * 1e6),
            longitudeE6: Math.round(Number(longitude) * 1e6),
            accuracyMetres: 15,
          },
  }
}
type Asked = ReturnType<typeof read> & {
  readonly deviceId: string
  readonly generation: number
  readonly key: Buffer
}

const recall = async (file: string): Promise<Memory> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Memory
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return { beatNo: 0, firmware: { ...asMade }, parameters: { ...asMade } }
}

const send = async ({ url, key, misbehave }: Asked, call: string, told: object) => {
  const body = JSON.stringify(told)
  const proof = createHmac('sha256', misbehave === 'forged' ? Buffer.alloc(32) : key)
  const answer = await fetch(`${url}/api/${call}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'fangxin-device-mac': proof.update(body).digest('hex'),
    },
    body,
  })
  return { ok: answer.ok, body: (await answer.json()) as Record<string, unknown> & { rule?: string } }
}

/** Takings as a shop has them: everything settled an hour ago, unless it is to be refused for it. */
const takings = (misbehave: Misbehaviour | null) => {
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
  return misbehave === 'unsettled'
    ? { unsent: 3, lastSaleAt: ago(1), lastSettledAt: ago(20) }
    : { unsent: 0, lastSaleAt: ago(3), lastSettledAt: ago(1) }
}

const heartbeat = (asked: Asked, memory: Memory): Beat => {
  const { deviceId, generation, misbehave, fix } = asked
  const { firmware, parameters } = memory
  const skewMs = misbehave === 'wrong-clock' ? 7_200_000 : 0
  if (misbehave !== 'replay' || memory.beatNo === 0) memory.beatNo++
  return {
    ...{ deviceId, generation, beatNo: memory.beatNo, at: new Date(Date.now() + skewMs).toISOString() },
    ...{ health: 'ok', printer: 'ok', battery: misbehave === 'low-battery' ? 12 : 86, signalDbm: -74 },
    ...{
      ...takings(misbehave),
      unsentSince: misbehave === 'unsettled' ? takings(misbehave).lastSaleAt : null,
    },
    ...{ firmwareVersion: firmware.version, firmwareHash: firmware.sha256 },
    ...{ firmwareNo: firmware.versionNo, parametersNo: parameters.versionNo },
    tampered: misbehave === 'tampered',
    fix: fix && { ...fix, latitudeE6: fix.latitudeE6 + (misbehave === 'moved' ? 20_000 : 0) },
  }
}

type Offer = {
  campaignId: string
  manifest: Manifest
  algorithm: Algorithm
  signature: string
  path: string
}

/** Looks for one kind of update and takes it as far as it goes; answers what became of it. */
const update = async (
  asked: Asked,
  memory: Memory,
  trusted: readonly string[],
  kind: ManifestKind,
): Promise<string> => {
  const { deviceId, generation, misbehave } = asked
  const terminal = { deviceId, generation }
  const { ok, body } = await send(asked, 'firmware.ask', { ...terminal, kind })
  if (!ok) return `refused ${body.rule}`
  const offer = body['offer'] as Offer | null
  if (offer === null) return 'nothing'
  const { campaignId, manifest } = offer
  const report = async (failure: string | null, sha256 = manifest.sha256): Promise<string> => {
    const told = { ...terminal, campaignId, versionNo: manifest.versionNo, sha256, failure }
    const answer = await send(asked, 'firmware.report', told)
    if (!answer.ok) return `report refused ${answer.body.rule}`
    return failure === null ? `installed ${manifest.version}` : `failed ${failure}`
  }
  // Its own judgement first: nothing unsigned, nothing older, nothing for another model is even fetched.
  if (!trusted.some((key) => isSigned(manifest, offer.algorithm, key, offer.signature))) return 'not trusted'
  if (manifest.kind !== kind || !mayReplace(manifest, memory[kind])) return 'not newer'
  const file = await fetch(`${asked.url}${offer.path}`)
  const bytes = Buffer.from(await file.arrayBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (!file.ok || bytes.length !== manifest.bytes || sha256 !== manifest.sha256) return 'not the signed file'
  if (misbehave !== 'no-leave') {
    const leave = await send(asked, 'firmware.begin', {
      ...{ ...terminal, campaignId, versionNo: memory[kind].versionNo, ...takings(misbehave) },
      ...{ battery: misbehave === 'low-battery' ? 12 : 86, tampered: misbehave === 'tampered' },
    })
    if (!leave.ok) return `waits ${leave.body.rule}`
  }
  if (misbehave === 'no-report') return 'no report'
  if (misbehave === 'failed-install') return report('flash')
  if (misbehave === 'wrong-hash') return report(null, '0'.repeat(64))
  const { sequence, versionNo, version } = manifest
  const became = await report(null)
  if (became.startsWith('installed')) memory[kind] = { sequence, versionNo, version, sha256 }
  return became
}

/** `fangxin terminal work`: a terminal after go-live, for as many rounds as asked. */
export const terminalAtWork = async (args: string[]): Promise<number> => {
  let given: ReturnType<typeof read>
  let identity: Awaited<ReturnType<typeof readIdentity>>
  try {
    given = read(args)
    identity = await readIdentity(given.identity)
  } catch {
    process.stderr.write(USAGE)
    return args.includes('--help') ? 0 : 2
  }
  let work: WorkKey
  try {
    work = identity.work ?? (await takeKey(given.url, identity))
    await keepIn(given.identity, { ...identity, work })
  } catch (error) {
    process.stderr.write(`no working key: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
  const { deviceId, generation } = work
  const asked: Asked = { ...given, deviceId, generation, key: Buffer.from(work.key, 'hex') }
  const trusted =
    asked.trust === null ? [] : (await readFile(asked.trust, 'utf8')).split(/\s+/u).filter(Boolean)
  const memory = await recall(asked.state)
  let well = true
  for (let round = 1; round <= asked.rounds; round++) {
    if (round > 1) await new Promise((resolve) => setTimeout(resolve, asked.every * 1000))
    const beat = await send(asked, 'heartbeats.send', heartbeat(asked, memory))
    const said = {
      ...{ round, beatNo: memory.beatNo, heartbeat: beat.ok ? 'taken' : `refused ${beat.body.rule}` },
      firmware: await update(asked, memory, trusted, 'firmware'),
      parameters: await update(asked, memory, trusted, 'parameters'),
    }
    await writeFile(asked.state, JSON.stringify(memory))
    const good = (became: string) => /^(nothing|waits|installed)/.test(became)
    well &&= beat.ok && good(said.firmware) && good(said.parameters)
    process.stdout.write(
      asked.json
        ? `${JSON.stringify(said)}\n`
        : `${said.round}  heartbeat ${said.beatNo}: ${said.heartbeat}; firmware: ${said.firmware}; parameters: ${said.parameters}\n`,
    )
  }
  return well ? 0 : 1
}
