import { readConfig } from './house/config.ts'
import type { Connection } from './house/database.ts'
import { type EmbeddedPostgres, startPostgres } from './house/postgres.ts'
import { openHouse, type Running } from './main.ts'

type Database = { readonly owner: Connection; stop(): Promise<void> }

/** The embedded PostgreSQL, brought back when it ends unasked: meanwhile requests answer 503. */
const embedded = async (dataDir: string, say: (line: string) => void): Promise<Database> => {
  let stopping = false
  let postgres: EmbeddedPostgres = await startPostgres({ dataDir, say })
  const watch = (): void => {
    void postgres.ended.then(async () => {
      while (!stopping) {
        say('the database ended unexpectedly; starting it again')
        try {
          postgres = await startPostgres({ dataDir, say })
          watch()
          return
        } catch (error) {
          say(`the database does not start: ${(error as Error).message}`)
          await new Promise((resolve) => setTimeout(resolve, 2_000))
        }
      }
    })
  }
  watch()
  return {
    owner: postgres.connection,
    async stop() {
      stopping = true
      await postgres.stop()
    },
  }
}

/**
 * `fangxin serve`: opens the house and stays until SIGTERM or SIGINT, then drains and answers 0. Prints
 * `fangxin ready http://…` once it serves. Exit 2: the environment or the port does not fit.
 */
export const serve = async (options: { demo: boolean }): Promise<number> => {
  const say = (line: string) => void process.stdout.write(`fangxin: ${line}\n`)
  const config = readConfig(process.env, { demo: options.demo })
  const asked = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  say(config.databaseUrl ? 'using the database of DATABASE_URL' : `opening the database in ${config.dataDir}`)
  const database: Database = config.databaseUrl
    ? { owner: { connectionString: config.databaseUrl }, stop: async () => {} }
    : await embedded(config.dataDir, say)
  let running: Running | null = null
  try {
    running = await openHouse(config, database.owner, say)
    if (config.demo) {
      const { loadDemo } = await import('../../../scripts/demo.ts')
      await loadDemo(running, say)
    }
    process.stdout.write(`fangxin ready ${running.url}\n`)
    await asked
    say('finishing what is under way')
    return 0
  } finally {
    await running?.stop()
    await database.stop()
  }
}
