import { isRefusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { refuseKey, sealingKeyOf } from './sealing-key.ts'

/** What keeps each acquirer of this house from sealing, a line each; asked at start, where it can still be put right. */
export const certificateWarnings = async (errand: Errand): Promise<readonly string[]> => {
  if (errand.house.config.signing.p12 === null) return []
  const acquirers = await errand.run(
    db.selectFrom('organisations').select(['organisation_id', 'name']).where('kind', '=', 'acquirer'),
  )
  const lines: string[] = []
  for (const { organisation_id, name } of acquirers) {
    const key = await sealingKeyOf(errand, organisation_id)
    const closed = isRefusal(key) ? key : await refuseKey(errand, organisation_id, key)
    if (!closed) continue
    const { happened, remedy } = sayRule(closed.rule, 'en', closed.params)
    lines.push(`${name} cannot seal (${closed.rule}): ${happened} ${remedy}`)
  }
  return lines
}
