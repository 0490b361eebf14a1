import { sql } from 'kysely'
import { lookStep, nextLook, sightings } from '#device/sighting.ts'
import { inspections, nextInspection, type PlaceRisk } from '#device/surface.ts'
import { chinaDay } from '#ground/calendar.ts'
import type { Errand } from '../house/errand.ts'
import { statement } from '../house/tables.ts'
import { acquirerOf, deskOf, tellOnce, type Waiting } from './notices.ts'

const rules = {
  look: { soon: 'CUST-52', overdue: 'CUST-53' },
  inspection: { soon: 'INSP-5', overdue: 'INSP-6' },
} as const

/**
 * CUST-52 and 53, once a day: terminals in shops whose yearly look comes near, and those nobody has looked at in time; to
 * the shop and its provider's desk, and to the acquirer once it is late. Where a technician has to come before that and
 * inspect the surface, INSP-5 and 6 say so in their place: one clock, and the nearer of its two hands.
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
        inspected_at: string | null
        risk_level: PlaceRisk['riskLevel']
        fixed_premises: boolean
      }>`select d.device_id, d.serial_no, d.acquirer_id, d.provider_id, d.merchant_id, k.seen_at, k.inspected_at,
             c.state -> 'review' -> 'recommendation' ->> 'riskLevel' as risk_level,
             coalesce((c.state -> 'application' -> 'shop' ->> 'fixedPremises')::boolean, true) as fixed_premises
          from devices d
          left join cases c on c.case_id = d.case_id
          cross join lateral (
            select max(f.at) as seen_at,
                   max(f.at) filter (where f.type = any (${inspections}::text[])) as inspected_at from facts f
              where f.stream = 'device/' || d.device_id and f.type = any (${sightings}::text[])) k
          where d.status in ('bound', 'live', 'suspended') and k.seen_at is not null`,
    ),
  )
  const waiting = rows.flatMap((row): readonly Waiting[] => {
    const lookBy = nextLook(chinaDay(row.seen_at))
    const inspectBy =
      row.inspected_at === null
        ? null
        : nextInspection(chinaDay(row.inspected_at), {
            riskLevel: row.risk_level,
            fixedPremises: row.fixed_premises,
          })
    // On the same day whoever comes to inspect has looked as well.
    const inspect = inspectBy !== null && inspectBy <= lookBy
    const dueOn = inspect ? inspectBy : lookBy
    const step = lookStep(dueOn, day)
    if (step === null) return []
    const shop = { principal: 'merchant', organisationId: row.merchant_id ?? '' } as const
    return [
      {
        rule: rules[inspect ? 'inspection' : 'look'][step],
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
