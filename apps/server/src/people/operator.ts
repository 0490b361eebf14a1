import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { addMembership, ensurePerson } from './person.ts'
import { readPhone } from './phone.ts'

/** The first operator of a new house, from OPERATOR_PHONE: without one nobody could register an acquirer. */
export const ensureOperator = async (errand: Errand, typed: string): Promise<void> => {
  const phone = readPhone(typed)
  if (phone === null) throw new Error('OPERATOR_PHONE is not a mainland mobile number')
  const [known] = await errand.run(
    db.selectFrom('organisations').select('organisation_id').where('kind', '=', 'platform'),
  )
  const organisation_id = known?.organisation_id ?? newId('org')
  if (!known)
    await errand.run(
      db.insertInto('organisations').values({ organisation_id, kind: 'platform', name: '平台运营 Operator' }),
    )
  await addMembership(
    errand,
    await ensurePerson(errand, phone, '运营 Operator'),
    organisation_id,
    'operator',
    null,
  )
}
