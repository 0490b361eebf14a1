import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unionpay } from '#iso8583/unionpay.ts'
import { applyChange } from './agreements/changes.ts'
import { certificateWarnings } from './agreements/check-certificates.ts'
import { loadCase, moveCase } from './cases/case.ts'
import { lookAtPicture } from './cases/look-at-picture.ts'
import { removePaperFiles, sweepPapers } from './cases/papers.ts'
import { childWalls } from './documents/limited-child.ts'
import { openReader } from './documents/read-lines.ts'
import { openReadingDesk } from './documents/reading-desk.ts'
import { scannerAddress } from './documents/scanner.ts'
import { selfProof } from './devices/self-proof.ts'
import { suspendDevice } from './devices/suspend.ts'
import { openFleet } from './fleet/fleet.ts'
import { takeFix } from './devices/whereabouts.ts'
import { displacementClock, suspendDisplaced } from './devices/displacements.ts'
import { dialectsInUse } from './function-tests/dialects.ts'
import { expireFunctionTest } from './function-tests/function-tests.ts'
import { hostPorts, judgedByTheHouse } from './function-tests/host-ports.ts'
import { checkSuites } from './function-tests/suites.ts'
import type { Config } from './house/config.ts'
import { performAsHouse } from './house/corridor.ts'
import { type Connection, openPool } from './house/database.ts'
import type { House } from './house/house.ts'
import { openFiles } from './house/file-store.ts'
import { openHttp } from './house/http.ts'
import { startJobs } from './house/jobs.ts'
import { openConfiguredKeys } from './house/keys.ts'
import { claimKeyStore } from './house/key-store-claim.ts'
import { deliverMessage, keepInOutbox } from './house/messages.ts'
import { migrate } from './house/migrate.ts'
import { type OtherLoopback, openOtherLoopback } from './house/other-loopback.ts'
import { openPages } from './house/pages.ts'
import { logIdentity } from './log/identity.ts'
import { startSequencer } from './log/sequencer.ts'
import { openLog } from './log/serve.ts'
import { openDemo } from './people/demo-routes.ts'
import { ensureOperator } from './people/operator.ts'
import { rooms } from './rooms.ts'
import { shredDue } from './vault/shred.ts'
import { heldDialects, openDoors, shutDoors } from './test-host/doors.ts'

export type Running = {
  readonly house: House
  readonly url: string
  /** Whether `localhost` leads here at its second address too. */
  readonly otherLoopback: OtherLoopback['state']
  stop(): Promise<void>
}

const versionOf = async (): Promise<string> => {
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

/** What stands between an upload and the house on this very machine. */
/** The test host's second door, when the house has a certificate for it. */
const tlsDoor = async ({ iso8583Tls }: Config) => {
  if (iso8583Tls === null) return {}
  const [cert, key] = await Promise.all(
    [iso8583Tls.cert, iso8583Tls.key].map((file) => readFile(file, 'utf8')),
  )
  return { tls: { port: iso8583Tls.port, cert: cert ?? '', key: key ?? '' } }
}

const sayUploads = async (config: Config, say: (line: string) => void): Promise<void> => {
  const scanner = scannerAddress(config.clamd)
  if (scanner === null) say('no virus scanner: uploads are kept as not scanned (CLAMD)')
  const { networkDeniedByNode, networkDeniedByKernel, memoryWatched } = await childWalls()
  if (!networkDeniedByNode && !networkDeniedByKernel)
    say('PDFs are drawn by a process whose network cannot be closed here (Node 25, or Linux user namespaces)')
  if (!memoryWatched) say('the memory of the process that draws PDFs is not watched on this system')
}

/**
 * Opens the house on a database that exists: tables, keys, jobs, test host, HTTP. `owner` is the connection that owns
 * the tables; requests run as `fangxin_app` behind it. `stop` drains: no new requests, running ones end, then the rest.
 */
export const openHouse = async (
  config: Config,
  owner: Connection,
  say: (line: string) => void,
): Promise<Running> => {
  await migrate(owner, say)
  const keys = await openConfiguredKeys(config)
  const reader = openReader()
  const house: House = {
    config,
    pool: openPool(owner, 12),
    keys,
    files: await openFiles(config.dataDir, config.filesS3),
    now: () => new Date(),
    sendMessage: keepInOutbox,
    reader,
    desk: openReadingDesk(reader),
    origin: config.publicUrl ?? `http://localhost:${config.port}`,
    iso8583Port: 0,
    doors: shutDoors,
    wakeLog: () => {},
  }
  await claimKeyStore(house)
  await sayUploads(config, say)
  await checkSuites(config.acceptanceSuite)
  if (config.operatorPhone) {
    const phone = config.operatorPhone
    await performAsHouse(house, 'boot-operator', (errand) => ensureOperator(errand, phone))
  }
  for (const line of await performAsHouse(house, 'boot-certificates', certificateWarnings)) say(line)
  // Before anybody is served: a database restored from an older backup forgot what was sealed off and destroyed since.
  const shred = shredDue(moveCase)
  await performAsHouse(house, 'boot-shred', shred)
  const fleet = openFleet(house, { suspendDevice, takeFix })
  const jobs = await startJobs(
    house,
    owner,
    {
      'apply-agreement-change': applyChange({ loadCase, moveCase }),
      'deliver-message': deliverMessage,
      'displacement-clock': displacementClock,
      'expire-function-test': expireFunctionTest,
      'look-at-picture': lookAtPicture,
      'remove-paper-files': removePaperFiles,
      'suspend-displaced': suspendDisplaced,
      'sweep-papers': sweepPapers,
      'shred-due': shred,
      ...fleet.jobs,
    },
    // Every hour, and at 03:23 in Beijing.
    { 'shred-due': '17 * * * *', 'sweep-papers': '23 19 * * *', ...fleet.periodic },
  )
  const doors = await openDoors({
    held: await heldDialects(config.iso8583Dialects),
    doorPorts: config.iso8583Doors,
    host: config.host,
    port: config.iso8583Port,
    suite: judgedByTheHouse,
    ...hostPorts(house, { loadCase, moveCase }, logIdentity, selfProof),
    ...(await tlsDoor(config)),
  })
  house.doors = doors
  house.iso8583Port = await doors.portOf(unionpay.dialect.name)
  for (const dialect of await performAsHouse(house, 'boot-dialects', dialectsInUse))
    if (doors.held.has(dialect)) await doors.portOf(dialect)
    else
      say(
        `TEST-17: this house holds no dialect ${dialect} (ISO8583_DIALECTS); its terminals cannot be tested`,
      )
  let ready = false
  const app = await openHttp(house, rooms())
  openLog(app, house)
  openDemo(app, house)
  await fleet.open(app, say)
  await openPages(app, house, await versionOf(), () => ready)
  // Terminals come by the hundred a second, each with a connection of its own: a short pause must not turn them away.
  const url = await app.listen({ host: config.host, port: config.port, backlog: 4_096 })
  const port = Number(new URL(url).port)
  house.origin = config.publicUrl ?? `http://localhost:${port}`
  const other = config.host === '127.0.0.1' ? await openOtherLoopback(app, port) : null
  const sequencer = await startSequencer(house)
  house.wakeLog = sequencer.wake
  ready = true
  return {
    house,
    url,
    otherLoopback: other?.state ?? 'none',
    async stop() {
      ready = false
      const otherClosed = other?.close()
      await app.close()
      await otherClosed
      await fleet.stop()
      await doors.close()
      // A picture being read is read again after the next start.
      house.desk.end()
      house.reader.end()
      await jobs.stop()
      await sequencer.stop()
      await house.pool.end()
      keys.close()
    },
  }
}
