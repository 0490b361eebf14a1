/** Writes apps/server/src/house/schema.ts from a freshly migrated database: `node scripts/write-schema.ts`. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { migrate } from '../apps/server/src/house/migrate.ts'
import { startPostgres } from '../apps/server/src/house/postgres.ts'

const root = join(import.meta.dirname, '..')

export const writeSchema = async (file: string): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fangxin-schema-'))
  const postgres = await startPostgres({ dataDir })
  try {
    await migrate(postgres.connection)
    const { host, user, database } = postgres.connection
    const url = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
    // As database.ts parses them: instants are ISO strings, counts are numbers; JSON is checked where it is read.
    const types = { timestamptz: 'string', int8: 'number', jsonb: 'unknown', json: 'unknown' }
    const args = [
      '--type-mapping',
      JSON.stringify(types),
      '--dialect',
      'postgres',
      '--url',
      url,
      '--out-file',
      file,
      '--default-schema',
      'public',
      '--include-pattern',
      'public.*',
    ]
    await promisify(execFile)(join(root, 'node_modules/.bin/kysely-codegen'), args, { timeout: 30_000 })
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) await writeSchema(join(root, 'apps/server/src/house/schema.ts'))
