const BEIJING_AHEAD_MS = 8 * 3_600_000

/** Fields 12 and 13 as terminals show them, in Beijing time: `hhmmss` and `MMDD`. */
export const writeTerminalClock = (at: string): { readonly time: string; readonly date: string } => {
  const local = new Date(Date.parse(at) + BEIJING_AHEAD_MS).toISOString()
  return {
    time: local.slice(11, 13) + local.slice(14, 16) + local.slice(17, 19),
    date: local.slice(5, 7) + local.slice(8, 10),
  }
}
