import { readdirSync, readFileSync } from 'node:fs'

/** CPU and memory of a process and all it started, as Linux accounts for them (/proc). */

type Entry = { readonly pid: number; readonly parent: number; readonly ticks: number; readonly name: string }

const ticksPerSecond = 100

const read = (pid: number): Entry | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const close = text.lastIndexOf(')')
    const fields = text.slice(close + 2).split(' ')
    return {
      pid,
      parent: Number(fields[1]),
      // utime, stime and those of children already gone (cutime, cstime).
      ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0),
      name: text.slice(text.indexOf('(') + 1, close),
    }
  } catch {
    return null
  }
}

const tree = (root: number): Entry[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => read(Number(name)))
    .filter((entry) => entry !== null)
  const found = all.filter(({ pid }) => pid === root)
  for (let at = 0; at < found.length; at++)
    found.push(...all.filter(({ parent }) => parent === found[at]?.pid))
  return found
}

/** CPU milliseconds used so far by a process and everything under it. */
export const cpuMs = (root: number): number =>
  tree(root).reduce((sum, { ticks }) => sum + (ticks * 1000) / ticksPerSecond, 0)

/** Resident memory of one process in MB. */
export const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
