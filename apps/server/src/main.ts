import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadCase, moveCase } from './cases/case.ts'
import { expireFunctionTest } from './function-tests/function-tests.ts'
import { hostPorts } from './function-tests/host-ports.ts'
import type { Config } from './house/config.ts'
import { performAsHouse } from './house/corridor.ts'
import { type Connection, openPool } from './house/database.ts'
import type { House } from './house/house.ts'
import { openHttp } from './house/http.ts'
import { startJobs } from './house/jobs.ts'
import { openConfiguredKeys } from './house/keys.ts'
import { claimKeyStore } from './house/key-store-claim.ts'
import { deliverMessage, keepInOutbox } from './house/messages.ts'
import { migrate } from './house/migrate.ts'
import { openPages } from './house/pages.ts'
import { startSequencer } from './log/sequencer.ts'
import { openLog } from './log/serve.ts'
import { openDemo } from './people/demo-routes.ts'
import { ensureOperator } from './people/operator.ts'
import { rooms } from './rooms.ts'
import { shredDue } from './vault/shred.ts'
import { startTestHost } from './test-host/host.ts'

export type Running = { readonly house: House; readonly url: string; stop(): Promise<void> }

const versionOf = async (): Promise<string> => {
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
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
  const house: House = {
    config,
    pool: openPool(owner, 12),
    keys,
    now: () => new Date(),
    sendMessage: keepInOutbox,
    origin: config.publicUrl ?? `http://localhost:${config.port}`,
    iso8583Port: 0,
    wakeLog: () => {},
  }
  await claimKeyStore(house)
  if (config.operatorPhone) {
    const phone = config.operatorPhone
    await performAsHouse(house, 'boot-operator', (errand) => ensureOperator(errand, phone))
  }
  // Before anybody is served: a database restored from an older backup forgot what was sealed off and destroyed since.
  const shred = shredDue(moveCase)
  await performAsHouse(house, 'boot-shred', shred)
  const jobs = await startJobs(
    house,
    owner,
    {
      'deliver-message': deliverMessage,
      'expire-function-test': expireFunctionTest,
      'shred-due': shred,
    },
    ['shred-due'],
  )
  const testHost = await startTestHost({
    host: config.host,
    port: config.iso8583Port,
    ...hostPorts(house, { loadCase, moveCase }),
  })
  house.iso8583Port = testHost.port
  let ready = false
  const app = await openHttp(house, rooms())
  openLog(app, house)
  openDemo(app, house)
  await openPages(app, house, await versionOf(), () => ready)
  const url = await app.listen({ host: config.host, port: config.port })
  house.origin = config.publicUrl ?? `http://localhost:${new URL(url).port}`
  const sequencer = await startSequencer(house)
  house.wakeLog = sequencer.wake
  ready = true
  return {
    house,
    url,
    async stop() {
      ready = false
      await app.close()
      await testHost.close()
      await jobs.stop()
      await sequencer.stop()
      await house.pool.end()
      keys.close()
    },
  }
}
