import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { DB } from './schema.ts'

/** Builds queries only; an errand runs them. Column names and types come from the live schema (schema.ts). */
export const db = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A hand-written statement in the same shape as a built one. */
export const statement = <T>(raw: RawBuilder<T>): Compilable<T> => ({ compile: () => raw.compile(db) })
