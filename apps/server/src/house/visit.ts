import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { type Connection, openPool } from './database.ts'
import { openFiles } from './file-store.ts'
import type { Reader } from '../documents/read-lines.ts'
import { NotFound } from './errand.ts'
import type { House } from './house.ts'
import { openConfiguredKeys } from './keys.ts'
import { claimKeyStore } from './key-store-claim.ts'
import { keepInOutbox } from './messages.ts'
import { startPostgres } from './postgres.ts'
import { isAlive, readPidFile } from './postgres-pid-file.ts'

const noReading = () => {
  throw new NotFound()
}

/** No house stands where the environment points. */
export class NoHouse extends Error {
  override readonly name = 'NoHouse'
}

/** The keys of a house that stands already: a command never founds a new one in a mistyped directory. */
export const visitKeys = (config: Config): ReturnType<typeof openConfiguredKeys> => {
  if (!existsSync(join(config.dataDir, 'keys/store.sqlite')))
    throw new NoHouse(`no keys in ${config.dataDir}: set DATA_DIR as the server has it`)
  return openConfiguredKeys(config)
}

/** The database a running server uses; if none runs, it is opened for the visit. */
const reachDatabase = async (config: Config): Promise<{ owner: Connection; stop(): Promise<void> }> => {
  const nothing = async () => {}
  if (config.databaseUrl) return { owner: { connectionString: config.databaseUrl }, stop: nothing }
  const cluster = join(config.dataDir, 'postgres')
  if (!existsSync(cluster))
    throw new NoHouse(`no database in ${config.dataDir}: set DATABASE_URL or DATA_DIR`)
  const running = readPidFile(cluster)
  if (running !== undefined && running.status === 'ready' && isAlive(running.pid))
    return { owner: { host: running.socketDir, database: 'postgres', user: 'postgres' }, stop: nothing }
  const postgres = await startPostgres({ dataDir: config.dataDir })
  return { owner: postgres.connection, stop: () => postgres.stop() }
}

/**
 * The standing parts of a house for one command, beside the running server or without one: same keys, same database, no
 * door to the outside. Nothing is migrated.
 */
export const visitHouse = async (config: Config): Promise<{ house: House; leave(): Promise<void> }> => {
  const keys = await visitKeys(config)
  const closing: (() => unknown)[] = [() => keys.close()]
  const leave = async () => {
    for (const close of closing.reverse()) await close()
  }
  try {
    const database = await reachDatabase(config)
    closing.push(() => database.stop())
    // A command looks at no pictures: "not read" is an answer.
    const reader: Reader = {
      read: () => Promise.resolve(null),
      readPicture: () => Promise.resolve(null),
      pid: () => undefined,
      end: () => {},
    }
    const house: House = {
      config,
      pool: openPool(database.owner, 4),
      keys,
      now: () => new Date(),
      sendMessage: keepInOutbox,
      files: await openFiles(config.dataDir, config.filesS3),
      reader,
      desk: {
        open: () => null,
        add: noReading,
        look: noReading,
        taken: noReading,
        close: noReading,
        end: () => {},
      },
      origin: config.publicUrl ?? `http://localhost:${config.port}`,
      iso8583Port: 0,
      doors: {
        held: new Map(),
        portOf: () => Promise.reject(new Error('a visit opens no test host')),
        ports: () => ({}),
      },
      wakeLog: () => {},
    }
    closing.push(() => house.pool.end())
    await claimKeyStore(house)
    return { house, leave }
  } catch (error) {
    await leave()
    throw error
  }
}
