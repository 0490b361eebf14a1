import type { Case } from '#provision/case.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'

export type Told = 'merchant' | 'provider' | 'acquirer'
type Template =
  | 'clause-asked'
  | 'clause-answered'
  | 'term-offered'
  | 'term-answered'
  | 'promise-requested'
  | 'change-proposed'
  | 'change-noticed'
  | 'change-answered'
  | 'change-ended'

const principals = { merchant: 'merchant', provider: 'provider', acquirer: 'reviewer' } as const

/** Tells everybody who acts for these sides of a case. The words name the shop and the clause, nothing anybody typed. */
export const tell = async (
  errand: Errand,
  { merchantId, providerId, acquirerId, application }: Case,
  sides: readonly Told[],
  template: Template,
  [zh, en]: readonly [zh: string, en: string],
): Promise<void> => {
  const organisation = { merchant: merchantId, provider: providerId, acquirer: acquirerId }
  const shop = application.shop.shopName ?? ''
  for (const side of sides) {
    // The asker sees no other organisation's people: the house looks them up, and only to reach them.
    const people = await errand.asHouse(
      db
        .selectFrom('memberships')
        .select('person_id')
        .where('organisation_id', '=', organisation[side] ?? '')
        .where('principal', '=', principals[side])
        .where('ended_at', 'is', null),
    )
    for (const { person_id } of people)
      await writeMessage(
        errand,
        await phoneOf(errand, person_id),
        template,
        `【放心装】“${shop}”：${zh} ${en}`,
      )
  }
}
