import { sql } from 'kysely'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'

/** Each statistic is one question to the database, asked as the asker: row-level security counts with it. */

const counted = async (errand: Errand, query: ReturnType<typeof sql<{ count: number }>>): Promise<number> => {
  const [row] = await errand.run(statement(query))
  return row?.count ?? 0
}

export const casesByStep = (errand: Errand): Promise<{ step: string; count: number }[]> =>
  errand.run(
    db
      .selectFrom('cases')
      .select(({ fn }) => ['step', fn.countAll<number>().as('count')])
      .groupBy('step')
      .orderBy('step'),
  )

export const devicesThatAre = (errand: Errand, status: 'live' | 'suspect'): Promise<number> =>
  counted(errand, sql`select count(*) as count from devices where status = ${status}`)

/** Applications sent back for repair and those refused for good: both name a code and can be appealed. */
export const rejections = (errand: Errand): Promise<number> =>
  counted(
    errand,
    sql`select count(*) as count from facts where type in ('application-returned', 'application-rejected')`,
  )

export const appeals = (errand: Errand): Promise<number> =>
  counted(errand, sql`select count(*) as count from facts where type = 'rejection-appealed'`)

/** Grave traps a merchant accepted knowingly, weighed as the agreement of that moment weighed them. */
export const highFindingsAccepted = (errand: Errand): Promise<number> =>
  counted(
    errand,
    sql`select count(*) as count
          from facts f
          cross join lateral (select a.body from facts a
             where a.stream = f.stream and a.type = 'agreement-attached' and a.version < f.version
             order by a.version desc limit 1) as agreement
         where f.type = 'finding-accepted' and exists (
           select from jsonb_array_elements(agreement.body -> 'findings') as found
            where found ->> 'findingId' = f.body ->> 'findingId' and found ->> 'severity' = 'high')`,
  )

export const ticketsOpen = (errand: Errand): Promise<number> =>
  counted(errand, sql`select count(*) as count from tickets where status in ('open', 'answered')`)

// As `late` of packages/care: a missed clock stays missed after answer and solution; on the dot is in time.
const isLate = (at: string) => sql`(missed_before
  or coalesce(answered_at, ${at}::timestamptz) > answer_due or coalesce(resolved_at, ${at}::timestamptz) > resolve_due)`

export const ticketsLate = (errand: Errand): Promise<number> =>
  counted(errand, sql`select count(*) as count from tickets where ${isLate(errand.stamp.at)}`)

/** How often each rule said no: where people struggle, or somebody tries. */
export const refusalsByRule = (errand: Errand): Promise<{ rule: string; count: number }[]> =>
  errand.run(
    db
      .selectFrom('audit')
      .select(({ fn }) => ['outcome as rule', fn.countAll<number>().as('count')])
      .where('outcome', '<>', 'ok')
      // Knocking at another's door (HTTP-403, HTTP-404) is in the audit and is no rule of business.
      .where('outcome', 'not like', 'HTTP-%')
      .groupBy('outcome')
      .orderBy('count', 'desc')
      .orderBy('outcome')
      .limit(100),
  )

export const providerFigures = (
  errand: Errand,
): Promise<{ name: string; filingStatus: string; live: number; ticketsLate: number }[]> =>
  errand.run(
    statement(sql`
      select o.name, f.filing_status as "filingStatus",
             (select count(*) from cases c where c.provider_id = f.provider_id and c.step = 'support') as live,
             (select count(*) from tickets t where t.provider_id = f.provider_id and ${isLate(errand.stamp.at)}) as "ticketsLate"
        from filings f join organisations o on o.organisation_id = f.provider_id
       order by "ticketsLate" desc, o.name limit 500`),
  )
