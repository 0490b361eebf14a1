import type { OutputOf } from '#api/calls.ts'

type Terms = OutputOf<'offers.compare'>['items'][number]['offer']['terms']

/** Word keys of the terms in which two offers differ, in the order they are read. */
export const termsDiffering = (one: Terms, other: Terms): readonly TermName[] =>
  names.filter(([part]) => JSON.stringify(one[part]) !== JSON.stringify(other[part])).map(([, name]) => name)

const names = [
  ['rows', 'rate'],
  ['settlement', 'settlement'],
  ['d0FixedFen', 'd0Fee'],
  ['d0Ppm', 'd0Fee'],
  ['insurancePpm', 'insurance'],
  ['sim', 'sim'],
  ['membershipFenPerYear', 'membership'],
  ['minimumVolume', 'minimum'],
  ['deposit', 'deposit'],
  ['devicePriceFen', 'devicePrice'],
  ['termMonths', 'term'],
  ['exitFeeFen', 'exitFee'],
] as const satisfies readonly (readonly [keyof Terms, string])[]

type TermName = (typeof names)[number][1]
