import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the running PostgreSQL says of itself in postmaster.pid (PostgreSQL docs, "Database File Layout"). */
export type PidFile = { readonly pid: number; readonly socketDir: string; readonly status: string }

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const readPidFile = (cluster: string): PidFile | undefined => {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isSafeInteger(pid) && pid > 0
      ? { pid, socketDir: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' }
      : undefined
  } catch {
    return undefined
  }
}

const isPostgresOf = (cluster: string, pid: number): boolean => {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    // No /proc (macOS), or not ours to look at: a live process is taken for what the file says it is.
    return isAlive(pid)
  }
}

/** Beyond every system's largest process id, so surely nobody's. */
const NO_PROCESS = '2147483646'

/**
 * After a crash and a reboot the recorded process id may belong to some other program, and PostgreSQL
 * would refuse to start for ever. Only the id is replaced: the file's shared-memory key still keeps
 * a second server away while any backend of the old one lives.
 */
export const retirePidFile = (cluster: string): void => {
  const found = readPidFile(cluster)
  if (found === undefined || isPostgresOf(cluster, found.pid)) return
  const path = join(cluster, 'postmaster.pid')
  const rest = readFileSync(path, 'utf8').split('\n').slice(1)
  writeFileSync(path, [NO_PROCESS, ...rest].join('\n'))
}
