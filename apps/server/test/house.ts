import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { readConfig } from '../src/house/config.ts'
import { openReader } from '../src/documents/read-lines.ts'
import { type Connection, openPool } from '../src/house/database.ts'
import type { House } from '../src/house/house.ts'
import { makeKeys } from '../src/house/keys.ts'
import { keepInOutbox } from '../src/house/messages.ts'

/** The standing parts on a migrated database, with a root key of the caller's or of its own. End with `house.pool.end()`. */
export const houseOn = (
  connection: Connection,
  rootKey: Buffer = randomBytes(32),
  env: NodeJS.ProcessEnv = {},
): House => ({
  config: readConfig({ DATA_DIR: tmpdir(), ...env }, { demo: false }),
  pool: openPool(connection, 6),
  keys: makeKeys(rootKey),
  now: () => new Date(),
  sendMessage: keepInOutbox,
  reader: openReader(),
  origin: 'http://localhost:8080',
  iso8583Port: 0,
})
