import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresError, postgresErrorFrom } from './postgres-error.ts'
import {
  chooseAccount,
  giveTo,
  openDataDir,
  openSocketDir,
  removeUnfinished,
  unfinishedCluster,
} from './postgres-home.ts'
import { findNative } from './postgres-native.ts'
import { isAlive, readPidFile, retirePidFile } from './postgres-pid-file.ts'
import { type Account, type Guarded, reachableName, spawnGuarded } from './postgres-process.ts'

export type EmbeddedPostgres = {
  /** For the `pg` driver: `host` is the private directory of the Unix socket. */
  readonly connection: { readonly host: string; readonly database: string; readonly user: string }
  /** Resolves when PostgreSQL has ended, asked or not. */
  readonly ended: Promise<void>
  /** Ends PostgreSQL cleanly: open transactions are rolled back, everything is written out. */
  stop(): Promise<void>
}

type Say = (line: string) => void

/** Where one PostgreSQL lives and who it runs as. */
type Home = { cluster: string; native: string; socketDir: string; account: Account }

const PROGRESS_MS = 2_500
/** How long a predecessor may serve on before it counts as running and not as leaving. */
const PREDECESSOR_MS = 4_000
/** How long a predecessor that is writing out its last changes is waited for. */
const SHUTDOWN_MS = 60_000

const withProgress = async <T>(work: Promise<T>, line: string, say: Say): Promise<T> => {
  const timer = setInterval(() => say(line), PROGRESS_MS)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}

/** initdb works under another name; only a finished cluster is called `cluster`. */
const createCluster = async ({ cluster, native, account }: Home, unfinished: string, say: Say) => {
  say('creating the database (once)')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  giveTo(unfinished, account)
  const pgdata = `--pgdata=${reachableName(unfinished, account)}`
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8']
  const args = [pgdata, '--username=postgres', '--auth=trust', '--data-checksums', ...locale]
  const initdb = spawnGuarded(join(native, 'bin/initdb'), args, unfinished, account)
  const code = await withProgress(initdb.ended, 'still creating the database', say)
  try {
    if (code === 0) renameSync(unfinished, cluster)
  } catch (error) {
    // A start at the same moment was faster: its cluster is used.
    if (!existsSync(cluster)) throw error
  } finally {
    rmSync(unfinished, { recursive: true, force: true, maxRetries: 5 })
  }
  if (code !== 0) throw postgresErrorFrom('Creating the database', initdb.output)
}

const settings = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'timezone=UTC',
  'log_timezone=UTC',
  // Logged statements and DETAIL lines quote column values: personal data has no place in a log.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
]

/** Runs PostgreSQL until it serves; undefined when it gave up first, which `server.output` explains. */
const launch = async ({ cluster, native, socketDir, account }: Home, say: Say) => {
  const args = ['-D', reachableName(cluster, account), '-k', socketDir]
  for (const setting of settings) args.push('-c', setting)
  const { promise: serves, resolve: heardReady } = Promise.withResolvers<true>()
  const server = spawnGuarded(join(native, 'bin/postgres'), args, cluster, account, (line) => {
    if (/ready to accept (read-only )?connections/.test(line)) heardReady(true)
  })
  const ready = await withProgress(
    Promise.race([serves, server.ended.then(() => false)]),
    'the database is recovering its last changes',
    say,
  )
  return { server, ready }
}

const heldByPredecessor = /lock file "postmaster.pid" already exists|pre-existing shared memory block/

/** Tries until the predecessor, killed a moment ago, has let go of the cluster. */
const launchAfterPredecessor = async (home: Home, dataDir: string, say: Say): Promise<Guarded> => {
  const started = performance.now()
  for (;;) {
    retirePidFile(home.cluster)
    const { server, ready } = await launch(home, say)
    if (ready) return server
    if (!heldByPredecessor.test(server.output.join('\n')))
      throw postgresErrorFrom('Starting the database', server.output)
    const holder = readPidFile(home.cluster)
    const serving = holder !== undefined && holder.status === 'ready' && isAlive(holder.pid)
    if (performance.now() - started > (serving ? PREDECESSOR_MS : SHUTDOWN_MS))
      throw postgresError(
        'POSTGRES_RUNNING',
        `Another Fangxin already runs on ${dataDir}: its PostgreSQL is process ${holder?.pid}. Stop it, or choose another DATA_DIR.`,
      )
    say('waiting for the previous database to finish')
    await sleep(500)
  }
}

/**
 * Starts the embedded PostgreSQL 18 in `dataDir`/postgres, durable (`fsync` on) and reachable only
 * through a Unix socket in a private directory, where it trusts the user `postgres`. It ends when this
 * process ends, however that happens. What a killed predecessor left (pid file, half-made cluster,
 * last backends) is dealt with here.
 * @throws an error with a code of postgres-error.ts
 */
export const startPostgres = async (options: { dataDir: string; say?: Say }): Promise<EmbeddedPostgres> => {
  const say = options.say ?? (() => undefined)
  const dataDir = resolve(options.dataDir)
  const cluster = openDataDir(dataDir, say)
  const account = chooseAccount(cluster)
  const native = findNative(account, [dataDir, '/var/lib/fangxin'], say)
  const home = { cluster, native, account, socketDir: openSocketDir(dataDir, account) }
  if (!existsSync(cluster)) await createCluster(home, unfinishedCluster(dataDir), say)
  giveTo(cluster, account)
  const server = await launchAfterPredecessor(home, dataDir, say)
  // An initdb whose parent was killed just as it began makes its directory anew after the first clearing.
  removeUnfinished(dataDir)
  return {
    connection: { host: home.socketDir, database: 'postgres', user: 'postgres' },
    ended: server.ended.then(() => undefined),
    stop: async () => {
      server.end()
      await withProgress(server.ended, 'the database is writing out its last changes', say)
      rmSync(home.socketDir, { recursive: true, force: true })
    },
  }
}
