import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresError, postgresErrorFrom } from './postgres-error.ts'
import { isAlive } from './postgres-pid-file.ts'
import { type Account, isReachable, isRoot, nobody } from './postgres-process.ts'

/** The longest Unix socket path macOS takes; Linux takes 107 bytes. */
const SOCKET_PATH_BYTES = 103

/** Root hands a new cluster to `nobody`; whoever owns an existing one goes on owning it. */
export const chooseAccount = (cluster: string): Account => {
  if (!isRoot()) return undefined
  if (process.platform !== 'linux')
    throw postgresError('POSTGRES_PERMISSION', 'PostgreSQL does not run as root. Start as an ordinary user.')
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  return owner === undefined || owner.uid === 0 ? nobody : { uid: owner.uid, gid: owner.gid }
}

/** Hands a whole directory to the account, if root does not own it for somebody else already. */
export const giveTo = (directory: string, account: Account): void => {
  if (account !== undefined && statSync(directory).uid === 0)
    spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, directory])
}

const isPrivateTo = (directory: string, uid: number): boolean => {
  const found = lstatSync(directory)
  return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0
}

/** A private 0700 directory with a short name, the same at every start on the same data. */
export const openSocketDir = (dataDir: string, account: Account): string => {
  const name = `fangxin-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  const base = [tmpdir(), '/tmp', '/var/tmp'].find(
    (place) =>
      Buffer.byteLength(join(place, `${name}-XXXXXX/.s.PGSQL.5432`)) <= SOCKET_PATH_BYTES &&
      isReachable(place, account),
  )
  if (base === undefined)
    throw postgresError('POSTGRES_PERMISSION', 'No temporary directory can hold the database socket.')
  const usual = join(base, name)
  if (existsSync(usual) && isPrivateTo(usual, account?.uid ?? process.getuid?.() ?? 0)) return usual
  // In a shared temporary directory somebody else may have taken the name first, to listen in.
  const directory = existsSync(usual) ? mkdtempSync(`${usual}-`) : usual
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(directory, account.uid, account.gid)
  return directory
}

/** A start that was killed during initdb leaves a directory that never got the cluster's name. */
export const unfinishedCluster = (dataDir: string): string =>
  join(dataDir, `postgres-unfinished-${process.pid}`)

/** Clears away what killed starts left, as long as its maker is gone. */
export const removeUnfinished = (dataDir: string): void => {
  for (const entry of readdirSync(dataDir)) {
    const pid = /^postgres-unfinished-(\d+)$/.exec(entry)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(dataDir, entry), { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A cluster without its control file was only half copied or half deleted: kept, but put aside. */
const putAsideBroken = (cluster: string, say: (line: string) => void): void => {
  if (!existsSync(cluster) || existsSync(join(cluster, 'global/pg_control'))) return
  if (readdirSync(cluster).length === 0) return rmSync(cluster, { recursive: true })
  const aside = `${cluster}-unusable-${Date.now()}`
  renameSync(cluster, aside)
  say(`the database directory was incomplete; it now lies in ${aside}`)
}

/** Makes `dataDir` if need be and clears away what a killed start left in it. Returns the cluster's path. */
export const openDataDir = (dataDir: string, say: (line: string) => void): string => {
  const cluster = join(dataDir, 'postgres')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    removeUnfinished(dataDir)
    putAsideBroken(cluster, say)
  } catch (error) {
    throw postgresErrorFrom(`Opening ${dataDir}`, [(error as Error).message])
  }
  return cluster
}
