import type { Principal } from '#ground/stamp.ts'
import { sayRule } from '#words/say.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'

/** Everybody who sits for an organisation today. */
export const peopleOf = async (
  errand: Errand,
  organisationId: string,
  principal: Principal,
): Promise<readonly string[]> =>
  (
    await errand.asHouse(
      db
        .selectFrom('memberships')
        .select('person_id')
        .where('organisation_id', '=', organisationId)
        .where('principal', '=', principal)
        .where('ended_at', 'is', null),
    )
  ).map((row) => row.person_id)

/** A rule's words, in both tongues, to each of these people once. */
export const tell = async (
  errand: Errand,
  people: readonly string[],
  template: string,
  rule: string,
  params: Readonly<Record<string, string | number>>,
): Promise<void> => {
  const [zh, en] = (['zh', 'en'] as const).map((tongue) => {
    const { happened, remedy } = sayRule(rule, tongue, params)
    return `${happened}${tongue === 'en' ? ' ' : ''}${remedy}`
  })
  for (const personId of new Set(people))
    await writeMessage(errand, await phoneOf(errand, personId), template, `【放心装】${zh} ${en}`)
}
