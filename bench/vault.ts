/**
 * Promise: sealing and opening a 200-byte field costs at most 1.3 × raw node:crypto AES-256-GCM for the same bytes and
 * associated data of the same length; reading a case with twenty masked fields costs at most 1.2 × the same read of
 * plain columns. Floors are measured in turns with the product in the same run, in CPU time.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { associatedData, type Place } from '#vault/envelope.ts'
import { maskName } from '#vault/mask.ts'
import { openPool, transaction } from '../apps/server/src/house/database.ts'
import { newId } from '../apps/server/src/house/new-id.ts'
import { migrate } from '../apps/server/src/house/migrate.ts'
import { startPostgres } from '../apps/server/src/house/postgres.ts'
import { memoryStore, testKeys } from '../apps/server/test/keys.ts'

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const cpu = async (work: () => Promise<void> | void): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** Runs both in turns, the first rounds unmeasured; answers microseconds of CPU for one operation of each. */
const inTurns = async (
  rounds: number,
  each: number,
  product: () => Promise<void> | void,
  floor: () => Promise<void> | void,
) => {
  const seen = { product: [] as number[], floor: [] as number[], ratio: [] as number[] }
  for (let round = -5; round < rounds; round++) {
    const [one, other] =
      round % 2 === 0
        ? [await cpu(product), await cpu(floor)]
        : [await cpu(floor), await cpu(product)].toReversed()
    if (round < 0 || one === undefined || other === undefined) continue
    seen.product.push(one / each)
    seen.floor.push(other / each)
    seen.ratio.push(one / other)
  }
  return { product: median(seen.product), floor: median(seen.floor), ratio: median(seen.ratio) }
}

const report = (
  what: string,
  unit: string,
  found: Awaited<ReturnType<typeof inTurns>>,
  most: number,
): void => {
  const kept = found.ratio <= most
  process.stdout.write(
    `${what}: ${found.product.toFixed(2)} ${unit}, floor ${found.floor.toFixed(2)}, ratio ${found.ratio.toFixed(2)}; promise ≤ ${most}: ${kept ? 'kept' : 'BROKEN'}\n`,
  )
  if (!kept) process.exitCode = 1
}

const keys = await testKeys(memoryStore())
const place: Place = {
  datum: 'vault_values.legalPersonIdNo',
  row: newId('val'),
  tenant: newId('org'),
  subject: newId('org'),
}
const bound = associatedData(place, 'merchant-review', 'AES-256-GCM', 1)
const field = 'x'.repeat(200)
const turns = 4_000
const rawKey = randomBytes(32)
const associated = Buffer.from(bound)

/** Nonce, seal, tag; then open and compare the tag: what any use of AES-256-GCM must do, and nothing else. */
const raw = () => {
  for (let n = 0; n < turns; n++) {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', rawKey, nonce)
    cipher.setAAD(associated)
    const sealed = Buffer.concat([nonce, cipher.update(field, 'utf8'), cipher.final(), cipher.getAuthTag()])
    const decipher = createDecipheriv('aes-256-gcm', rawKey, sealed.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(associated)
    decipher.setAuthTag(sealed.subarray(212))
    const opened = Buffer.concat([decipher.update(sealed.subarray(12, 212)), decipher.final()])
    if (opened.length !== 200) throw new Error('raw')
  }
}
const vault = async () => {
  for (let n = 0; n < turns; n++) {
    const opened = await keys.open(place, await keys.seal(place, field))
    if (opened.length !== 200) throw new Error('vault')
  }
}
report('seal + open of 200 bytes', 'µs', await inTurns(41, turns, vault, raw), 1.3)

const dataDir = mkdtempSync(join(tmpdir(), 'fangxin-bench-'))
const postgres = await startPostgres({ dataDir })
try {
  await migrate(postgres.connection)
  const owner = new pg.Client(postgres.connection)
  await owner.connect()
  const [merchant, acquirer, caseId] = [newId('org'), newId('org'), newId('cas')]
  await owner.query(
    `insert into organisations (organisation_id, kind, name) values ($1, 'merchant', 'm'), ($2, 'acquirer', 'a')`,
    [merchant, acquirer],
  )
  await owner.query(
    `insert into cases (case_id, merchant_id, acquirer_id, step, version, state, opened_at, updated_at)
     values ($1, $2, $3, 'application', 1, '{}', now(), now())`,
    [caseId, merchant, acquirer],
  )
  // The floor keeps the same masks in a plain table behind the same wall.
  await owner.query(`
    create table plain_values (value_id text primary key, case_id text not null, field text not null, masked text not null);
    create index on plain_values (case_id);
    alter table plain_values enable row level security;
    alter table plain_values force row level security;
    create policy party on plain_values using (
      asking_principal() = 'house'
      or (asking_principal() in ('merchant', 'reviewer') and exists (select from cases c where c.case_id = plain_values.case_id)));
    grant select on plain_values to fangxin_app`)
  const ids = Array.from({ length: 20 }, () => newId('val'))
  for (const row of ids) {
    const sealed = await keys.seal(
      { ...place, datum: 'vault_values.legalPersonName', row },
      '演示法人（演示）',
    )
    await owner.query(
      `insert into vault_values (value_id, owner_id, case_id, field, value_sealed, masked) values ($1, $2, $3, 'legalPersonName', $4, $5)`,
      [row, merchant, caseId, sealed, maskName('演示法人（演示）')],
    )
    await owner.query('insert into plain_values values ($1, $2, $3, $4)', [
      row,
      caseId,
      'legalPersonName',
      maskName('演示法人（演示）'),
    ])
  }
  // Other people's rows, so that both tables are more than one page.
  for (const [table, columns, values] of [
    [
      'vault_values',
      'value_id, owner_id, case_id, field, value_sealed, masked',
      `'o', 'cas_' || n, 'legalPersonName', decode(repeat('ab', 80), 'hex'), '演****'`,
    ],
    ['plain_values', 'value_id, case_id, field, masked', `'cas_' || n, 'legalPersonName', '演****'`],
  ] as const)
    await owner.query(
      `insert into ${table} (${columns}) select 'val_' || n, ${values} from generate_series(1, 20000) n; analyze ${table}`,
    )
  await owner.end()
  const pool = openPool(postgres.connection, 1)
  const reads = 150
  const readFrom = (table: string) => async () => {
    for (let n = 0; n < reads; n++) {
      const rows = await transaction(
        pool,
        `begin; set local fx.principal = 'merchant'; set local fx.organisation = '${merchant}'`,
        async (tx) => {
          const found = await tx.query({
            name: 'case',
            text: 'select state from cases where case_id = $1',
            values: [caseId],
          })
          if (found.rows.length !== 1) throw new Error('no case')
          return (
            await tx.query({
              name: table,
              text: `select field, masked from ${table} where value_id = any ($1)`,
              values: [ids],
            })
          ).rows
        },
      )
      if (rows.length !== 20) throw new Error(`${rows.length} fields`)
    }
  }
  // CPU of this process only covers half of a read: the database's own is taken from its process table.
  const { cpuMs } = await import('./process-cost.ts')
  const whole = async (work: () => Promise<void>) => {
    const before = cpuMs(process.pid)
    await work()
    return cpuMs(process.pid) - before
  }
  const totals = { product: 0, floor: 0 }
  for (let round = -3; round < 30; round++) {
    const order = round % 2 === 0 ? (['product', 'floor'] as const) : (['floor', 'product'] as const)
    for (const which of order) {
      const spent = await whole(readFrom(which === 'product' ? 'vault_values' : 'plain_values'))
      if (round >= 0) totals[which] += spent
    }
  }
  const one = (which: 'product' | 'floor') => totals[which] / (30 * reads)
  report(
    'read of a case with 20 masked fields',
    'ms CPU (process and database)',
    { product: one('product'), floor: one('floor'), ratio: one('product') / one('floor') },
    1.2,
  )
  await pool.end()
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
