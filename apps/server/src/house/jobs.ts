import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { performAsHouse } from './corridor.ts'
import type { Connection } from './database.ts'
import type { Errand } from './errand.ts'
import type { House } from './house.ts'

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') process.stderr.write(`jobs: ${message}\n`)
})

/** A connection lost while idle is replaced at the next use; it must not end the process. */
const hushed = (pool: pg.Pool): void => {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
}

export type Jobs = Readonly<
  Record<string, (errand: Errand, payload: Readonly<Record<string, string>>) => Promise<void>>
>

/** Each job runs in its own transaction as the house; delivery is at least once, so every job is harmless when repeated. */
export const startJobs = async (
  house: House,
  owner: Connection,
  jobs: Jobs,
  /** Those that come round every hour, whether or not anybody asks. */
  hourly: readonly string[] = [],
): Promise<{ stop(): Promise<void> }> => {
  const pool = new pg.Pool({ ...owner, max: 3, application_name: 'fangxin-jobs' })
  hushed(pool)
  const runner = await run({
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    logger: quiet,
    parsedCronItems: parseCronItems(hourly.map((task) => ({ task, match: '17 * * * *' }))),
    taskList: Object.fromEntries(
      Object.entries(jobs).map(([task, work]) => [
        task,
        (payload: unknown, helpers: { job: { id: string } }) =>
          performAsHouse(house, `job-${helpers.job.id}`.padEnd(8, '0'), (errand) =>
            work(errand, payload as Record<string, string>),
          ),
      ]),
    ),
  })
  return {
    async stop() {
      await runner.stop()
      // The runner leaves a pool it was given to its giver: open connections would keep the process alive.
      await pool.end()
    },
  }
}

export const prepareJobs = async (owner: Connection): Promise<void> => {
  const pool = new pg.Pool({ ...owner, max: 2 })
  hushed(pool)
  await runMigrations({ pgPool: pool, logger: quiet })
  await pool.end()
}
