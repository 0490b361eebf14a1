/**
 * The floor of bench/corridor.ts: node:http and pg by hand, writing and reading the same rows as the product, without
 * validation, access table, row-level security or refusals. Prints its port and its database's socket when it serves.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../apps/server/src/house/migrate.ts'
import { newId } from '../apps/server/src/house/new-id.ts'
import { startPostgres } from '../apps/server/src/house/postgres.ts'

const dataDir = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'fangxin-floor-'))
const postgres = await startPostgres({ dataDir })
await migrate(postgres.connection)
const pool = new pg.Pool({ ...postgres.connection, max: 8 })

const [person, merchant, acquirer, token] = [
  newId('per'),
  newId('org'),
  newId('org'),
  randomBytes(32).toString('base64url'),
]
await pool.query(
  `insert into organisations (organisation_id, kind, name) values ($1, 'merchant', 'm'), ($2, 'acquirer', 'a')`,
  [merchant, acquirer],
)
await pool.query(
  `insert into persons (person_id, phone_index, phone_sealed, name_sealed) values ($1, 'x', 'x', 'x')`,
  [person],
)
await pool.query(
  `insert into memberships (person_id, organisation_id, principal) values ($1, $2, 'merchant')`,
  [person, merchant],
)
await pool.query(
  `insert into sessions (session_id, token_hash, person_id, organisation_id, principal, device, expires_at)
   values ($1, $2, $3, $4, 'merchant', 'bench', now() + interval '1 day')`,
  [newId('ses'), createHash('sha256').update(token).digest(), person, merchant],
)

const sessionSql = `select s.person_id, s.organisation_id from sessions s join memberships m
  on m.person_id = s.person_id and m.organisation_id = s.organisation_id and m.principal = s.principal
  where s.token_hash = $1 and s.ended_at is null`
const state = JSON.stringify({
  step: 'application',
  application: { status: 'draft', shop: {}, documents: {} },
})

const open = async (tokenHash: Buffer, key: string): Promise<object> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const session = await client.query({ name: 's', text: sessionSql, values: [tokenHash] })
    const { person_id, organisation_id } = session.rows[0]
    const caseId = newId('cas')
    const at = new Date().toISOString()
    await client.query({
      name: 'i',
      text: 'insert into idempotency (scope, key, call, fingerprint) values ($1, $2, $3, $4)',
      values: [person_id, key, 'cases.open', createHash('sha256').update('{}').digest()],
    })
    await client.query({
      name: 'c',
      text: `insert into cases (case_id, merchant_id, acquirer_id, step, version, state, opened_at, updated_at)
             values ($1, $2, $3, 'application', 1, $4, $5, $5)`,
      values: [caseId, organisation_id, acquirer, state, at],
    })
    const salt = randomBytes(16)
    const entry = createHmac('sha256', salt).update(caseId).digest('hex')
    await client.query({
      name: 'f',
      text: `with w as (insert into facts (fact_id, stream, version, type, body, at, principal, person_id, organisation_id, request_id, salt)
               values ($1, $2, 1, 'case-opened', $3, $4, 'merchant', $5, $6, $7, $8) returning seq)
             insert into log_leaves (fact_seq, entry) select seq, $9 from w`,
      values: [
        newId('fac'),
        `case/${caseId}`,
        '{}',
        at,
        person_id,
        organisation_id,
        key,
        salt,
        Buffer.from(entry),
      ],
    })
    await client.query({
      name: 'a',
      text: `insert into audit (at, call, principal, person_id, organisation_id, outcome, request_id) values ($1, 'cases.open', 'merchant', $2, $3, 'ok', $4)`,
      values: [at, person_id, organisation_id, key],
    })
    await client.query({
      name: 'k',
      text: 'update idempotency set reply_sealed = $3 where scope = $1 and key = $2',
      values: [person_id, key, JSON.stringify({ caseId })],
    })
    await client.query('commit')
    return { caseId }
  } finally {
    client.release()
  }
}

const read = async (tokenHash: Buffer, caseId: string): Promise<object> => {
  const session = await pool.query({ name: 's', text: sessionSql, values: [tokenHash] })
  const { person_id, organisation_id } = session.rows[0]
  const found = await pool.query({
    name: 'r',
    text: 'select state, opened_at, updated_at from cases where case_id = $1 and merchant_id = $2',
    values: [caseId, organisation_id],
  })
  const names = await pool.query({
    name: 'n',
    text: 'select organisation_id, name from organisations where organisation_id = any($1)',
    values: [[organisation_id, acquirer]],
  })
  await pool.query({
    name: 'ra',
    text: `insert into audit (at, call, principal, person_id, organisation_id, case_id, outcome, request_id) values (now(), 'cases.case', 'merchant', $1, $2, $3, 'ok', 'bench')`,
    values: [person_id, organisation_id, caseId],
  })
  return { ...found.rows[0], names: names.rows }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const tokenHash = createHash('sha256')
      .update(request.headers.cookie?.split('=')[1] ?? '')
      .digest()
    const url = new URL(request.url ?? '/', 'http://floor')
    const work =
      request.method === 'POST'
        ? open(tokenHash, String(request.headers['idempotency-key']))
        : read(tokenHash, url.searchParams.get('caseId') ?? '')
    work.then(
      (reply) => response.setHeader('content-type', 'application/json').end(JSON.stringify(reply)),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}`, token })}\n`)
})
const stop = async (): Promise<never> => {
  server.close()
  await pool.end()
  await postgres.stop()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
