import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { performAsHouse } from '../src/house/corridor.ts'
import type { Handlers } from '../src/house/errand.ts'
import type { House } from '../src/house/house.ts'
import { openHttp } from '../src/house/http.ts'
import { logIdentity } from '../src/log/identity.ts'
import { sequence } from '../src/log/sequencer.ts'
import { openLog } from '../src/log/serve.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { houseOn, keysIn } from './house.ts'

/** A house on a database of its own that serves its log and nothing else, and what a test may do to it. */
export type LoggedHouse = {
  readonly database: FreshDatabase
  readonly house: House
  /** Where its keys are: another process that goes on with its log opens them there. */
  readonly keysFolder: string
  readonly app: FastifyInstance
  /** Commits `count` facts on a new stream. */
  happen(count: number): Promise<void>
  /** One turn of the sequencer, on this house or another. */
  turn(on?: House): Promise<number>
  /** As whoever owns the tables: past every wall. */
  asOwner(sql: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

let streams = 0

export const loggedHouse = async (): Promise<LoggedHouse> => {
  const database = await freshDatabase()
  const keysFolder = await mkdtemp(join(tmpdir(), 'fangxin-keys-'))
  const house = houseOn(database.connection, await keysIn(keysFolder))
  const app = await openHttp(house, {} as Handlers)
  openLog(app, house)
  return {
    database,
    house,
    keysFolder,
    app,
    happen: (count) =>
      performAsHouse(house, 'test-facts', (errand) =>
        errand.record(
          `test/${++streams}-${process.pid}`,
          0,
          Array.from({ length: count }, (_, at) => ({ type: 'thing-happened', at })),
        ),
      ),
    turn: (on = house) => performAsHouse(on, 'test-turn', (errand) => sequence(errand, logIdentity(on))),
    async asOwner(sql) {
      const client = new pg.Client(database.connection)
      await client.connect()
      try {
        return (await client.query(sql)).rows as Record<string, unknown>[]
      } finally {
        await client.end()
      }
    },
    async close() {
      await app.close()
      await house.pool.end()
      await database.drop()
      await rm(keysFolder, { recursive: true, force: true })
    },
  }
}
