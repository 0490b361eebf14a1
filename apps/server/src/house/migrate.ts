import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import type { Connection } from './database.ts'
import { prepareJobs } from './jobs.ts'

const folder = join(import.meta.dirname, '../../migrations')

/** Brings a database up to date: the job queue's own tables, then ours. Applies the plain SQL files of `migrations/` in name order, once each, under the migrator's advisory lock. */
export const migrate = async (owner: Connection, say: (line: string) => void = () => {}): Promise<void> => {
  await prepareJobs(owner)
  const database = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...owner, max: 2 }) }) })
  try {
    const migrator = new Migrator({
      db: database,
      provider: {
        getMigrations: async () => {
          const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
          const entries = files.map(async (name): Promise<[string, Migration]> => {
            const text = await readFile(join(folder, name), 'utf8')
            return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }]
          })
          return Object.fromEntries(await Promise.all(entries))
        },
      },
    })
    const { error, results } = await migrator.migrateToLatest()
    for (const { migrationName, status } of results ?? []) say(`${migrationName}: ${status}`)
    if (error) throw error
  } finally {
    await database.destroy()
  }
}
