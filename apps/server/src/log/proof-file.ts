import { refuse, type Refusal } from '#ground/refusal.ts'
import { proveInclusion } from '#tlog/proof.ts'
import { writeProofFile } from '#tlog/proof-file.ts'
import { nodesOf, tilesAround } from '#tlog/tile.ts'
import type { Errand } from '../house/errand.ts'
import { originOf } from './identity.ts'
import { loadTiles, newestCheckpoint } from './stored-tree.ts'

/** The `.tlog-proof` of one leaf against the newest checkpoint; TLOG-12 while no checkpoint covers it. */
export const proofFileOf = async (errand: Errand, leafIndex: number | null): Promise<string | Refusal> => {
  const checkpoint = await newestCheckpoint(errand, originOf(errand.house.config.publicUrl))
  if (leafIndex === null || checkpoint === undefined || leafIndex >= checkpoint.tree_size)
    return refuse('TLOG-12')
  const { tree_size: size, note } = checkpoint
  const node = nodesOf(await loadTiles(errand, tilesAround(leafIndex, size)))
  return writeProofFile({ index: leafIndex, proof: proveInclusion(leafIndex, size, node), checkpoint: note })
}
