import { isLoopback, readConfig } from './house/config.ts'
import { type KeptPostgres, keepPostgres } from './house/kept-postgres.ts'
import { openHouse, type Running } from './main.ts'

/** The ready line is for programs; people need a name, because browsers bind no passkey to an address of numbers. */
const sayWhereToOpen = ({ house, url, otherLoopback }: Running, say: (line: string) => void): void => {
  const { hostname, port } = new URL(url)
  if (otherLoopback === 'taken')
    say(`[::1]:${port} belongs to another program; localhost may lead there, so choose another PORT`)
  if (house.config.publicUrl !== null || isLoopback(hostname.replace(/^\[|\]$/gu, '')))
    say(`open ${house.origin} in a browser · 请用浏览器打开 ${house.origin}`)
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
    sayWhereToOpen(running, say)
    await asked
    say('finishing what is under way')
    return 0
  } finally {
    await running?.stop()
    await database.stop()
  }
}
