import { readConfig } from './house/config.ts'
import { type KeptPostgres, keepPostgres } from './house/kept-postgres.ts'
import { openHouse, type Running } from './main.ts'

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
  const database: KeptPostgres = config.databaseUrl
    ? { owner: { connectionString: config.databaseUrl }, stop: async () => {} }
    : await keepPostgres(config.dataDir, say)
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
