import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Connection } from '../src/house/database.ts'
import { connectTo } from './cluster.ts'

export type FreshDatabase = {
  readonly name: string
  readonly connection: Connection
  /** The same as DATABASE_URL, for a server started as another process. */
  readonly url: string
  /** Ends whoever is still connected and deletes it. */
  drop(): Promise<void>
}

/** A migrated, empty database of the test file's own, copied from the run's template in well under a second. */
export const freshDatabase = async (copyOf?: string): Promise<FreshDatabase> => {
  const { server, template } = inject('cluster')
  const name = `fangxin_${randomBytes(6).toString('hex')}`
  const administer = async (sql: string) => {
    const client = new pg.Client(connectTo(server, 'postgres'))
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await administer(`create database ${name} template ${copyOf ?? template}`)
  const connection = connectTo(server, name)
  return {
    name,
    connection,
    url:
      'connectionString' in connection
        ? connection.connectionString
        : `postgres://${connection.user}@${encodeURIComponent(connection.host)}/${name}`,
    drop: () => administer(`drop database if exists ${name} with (force)`),
  }
}
