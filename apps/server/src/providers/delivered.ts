import { sql } from 'kysely'
import type { Errand } from '../house/errand.ts'
import { statement } from '../house/tables.ts'

/** What a provider has done here, counted by the house and shown to everybody alike: no stars, no choice of figures. */
export type Delivered = {
  readonly acquirers: string[]
  readonly casesLive: number
  /** Share of finished tickets with every clock kept, in percent; null while there are none. */
  readonly ticketsOnTime: number | null
  readonly ticketsCounted: number
}

type Row = {
  provider_id: string
  acquirers: string[] | null
  live: number
  counted: number
  on_time: number
}

const none: Delivered = { acquirers: [], casesLive: 0, ticketsOnTime: null, ticketsCounted: 0 }

/**
 * The figures of several providers. Acquirers are those that published its filing or have a case with it; a ticket
 * counts when it is resolved or closed, and late stays late after a reopening.
 */
export const deliveredBy = async (
  errand: Errand,
  providerIds: readonly string[],
): Promise<(providerId: string) => Delivered> => {
  if (providerIds.length === 0) return () => none
  // Counted over everybody's cases: the directory is public, the cases are not.
  const rows = await errand.asHouse(
    statement(
      sql<Row>`select f.provider_id,
          (select array_agg(distinct o.name order by o.name) from organisations o
            where o.kind = 'acquirer' and (o.organisation_id = f.published_by
              or o.organisation_id in (select c.acquirer_id from cases c where c.provider_id = f.provider_id))) as acquirers,
          (select count(*) from cases c where c.provider_id = f.provider_id and c.step = 'support') as live,
          t.counted, t.on_time
        from filings f
        cross join lateral (
          select count(*) as counted,
                 count(*) filter (where not missed_before and answered_at <= answer_due and resolved_at <= resolve_due) as on_time
            from tickets where provider_id = f.provider_id and status in ('resolved', 'closed')) t
       where f.provider_id = any (${[...providerIds]})`,
    ),
  )
  const figures = new Map(
    rows.map((row) => [
      row.provider_id,
      {
        acquirers: row.acquirers ?? [],
        casesLive: row.live,
        ticketsOnTime: row.counted === 0 ? null : Math.floor((row.on_time * 100) / row.counted),
        ticketsCounted: row.counted,
      },
    ]),
  )
  return (providerId) => figures.get(providerId) ?? none
}
