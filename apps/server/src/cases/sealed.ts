import type { Case, SealedField } from '#provision/case.ts'
import { maskAccountNo, maskAddress, maskIdNo, maskName, maskPhone } from '#vault/mask.ts'
import { declared, type VaultField } from '#vault/datum.ts'
import type { Owner } from '#vault/envelope.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { openWords } from '../house/opened.ts'
import { caseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

const masks: Readonly<Record<SealedField, (value: string) => string>> = {
  legalPersonName: maskName,
  legalPersonIdNo: maskIdNo,
  contactPhone: maskPhone,
  premisesAddress: maskAddress,
  settlementAccountName: maskName,
  settlementAccountNo: maskAccountNo,
}

const placeOfValue = (owner: Owner, field: VaultField, row: string) => ({
  datum: `vault_values.${field}` as const,
  row,
  ...owner,
})

/** Seals one value and answers the reference the case keeps in its place. */
export const sealField = async (
  errand: Errand,
  caseId: string,
  field: SealedField,
  value: string,
): Promise<string> => {
  const value_id = newId('val')
  const place = placeOfValue(await caseOwner(errand, caseId), field, value_id)
  await errand.run(
    db.insertInto('vault_values').values({
      value_id,
      owner_id: errand.actor.organisationId,
      case_id: caseId,
      field,
      value_sealed: await errand.house.keys.seal(place, value),
      masked: masks[field](value),
      created_at: errand.stamp.at,
    }),
  )
  return value_id
}

type Refs = Readonly<Partial<Record<SealedField, string>>>

/** Masks by vault reference. What is sealed off shows none: a mask is made from the data too (PIPL art. 47). */
export const masksOf = async (
  errand: Errand,
  refs: readonly string[],
): Promise<ReadonlyMap<string, { readonly field: string; readonly masked: string }>> => {
  if (refs.length === 0) return new Map()
  const rows = await errand.run(
    db
      .selectFrom('vault_values')
      .select(['value_id', 'case_id', 'field', 'masked'])
      .where('value_id', 'in', [...refs]),
  )
  const shown = new Map<string, { readonly field: string; readonly masked: string }>()
  for (const { value_id, case_id, field, masked } of rows) {
    if (errand.house.keys.suspended(await caseOwner(errand, case_id))) continue
    shown.set(value_id, { field, masked })
  }
  return shown
}

export const maskedFields = async (
  errand: Errand,
  refs: Refs,
): Promise<Partial<Record<SealedField, string>>> => {
  const shown = await masksOf(errand, Object.values(refs))
  return Object.fromEntries([...shown.values()].map(({ field, masked }) => [field, masked]))
}

/** Why somebody looked is recorded and read even of who is sealed off (PIPL art. 47, 55): a break-glass look begins with it. */
const dutyOf = (field: VaultField) => (field === 'reveal-purpose' ? 'legal-duty' : undefined)

/** Words somebody typed freely, or a place: sealed like any field, since people write names and numbers anywhere. */
export const sealText = async (
  errand: Errand,
  caseId: string,
  what: VaultField,
  text: string,
): Promise<string> => {
  if (text.trim() === '') return ''
  const value_id = newId('val')
  const place = placeOfValue(await caseOwner(errand, caseId), what, value_id)
  // Technicians and provider desks write too, though they may not read the vault: the house writes for them.
  await errand.asHouse(
    db.insertInto('vault_values').values({
      value_id,
      owner_id: errand.actor.organisationId,
      case_id: caseId,
      field: what,
      value_sealed: await errand.house.keys.seal(place, text.trim(), dutyOf(what)),
      masked: '',
      created_at: errand.stamp.at,
    }),
  )
  return value_id
}

/**
 * The words behind references, for a reader whose view of the case includes them and whom the datum's declaration names.
 * For anybody else, and for empty references, there is nothing.
 */
export const openTexts = async (
  errand: Errand,
  refs: readonly string[],
): Promise<(reference: string) => string> => {
  const ids = refs.filter((reference) => reference !== '')
  const rows =
    ids.length === 0
      ? []
      : await errand.asHouse(
          db
            .selectFrom('vault_values')
            .select(['value_id', 'case_id', 'field', 'value_sealed'])
            .where('value_id', 'in', ids),
        )
  const texts = new Map<string, string>()
  for (const row of rows) {
    const { readers } = declared(`vault_values.${row.field as VaultField}`)
    if (!readers.includes(errand.actor.principal)) continue
    const place = placeOfValue(await caseOwner(errand, row.case_id), row.field as VaultField, row.value_id)
    texts.set(row.value_id, await openWords(errand, place, row.value_sealed, dutyOf(row.field as VaultField)))
  }
  return (reference) => texts.get(reference) ?? ''
}

export type Place = { readonly latitudeE6: number; readonly longitudeE6: number }

export const placeText = ({ latitudeE6, longitudeE6 }: Place): string => `${latitudeE6},${longitudeE6}`

/** Null where there are no words: not this reader's, sealed off, or erased. */
export const placeOf = (text: string): Place | null => {
  const [, latitude, longitude] = /^(-?\d+),(-?\d+)$/.exec(text) ?? []
  return latitude === undefined || longitude === undefined
    ? null
    : { latitudeE6: Number(latitude), longitudeE6: Number(longitude) }
}

/** Where the survey stood, or null before there was one. */
export const surveyedPlace = async (errand: Errand, { survey }: Case) => {
  const place = survey && placeOf((await openTexts(errand, [survey.place]))(survey.place))
  return place && survey && { ...place, accuracyMetres: survey.accuracyMetres }
}

/** Clear values, read with the house's eyes: the caller has recorded who sees them and why. */
export const openFields = async (
  errand: Errand,
  refs: Refs,
  despite?: 'legal-duty',
): Promise<Partial<Record<SealedField, string>>> => {
  const ids = Object.values(refs)
  if (ids.length === 0) return {}
  const rows = await errand.asHouse(
    db
      .selectFrom('vault_values')
      .select(['value_id', 'case_id', 'field', 'value_sealed'])
      .where('value_id', 'in', ids),
  )
  const fields: Partial<Record<SealedField, string>> = {}
  for (const row of rows) {
    const place = placeOfValue(await caseOwner(errand, row.case_id), row.field as VaultField, row.value_id)
    fields[row.field as SealedField] = (
      await errand.house.keys.open(place, row.value_sealed, despite)
    ).toString()
  }
  return fields
}
