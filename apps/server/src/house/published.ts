import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from './database.ts'
import type { House } from './house.ts'
import { BadRequest } from './problem.ts'

const patienceMs = 8_000

/**
 * Waits until a committed fact's leaf has its number in the signed log, and answers that number. What cannot be shown to
 * have been recorded is not shown: after `patienceMs` the answer is 503 (ASVS 16.5.3, fail closed).
 */
export const published = async (house: House, stream: string, version: number): Promise<number> => {
  const until = performance.now() + patienceMs
  house.wakeLog()
  while (performance.now() < until) {
    const index = await leafIndex(house, stream, version)
    if (index !== null) return index
    await sleep(20)
  }
  throw new BadRequest(503, 'VAULT-7')
}

const leafIndex = (house: House, stream: string, version: number): Promise<number | null> =>
  transaction(house.pool, `begin read only; set local fx.principal = 'house'`, async (tx) => {
    const { rows } = await tx.query<{ leaf_index: number | null }>({
      name: 'leaf-index',
      text: `select l.leaf_index from facts f join log_leaves l on l.fact_seq = f.seq where f.stream = $1 and f.version = $2`,
      values: [stream, version],
    })
    return rows[0]?.leaf_index ?? null
  })
