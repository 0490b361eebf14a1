import { sql } from 'kysely'
import { HASH } from '#tlog/hash.ts'
import type { Tile, TileName } from '#tlog/tile.ts'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'

type Reader = Pick<Errand, 'run'>

/** The newest checkpoint, of one origin or of any this tree has had. */
export const newestCheckpoint = async (errand: Reader, origin?: string) => {
  let query = db.selectFrom('log_checkpoints').selectAll().orderBy('tree_size', 'desc').limit(1)
  if (origin !== undefined) query = query.where('origin', '=', origin)
  const [row] = await errand.run(query)
  return row
}

/** Tiles as wide as named: what has been stored since is cut off. One that is not there is left out. */
export const loadTiles = async (errand: Reader, names: readonly TileName[]): Promise<Tile[]> => {
  const rows = await errand.run(
    statement(sql<{ level: number; index: number; hashes: Buffer }>`
      select t.level, t.tile_index as index, substring(t.hashes for n.width * ${HASH}::int) as hashes
        from unnest(${names.map((name) => name.level)}::int[], ${names.map((name) => name.index)}::bigint[],
                    ${names.map((name) => name.width)}::int[]) as n (level, tile_index, width)
        join log_tiles t on t.level = n.level and t.tile_index = n.tile_index
       where octet_length(t.hashes) >= n.width * ${HASH}::int`),
  )
  return rows.map(({ level, index, hashes }) => ({ level, index, hashes }))
}

/** Entries `start` up to `end` that have a number, in order. */
export const loadEntries = async (errand: Reader, start: number, end: number): Promise<Buffer[]> => {
  const rows = await errand.run(
    db
      .selectFrom('log_leaves')
      .select('entry')
      .where('leaf_index', '>=', start)
      .where('leaf_index', '<', end)
      .orderBy('leaf_index'),
  )
  return rows.map((row) => row.entry)
}
