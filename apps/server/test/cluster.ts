import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/house/migrate.ts'
import { startPostgres } from '../src/house/postgres.ts'

/** What a test file needs to copy the migrated template; strings only, to cross into its process. */
export type Cluster = {
  readonly server: { readonly host: string; readonly user: string } | { readonly connectionString: string }
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster
  }
}

const startServer = async () => {
  const url = process.env['TEST_DATABASE_URL']
  if (url !== undefined) return { server: { connectionString: url }, stop: async () => undefined }
  const dataDir = mkdtempSync(join(tmpdir(), 'fangxin-test-'))
  const postgres = await startPostgres({ dataDir })
  const { host, user } = postgres.connection
  return {
    server: { host, user },
    stop: async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * Vitest's global set-up: one PostgreSQL for the run, in a temporary directory, or the PostgreSQL 18
 * server of TEST_DATABASE_URL, with a migrated template that each test file copies.
 */
export default async (project: TestProject) => {
  const { server, stop } = await startServer()
  const template = `fangxin_template_${process.pid}`
  const administer = async (sql: string) => {
    const client = new pg.Client(connectTo(server, 'postgres'))
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await administer(`create database ${template}`)
  await migrate(connectTo(server, template))
  project.provide('cluster', { server, template })
  return async () => {
    await administer(`drop database if exists ${toldOf(template)} with (force)`)
    await administer(`drop database ${template} with (force)`)
    rmSync(toldKeysOf(template), { recursive: true, force: true })
    await stop()
    rmSync(toldFiles(toldOf(template)), { recursive: true, force: true })
  }
}

/** The database in which the demo story has been told: made once a run, when a test file first asks for it. */
export const toldOf = (template: string): string => `${template}_told`

/** The key folder of that story, beside the databases of the run. */
export const toldKeysOf = (template: string): string => join(tmpdir(), `${template}_keys`)
/** Where the contents of that story stand, beside its database. */
export const toldFiles = (told: string): string => join(tmpdir(), `${told}-files`)

/** The connection to one database of the cluster. */
export const connectTo = (server: Cluster['server'], database: string) => {
  if (!('connectionString' in server)) return { ...server, database }
  const url = new URL(server.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
