import { NotFound, type Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import type { Case } from '#provision/case.ts'

/** The words of the agreement that stands, as they were attached. */
export const loadText = async (errand: Errand, state: Case) => {
  const [row] = state.agreement
    ? await errand.run(
        db.selectFrom('agreement_texts').selectAll().where('agreement_id', '=', state.agreement.agreementId),
      )
    : []
  if (!row) throw new NotFound()
  return row
}
