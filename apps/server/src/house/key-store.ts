import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Profile } from './cipher.ts'

/**
 * Wrapped keys, in a small store of their own beside the database and never inside it: whoever destroys a key here
 * destroys it in every backup of the database too (threat 20). SQLite with fsync at every commit; deleted bytes are
 * overwritten (`secure_delete`) and the write-ahead log is cut after a destruction. Several processes of one machine may
 * share it.
 */
export type StoredKey = {
  readonly level: 'house' | 'tenant' | 'data'
  readonly tenant: string
  readonly subject: string
  readonly keep: string
  readonly version: number
  /** Null once destroyed: the row stays, so that the key is never made anew. */
  readonly wrapped: Uint8Array | null
  /** The key it is wrapped under: a KEK's id, or the tenant key's version. */
  readonly wrappedBy: string
  /** First bytes of an HMAC under the key: tells a wrong key before it opens nothing. */
  readonly checkValue: Uint8Array
  readonly createdAt: string
  readonly destroyedAt: string | null
}

export type KeyName = Pick<StoredKey, 'level' | 'tenant' | 'subject' | 'keep'>

export type KeyStore = {
  /** Who this store is, for the database to recognise it by. */
  readonly id: string
  readonly profile: Profile
  /** Every version, oldest first. */
  versions(name: KeyName): StoredKey[]
  /**
   * Keeps a first version unless there is one already (of another process, say); answers what stands. A data key wrapped
   * under an older version of its tenant's key is not taken: that version may be about to be destroyed.
   */
  keepFirst(key: StoredKey): StoredKey[]
  /**
   * A further version of a key whose version before it lives; false when somebody else was quicker. A subject erased
   * meanwhile gets no new key, and a data key wrapped under an older version of its tenant's key is not taken.
   */
  add(key: StoredKey): boolean
  /** Puts the same key under another wrapping, if it is still under the old one. */
  rewrap(key: StoredKey, wrapped: Uint8Array, wrappedBy: string): boolean
  /** Destroys every version of these data keys; answers how many subjects' keys were alive. */
  destroy(names: readonly KeyName[], at: string): number
  /** Destroys one version of a tenant's key, unless a living data key is still wrapped under it. */
  destroyTenantVersion(tenant: string, version: number, at: string): boolean
  /** Remembers which data-key versions have a newer one now, for `destroyOlder`; answers how many. */
  noteOlder(): number
  /** Destroys at most `limit` of the remembered versions of these terms: nothing is sealed under them any more. */
  destroyOlder(
    keeps: readonly string[],
    at: string,
    limit: number,
  ): { readonly destroyed: number; readonly more: boolean }
  /** One transaction around many small changes: one wait for the disk instead of hundreds. `work` must not wait. */
  together<T>(work: () => T): T
  /** Cuts the write-ahead log, whose old pages still hold what was destroyed. */
  cutLog(): void
  /** How many keys stand in the store, by level and by what wraps them. */
  census(): Census
  /** Living keys of a level not wrapped under `wrappedBy`; of one tenant, for data keys. At most `limit`. */
  wrappedElsewhere(
    level: StoredKey['level'],
    tenant: string | null,
    wrappedBy: string,
    limit: number,
  ): StoredKey[]
  /** The newest living data key of each subject and term, in the order of their subjects, after one of them. */
  dataKeysAfter(last: KeyName | null, limit: number): StoredKey[]
  tenants(): string[]
  /** Seals a subject off, or lifts that again. */
  suspend(tenant: string, subject: string, at: string | null): void
  suspended(): { readonly tenant: string; readonly subject: string; readonly at: string }[]
  /** Grows whenever another connection changed the store. */
  changes(): number
  close(): void
}

export type Census = {
  readonly keks: readonly { readonly id: string; readonly wraps: number }[]
  readonly tenants: number
  readonly dataKeys: number
  /** Data-key versions that live on beside a newer one. */
  readonly older: number
  readonly destroyed: number
  readonly suspended: number
}

const schema = `
  create table if not exists store (id text not null, profile text not null) strict;
  create table if not exists keys (
    level text not null check (level in ('house', 'tenant', 'data')),
    tenant text not null, subject text not null, keep text not null, version integer not null,
    wrapped blob, wrapped_by text not null, check_value blob not null,
    created_at text not null, destroyed_at text,
    primary key (level, tenant, subject, keep, version),
    check ((wrapped is null) = (destroyed_at is not null))
  ) strict, without rowid;
  create table if not exists suspended (
    tenant text not null, subject text not null, at text not null, primary key (tenant, subject)
  ) strict, without rowid;`

type Row = {
  level: StoredKey['level']
  tenant: string
  subject: string
  keep: string
  version: number
  wrapped: Uint8Array | null
  wrapped_by: string
  check_value: Uint8Array
  created_at: string
  destroyed_at: string | null
}

const keyOf = (row: Row): StoredKey => ({
  level: row.level,
  tenant: row.tenant,
  subject: row.subject,
  keep: row.keep,
  version: row.version,
  wrapped: row.wrapped,
  wrappedBy: row.wrapped_by,
  checkValue: row.check_value,
  createdAt: row.created_at,
  destroyedAt: row.destroyed_at,
})

/** Opens or makes the store at `path` (`:memory:` for a test's own). `fresh` names a new store and fixes its profile. */
export const openKeyStore = (path: string, fresh: { id: string; profile: Profile }): KeyStore => {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(path, { timeout: 10_000 })
  file.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;')
  file.exec(schema)
  // One statement: two processes opening a new store agree on one name.
  file
    .prepare('insert into store (id, profile) select ?, ? where not exists (select 1 from store)')
    .run(fresh.id, fresh.profile)
  const { id, profile } = file.prepare('select id, profile from store').get() as {
    id: string
    profile: Profile
  }
  const find = file.prepare(
    'select * from keys where level = ? and tenant = ? and subject = ? and keep = ? order by version',
  )
  const put = file.prepare(`
    insert into keys (level, tenant, subject, keep, version, wrapped, wrapped_by, check_value, created_at)
    select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
     where (?1 <> 'data' or not exists (
       select 1 from keys where level = 'tenant' and tenant = ?2 and version > cast(?7 as integer)))
       and (?5 = 1 or exists (
       select 1 from keys where level = ?1 and tenant = ?2 and subject = ?3 and keep = ?4 and version = ?5 - 1
          and wrapped is not null))
    on conflict do nothing`)
  const move = file.prepare(`
    update keys set wrapped = ?, wrapped_by = ?
     where level = ? and tenant = ? and subject = ? and keep = ? and version = ? and wrapped_by = ? and wrapped is not null`)
  const wipe = file.prepare(`
    update keys set wrapped = null, destroyed_at = ?
     where level = 'data' and tenant = ? and subject = ? and keep = ? and wrapped is not null`)
  const wipeTenant = file.prepare(`
    update keys set wrapped = null, destroyed_at = ?1
     where level = 'tenant' and tenant = ?2 and subject = '' and keep = '' and version = ?3 and wrapped is not null
       and not exists (select 1 from keys where level = 'data' and tenant = ?2 and wrapped_by = cast(?3 as text)
                        and wrapped is not null)`)
  const version = file.prepare('pragma data_version')
  const elsewhere = file.prepare(`
    select * from keys where level = ? and (? is null or tenant = ?) and wrapped_by <> ? and wrapped is not null
     limit ?`)
  const after = file.prepare(`
    select * from keys k where level = 'data' and wrapped is not null and (tenant, subject, keep) > (?, ?, ?)
       and version = (select max(version) from keys n where n.level = 'data' and n.tenant = k.tenant
                         and n.subject = k.subject and n.keep = k.keep and n.wrapped is not null)
     order by tenant, subject, keep limit ?`)
  const insert = (key: StoredKey): boolean =>
    put.run(
      key.level,
      key.tenant,
      key.subject,
      key.keep,
      key.version,
      key.wrapped,
      key.wrappedBy,
      key.checkValue,
      key.createdAt,
    ).changes === 1
  const versions = ({ level, tenant, subject, keep }: KeyName): StoredKey[] =>
    (find.all(level, tenant, subject, keep) as Row[]).map(keyOf)
  // The old pages in the write-ahead log still hold the wrapped key.
  const cutLog = () => file.exec('pragma wal_checkpoint(truncate)')
  const together = <T>(work: () => T): T => {
    file.exec('begin immediate')
    try {
      const answer = work()
      file.exec('commit')
      return answer
    } catch (error) {
      file.exec('rollback')
      throw error
    }
  }
  const count = (sql: string): number => (file.prepare(sql).get() as { n: number }).n
  const isOlder = `k.level = 'data' and k.wrapped is not null and exists (
    select 1 from keys n where n.level = 'data' and n.tenant = k.tenant and n.subject = k.subject and n.keep = k.keep
       and n.version > k.version and n.wrapped is not null)`
  return {
    id,
    profile,
    versions,
    keepFirst(key) {
      insert(key)
      return versions(key)
    },
    add: insert,
    rewrap: (key, wrapped, wrappedBy) =>
      move.run(wrapped, wrappedBy, key.level, key.tenant, key.subject, key.keep, key.version, key.wrappedBy)
        .changes === 1,
    destroy(names, at) {
      const alive = together(
        () =>
          names.filter(({ tenant, subject, keep }) => wipe.run(at, tenant, subject, keep).changes > 0).length,
      )
      cutLog()
      return alive
    },
    destroyTenantVersion: (tenant, number, at) => wipeTenant.run(at, tenant, number).changes === 1,
    noteOlder() {
      file.exec(`
        create temp table if not exists older (tenant text, subject text, keep text, version integer);
        delete from older;
        insert into older select tenant, subject, keep, version from keys k where ${isOlder}`)
      return count('select count(*) as n from older')
    },
    destroyOlder(keeps, at, limit) {
      const among = `(select rowid from older where keep in (select value from json_each(?)) limit ?)`
      const terms = JSON.stringify(keeps)
      return together(() => {
        const { changes } = file
          .prepare(
            `update keys set wrapped = null, destroyed_at = ? where level = 'data' and wrapped is not null and
               (tenant, subject, keep, version) in
               (select tenant, subject, keep, version from older where rowid in ${among})`,
          )
          .run(at, terms, limit)
        const gone = file.prepare(`delete from older where rowid in ${among}`).run(terms, limit)
        return { destroyed: Number(changes), more: gone.changes > 0 }
      })
    },
    together,
    cutLog,
    census: () => ({
      keks: file
        .prepare(
          `select wrapped_by as id, count(*) as wraps from keys
            where level in ('house', 'tenant') and wrapped is not null group by wrapped_by order by wrapped_by`,
        )
        .all() as { id: string; wraps: number }[],
      tenants: count(`select count(distinct tenant) as n from keys where level = 'tenant'`),
      dataKeys: count(`select count(*) as n from keys where level = 'data' and wrapped is not null`),
      older: count(`select count(*) as n from keys k where ${isOlder}`),
      destroyed: count(`select count(*) as n from keys where wrapped is null`),
      suspended: count('select count(*) as n from suspended'),
    }),
    wrappedElsewhere: (level, tenant, wrappedBy, limit) =>
      (elsewhere.all(level, tenant, tenant, wrappedBy, limit) as Row[]).map(keyOf),
    dataKeysAfter: (last, limit) =>
      (after.all(last?.tenant ?? '', last?.subject ?? '', last?.keep ?? '', limit) as Row[]).map(keyOf),
    tenants: () =>
      (
        file.prepare(`select distinct tenant from keys where level = 'tenant'`).all() as { tenant: string }[]
      ).map(({ tenant }) => tenant),
    suspend(tenant, subject, at) {
      if (at === null)
        file.prepare('delete from suspended where tenant = ? and subject = ?').run(tenant, subject)
      else
        file
          .prepare('insert into suspended (tenant, subject, at) values (?, ?, ?) on conflict do nothing')
          .run(tenant, subject, at)
    },
    suspended: () =>
      file.prepare('select tenant, subject, at from suspended').all() as {
        tenant: string
        subject: string
        at: string
      }[],
    changes: () => (version.get() as { data_version: number }).data_version,
    close: () => file.close(),
  }
}
