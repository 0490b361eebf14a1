import { sql } from 'kysely'
import { lookStep, nextLook, sightings } from '#device/sighting.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Errand } from '../house/errand.ts'
import { statement } from '../house/tables.ts'
import { acquirerOf, deskOf, tellOnce, type Waiting } from './notices.ts'

/**
 * CUST-52 and 53, once a day: terminals in shops whose yearly look comes near, and those nobody has looked at in time; to
 * the shop and its provider's desk, and to the acquirer once it is late.
 */
export const remindYearlyLook = async (errand: Errand): Promise<void> => {
  const day = chinaDay(errand.stamp.at)
  const rows = await errand.run(
    statement(
      sql<{
        device_id: string
        serial_no: string
        acquirer_id: string
        provider_id: string | null
        merchant_id: string | null
        seen_at: string
      }>`select d.device_id, d.serial_no, d.acquirer_id, d.provider_id, d.merchant_id, k.seen_at
          from devices d
          cross join lateral (
            select max(f.at) as seen_at from facts f
              where f.stream = 'device/' || d.device_id and f.type = any (${sightings}::text[])) k
          where d.status in ('bound', 'live', 'suspended') and k.seen_at is not null`,
    ),
  )
  const waiting = rows.flatMap((row): readonly Waiting[] => {
    const dueOn = nextLook(chinaDay(row.seen_at))
    const step = lookStep(dueOn, day)
    if (step === null) return []
    const shop = { principal: 'merchant', organisationId: row.merchant_id ?? '' } as const
    return [
      {
        rule: step === 'soon' ? 'CUST-52' : 'CUST-53',
        about: row.device_id,
        step: dueOn,
        params: { dueOn },
        serialNos: [row.serial_no],
        to: [
          ...(row.merchant_id === null ? [] : [shop]),
          ...deskOf(row),
          ...(step === 'overdue' ? [acquirerOf(row)] : []),
        ],
      },
    ]
  })
  await tellOnce(errand, waiting)
}
