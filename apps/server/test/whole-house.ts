import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallName, InputOf } from '#api/calls.ts'
import { callNamed } from '#api/calls.ts'
import type { Config } from '../src/house/config.ts'
import { openHouse, type Running } from '../src/main.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { testConfig } from './test-config.ts'

// Tests read answers of every shape; the schemas are held against them elsewhere.
// oxlint-disable-next-line typescript/no-explicit-any
export type Answered = { readonly status: number; readonly body: any; readonly headers: Headers }

export type WholeHouse = Running & {
  readonly database: FreshDatabase
  /** One raw call, as any client would make it. */
  ask<N extends CallName>(
    name: N,
    input: InputOf<N> | Record<string, unknown>,
    options?: { cookie?: string; key?: string; bearer?: string },
  ): Promise<Answered>
  /** `afterStop` runs when nobody uses database and folder any more, just before they go. */
  close(afterStop?: (dataDir: string) => Promise<unknown>): Promise<void>
}

/**
 * A whole house on a database of its own: real PostgreSQL, real HTTP and ISO 8583 ports on loopback. `copyOf` copies
 * another database, whose seals open with the keys in the folder `keysOf` only and whose contents stand in `filesOf`.
 */
export const openWholeHouse = async (
  overrides: Partial<Config> = {},
  { copyOf, keysOf, filesOf }: { copyOf?: string; keysOf?: string; filesOf?: string } = {},
): Promise<WholeHouse> => {
  const database = await freshDatabase(copyOf)
  const dataDir = await mkdtemp(join(tmpdir(), 'fangxin-test-'))
  if (keysOf !== undefined) await cp(keysOf, join(dataDir, 'keys'), { recursive: true })
  if (filesOf !== undefined)
    await cp(filesOf, join(dataDir, 'files'), { recursive: true, preserveTimestamps: true })
  const config = testConfig(dataDir, { demo: true, ...overrides })
  const running = await openHouse(config, database.connection, () => {})
  return {
    ...running,
    database,
    async ask(name, input, { cookie = '', key, bearer } = {}) {
      const isCommand = callNamed.get(name)?.kind === 'command'
      const query = new URLSearchParams(
        Object.entries(input as object).map(([field, value]) => [field, String(value)]),
      )
      const response = await fetch(`${running.url}/api/${name}${isCommand ? '' : `?${query.toString()}`}`, {
        method: isCommand ? 'POST' : 'GET',
        headers: {
          cookie,
          ...(isCommand ? { 'content-type': 'application/json' } : {}),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(isCommand ? { body: JSON.stringify(input) } : {}),
      })
      return { status: response.status, body: await response.json(), headers: response.headers }
    },
    async close(afterStop) {
      await running.stop()
      await afterStop?.(dataDir)
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
