import { sql } from 'kysely'
import {
  decide,
  evolve,
  type Incident,
  type IncidentFact,
  type IncidentKind,
  type IncidentMove,
  ruleOf,
} from '#fleet/incident.ts'
import type { Alarm } from '#fleet/watch.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { sayRule } from '#words/say.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import type { DevicesPort } from './ports.ts'
import { tellShop } from './shop.ts'

/** Whose terminal an alarm is about. */
export type Alarmed = {
  readonly deviceId: string
  readonly acquirerId: string
  readonly merchantId: string | null
}

/** What the shop itself can act on, or must know before the next sale. */
const merchantHears: readonly IncidentKind[] = [
  ...(['tampered', 'surface-doubted', 'moved', 'silent', 'dormant', 'stopped', 'unsent'] as const),
]
/** What stops a terminal at once. A move is the binding's to judge: see BIND. */
const suspends: Partial<Record<IncidentKind, 'tamper' | 'dormant'>> = {
  tampered: 'tamper',
  stopped: 'dormant',
}

const tellMerchant = async (errand: Errand, { kind, params, merchantId }: Incident): Promise<void> => {
  if (merchantId === null || !merchantHears.includes(kind)) return
  await tellShop(errand, merchantId, (tongue) => sayRule(ruleOf[kind], tongue, params))
}

const columns = (incident: Incident, version: number) => ({
  acknowledged_at: incident.acknowledgedAt,
  closed_at: incident.closedAt,
  version,
  state: JSON.stringify(incident),
})

/** Stops a terminal whose alarm of this kind must stop it; others are for people to judge. */
export const stopAtOnce = async (
  errand: Errand,
  devices: DevicesPort,
  deviceId: string,
  kind: IncidentKind,
): Promise<void> => {
  const cause = suspends[kind]
  if (cause !== undefined) await devices.suspendDevice(errand, deviceId, cause)
}

/** Opens an incident unless one of its kind is open (BEAT-13), stops the terminal if it must be, and tells the shop. */
export const openIncident = async (
  errand: Errand,
  devices: DevicesPort,
  whose: Alarmed,
  { kind, params }: Alarm,
): Promise<void> => {
  const incidentId = newId('inc')
  const facts = decide(null, { type: 'open', incidentId, ...whose, kind, params }, errand.stamp)
  if (isRefusal(facts)) throw new Error(`a new incident is refused: ${facts.rule}`)
  const incident = facts.reduce<Incident | null>(evolve, null) as Incident
  const written = await errand.run(
    db
      .insertInto('incidents')
      .values({
        incident_id: incidentId,
        device_id: whose.deviceId,
        acquirer_id: whose.acquirerId,
        merchant_id: whose.merchantId,
        provider_id: (of) =>
          of.selectFrom('devices').select('provider_id').where('device_id', '=', whose.deviceId),
        kind,
        opened_at: incident.openedAt,
        act_by: incident.actBy,
        close_by: incident.closeBy,
        ...columns(incident, facts.length),
      })
      .onConflict((conflict) =>
        conflict.columns(['device_id', 'kind']).where('closed_at', 'is', null).doNothing(),
      )
      .returning('incident_id'),
  )
  if (written.length === 0) return
  await errand.record(`incident/${incidentId}`, 0, facts)
  await stopAtOnce(errand, devices, whose.deviceId, kind)
  await tellMerchant(errand, incident)
}

type Stored = { readonly incident: Incident; readonly version: number }

const move = async (
  errand: Errand,
  { incident, version }: Stored,
  does: IncidentMove,
): Promise<Incident | Refusal> => {
  const facts: readonly IncidentFact[] | Refusal = decide(incident, does, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = facts.reduce<Incident>(evolve, incident)
  await errand.run(
    db
      .updateTable('incidents')
      .set(columns(after, version + facts.length))
      .where('incident_id', '=', incident.incidentId),
  )
  await errand.record(`incident/${incident.incidentId}`, version, facts)
  return after
}

/** Loads under lock, decides, saves, records: for people. */
export const moveIncident = async (
  errand: Errand,
  incidentId: string,
  does: (incident: Incident) => Promise<IncidentMove>,
): Promise<Incident | Refusal> => {
  const [row] = await errand.run(
    db.selectFrom('incidents').select(['state', 'version']).where('incident_id', '=', incidentId).forUpdate(),
  )
  if (!row) throw new NotFound()
  const incident = row.state as Incident
  return move(errand, { incident, version: row.version }, await does(incident))
}

/** Closes what a heartbeat is the evidence against. */
export const clearIncidents = async (
  errand: Errand,
  deviceId: string,
  kinds: readonly IncidentKind[],
  beatNo: number,
): Promise<void> => {
  if (kinds.length === 0) return
  const open = await errand.run(
    db
      .selectFrom('incidents')
      .select(['state', 'version'])
      .where('device_id', '=', deviceId)
      .where('kind', 'in', [...kinds])
      .where('closed_at', 'is', null)
      .forUpdate(),
  )
  for (const row of open) {
    const incident = row.state as Incident
    const after = await move(errand, { incident, version: row.version }, { type: 'clear', beatNo })
    if (isRefusal(after)) throw new Error(`incident ${incident.incidentId} is not cleared: ${after.rule}`)
  }
}

/** Kinds open on a device, as one column of another query. */
export const openKinds = sql<IncidentKind[]>`array(
  select i.kind from incidents i where i.device_id = fleet.device_id and i.closed_at is null order by i.kind)`
