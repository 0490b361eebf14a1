import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The system account PostgreSQL runs as; undefined means: our own. It refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

/** `nobody` on Linux. initdb needs an account that /etc/passwd knows. */
export const nobody = { uid: 65534, gid: 65534 } as const

export const isRoot = (): boolean => process.getuid?.() === 0

/** Can `account` walk into this directory, whatever its ancestors' modes? Asked of the kernel, not guessed. */
export const isReachable = (directory: string, account: Account): boolean =>
  account === undefined || spawnSync('test', ['-x', directory], { ...account }).status === 0

/**
 * A directory's name that `account` can use as its working directory: the path itself or, below a 0700
 * ancestor such as /root, Linux's link to wherever the process was started, which needs no ancestor.
 */
export const reachableName = (directory: string, account: Account): string =>
  isReachable(directory, account) ? directory : '/proc/self/cwd'

export type Guarded = {
  /** The last lines it printed, oldest first. */
  readonly output: readonly string[]
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number>
  /** Ends it as our own death would: SIGINT, which PostgreSQL takes as "roll back, write out, leave". */
  end(): void
}

// The pipe on fd 3 closes when this process ends, even by SIGKILL, and the watcher then ends the
// program. Without it postgres would live on and hold the data directory against the next start.
const guard = `
"$@" 3<&- &
program=$!
{ cat <&3 >/dev/null; kill -INT $program; } 2>/dev/null &
watcher=$!
exec 3<&-
wait $program
code=$?
kill $watcher 2>/dev/null
exit $code`

const KEPT_LINES = 60

/**
 * Runs a program that must not outlive us. It has its own session, so that Ctrl-C reaches only us
 * and the database is ended after the last request.
 */
export const spawnGuarded = (
  command: string,
  args: readonly string[],
  cwd: string,
  account: Account,
  heard: (line: string) => void = () => undefined,
): Guarded => {
  const child = spawn('/bin/sh', ['-c', guard, 'fangxin-postgres', command, ...args], {
    ...account,
    cwd,
    detached: true,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as Readable }).on('line', (line) => {
      output.push(line)
      if (output.length > KEPT_LINES) output.shift()
      heard(line)
    })
  const pipe = child.stdio[3]
  pipe?.on('error', () => undefined)
  const ended = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output.push(error.message)
      resolve(-1)
    })
    // 'close' waits for our end of the watcher's pipe too, so that goes as soon as the guard has ended.
    child.once('exit', () => pipe?.destroy())
    child.once('close', (code) => resolve(code ?? -1))
  })
  return { output, ended, end: () => pipe?.destroy() }
}
