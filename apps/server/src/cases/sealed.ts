import type { SealedField } from '#provision/case.ts'
import { maskAccountNo, maskAddress, maskIdNo, maskName, maskPhone } from '#vault/mask.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'

const masks: Readonly<Record<SealedField, (value: string) => string>> = {
  legalPersonName: maskName,
  legalPersonIdNo: maskIdNo,
  contactPhone: maskPhone,
  premisesAddress: maskAddress,
  settlementAccountName: maskName,
  settlementAccountNo: maskAccountNo,
}

/** Seals one value and answers the reference the case keeps in its place. */
export const sealField = async (
  errand: Errand,
  caseId: string,
  field: SealedField,
  value: string,
): Promise<string> => {
  const value_id = newId('val')
  await errand.run(
    db.insertInto('vault_values').values({
      value_id,
      owner_id: errand.actor.organisationId,
      case_id: caseId,
      field,
      value_sealed: errand.house.keys.seal({ table: 'vault_values', column: field, row: value_id }, value),
      masked: masks[field](value),
      created_at: errand.stamp.at,
    }),
  )
  return value_id
}

type Refs = Readonly<Partial<Record<SealedField, string>>>

export const maskedFields = async (
  errand: Errand,
  refs: Refs,
): Promise<Partial<Record<SealedField, string>>> => {
  const ids = Object.values(refs)
  if (ids.length === 0) return {}
  const rows = await errand.run(
    db.selectFrom('vault_values').select(['field', 'masked']).where('value_id', 'in', ids),
  )
  return Object.fromEntries(rows.map((row) => [row.field, row.masked]))
}

/** Clear values, read with the house's eyes: the caller has recorded who sees them and why. */
export const openFields = async (
  errand: Errand,
  refs: Refs,
): Promise<Partial<Record<SealedField, string>>> => {
  const ids = Object.values(refs)
  if (ids.length === 0) return {}
  const rows = await errand.asHouse(
    db.selectFrom('vault_values').select(['value_id', 'field', 'value_sealed']).where('value_id', 'in', ids),
  )
  return Object.fromEntries(
    rows.map((row) => [
      row.field,
      errand.house.keys
        .open({ table: 'vault_values', column: row.field, row: row.value_id }, row.value_sealed)
        .toString(),
    ]),
  )
}
