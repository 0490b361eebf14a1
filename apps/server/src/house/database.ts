import pg, { type ClientConfig } from 'pg'

// int8 (counts, sequence numbers) stays below 2^53 here; timestamps travel as ISO strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())

export type Connection = Pick<
  ClientConfig,
  'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString' | 'ssl'
>

/** The database cannot answer now (lost, starting, full): 503, and nothing was acknowledged. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

// 08 connection, 53 resources (disk full, too many clients), 57P shutdown/crash/starting, 58 system (I/O) errors.
const unavailable = /^(08|53|57P|58)/
const lostConnection =
  /ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|Connection terminated|connection.*(closed|ended|error)|not queryable|timeout exceeded when trying to connect/i

export const asUnavailable = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const code = (error as { code?: string }).code ?? ''
  return unavailable.test(code) || lostConnection.test(`${code} ${error.message}`)
    ? new DatabaseUnavailable(error.message, { cause: error })
    : error
}

/**
 * The application's pool. Every connection runs as `fangxin_app`, which owns no table, and pipelines:
 * statements of one transaction leave together and are answered in order.
 */
export const openPool = (connection: Connection, size: number): pg.Pool => {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    options:
      '-c role=fangxin_app -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c synchronous_commit=on',
    application_name: 'fangxin',
  })
  // A connection that dies while idle must not take the house with it; the next caller gets a fresh one or a 503.
  pool.on('error', () => {})
  // Nor one that dies between being opened and being listened to, or during a rollback.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export type Transaction = Pick<pg.PoolClient, 'query'>

/**
 * Runs `work` between begin and commit. A failed statement inside a pipelined transaction makes COMMIT answer
 * ROLLBACK without an error (brianc/node-postgres): that is checked, so nothing is reported done that is not.
 */
export const transaction = async <T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => {
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    throw asUnavailable(error)
  }
  const lost = (error: Error) => {
    failure = error
  }
  let failure: Error | undefined
  client.on('error', lost)
  try {
    const began = client.query(begin)
    began.catch(() => {})
    const answer = await work(client)
    await began
    const committed = await client.query('commit')
    if (committed.command !== 'COMMIT')
      throw new Error('the transaction was rolled back by a failed statement')
    client.off('error', lost)
    client.release()
    return answer
  } catch (error) {
    client.off('error', lost)
    const cause = asUnavailable(failure ?? error)
    if (cause instanceof DatabaseUnavailable) client.release(true)
    else
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      )
    throw cause
  }
}
