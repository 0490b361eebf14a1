import { sql } from 'kysely'
import { checkFiling, filingProblems, type Filing, mayServe } from '#provider/licence.ts'
import { refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'
import { deliveredBy } from './delivered.ts'

type Row = {
  readonly filing_no: string
  readonly filing_status: string
  readonly filing_valid_until: string | null
  readonly services: string[]
  readonly region_codes: string[]
  readonly evaluations: string[]
  readonly hotline: string
  readonly about: string
}

const filingOf = (row: Row): Filing => ({
  filingNo: row.filing_no,
  filingStatus: row.filing_status as Filing['filingStatus'],
  filingValidUntil: row.filing_valid_until,
  services: row.services as Filing['services'],
  regionCodes: row.region_codes,
  evaluations: row.evaluations as Filing['evaluations'],
  hotline: row.hotline,
  about: row.about,
})

/** A provider covers a region when one of its divisions, without trailing zero pairs, begins it (as coversRegion). */
const covering = (regionCode: string) =>
  sql<boolean>`exists (select from unnest(f.region_codes) as c where ${regionCode} like regexp_replace(c, '(00)+$', '') || '%')`

export const providers: Room<'providers.directory' | 'providers.publish'> = {
  async 'providers.directory'(errand, { after, limit = 20, regionCode }) {
    let query = db
      .selectFrom('filings as f')
      .innerJoin('organisations as o', 'o.organisation_id', 'f.provider_id')
      .selectAll('f')
      .select(['o.name', 'o.uscc'])
      .orderBy('f.provider_id')
      .limit(limit)
    if (after !== undefined) query = query.where('f.provider_id', '>', after)
    if (regionCode !== undefined) query = query.where(covering(regionCode))
    const rows = await errand.run(query)
    const delivered = await deliveredBy(
      errand,
      rows.map((row) => row.provider_id),
    )
    return {
      items: rows.map((row) => {
        const filing = filingOf(row)
        const problems = filingProblems(filing, errand.stamp.at)
        return {
          providerId: row.provider_id,
          name: row.name,
          uscc: row.uscc ?? '',
          filingNo: filing.filingNo,
          filingStatus: filing.filingStatus,
          filingValidUntil: filing.filingValidUntil,
          services: [...filing.services],
          regionCodes: [...filing.regionCodes],
          evaluations: [...filing.evaluations],
          hotline: filing.hotline,
          about: filing.about,
          ...delivered(row.provider_id),
          vetted: problems.length === 0,
          problems: problems.map((problem) => problem.rule),
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.provider_id ?? null) : null,
    }
  },

  async 'providers.publish'(errand, { providerId, ...filing }) {
    const [provider] = await errand.run(
      db.selectFrom('organisations').select('kind').where('organisation_id', '=', providerId),
    )
    if (!provider) throw new NotFound()
    if (provider.kind !== 'provider') return refuse('PROV-9', {}, 'providerId')
    const wrong = checkFiling(filing)
    if (wrong) return wrong
    const [written] = await errand.run(
      statement(
        sql<{
          version: number
        }>`insert into filings (provider_id, filing_no, filing_status, filing_valid_until, services,
            region_codes, evaluations, hotline, about, published_by, published_at, version)
          values (${providerId}, ${filing.filingNo}, ${filing.filingStatus}, ${filing.filingValidUntil},
            ${[...filing.services]}, ${[...filing.regionCodes]}, ${[...filing.evaluations]}, ${filing.hotline},
            ${filing.about}, ${errand.actor.organisationId}, ${errand.stamp.at}, 1)
          on conflict (provider_id) do update set filing_no = excluded.filing_no, filing_status = excluded.filing_status,
            filing_valid_until = excluded.filing_valid_until, services = excluded.services,
            region_codes = excluded.region_codes, evaluations = excluded.evaluations, hotline = excluded.hotline,
            about = excluded.about, published_by = excluded.published_by, published_at = excluded.published_at,
            version = filings.version + 1
          returning version`,
      ),
    )
    if (!written) throw new Error('a filing was not written')
    // The hotline may be somebody's own telephone: it stays out of the log.
    const { hotline: _, ...told } = filing
    await errand.record(`provider/${providerId}`, written.version - 1, [
      { type: 'filing-published', ...told },
    ])
    return { ok: true }
  },
}

/** Of these providers, those whose filing lets them serve a shop in this division today. */
export const vettedProviders = async (
  errand: Errand,
  providerIds: readonly string[],
  regionCode: string,
): Promise<readonly string[]> => {
  if (providerIds.length === 0) return []
  const rows = await errand.run(
    db
      .selectFrom('filings')
      .selectAll()
      .where('provider_id', 'in', [...providerIds]),
  )
  return rows
    .filter((row) => mayServe(filingOf(row), regionCode, errand.stamp.at) === null)
    .map((row) => row.provider_id)
}
