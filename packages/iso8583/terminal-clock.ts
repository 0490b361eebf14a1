const BEIJING_AHEAD_MS = 8 * 3_600_000

export type TerminalClock = { readonly time: string; readonly date: string }

let last = ''
let second = ''
let written: TerminalClock = { time: '', date: '' }

/** Fields 12 and 13 as terminals show them, in Beijing time: `hhmmss` and `MMDD`. A busy host asks many times a second. */
export const writeTerminalClock = (at: string): TerminalClock => {
  if (at === last) return written
  last = at
  if (at.slice(0, 19) === second) return written
  const local = new Date(Date.parse(at) + BEIJING_AHEAD_MS).toISOString()
  written = {
    time: local.slice(11, 13) + local.slice(14, 16) + local.slice(17, 19),
    date: local.slice(5, 7) + local.slice(8, 10),
  }
  second = at.slice(0, 19)
  return written
}
