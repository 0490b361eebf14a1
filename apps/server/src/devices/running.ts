import { sql } from 'kysely'
import { type Running, runningNow } from '#device/firmware.ts'
import type { Seen } from '#fleet/beat.ts'
import type { Errand } from '../house/errand.ts'
import { statement } from '../house/tables.ts'

export type RunningDevice = {
  readonly deviceId: string
  readonly serialNo: string
  readonly caseId: string | null
  readonly intake: { readonly version: string; readonly at: string } | null
  readonly running: Running | null
}

/**
 * The firmware of devices, at intake and now. Asked by the house, of devices the asker was shown already: who sees a
 * terminal may know what runs on it, and nothing else of its reports leaves here.
 */
const firmwareOf = async (
  errand: Errand,
  which: ReturnType<typeof sql>,
): Promise<readonly RunningDevice[]> => {
  const rows = await errand.asHouse(
    statement(
      sql<{
        device_id: string
        serial_no: string
        case_id: string | null
        seen: Seen | null
        installed_at: string | null
        version: string | null
        sha256: string | null
        looked_at: string | null
        looked: string | null
      }>`select d.device_id, d.serial_no, d.case_id, f.seen, u.updated_at as installed_at, u.version, u.sha256,
            k.at as looked_at, k.looked
          from devices d
          left join fleet f on f.device_id = d.device_id
          left join lateral (
            select i.updated_at, m.version, m.sha256 from installs i
              join campaigns c on c.campaign_id = i.campaign_id
              join manifests m on m.manifest_id = c.manifest_id
              where i.device_id = d.device_id and i.status = 'installed' and m.kind = 'firmware'
              order by i.updated_at desc limit 1) u on true
          left join lateral (
            select t.at, t.body ->> 'firmwareVersion' as looked from facts t
              where t.stream = 'device/' || d.device_id and t.type = 'inspected-on-site'
              order by t.version desc limit 1) k on true
          where ${which} order by d.serial_no`,
    ),
  )
  return rows.map(({ seen, ...row }) => {
    const { installed_at, version, sha256, looked, looked_at } = row
    const intake = looked !== null && looked_at !== null ? { version: looked, at: looked_at } : null
    return {
      ...{ deviceId: row.device_id, serialNo: row.serial_no, caseId: row.case_id, intake },
      running: runningNow({
        intake,
        heard: seen && {
          ...{ version: seen.firmwareVersion, sha256: seen.firmwareHash },
          ...{ since: seen.firmwareSince ?? seen.receivedAt, at: seen.receivedAt },
        },
        installed:
          installed_at !== null && version !== null && sha256 !== null
            ? { version, sha256, at: installed_at }
            : null,
      }),
    }
  })
}

export const firmwareOfDevice = async (errand: Errand, deviceId: string) =>
  (await firmwareOf(errand, sql`d.device_id = ${deviceId}`))[0]

/** Those of an acquirer's models that stand in shops. */
export const firmwareInShops = (errand: Errand, acquirerId: string, modelCode: string) =>
  firmwareOf(
    errand,
    sql`d.acquirer_id = ${acquirerId} and d.model_code = ${modelCode} and d.status in ('on-site', 'bound', 'live', 'suspended')`,
  )
