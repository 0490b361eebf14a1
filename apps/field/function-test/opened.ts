import type { OutputOf } from '#api/calls.ts'

export type Opened = OutputOf<'function-tests.open'>

/** Parameters of runs opened since the page was loaded. In memory only: a key is not written to a telephone. */
const runs = new Map<string, Opened>()

export const rememberRun = (opened: Opened) => runs.set(opened.runId, opened)
export const openedRun = (runId: string): Opened | null => runs.get(runId) ?? null
