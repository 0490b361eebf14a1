import { sql } from 'kysely'
import { openCheckpoint, writeCheckpoint } from '#tlog/checkpoint.ts'
import { Flaw } from '#tlog/flaw.ts'
import { grow } from '#tlog/grow.ts'
import { leafHash, sameBytes } from '#tlog/hash.ts'
import { signNote } from '#tlog/note.ts'
import { proveConsistency, verifyConsistency } from '#tlog/proof.ts'
import { edgeTiles, nodesOf, type Tile, tilesAround } from '#tlog/tile.ts'
import { rootOf } from '#tlog/tree.ts'
import { performAsHouse } from '../house/corridor.ts'
import { DatabaseUnavailable } from '../house/database.ts'
import type { Errand } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { db, statement } from '../house/tables.ts'
import { type LogIdentity, logIdentity } from './identity.ts'
import { loadTiles, newestCheckpoint } from './stored-tree.ts'

/** Leaves numbered in one transaction. */
export const BATCH = 4096

/** True for the one who may number leaves until this transaction ends; whoever comes meanwhile goes away. */
const takeTurn = async (errand: Errand): Promise<boolean> => {
  const [row] = await errand.run(
    statement(sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtext('fangxin/log')) as mine`),
  )
  return row?.mine === true
}

/** The tree as it was last signed, recomputed from its tiles. Throws TLOG-13 when it is not what was signed. */
const signedTree = async (errand: Errand, { key }: LogIdentity) => {
  const last = await newestCheckpoint(errand)
  const size = last?.tree_size ?? 0
  const edge = await loadTiles(errand, edgeTiles(size))
  const [numbered] = await errand.run(
    db.selectFrom('log_leaves').select(({ fn }) => fn.max('leaf_index').as('last')),
  )
  try {
    const root = rootOf(size, nodesOf(edge))
    if (last && !sameBytes(root, last.root)) throw new Flaw('TLOG-13', 'the tiles give another root')
    if (last?.origin === key.name && !sameBytes(openCheckpoint(last.note, key).root, root))
      throw new Flaw('TLOG-13', 'the note tells another root')
    if ((numbered?.last ?? -1) !== size - 1) throw new Flaw('TLOG-13', 'the leaves end elsewhere')
    return { size, edge, root, origin: last?.origin }
  } catch (cause) {
    throw new Error(
      `the stored log is not what was last signed at size ${size}; nothing is signed until that is cleared up: ${(cause as Error).message}`,
      { cause },
    )
  }
}

const numberLeaves = async (errand: Errand, seqs: readonly number[], size: number): Promise<void> => {
  const written = await errand.run(
    statement(sql`
      update log_leaves l set leaf_index = ${size}::bigint + n.place - 1
        from unnest(${seqs}::bigint[]) with ordinality as n (fact_seq, place)
       where l.fact_seq = n.fact_seq returning l.fact_seq`),
  )
  if (written.length !== seqs.length) throw new Error('a leaf was numbered by somebody else')
}

const storeTiles = (errand: Errand, tiles: readonly Tile[]): Promise<unknown> =>
  errand.run(
    statement(sql`
      insert into log_tiles (level, tile_index, hashes)
      select * from unnest(${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.index)}::bigint[],
                           ${tiles.map((tile) => Buffer.from(tile.hashes))}::bytea[])
      on conflict (level, tile_index) do update set hashes = excluded.hashes`),
  )

/**
 * One turn: numbers the committed leaves that have no number yet, extends the tiles, signs the new tree. All of it in
 * the errand's transaction: killed anywhere, the log is as it was. Answers how many leaves were numbered.
 */
export const sequence = async (errand: Errand, identity: LogIdentity): Promise<number> => {
  if (!(await takeTurn(errand))) return 0
  const leaves = await errand.run(
    db
      .selectFrom('log_leaves')
      .select(['fact_seq', 'entry'])
      .where('leaf_index', 'is', null)
      .orderBy('fact_seq')
      .limit(BATCH),
  )
  const { key, sign } = identity
  if (leaves.length === 0 && (await newestCheckpoint(errand))?.origin === key.name) return 0
  const signed = await signedTree(errand, identity)
  const size = signed.size + leaves.length
  const grown = grow(
    signed.size,
    signed.edge,
    leaves.map((leaf) => leafHash(leaf.entry)),
  )
  if (leaves.length > 0) {
    await storeTiles(errand, grown)
    await numberLeaves(
      errand,
      leaves.map((leaf) => leaf.fact_seq),
      signed.size,
    )
  }
  // Read back: what is signed is what is stored.
  const around = signed.size === 0 ? edgeTiles(size) : tilesAround(signed.size - 1, size)
  const node = nodesOf(await loadTiles(errand, around))
  const root = rootOf(size, node)
  if (signed.size > 0)
    verifyConsistency(signed.size, signed.root, size, root, proveConsistency(signed.size, size, node))
  await errand.run(
    db.insertInto('log_checkpoints').values({
      origin: key.name,
      tree_size: size,
      root: Buffer.from(root),
      note: signNote(writeCheckpoint({ origin: key.name, size, root }), key, sign),
      signed_at: errand.stamp.at,
    }),
  )
  return leaves.length
}

/**
 * Keeps the log at most `everyMs` behind the facts; resolves after its first turn. A database that is away is waited for
 * in silence; anything else that stops the log is said once. `stop` numbers what is still waiting and ends.
 */
export const startSequencer = async (
  house: House,
  everyMs = 500,
  say: (line: string) => void = (line) => void process.stderr.write(`log: ${line}\n`),
): Promise<{ wake(): void; stop(): Promise<void> }> => {
  const identity = logIdentity(house)
  let said = ''
  const catchUp = async (): Promise<void> => {
    try {
      while (
        (await performAsHouse(house, 'log-sequencer', (errand) => sequence(errand, identity))) === BATCH
      );
      said = ''
    } catch (error) {
      const told = error instanceof DatabaseUnavailable ? '' : (error as Error).message
      if (told !== '' && told !== said) say(told)
      said = told
    }
  }
  await catchUp()
  let turn: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let asked = false
  let atWork = false
  const work = (): void => {
    atWork = true
    asked = false
    turn = catchUp().then(() => {
      atWork = false
      if (timer !== undefined) rest()
    })
  }
  const rest = (): void => {
    // Whoever asked while a turn was on may have committed after that turn had looked.
    timer = setTimeout(work, asked ? 0 : everyMs)
  }
  rest()
  return {
    wake() {
      asked = true
      if (atWork || timer === undefined) return
      clearTimeout(timer)
      work()
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await turn
      await catchUp()
    },
  }
}
