import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/house/config.ts'
import { openReader } from '../src/documents/read-lines.ts'
import { openReadingDesk } from '../src/documents/reading-desk.ts'
import { type Connection, openPool } from '../src/house/database.ts'
import { openDisk } from '../src/house/file-store.ts'
import type { House } from '../src/house/house.ts'
import { type Keys, openConfiguredKeys } from '../src/house/keys.ts'
import { keepInOutbox } from '../src/house/messages.ts'
import { shutDoors } from '../src/test-host/doors.ts'

/** Keys as a started house opens them, in a folder that several processes may share. */
export const keysIn = (dataDir: string): Promise<Keys> =>
  openConfiguredKeys(readConfig({ DATA_DIR: dataDir }, { demo: false }))

/** The standing parts on a migrated database, with the caller's keys. End with `house.pool.end()`. */
export const houseOn = (connection: Connection, keys: Keys, env: NodeJS.ProcessEnv = {}): House => {
  const reader = openReader()
  const config = readConfig({ DATA_DIR: tmpdir(), CLAMD: 'off', ...env }, { demo: false })
  return {
    config,
    pool: openPool(connection, 6),
    keys,
    files: openDisk(join(config.dataDir, 'files')),
    reader,
    desk: openReadingDesk(reader),
    now: () => new Date(),
    sendMessage: keepInOutbox,
    origin: 'http://localhost:8080',
    iso8583Port: 0,
    doors: shutDoors,
    wakeLog: () => {},
  }
}
