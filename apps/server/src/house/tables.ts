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

const names = new Map<string, string>()
const mostNames = 1_000

/**
 * The name under which a connection keeps a statement prepared: parsed and planned once, policies included. Texts beyond
 * the bound go unnamed, and FANGXIN_UNNAMED_STATEMENTS=1 turns names off for poolers that cannot keep them (PgBouncer
 * before 1.21 in transaction mode).
 */
export const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames || process.env['FANGXIN_UNNAMED_STATEMENTS'] === '1')
    return known
  const name = `q${names.size}`
  names.set(text, name)
  return name
}
