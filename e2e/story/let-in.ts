import type { CallName } from '#api/calls.ts'
import type { ToldHouse } from '../../apps/server/test/told-house.ts'
import { cast } from '../../scripts/demo/cast.ts'

const [provider] = cast.providers
const [technician] = provider.technicians

/** The story's technician at the counter of its first shop: booked, confirmed and let in at the door (VISIT-10, VISIT-11). */
export const letIn = async (
  house: ToldHouse,
  caseId: string,
  kind: 'inspection' | 'return' = 'inspection',
): Promise<string> => {
  const as = async (phone: string) => {
    const cookie = await house.enter(phone)
    return async <T>(call: CallName, input: object): Promise<T> => {
      const { status, body } = await house.ask(call, input, { cookie })
      if (status !== 200) throw new Error(`${call}: ${status} ${JSON.stringify(body)}`)
      return body as T
    }
  }
  const [desk, merchant, visitor] = await Promise.all(
    [provider.desk.phone, cast.merchants.live.phone, technician.phone].map(as),
  )
  if (!desk || !merchant || !visitor) throw new Error('three people enter')
  const [row] = await house.sql<{ person_id: string }>(
    'select person_id from memberships where badge_no = $1',
    [technician.badgeNo],
  )
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const { visitId } = await desk<{ visitId: string }>('visits.propose', {
    ...{ caseId, kind, technicianId: row?.person_id ?? '' },
    ...{ startsAt: at(1), endsAt: at(61) },
  })
  await merchant('visits.confirm', { caseId, visitId })
  const { merchantCode } = await merchant<{ merchantCode: string }>('visits.door-check', { caseId, visitId })
  await visitor('visits.arrive', { caseId, visitId, merchantCode })
  return visitId
}
