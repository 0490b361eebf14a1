import type { Tongue } from '#words/say.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'

/** One text in both tongues to everybody of a shop. */
export const tellShop = async (
  errand: Errand,
  merchantId: string,
  said: (tongue: Tongue) => { readonly happened: string; readonly remedy: string },
): Promise<void> => {
  const people = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', merchantId)
      .where('principal', '=', 'merchant')
      .where('ended_at', 'is', null),
  )
  const [zh, en] = (['zh', 'en'] as const).map((tongue) => {
    const { happened, remedy } = said(tongue)
    return `${happened}${tongue === 'en' ? ' ' : ''}${remedy}`
  })
  for (const { person_id } of people)
    await writeMessage(errand, await phoneOf(errand, person_id), 'terminal-incident', `【放心装】${zh} ${en}`)
}
