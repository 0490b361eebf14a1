import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import { wordKey } from '#device/word-key.ts'
import type { Outage, OutageFact } from '#fleet/outage.ts'
import { addHours, chinaMinute } from '#ground/calendar.ts'
import { sayRule } from '#words/say.ts'
import type { Errand, Room } from '../house/errand.ts'
import { statement } from '../house/tables.ts'
import { tellOnce, type Waiting } from './notices.ts'

/** As many shops as one round tells: the next one goes on. */
const MOST = 500
/** Rows of an outage stay so long after it: those who could not be told at once are told by then. */
const KEPT_HOURS = 24

/** The outage's shops follow its facts: who is in it, and who has left it how. */
export const followOutage = async (
  errand: Errand,
  { outageId, acquirerId, carrier, district, openedAt }: Outage,
  facts: readonly OutageFact[],
): Promise<void> => {
  for (const fact of facts) {
    if (fact.type === 'outage-opened' || fact.type === 'outage-joined')
      await errand.run(
        statement(
          sql`insert into outage_members (outage_id, device_id, acquirer_id, merchant_id, provider_id, carrier, district,
                opened_at, silent_since)
              select ${outageId}, d.device_id, ${acquirerId}, d.merchant_id, d.provider_id, ${carrier}, ${district},
                ${openedAt}::timestamptz, m."silentSince"
              from jsonb_to_recordset(${JSON.stringify(fact.members)}::jsonb) as m ("deviceId" text, "silentSince" timestamptz)
              join devices d on d.device_id = m."deviceId" where d.merchant_id is not null
              on conflict (outage_id, device_id) do update
                set silent_since = excluded.silent_since, left_at = null, left_by = null`,
        ),
      )
    if (fact.type === 'outage-left')
      await errand.run(
        statement(
          sql`update outage_members o set left_at = m.at, left_by = m.by
              from jsonb_to_recordset(${JSON.stringify(fact.members)}::jsonb) as m ("deviceId" text, at timestamptz, by text)
              where o.outage_id = ${outageId} and o.device_id = m."deviceId"`,
        ),
      )
  }
}

/** Other lines than the mobile network, as the model's data lines say: what a shop may plug its terminal into. */
const otherLine = (lines: readonly string[]): string => {
  const [wifi, cable] = [lines.includes('wifi'), lines.includes('lan') || lines.includes('pstn')]
  return wifi && cable ? 'both' : wifi ? 'wifi' : cable ? 'cable' : 'none'
}

type Called = { readonly provider: string | null; readonly hotline: string | null }

/** The provider's hotline, and where there is none the acquirer's. */
const whomToCall = sql`left join filings on filings.provider_id = m.provider_id
  left join organisations p on p.organisation_id = m.provider_id
  join organisations a on a.organisation_id = m.acquirer_id`
const called = sql`case when filings.hotline <> '' then p.name else a.name end as provider,
  case when filings.hotline <> '' then filings.hotline else coalesce(a.hotline, '—') end as hotline`

const paramsOf = (row: Called & { carrier: string; since: string; lines: readonly string[] }) => ({
  ...{ carrier: wordKey(row.carrier), since: chinaMinute(row.since), line: otherLine(row.lines) },
  ...{ provider: row.provider ?? '', hotline: row.hotline ?? '' },
})

const merchant = (organisationId: string) => [{ principal: 'merchant', organisationId } as const]

/** BEAT-33: shops with a terminal that is out and who do not know yet what it is. */
const begun = async (errand: Errand): Promise<Waiting[]> => {
  const rows = await errand.run(
    statement(
      sql<
        Called & {
          about: string
          merchant_id: string
          carrier: string
          since: string
          serials: string[]
          lines: string[]
        }
      >`select m.outage_id || '/' || m.merchant_id as about, m.merchant_id, m.carrier, min(m.silent_since) as since,
            array_agg(distinct d.serial_no) as serials,
            coalesce(array_agg(line) filter (where line is not null), '{}') as lines,
            ${called}
          from outage_members m join devices d on d.device_id = m.device_id
            join models on models.model_code = d.model_code left join unnest(models.data_lines) as line on true
            ${whomToCall}
          where m.left_at is null and not exists (select from told_notices t where t.rule = 'BEAT-33'
            and t.about = m.outage_id || '/' || m.merchant_id and t.step = 'begun')
          group by m.outage_id, m.merchant_id, m.carrier, filings.hotline, p.name, a.name, a.hotline
          order by 1 limit ${MOST}`,
    ),
  )
  return rows.map((row) => ({
    ...{ rule: 'BEAT-33', about: row.about, step: 'begun', params: paramsOf(row) },
    ...{ serialNos: row.serials, to: merchant(row.merchant_id) },
  }))
}

/** BEAT-34: shops that were told, and whose terminals are all out of it now, one of them by its own heartbeat. */
const over = async (errand: Errand): Promise<Waiting[]> => {
  const rows = await errand.run(
    statement(
      sql<{ about: string; merchant_id: string; at: string; serials: string[] }>`select
            m.outage_id || '/' || m.merchant_id as about, m.merchant_id, max(m.left_at) as at,
            array_agg(d.serial_no order by d.serial_no) as serials
          from outage_members m join devices d on d.device_id = m.device_id
          where m.left_by = 'heard'
            and not exists (select from outage_members o where o.outage_id = m.outage_id
              and o.merchant_id = m.merchant_id and o.left_at is null)
            and exists (select from told_notices t where t.rule = 'BEAT-33'
              and t.about = m.outage_id || '/' || m.merchant_id and t.step = 'begun')
            and not exists (select from told_notices t where t.rule = 'BEAT-34'
              and t.about = m.outage_id || '/' || m.merchant_id and t.step = 'over')
          group by m.outage_id, m.merchant_id order by 1 limit ${MOST}`,
    ),
  )
  return rows.map((row) => ({
    ...{ rule: 'BEAT-34', about: row.about, step: 'over', params: { at: chinaMinute(row.at) } },
    ...{ serialNos: row.serials, to: merchant(row.merchant_id) },
  }))
}

/** Each shop once at its begin and once when its own terminal speaks again, however often it comes and goes between. */
export const tellOutageShops = async (errand: Errand): Promise<void> => {
  await tellOnce(errand, await begun(errand))
  await tellOnce(errand, await over(errand))
  await errand.run(
    statement(
      sql`delete from outage_members m using outages o
          where o.outage_id = m.outage_id and o.closed_at < ${addHours(errand.stamp.at, -KEPT_HOURS)}`,
    ),
  )
}

type Row = OutputOf<'outages.shops'>['items'][number]

const MOST_SHOWN = 1_000

export const outageShops: Room<'outages.shops'> = {
  /** BEAT-35: the wall lets each see rows of its own; nothing here names anybody else's terminal. */
  async 'outages.shops'(errand) {
    const rows = await errand.run(
      statement(
        sql<
          Called & {
            outage_id: string
            device_id: string
            serial_no: string
            case_id: string | null
            shop: string | null
            carrier: string
            district: string
            opened_at: string
            silent_since: string
            data_lines: string[] | null
          }
        >`select m.outage_id, m.device_id, d.serial_no, d.case_id, c.state -> 'application' -> 'shop' ->> 'shopName' as shop,
              m.carrier, m.district, m.opened_at, m.silent_since, models.data_lines, ${called}
            from outage_members m join devices d on d.device_id = m.device_id
              left join cases c on c.case_id = d.case_id join models on models.model_code = d.model_code ${whomToCall}
            where m.left_at is null order by m.opened_at desc, m.device_id limit ${MOST_SHOWN}`,
      ),
    )
    return {
      items: rows.map((row): Row => {
        const since = row.silent_since
        const params = { ...paramsOf({ ...row, since, lines: row.data_lines ?? [] }), count: 1 }
        const said = { ...params, serials: row.serial_no.slice(-4) }
        return {
          ...{
            outageId: row.outage_id,
            deviceId: row.device_id,
            serialNo: row.serial_no,
            caseId: row.case_id,
          },
          ...{ shopName: row.shop ?? '', carrier: row.carrier, district: row.district },
          ...{
            openedAt: row.opened_at,
            silentSince: since,
            provider: params.provider,
            hotline: params.hotline,
          },
          words: { zh: sayRule('BEAT-33', 'zh', said), en: sayRule('BEAT-33', 'en', said) },
        }
      }),
    }
  },
}
