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
import { houseOn } from './house.ts'

/** The root key of a house whose log another process goes on with. */
export const rootKey = Buffer.alloc(32, 5)

/** A house on a database of its own that serves its log and nothing else, and what a test may do to it. */
export type LoggedHouse = {
  readonly database: FreshDatabase
  readonly house: House
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
  const house = houseOn(database.connection, rootKey)
  const app = await openHttp(house, {} as Handlers)
  openLog(app, house)
  return {
    database,
    house,
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
    },
  }
}
